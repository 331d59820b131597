// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"
#include "ui/shared/charts/density_chart.h"
#include "ui/shared/charts/interval_chart.h"

#include <QStringList>

namespace haberdash::ui {

// What page and report show of an analysis alike.

/// Columns of the table of arms for a measure; the first holds names, all others numbers.
[[nodiscard]] QStringList armColumns(const experiment::Analysis &analysis, int measure);
[[nodiscard]] QList<QStringList> armRows(const experiment::Analysis &analysis, int measure);

/// Points of the interval chart of a measure, and how its axis reads.
[[nodiscard]] std::vector<Interval> intervalsOf(const experiment::Analysis &analysis, int measure);
/// Where the rate of each arm may lie, given a flat prior, in per cent; empty for amounts and while the test
/// is running, when it would look surer than it is.
[[nodiscard]] std::vector<Density> densitiesOf(const experiment::Analysis &analysis, int measure);
[[nodiscard]] QString axisText(double value);
[[nodiscard]] QString chartTitle(const experiment::Analysis &analysis, int measure);

/// All figures as a table for a spreadsheet, with a header line, comma separated.
[[nodiscard]] QByteArray toCsv(const experiment::Analysis &analysis);

} // namespace haberdash::ui
