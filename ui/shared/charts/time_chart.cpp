// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/time_chart.h"

#include "ui/shared/charts/chart_paint.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace haberdash::ui {

struct TimeChart::Frame
{
    QRectF plot;
    chart::Scale x;
    chart::Scale y;
    NumberTicks ticks;
    Timestamp from;
    Timestamp to;
    [[nodiscard]] QPointF at(const TimePoint &point) const
    {
        return {x.at(double(toMilliseconds(point.at))), y.at(point.value)};
    }
};

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

TimeChart::Frame TimeChart::frameIn(const QRectF &rect) const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    Frame frame{};
    frame.from = Timestamp::max();
    frame.to = Timestamp::min();
    for (const TimeSeries &series : m_series) {
        if (series.points.empty())
            continue;
        frame.from = std::min(frame.from, series.points.front().at);
        frame.to = std::max(frame.to, series.points.back().at);
        for (const TimePoint &point : series.points) {
            if (std::isfinite(point.value)) {
                low = std::min(low, point.value);
                high = std::max(high, point.value);
            }
        }
        if (series.area) {
            low = std::min(low, 0.0);
            high = std::max(high, 0.0);
        }
    }
    // Lines that stay far above zero may start elsewhere; the rest starts at zero, as people expect.
    if (low > 0 && low < 0.6 * high)
        low = 0;
    frame.ticks = numberTicks(low, high, std::clamp(int(rect.height() / 48), 4, 7));
    if (frame.from >= frame.to) {
        frame.to = frame.from == Timestamp::max() ? Timestamp() : frame.from;
        frame.from = frame.to - std::chrono::hours(12);
        frame.to += std::chrono::hours(12);
    }
    const double top = chart::legendHeight(qsizetype(m_series.size())) + 8;
    const double left = chart::widestLabel(frame.ticks, m_format) + 10;
    frame.plot = rect.adjusted(left, top, -8, -26);
    frame.x = {double(toMilliseconds(frame.from)), double(toMilliseconds(frame.to)), frame.plot.left(),
        frame.plot.right()};
    frame.y = {frame.ticks.values.front(), frame.ticks.values.back(), frame.plot.bottom(), frame.plot.top()};
    return frame;
}

void TimeChart::paintSeries(
    QPainter &painter, const Frame &frame, const TimeSeries &series, const QColor &color) const
{
    QPainterPath line;
    QPainterPath area;
    const double ground = frame.y.at(std::clamp(0.0, frame.ticks.values.front(), frame.ticks.values.back()));
    bool open = false;
    double lastX = 0;
    const auto close = [&] {
        if (open) {
            area.lineTo(lastX, ground);
            area.closeSubpath();
        }
        open = false;
    };
    const auto add = [&](const QPointF &point) {
        if (open) {
            line.lineTo(point);
            area.lineTo(point);
        } else {
            line.moveTo(point);
            area.moveTo(point.x(), ground);
            area.lineTo(point);
        }
        open = true;
        lastX = point.x();
    };
    const std::vector<TimePoint> &points = series.points;
    const bool dense = double(points.size()) > 2 * frame.plot.width();
    for (std::size_t i = 0; i < points.size();) {
        if (!std::isfinite(points[i].value)) {
            close();
            ++i;
            continue;
        }
        if (!dense) {
            add(frame.at(points[i++]));
            continue;
        }
        // All points of one pixel column become its lowest and highest, in the order they came.
        const double column = std::floor(frame.at(points[i]).x());
        std::size_t lowest = i;
        std::size_t highest = i;
        for (; i < points.size() && std::isfinite(points[i].value)
             && std::floor(frame.at(points[i]).x()) == column;
             ++i) {
            if (points[i].value < points[lowest].value)
                lowest = i;
            if (points[i].value > points[highest].value)
                highest = i;
        }
        add(frame.at(points[std::min(lowest, highest)]));
        if (lowest != highest)
            add(frame.at(points[std::max(lowest, highest)]));
    }
    close();
    if (series.area) {
        QColor fill = color;
        fill.setAlphaF(0.13f);
        painter.fillPath(area, fill);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(
        color, dense ? 1.2 : 2, series.dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    if (points.size() == 1 && std::isfinite(points.front().value)) {
        painter.setBrush(color);
        painter.drawEllipse(frame.at(points.front()), 3, 3);
    }
}

void TimeChart::paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const
{
    const Colors &c = colorsOf(palette);
    const Frame frame = frameIn(rect);
    QStringList names;
    for (const TimeSeries &series : m_series)
        names << series.name;
    chart::paintLegend(painter, rect, names, c);

    for (const double value : frame.ticks.values) {
        const double y = std::round(frame.y.at(value)) + 0.5;
        painter.setPen(QPen(value == 0 ? c.fieldBorder : c.grid, 1));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        chart::paintLabel(painter, QRectF(rect.left(), y - 9, frame.plot.left() - rect.left() - 10, 18),
            Qt::AlignRight | Qt::AlignVCenter, chart::axisText(value, frame.ticks, m_format), c.mutedText);
    }
    const int most = std::max(2, int(frame.plot.width() / 84));
    for (const TimeTick &tick : timeTicks(frame.from, frame.to, m_format.zone(), m_format.locale(), most)) {
        const double x = frame.x.at(double(toMilliseconds(tick.at)));
        QRectF place(x - 50, frame.plot.bottom() + 8, 100, 18);
        Qt::Alignment alignment = Qt::AlignHCenter | Qt::AlignVCenter;
        if (x - frame.plot.left() < 30) { // the first label must not run into the value axis
            place.moveLeft(x - 2);
            alignment = Qt::AlignLeft | Qt::AlignVCenter;
        } else if (rect.right() - x < 36) {
            place.moveRight(rect.right());
            alignment = Qt::AlignRight | Qt::AlignVCenter;
        }
        chart::paintLabel(painter, place, alignment, tick.label, c.mutedText);
        painter.setPen(QPen(c.fieldBorder, 1));
        painter.drawLine(QPointF(x, frame.plot.bottom()), QPointF(x, frame.plot.bottom() + 4));
    }
    for (std::size_t i = m_series.size(); i-- > 0;)
        paintSeries(painter, frame, m_series[i], c.series[i % c.series.size()]);

    if (currentMark() >= 0 && currentMark() < markCount()) {
        const TimePoint &point = m_series.front().points[std::size_t(currentMark())];
        if (!std::isfinite(point.value))
            return;
        const QPointF at = frame.at(point);
        painter.setPen(QPen(c.borderStrong, 1, Qt::DotLine));
        painter.drawLine(QPointF(at.x(), frame.plot.top()), QPointF(at.x(), frame.plot.bottom()));
        painter.setPen(QPen(c.surface, 2));
        painter.setBrush(c.series.front());
        painter.drawEllipse(at, 5, 5);
    }
}

int TimeChart::markCount() const
{
    return m_series.empty() ? 0 : int(m_series.front().points.size());
}

int TimeChart::markAt(const QPointF &position, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    if (markCount() == 0 || !frame.plot.adjusted(-6, -6, 6, 6).contains(position))
        return -1;
    const std::vector<TimePoint> &points = m_series.front().points;
    const auto after = std::lower_bound(points.begin(), points.end(), position.x(),
        [&](const TimePoint &point, double x) { return frame.at(point).x() < x; });
    if (after == points.begin())
        return 0;
    const auto before = after - 1;
    if (after == points.end() || position.x() - frame.at(*before).x() < frame.at(*after).x() - position.x())
        return int(before - points.begin());
    return int(after - points.begin());
}

QString TimeChart::markText(int mark) const
{
    const TimePoint &point = m_series.front().points[std::size_t(mark)];
    //: a day and the value on it
    return tr("%1: %2").arg(
        m_format.day(point.at), std::isfinite(point.value) ? m_valueText(point.value) : tr("not known"));
}

QPointF TimeChart::markPosition(int mark, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    const TimePoint &point = m_series.front().points[std::size_t(mark)];
    return std::isfinite(point.value)
        ? frame.at(point)
        : QPointF(frame.x.at(double(toMilliseconds(point.at))), frame.plot.center().y());
}

} // namespace haberdash::ui
