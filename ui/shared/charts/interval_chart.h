// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"
#include "ui/shared/format.h"

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
    IntervalChart(Format format, std::function<QString(double)> valueText, QWidget *parent = nullptr);
    void setIntervals(std::vector<Interval> intervals);

    ChartTable table() const override;
    void paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const override;
    QSize sizeHint() const override;

protected:
    int markAt(const QPointF &position, const QRectF &rect) const override;
    int markCount() const override { return int(m_intervals.size()); }
    QString markText(int mark) const override;
    QPointF markPosition(int mark, const QRectF &rect) const override;

private:
    struct Frame;
    [[nodiscard]] Frame frameIn(const QRectF &rect) const;

    Format m_format;
    std::function<QString(double)> m_valueText;
    std::vector<Interval> m_intervals;
};

} // namespace haberdash::ui
