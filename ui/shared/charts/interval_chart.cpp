// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/interval_chart.h"

#include "ui/shared/charts/chart_parts.h"
#include "ui/shared/charts/ticks.h"

#include <QCategoryAxis>
#include <QChart>
#include <QScatterSeries>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {

constexpr int rowHeight = 44;
constexpr int axisHeight = 26;

bool known(const Interval &one)
{
    return std::isfinite(one.low) && std::isfinite(one.high) && std::isfinite(one.estimate);
}

bool decided(const Interval &one)
{
    return one.low > 0 || one.high < 0;
}

QScatterSeries *makeDots(const Colors &colors, const QColor &color)
{
    auto *dots = new QScatterSeries;
    dots->setMarkerSize(13);
    dots->setColor(color);
    dots->setBorderColor(colors.surface);
    return dots;
}

} // namespace

IntervalChart::IntervalChart(std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_valueText(std::move(valueText))
{ }

void IntervalChart::setIntervals(std::vector<Interval> intervals)
{
    m_intervals = std::move(intervals);
    updateGeometry();
    dataChanged();
}

QSize IntervalChart::sizeHint() const
{
    return {480, axisHeight + rowHeight * std::max(1, markCount())};
}

ChartTable IntervalChart::table() const
{
    ChartTable numbers{{tr("Comparison"), tr("Estimate"), tr("At least"), tr("At most")}, {}};
    for (const Interval &one : m_intervals)
        numbers.rows << QStringList{
            one.name, m_valueText(one.estimate), m_valueText(one.low), m_valueText(one.high)};
    return numbers;
}

void IntervalChart::fill(QChart &chart, const QSizeF &size, const Colors &colors) const
{
    double low = 0;
    double high = 0;
    QStringList names;
    for (const Interval &one : m_intervals) {
        names << one.name;
        if (known(one)) {
            low = std::min(low, one.low);
            high = std::max(high, one.high);
        }
    }
    const NumberTicks ticks = numberTicks(low, high, std::clamp(int(size.width() / 110), 4, 7));
    std::vector<chart::Label> labels;
    for (const double value : ticks.values)
        labels.push_back({value, m_valueText(value)});
    QCategoryAxis *across = chart::makeAxis(ticks.values.front(), ticks.values.back(), labels, colors);
    const chart::Plot plot = chart::plotRows(chart, across, names, colors);

    QScatterSeries *clear = makeDots(colors, colors.series.front());
    QScatterSeries *open = makeDots(colors, colors.borderStrong);
    constexpr double cap = 5.0 / rowHeight;
    for (int mark = 0; mark < markCount(); ++mark) {
        const Interval &one = m_intervals[std::size_t(mark)];
        if (!known(one))
            continue;
        const double y = markValue(mark).y();
        QScatterSeries *dots = decided(one) ? clear : open;
        plot.add(chart::makeWhisker(one.low, one.high, y, cap, QPen(dots->color(), 2)));
        dots->append(one.estimate, y);
    }
    plot.add(clear);
    plot.add(open);
}

int IntervalChart::markNear(const QPointF &value) const
{
    return std::clamp(markCount() - 1 - int(std::lround(value.y())), 0, markCount() - 1);
}

QPointF IntervalChart::markValue(int mark) const
{
    // The first one stands on top.
    const double estimate = m_intervals[std::size_t(mark)].estimate;
    return {std::isfinite(estimate) ? estimate : 0, double(markCount() - 1 - mark)};
}

QString IntervalChart::markText(int mark) const
{
    const Interval &one = m_intervals[std::size_t(mark)];
    //: a comparison, its estimate, and the interval around it
    return tr("%1: %2 (%3 to %4)")
        .arg(one.name, m_valueText(one.estimate), m_valueText(one.low), m_valueText(one.high));
}

} // namespace haberdash::ui
