// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_paint.h"

#include <cmath>

namespace haberdash::ui::chart {

QString axisText(double value, const NumberTicks &ticks, const Format &format)
{
    return std::abs(ticks.values.back()) >= 10'000 || std::abs(ticks.values.front()) >= 10'000
        ? format.compact(value)
        : format.decimal(value, ticks.decimals);
}

double widestLabel(const NumberTicks &ticks, const Format &format)
{
    const QFontMetricsF metrics(labelFont());
    double widest = 0;
    for (const double value : ticks.values)
        widest = std::max(widest, metrics.horizontalAdvance(axisText(value, ticks, format)));
    return widest;
}

double legendHeight(qsizetype names)
{
    return names < 2 ? 0 : 26;
}

double paintLegend(QPainter &painter, const QRectF &rect, const QStringList &names, const Colors &colors)
{
    if (names.size() < 2)
        return 0;
    const QFontMetricsF metrics(labelFont());
    double x = rect.left();
    for (qsizetype i = 0; i < names.size(); ++i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.series[std::size_t(i) % colors.series.size()]);
        painter.drawRoundedRect(QRectF(x, rect.top() + 4, 10, 10), 3, 3);
        const double width = metrics.horizontalAdvance(names[i]) + 2;
        paintLabel(painter, QRectF(x + 16, rect.top(), width, 18), Qt::AlignLeft | Qt::AlignVCenter, names[i],
            colors.mutedText);
        x += 16 + width + space::normal;
    }
    return legendHeight(names.size());
}

void paintLabel(
    QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text, const QColor &color)
{
    painter.setFont(labelFont());
    painter.setPen(color);
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine, text);
}

} // namespace haberdash::ui::chart
