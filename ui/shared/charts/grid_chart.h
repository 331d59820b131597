// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"

#include <optional>
#include <vector>

namespace haberdash::ui {

/// A cell of a grid: how strong it is, and what stands in it.
struct GridCell
{
    std::optional<double> share; ///< of the strongest, 0 to 1; nothing: there is no such cell
    QString text; ///< in the cell, where there is room
    QString tip; ///< one line about it
    bool isPartial = false; ///< not over yet: drawn with a dashed edge
};

/// Rows of cells in one hue, stronger where there is more, each with its number: an RFM grid, a cohort
/// triangle. Nothing depends on telling hues apart.
class GridChart final : public ChartWidget
{
    Q_OBJECT

public:
    explicit GridChart(QWidget *parent = nullptr);

    struct Grid
    {
        QString rowTitle; ///< what rows are, for the table
        QStringList rows; ///< from top to bottom
        QStringList columns;
        std::vector<GridCell> cells; ///< row by row
    };
    void setGrid(Grid grid);

    ChartTable table() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    /// Click or Enter on a cell that is there.
    void cellActivated(int row, int column);

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override { return int(m_marks.size()); }
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    [[nodiscard]] int rowOf(int mark) const { return m_marks[size_t(mark)] / int(m_grid.columns.size()); }
    [[nodiscard]] int columnOf(int mark) const { return m_marks[size_t(mark)] % int(m_grid.columns.size()); }

    Grid m_grid;
    std::vector<int> m_marks; ///< positions of the cells that are there
};

} // namespace haberdash::ui
