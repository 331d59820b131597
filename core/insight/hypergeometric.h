// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

namespace haberdash::insight {

/// Gauss' hypergeometric function 2F1(a, b; c; z) by its power series, for -1 < z < 1 and c neither zero nor
/// a negative whole number. None elsewhere, and where 100,000 terms are not enough (z next to 1).
[[nodiscard]] experiment::Outcome<double> hypergeometric(double a, double b, double c, double z);

} // namespace haberdash::insight
