// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/proportions.h"

namespace haberdash::experiment {

// Intervals of one rate. Wilson is ours unless somebody asks for another; only Wilson and Clopper-Pearson
// stay within 0 and 1 by themselves.
[[nodiscard]] Outcome<Range> wilsonInterval(const Rate &rate, double confidence = usualConfidence);
[[nodiscard]] Outcome<Range> clopperPearsonInterval(const Rate &rate, double confidence = usualConfidence);
[[nodiscard]] Outcome<Range> jeffreysInterval(const Rate &rate, double confidence = usualConfidence);
[[nodiscard]] Outcome<Range> agrestiCoullInterval(const Rate &rate, double confidence = usualConfidence);
[[nodiscard]] Outcome<Range> waldInterval(const Rate &rate, double confidence = usualConfidence);

} // namespace haberdash::experiment
