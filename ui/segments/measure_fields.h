// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/sentence_row.h"

namespace haberdash::ui {

/// What customers did: "<name>" offers all activities of the shop.
void addActivity(SentenceRow &row, const QString &name, segment::Activity &activity);
/// Which number of it ("<name>Of"): in a sentence that goes on with a number ("bought for, in all,"), as what
/// people are ranked by ("the amount in all"), or likewise without averages, of which there are no shares.
enum class MeasureUse { Compared, Ranked, Share };
void addMeasureKind(SentenceRow &row, const QString &name, segment::Measure &measure, MeasureUse use);
/// The window of a measure, or since when. Of the activity since which, the details follow on a line of its
/// own.
void addMeasureWindow(SentenceRow &row, segment::Measure &measure);
/// "at least" and a number. `once`: also "at least once" and "never", which need no number.
/// Names: "<name>Compare" and "<name>Number".
void addCompare(
    SentenceRow &row, const QString &name, segment::NumberTest &test, int decimals, bool once = false);
/// Behind the number that a measure is compared with: "times", "EUR", "days".
[[nodiscard]] QString unitOf(const segment::Measure &measure, const RuleWords &words);
[[nodiscard]] int decimalsOf(const segment::Measure &measure, const RuleWords &words);

} // namespace haberdash::ui
