// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"

#include <functional>
#include <vector>

namespace haberdash::ui {

/// An estimate with its interval: one comparison of an experiment.
struct Interval
{
    QString name; ///< "B against A"
    double estimate = 0;
    double low = 0;
    double high = 0;
};

/// Estimates and their intervals below each other, against a line at zero. Intervals that do not touch zero
/// are in colour, the others grey: that is what people look for.
class IntervalChart final : public ChartWidget
{
    Q_OBJECT

public:
    IntervalChart(std::function<QString(double)> valueText, QWidget *parent = nullptr);
    void setIntervals(std::vector<Interval> intervals);

    ChartTable table() const override;
    QSize sizeHint() const override;

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override { return int(m_intervals.size()); }
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    std::function<QString(double)> m_valueText;
    std::vector<Interval> m_intervals;
};

} // namespace haberdash::ui
