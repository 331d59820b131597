// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/overlap_counter.h"
#include "ui/shared/format.h"

#include <QAbstractScrollArea>

namespace haberdash::ui {

/// Overlapping sets as an UpSet plot (Lex, Gehlenborg and others 2014): a column for each intersection with a
/// bar of its size and dots for the sets it is in; a row for each set with its size at the left. Mouse: a
/// click selects a column. Keys: Left, Right, Home and End select, Enter takes.
class UpsetPlot final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit UpsetPlot(const Format &format, QWidget *parent = nullptr);

    void setOverlap(const Overlap &overlap);
    /// -1 for none.
    void select(int column);
    [[nodiscard]] int selected() const { return m_selected; }
    /// Where the bar of a column is, in the viewport; for tests.
    [[nodiscard]] QRect columnRect(int column) const;
    QSize minimumSizeHint() const override { return {320, 200}; }

Q_SIGNALS:
    void selectionChanged(int column);
    void taken(int column);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int columns() const { return int(m_overlap.intersections.size()); }
    [[nodiscard]] int columnAt(const QPoint &point) const;
    [[nodiscard]] QString spoken(int column) const;
    [[nodiscard]] int matrixTop() const;
    void choose(int column);
    void updateRange();
    void paintSets(QPainter &painter) const;
    void paintColumn(QPainter &painter, int column) const;

    Format m_format;
    Overlap m_overlap;
    int m_selected = -1;
    int m_hovered = -1;
};

} // namespace haberdash::ui
