// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <numbers>

namespace haberdash::experiment {

namespace {

namespace policies = boost::math::policies;
// Callers check what they ask for; an overflow gives an infinity, never an exception.
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
    policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Quiet>;
using Student = boost::math::students_t_distribution<double, Quiet>;
using NoncentralStudent = boost::math::non_central_t_distribution<double, Quiet>;
using ChiSquare = boost::math::chi_squared_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using boost::math::complement;

} // namespace

double normalBelow(double z)
{
    return cdf(Normal(), z);
}

double normalAbove(double z)
{
    return cdf(complement(Normal(), z));
}

double normalTwoSided(double z)
{
    return std::min(1.0, 2 * normalAbove(std::abs(z)));
}

double normalQuantile(double share)
{
    return quantile(Normal(), share);
}

double normalCritical(double confidence)
{
    return quantile(complement(Normal(), (1 - confidence) / 2));
}

double studentTwoSided(double t, double degrees)
{
    return std::min(1.0, 2 * cdf(complement(Student(degrees), std::abs(t))));
}

double studentCritical(double confidence, double degrees)
{
    return quantile(complement(Student(degrees), (1 - confidence) / 2));
}

double noncentralStudentAbove(double t, double degrees, double shift)
{
    return cdf(complement(NoncentralStudent(degrees, shift), t));
}

double chiSquareAbove(double value, double degrees)
{
    return value <= 0 ? 1 : cdf(complement(ChiSquare(degrees), value));
}

double betaBelow(double a, double b, double x)
{
    return x <= 0 ? 0 : x >= 1 ? 1 : cdf(Beta(a, b), x);
}

double betaDensity(double a, double b, double x)
{
    return x <= 0 || x >= 1 ? 0 : pdf(Beta(a, b), x);
}

double betaQuantile(double a, double b, double share)
{
    return quantile(Beta(a, b), share);
}

double logBinomial(double n, double k)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

Quadrature Quadrature::over(double low, double high, int count)
{
    Quadrature grid{std::vector<double>(size_t(count)), std::vector<double>(size_t(count))};
    const double middle = (low + high) / 2;
    const double half = (high - low) / 2;
    for (int i = 0; i < (count + 1) / 2; ++i) {
        // Newton's method from the usual first guess for the i-th root of the Legendre polynomial
        double x = std::cos(std::numbers::pi * (i + 0.75) / (count + 0.5));
        double slope = 1;
        for (int step = 0; step < 100; ++step) {
            double before = 1;
            double value = x;
            for (int n = 2; n <= count; ++n) {
                const double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                before = value;
                value = next;
            }
            slope = count * (x * value - before) / (x * x - 1);
            const double change = value / slope;
            x -= change;
            if (std::abs(change) < 1e-15)
                break;
        }
        const double weight = 2 / ((1 - x * x) * slope * slope) * half;
        const auto mirror = size_t(count - 1 - i);
        grid.nodes[size_t(i)] = middle - half * x;
        grid.nodes[mirror] = middle + half * x;
        grid.weights[size_t(i)] = weight;
        grid.weights[mirror] = weight;
    }
    return grid;
}

} // namespace haberdash::experiment
