// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/theme.h"

#include <QLineSeries>

#include <vector>

class QCategoryAxis;
class QChart;

// What the charts build alike from Qt Charts. Only files in this folder include this.

namespace haberdash::ui::chart {

struct Label
{
    double value = 0;
    QString text;
};

/// An axis from `low` to `high` with our own labels, since those of Qt Charts know neither calendar steps nor
/// the shop's money. Labels are ascending in value.
[[nodiscard]] QCategoryAxis *makeAxis(
    double low, double high, const std::vector<Label> &labels, const Colors &colors);
/// Two axes of a chart, left and below, and what is drawn between them.
class Plot
{
public:
    /// Puts the axes into the chart, which takes them.
    Plot(QChart &chart, QCategoryAxis *across, QCategoryAxis *up);
    /// The chart takes the series; those that are added later lie above the others.
    void add(QAbstractSeries *series) const;

private:
    QChart &m_chart;
    QCategoryAxis *m_across;
    QCategoryAxis *m_up;
};

/// Rows with names below each other, the first one on top, and a line at zero behind them. Row i of n lies at
/// n - 1 - i.
[[nodiscard]] Plot plotRows(
    QChart &chart, QCategoryAxis *across, const QStringList &names, const Colors &colors);
/// From `low` to `high` at a height, with a cap of twice `cap` at each end.
[[nodiscard]] QLineSeries *makeWhisker(double low, double high, double y, double cap, const QPen &pen);

/// How the line of a series is dashed, so that lines can be told apart without colours.
[[nodiscard]] Qt::PenStyle lineStyle(size_t series);
/// A line without a place in the legend or a name.
[[nodiscard]] QLineSeries *makeLine(const QList<QPointF> &points, const QPen &pen);

} // namespace haberdash::ui::chart
