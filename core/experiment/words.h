// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"

#include <QStringList>

namespace haberdash::experiment {

// What a result says, in plain English: one set of words for the window, the report and the command line.
// Nowhere is a p-value turned into "95 % sure".

/// "0.031", "< 0.0001".
[[nodiscard]] QString pText(double p);
/// A rate "12.5 %", an amount "1.42 EUR".
[[nodiscard]] QString valueText(const Analysis &analysis, int measure, double value);
/// A difference with its sign: of rates in points "+1.25 points", of amounts "+0.77 EUR".
[[nodiscard]] QString differenceText(const Analysis &analysis, int measure, double value);
/// "Pooled z test", "Newcombe".
[[nodiscard]] QString nameOf(Test test);
[[nodiscard]] QString nameOf(IntervalMethod method);
[[nodiscard]] QString comparisonName(const Analysis &analysis, const Comparison &comparison);

/// The answer, always with its reason: groups of other sizes than planned; too early; no visible difference,
/// and which one would have been seen; better or worse, and by how much.
[[nodiscard]] QString verdict(const Analysis &analysis, int measure);
/// What a picture of the interval says, in one sentence: "“B” earned 0.12 to 0.41 EUR more per recipient than
/// “A”."
[[nodiscard]] QString reading(const Analysis &analysis, const Comparison &comparison);
/// What the difference, its interval and the p-value of a comparison say.
[[nodiscard]] QString explain(const Analysis &analysis, const Comparison &comparison);
/// What the sizes of the arms say.
[[nodiscard]] QString sampleRatioWords(const Analysis &analysis);
/// Whether the planned sample was reached, and what a test of this size can see.
[[nodiscard]] QString sampleWords(const Analysis &analysis);
/// What the automatic pick would go on with, and why; empty where it does not apply.
[[nodiscard]] QString pickWords(const Analysis &analysis);
/// How it was computed: one sentence each.
[[nodiscard]] QStringList methodNotes(const Analysis &analysis);

} // namespace haberdash::experiment
