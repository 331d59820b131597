// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_parts.h"

#include <QCategoryAxis>
#include <QChart>

#include <algorithm>

namespace haberdash::ui::chart {

QCategoryAxis *makeAxis(double low, double high, const std::vector<Label> &labels, const Colors &colors)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    // The start carries no label of its own, so that it stands before the first one.
    axis->setStartValue(labels.empty() ? low : std::min(low, labels.front().value) - (high - low));
    for (const Label &label : labels) {
        // An axis drops a label that it already has, and "Feb" may come once a year.
        QString text = label.text;
        while (axis->categoriesLabels().contains(text))
            text += QChar(0x200b);
        axis->append(text, label.value);
    }
    axis->setRange(low, high);
    axis->setLabelsFont(fontFor(TextRole::Small));
    axis->setLabelsBrush(colors.mutedText);
    axis->setGridLinePen(QPen(colors.grid, 1));
    axis->setLinePen(QPen(colors.fieldBorder, 1));
    return axis;
}

Plot::Plot(QChart &chart, QCategoryAxis *across, QCategoryAxis *up)
    : m_chart(chart)
    , m_across(across)
    , m_up(up)
{
    chart.addAxis(across, Qt::AlignBottom);
    chart.addAxis(up, Qt::AlignLeft);
}

void Plot::add(QAbstractSeries *series) const
{
    m_chart.addSeries(series);
    series->attachAxis(m_across);
    series->attachAxis(m_up);
}

Plot plotRows(QChart &chart, QCategoryAxis *across, const QStringList &names, const Colors &colors)
{
    const double top = std::max<double>(1, double(names.size())) - 0.5;
    std::vector<Label> labels;
    for (qsizetype row = names.size(); row-- > 0;)
        labels.push_back({double(names.size() - 1 - row), names[row]});
    QCategoryAxis *down = makeAxis(-0.5, top, labels, colors);
    down->setGridLineVisible(false);
    down->setLineVisible(false);
    down->setLabelsBrush(colors.text);
    across->setLineVisible(false);
    const Plot plot(chart, across, down);
    plot.add(makeLine({{0, -0.5}, {0, top}}, QPen(colors.borderStrong, 1)));
    return plot;
}

QLineSeries *makeWhisker(double low, double high, double y, double cap, const QPen &pen)
{
    return makeLine(
        {{low, y - cap}, {low, y + cap}, {low, y}, {high, y}, {high, y - cap}, {high, y + cap}}, pen);
}

Qt::PenStyle lineStyle(size_t series)
{
    constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return styles[series % std::size(styles)];
}

QLineSeries *makeLine(const QList<QPointF> &points, const QPen &pen)
{
    auto *line = new QLineSeries;
    line->replace(points);
    line->setPen(pen);
    return line;
}

} // namespace haberdash::ui::chart
