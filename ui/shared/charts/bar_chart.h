// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"
#include "ui/shared/format.h"

#include <functional>
#include <vector>

namespace haberdash::ui {

struct BarGroup
{
    QString category;
    std::vector<double> values; ///< one per series
};

/// Bars by category, upright or lying. Lying bars have room for long names and carry their values.
class BarChart final : public ChartWidget
{
    Q_OBJECT

public:
    BarChart(Qt::Orientation orientation, Format format, std::function<QString(double)> valueText,
        QWidget *parent = nullptr);
    /// `series` names the values of each group; a single name is not drawn as a legend.
    void setGroups(const QStringList &series, std::vector<BarGroup> groups);

    ChartTable table() const override;
    void paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const override;
    QSize sizeHint() const override;

protected:
    int markAt(const QPointF &position, const QRectF &rect) const override;
    int markCount() const override { return int(m_groups.size()); }
    QString markText(int mark) const override;
    QPointF markPosition(int mark, const QRectF &rect) const override;

private:
    struct Frame;
    [[nodiscard]] Frame frameIn(const QRectF &rect) const;

    Qt::Orientation m_orientation;
    Format m_format;
    std::function<QString(double)> m_valueText;
    QStringList m_series;
    std::vector<BarGroup> m_groups;
};

} // namespace haberdash::ui
