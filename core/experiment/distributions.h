// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace haberdash::experiment {

// Tails are computed as tails, so that p-values down to 1e-300 stay above 0.

[[nodiscard]] double normalBelow(double z);
[[nodiscard]] double normalAbove(double z);
[[nodiscard]] double normalTwoSided(double z);
/// The z with `share` below it; 0 < share < 1.
[[nodiscard]] double normalQuantile(double share);
/// The z that leaves `confidence` between -z and z.
[[nodiscard]] double normalCritical(double confidence);

[[nodiscard]] double studentTwoSided(double t, double degrees);
[[nodiscard]] double studentCritical(double confidence, double degrees);
/// Share above `t` of the noncentral distribution.
[[nodiscard]] double noncentralStudentAbove(double t, double degrees, double shift);
[[nodiscard]] double chiSquareAbove(double value, double degrees);

[[nodiscard]] double betaBelow(double a, double b, double x);
[[nodiscard]] double betaDensity(double a, double b, double x);
[[nodiscard]] double betaQuantile(double a, double b, double share);
[[nodiscard]] double logBinomial(double n, double k);

/// Nodes and weights of Gauss-Legendre integration over an interval.
struct Quadrature
{
    std::vector<double> nodes;
    std::vector<double> weights;
    [[nodiscard]] static Quadrature over(double low, double high, int count);
};

} // namespace haberdash::experiment
