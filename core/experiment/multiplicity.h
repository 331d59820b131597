// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace haberdash::experiment {

// p-values adjusted for looking at several, in the order given; each at most 1. The first three keep the
// chance of any false alarm, the last two the share of false alarms among the findings.
[[nodiscard]] std::vector<double> bonferroni(std::span<const double> p);
[[nodiscard]] std::vector<double> holm(std::span<const double> p);
[[nodiscard]] std::vector<double> hochberg(std::span<const double> p);
[[nodiscard]] std::vector<double> benjaminiHochberg(std::span<const double> p);
[[nodiscard]] std::vector<double> benjaminiYekutieli(std::span<const double> p);

} // namespace haberdash::experiment
