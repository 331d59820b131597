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
/// A line without a place in the legend or a name.
[[nodiscard]] QLineSeries *makeLine(const QList<QPointF> &points, const QPen &pen);

} // namespace haberdash::ui::chart
