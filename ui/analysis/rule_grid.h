// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/holdout.h"
#include "ui/shared/charts/chart_card.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Shows a table of attribution as a grid, rules down and windows across, with a sentence of how far they are
/// apart. @param about what the orders are laid to: a mailing, or "your mail"
void showRuleGrid(GridChart &chart, ChartCard &card, const learning::AttributionTable &table,
    const Shop &shop, const Format &format, const QString &about);

/// What a holdout says of its mailing, in one or two sentences.
[[nodiscard]] QString holdoutWords(
    const learning::HoldoutComparison &comparison, const Shop &shop, const Format &format);

} // namespace haberdash::ui
