// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/chart_parts.h"

#include <QCategoryAxis>

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

QLineSeries *makeLine(const QList<QPointF> &points, const QPen &pen)
{
    auto *line = new QLineSeries;
    line->replace(points);
    line->setPen(pen);
    return line;
}

} // namespace haberdash::ui::chart
