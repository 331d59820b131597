// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/time_chart.h"

#include "ui/shared/charts/chart_parts.h"
#include "ui/shared/charts/ticks.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QScatterSeries>

#include <algorithm>
#include <cmath>
#include <limits>

namespace haberdash::ui {

struct TimeChart::Range
{
    Timestamp from = Timestamp::max();
    Timestamp to = Timestamp::min();
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

namespace {

double acrossOf(Timestamp at)
{
    return double(toMilliseconds(at));
}

QPointF pointOf(const TimePoint &point)
{
    return {acrossOf(point.at), point.value};
}

/// The points without their gaps, one list for each unbroken run; of the points in one of `columns` steps
/// from `from` to `to` only the lowest and the highest, in the order they came.
std::vector<QList<QPointF>> runsOf(
    const std::vector<TimePoint> &points, double from, double to, double columns)
{
    const bool dense = double(points.size()) > 2 * columns;
    const auto columnOf = [&](const TimePoint &point) {
        return std::floor((acrossOf(point.at) - from) / (to - from) * columns);
    };
    std::vector<QList<QPointF>> runs;
    bool open = false;
    for (std::size_t i = 0; i < points.size();) {
        if (!std::isfinite(points[i].value)) {
            open = false;
            ++i;
            continue;
        }
        if (!open)
            runs.emplace_back();
        open = true;
        if (!dense) {
            runs.back().append(pointOf(points[i++]));
            continue;
        }
        const double column = columnOf(points[i]);
        std::size_t lowest = i;
        std::size_t highest = i;
        for (; i < points.size() && std::isfinite(points[i].value) && columnOf(points[i]) == column; ++i) {
            if (points[i].value < points[lowest].value)
                lowest = i;
            if (points[i].value > points[highest].value)
                highest = i;
        }
        runs.back().append(pointOf(points[std::min(lowest, highest)]));
        if (lowest != highest)
            runs.back().append(pointOf(points[std::max(lowest, highest)]));
    }
    return runs;
}

QAreaSeries *makeArea(const QList<QPointF> &points, double ground, QColor color)
{
    auto *floor = chart::makeLine({{points.first().x(), ground}, {points.last().x(), ground}}, Qt::NoPen);
    auto *area = new QAreaSeries(chart::makeLine(points, Qt::NoPen), floor);
    area->upperSeries()->setParent(area);
    floor->setParent(area);
    color.setAlphaF(0.13f);
    area->setBrush(color);
    area->setPen(Qt::NoPen);
    return area;
}

} // namespace

TimeChart::TimeChart(Format format, std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_format(std::move(format))
    , m_valueText(std::move(valueText))
{ }

void TimeChart::setSeries(std::vector<TimeSeries> series)
{
    m_series = std::move(series);
    dataChanged();
}

ChartTable TimeChart::table() const
{
    ChartTable numbers;
    numbers.header << tr("Day");
    for (const TimeSeries &series : m_series)
        numbers.header << series.name;
    if (m_series.empty())
        return numbers;
    for (const TimePoint &point : m_series.front().points) {
        QStringList row{m_format.day(point.at)};
        for (const TimeSeries &series : m_series) {
            const auto found = std::lower_bound(series.points.begin(), series.points.end(), point.at,
                [](const TimePoint &one, Timestamp at) { return one.at < at; });
            const bool known
                = found != series.points.end() && found->at == point.at && std::isfinite(found->value);
            row << (known ? m_valueText(found->value) : QString());
        }
        numbers.rows << row;
    }
    return numbers;
}

TimeChart::Range TimeChart::range() const
{
    Range range;
    for (const TimeSeries &series : m_series) {
        if (series.points.empty())
            continue;
        range.from = std::min(range.from, series.points.front().at);
        range.to = std::max(range.to, series.points.back().at);
        for (const TimePoint &point : series.points) {
            if (std::isfinite(point.value)) {
                range.low = std::min(range.low, point.value);
                range.high = std::max(range.high, point.value);
            }
        }
        if (series.area) {
            range.low = std::min(range.low, 0.0);
            range.high = std::max(range.high, 0.0);
        }
    }
    // Lines that stay far above zero may start elsewhere; the rest starts at zero, as people expect.
    if (range.low > 0 && range.low < 0.6 * range.high)
        range.low = 0;
    if (range.from >= range.to) {
        range.to = range.from == Timestamp::max() ? Timestamp() : range.from;
        range.from = range.to - std::chrono::hours(12);
        range.to += std::chrono::hours(12);
    }
    return range;
}

void TimeChart::fill(QChart &chart, const QSizeF &size, const Colors &colors) const
{
    const Range range = this->range();
    const NumberTicks ticks = numberTicks(range.low, range.high, std::clamp(int(size.height() / 56), 4, 7));
    const double low = ticks.values.front();
    const double high = ticks.values.back();
    const bool compact = std::max(std::abs(low), std::abs(high)) >= 10'000;
    std::vector<chart::Label> values;
    for (const double value : ticks.values)
        values.push_back(
            {value, compact ? m_format.compact(value) : m_format.decimal(value, ticks.decimals)});
    std::vector<chart::Label> times;
    const int most = std::max(2, int(size.width() / 96));
    for (const TimeTick &tick : timeTicks(range.from, range.to, m_format.zone(), m_format.locale(), most))
        times.push_back({acrossOf(tick.at), tick.label});
    QCategoryAxis *across = chart::makeAxis(acrossOf(range.from), acrossOf(range.to), times, colors);
    across->setGridLineVisible(false);
    QCategoryAxis *up = chart::makeAxis(low, high, values, colors);
    up->setLineVisible(false);
    const chart::Plot plot(chart, across, up);

    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const TimeSeries &series = m_series[i];
        const QColor color = colors.series[i % colors.series.size()];
        const QPen pen(color, 2, series.dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        const auto runs = runsOf(series.points, across->min(), across->max(), size.width());
        // Named even where all is unknown, so that the legend tells.
        QLineSeries *first = chart::makeLine(runs.empty() ? QList<QPointF>() : runs.front(), pen);
        first->setName(series.name);
        plot.add(first);
        for (std::size_t run = 1; run < runs.size(); ++run)
            plot.add(chart::makeLine(runs[run], pen));
        for (const QList<QPointF> &run : runs) {
            if (run.size() == 1) {
                auto *dot = new QScatterSeries;
                dot->append(run);
                dot->setColor(color);
                dot->setBorderColor(Qt::transparent);
                dot->setMarkerSize(6);
                plot.add(dot);
            } else if (series.area) {
                plot.add(makeArea(run, std::clamp(0.0, low, high), color));
            }
        }
    }
}

int TimeChart::markCount() const
{
    return m_series.empty() ? 0 : int(m_series.front().points.size());
}

int TimeChart::markNear(const QPointF &value) const
{
    const std::vector<TimePoint> &points = m_series.front().points;
    const auto after = std::lower_bound(points.begin(), points.end(), value.x(),
        [](const TimePoint &point, double x) { return acrossOf(point.at) < x; });
    if (after == points.begin())
        return 0;
    const auto before = after - 1;
    const bool left
        = after == points.end() || value.x() - acrossOf(before->at) < acrossOf(after->at) - value.x();
    return int((left ? before : after) - points.begin());
}

QPointF TimeChart::markValue(int mark) const
{
    const TimePoint &point = m_series.front().points[std::size_t(mark)];
    if (std::isfinite(point.value))
        return pointOf(point);
    const Range range = this->range();
    return {acrossOf(point.at), std::isfinite(range.low) ? (range.low + range.high) / 2 : 0};
}

QString TimeChart::markText(int mark) const
{
    const TimePoint &point = m_series.front().points[std::size_t(mark)];
    //: a day and the value on it
    return tr("%1: %2").arg(
        m_format.day(point.at), std::isfinite(point.value) ? m_valueText(point.value) : tr("not known"));
}

} // namespace haberdash::ui
