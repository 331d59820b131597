// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"
#include "core/experiment/subgroups.h"
#include "core/experiment/targeting.h"

namespace haberdash::experiment {

// What groups and models of recipients say, in plain English, for window, report and command line.

/// Whether the effect differs between the groups of an attribute, and that nobody planned to look there.
[[nodiscard]] QString subgroupWords(const Analysis &analysis, const SubgroupTable &table);
/// "“womens” is 1", "“history” is above 210.81".
[[nodiscard]] QString ruleWords(const SingleRule &rule, const Recipients &recipients);
/// Whether it is worth while to choose recipients by a model, and why; where it is not, the average effect.
[[nodiscard]] QString targetingWords(
    const Analysis &analysis, const Targeting &targeting, const Recipients &recipients);
/// As it stands in files: "question_is_as_good".
[[nodiscard]] QString toWord(Targeting::Verdict verdict);

} // namespace haberdash::experiment
