// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/bar_chart.h"

#include "ui/shared/charts/chart_paint.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

struct BarChart::Frame
{
    QRectF plot;
    chart::Scale value;
    NumberTicks ticks;
    double band = 0; ///< pixels per category
    double bar = 0; ///< pixels per bar
    double valueRoom = 0; ///< for the figures beside lying bars
};

BarChart::BarChart(
    Qt::Orientation orientation, Format format, std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_orientation(orientation)
    , m_format(std::move(format))
    , m_valueText(std::move(valueText))
{ }

void BarChart::setGroups(const QStringList &series, std::vector<BarGroup> groups)
{
    m_series = series;
    m_groups = std::move(groups);
    updateGeometry();
    dataChanged();
}

QSize BarChart::sizeHint() const
{
    if (m_orientation == Qt::Vertical)
        return ChartWidget::sizeHint();
    const auto bars = std::max<qsizetype>(1, m_series.size());
    return {480, int(chart::legendHeight(m_series.size())) + int(m_groups.size()) * int(14 + 18 * bars)};
}

ChartTable BarChart::table() const
{
    ChartTable numbers;
    numbers.header << tr("Group");
    numbers.header << m_series;
    for (const BarGroup &group : m_groups) {
        QStringList row{group.category};
        for (const double value : group.values)
            row << m_valueText(value);
        numbers.rows << row;
    }
    return numbers;
}

BarChart::Frame BarChart::frameIn(const QRectF &rect) const
{
    Frame frame{};
    double low = 0;
    double high = 0;
    const QFontMetricsF metrics(chart::labelFont());
    double names = 0;
    for (const BarGroup &group : m_groups) {
        names = std::max(names, metrics.horizontalAdvance(group.category));
        for (const double value : group.values) {
            if (!std::isfinite(value))
                continue;
            low = std::min(low, value);
            high = std::max(high, value);
            frame.valueRoom = std::max(frame.valueRoom, metrics.horizontalAdvance(m_valueText(value)) + 12);
        }
    }
    const bool lying = m_orientation == Qt::Horizontal;
    const double top = chart::legendHeight(m_series.size());
    frame.ticks = numberTicks(low, high, std::clamp(int((lying ? rect.width() : rect.height()) / 48), 4, 7));
    if (lying) {
        const double left = std::min(names + 12, rect.width() * 0.4);
        frame.plot = rect.adjusted(left, top, -frame.valueRoom, 0);
        if (low < 0) // figures of negative bars stand at their left end
            frame.plot.setLeft(std::min(frame.plot.right() - 20, frame.plot.left() + frame.valueRoom));
        // No axis: the bars carry their values and may use the whole length.
        frame.value = {low, high > low ? high : 1, frame.plot.left(), frame.plot.right()};
    } else {
        frame.plot = rect.adjusted(chart::widestLabel(frame.ticks, m_format) + 10, top + 8, 0, -26);
        frame.value
            = {frame.ticks.values.front(), frame.ticks.values.back(), frame.plot.bottom(), frame.plot.top()};
    }
    const double length = lying ? frame.plot.height() : frame.plot.width();
    frame.band = m_groups.empty() ? length : length / double(m_groups.size());
    const auto bars = double(std::max<qsizetype>(1, m_series.size()));
    frame.bar = std::min(lying ? 18.0 : 44.0, frame.band * 0.72 / bars);
    return frame;
}

void BarChart::paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const
{
    const Colors &c = colorsOf(palette);
    const Frame frame = frameIn(rect);
    const bool lying = m_orientation == Qt::Horizontal;
    const QFontMetricsF metrics(chart::labelFont());
    chart::paintLegend(painter, rect, m_series, c);
    if (!lying) {
        for (const double value : frame.ticks.values) {
            const double y = std::round(frame.value.at(value)) + 0.5;
            painter.setPen(QPen(value == 0 ? c.fieldBorder : c.grid, 1));
            painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
            chart::paintLabel(painter, QRectF(rect.left(), y - 9, frame.plot.left() - rect.left() - 10, 18),
                Qt::AlignRight | Qt::AlignVCenter, chart::axisText(value, frame.ticks, m_format),
                c.mutedText);
        }
    }
    const double zero = frame.value.at(0);
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const BarGroup &group = m_groups[g];
        const double start = (lying ? frame.plot.top() : frame.plot.left()) + frame.band * double(g);
        const double first
            = start + (frame.band - frame.bar * double(std::max<std::size_t>(1, group.values.size()))) / 2;
        for (std::size_t s = 0; s < group.values.size(); ++s) {
            const double value = group.values[s];
            if (!std::isfinite(value))
                continue;
            const double end = frame.value.at(value);
            const double side = first + frame.bar * double(s);
            QRectF bar = lying ? QRectF(QPointF(zero, side + 1), QPointF(end, side + frame.bar - 1))
                               : QRectF(QPointF(side + 1, end), QPointF(side + frame.bar - 1, zero));
            bar = bar.normalized();
            QColor color = c.series[s % c.series.size()];
            if (currentMark() >= 0 && currentMark() != int(g))
                color.setAlphaF(0.45f);
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            const double round = std::min({3.0, bar.width() / 2, bar.height() / 2});
            painter.drawRoundedRect(bar, round, round);
            if (lying) {
                const bool negative = value < 0;
                const QRectF place(
                    negative ? end - frame.valueRoom : end + 8, side, frame.valueRoom - 6, frame.bar);
                chart::paintLabel(painter, place.adjusted(0, -4, 0, 4),
                    (negative ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, m_valueText(value),
                    c.mutedText);
            }
        }
        const QRectF name = lying
            ? QRectF(rect.left(), start, frame.plot.left() - rect.left() - 12, frame.band)
            : QRectF(start, frame.plot.bottom() + 8, frame.band, 18);
        chart::paintLabel(painter, name, (lying ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter,
            metrics.elidedText(group.category, Qt::ElideRight, name.width()), lying ? c.text : c.mutedText);
    }
}

int BarChart::markAt(const QPointF &position, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    if (m_groups.empty() || !rect.contains(position))
        return -1;
    const double along = m_orientation == Qt::Horizontal ? position.y() - frame.plot.top()
                                                         : position.x() - frame.plot.left();
    const int mark = int(std::floor(along / frame.band));
    return mark >= 0 && mark < markCount() ? mark : -1;
}

QString BarChart::markText(int mark) const
{
    const BarGroup &group = m_groups[std::size_t(mark)];
    QStringList parts;
    for (std::size_t s = 0; s < group.values.size(); ++s) {
        const QString value = m_valueText(group.values[s]);
        //: the name of a row of bars and its value
        parts << (m_series.size() > 1 ? tr("%1 %2").arg(m_series.value(qsizetype(s)), value) : value);
    }
    return tr("%1: %2").arg(group.category, parts.join(tr(", ")));
}

QPointF BarChart::markPosition(int mark, const QRectF &rect) const
{
    const Frame frame = frameIn(rect);
    double most = 0;
    for (const double value : m_groups[std::size_t(mark)].values)
        most = std::isfinite(value) ? std::max(most, value) : most;
    const double along = frame.band * (double(mark) + 0.5);
    return m_orientation == Qt::Horizontal ? QPointF(frame.value.at(most), frame.plot.top() + along)
                                           : QPointF(frame.plot.left() + along, frame.value.at(most));
}

} // namespace haberdash::ui
