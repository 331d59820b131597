// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/interval_chart.h"

#include "ui/shared/charts/chart_paint.h"

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {
constexpr double rowHeight = 44;
constexpr double axisHeight = 26;
} // namespace

struct IntervalChart::Frame
{
    QRectF plot;
    chart::Scale value;
    NumberTicks ticks;
    double row = rowHeight;
    [[nodiscard]] double middle(std::size_t i) const { return plot.top() + row * (double(i) + 0.5); }
};

IntervalChart::IntervalChart(Format format, std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_format(std::move(format))
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
    return {480, int(axisHeight + rowHeight * double(std::max<std::size_t>(1, m_intervals.size())))};
}

ChartTable IntervalChart::table() const
{
    ChartTable numbers{{tr("Comparison"), tr("Estimate"), tr("At least"), tr("At most")}, {}};
    for (const Interval &one : m_intervals)
        numbers.rows << QStringList{
            one.name, m_valueText(one.estimate), m_valueText(one.low), m_valueText(one.high)};
    return numbers;
}

IntervalChart::Frame IntervalChart::frameIn(const QRectF &rect) const
{
    Frame frame{};
    double low = 0;
    double high = 0;
    double names = 0;
    const QFontMetricsF metrics(chart::labelFont());
    for (const Interval &one : m_intervals) {
        names = std::max(names, metrics.horizontalAdvance(one.name));
        for (const double value : {one.low, one.estimate, one.high}) {
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    const double left = std::min(names + space::large, rect.width() * 0.4);
    frame.plot = rect.adjusted(left, 0, -space::large, -axisHeight);
    frame.ticks = numberTicks(low, high, std::clamp(int(frame.plot.width() / 70), 4, 7));
    frame.value
        = {frame.ticks.values.front(), frame.ticks.values.back(), frame.plot.left(), frame.plot.right()};
    if (!m_intervals.empty())
        frame.row = frame.plot.height() / double(m_intervals.size());
    return frame;
}

void IntervalChart::paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const
{
    const Colors &c = colorsOf(palette);
    const Frame frame = frameIn(rect);
    for (const double value : frame.ticks.values) {
        const double x = std::round(frame.value.at(value)) + 0.5;
        painter.setPen(QPen(value == 0 ? c.borderStrong : c.grid, 1));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
        chart::paintLabel(painter, QRectF(x - 45, frame.plot.bottom() + 6, 90, 18),
            Qt::AlignHCenter | Qt::AlignVCenter, m_valueText(value), c.mutedText);
    }
    const QFontMetricsF metrics(chart::labelFont());
    for (std::size_t i = 0; i < m_intervals.size(); ++i) {
        const Interval &one = m_intervals[i];
        const double y = frame.middle(i);
        const QRectF name(rect.left(), y - 9, frame.plot.left() - rect.left() - space::medium, 18);
        chart::paintLabel(painter, name, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(one.name, Qt::ElideRight, name.width()), c.text);
        if (!std::isfinite(one.low) || !std::isfinite(one.high) || !std::isfinite(one.estimate))
            continue;
        const bool decided = one.low > 0 || one.high < 0;
        const QColor color = decided ? c.series.front() : c.borderStrong;
        const double left = frame.value.at(one.low);
        const double right = frame.value.at(one.high);
        const double width = currentMark() == int(i) ? 3 : 2;
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        painter.drawLine(QPointF(left, y - 5), QPointF(left, y + 5));
        painter.drawLine(QPointF(right, y - 5), QPointF(right, y + 5));
        painter.setPen(QPen(c.surface, 2));
        painter.setBrush(color);
        painter.drawEllipse(QPointF(frame.value.at(one.estimate), y), 6, 6);
    }
}

int IntervalChart::markAt(const QPointF &position, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    const int mark = int(std::floor((position.y() - frame.plot.top()) / frame.row));
    return rect.contains(position) && mark >= 0 && mark < markCount() ? mark : -1;
}

QString IntervalChart::markText(int mark) const
{
    const Interval &one = m_intervals[std::size_t(mark)];
    //: a comparison, its estimate, and the interval around it
    return tr("%1: %2 (%3 to %4)")
        .arg(one.name, m_valueText(one.estimate), m_valueText(one.low), m_valueText(one.high));
}

QPointF IntervalChart::markPosition(int mark, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    const double estimate = m_intervals[std::size_t(mark)].estimate;
    return {frame.value.at(std::isfinite(estimate) ? estimate : 0), frame.middle(std::size_t(mark))};
}

} // namespace haberdash::ui
