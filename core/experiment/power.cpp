// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/power.h"

#include "core/experiment/distributions.h"

#include <algorithm>
#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isRate(double share)
{
    return share > 0 && share < 1;
}

tl::unexpected<NoResult> badRates()
{
    return noResult(u"The two rates must lie between 0 and 100 % and differ."_s);
}

struct Quantiles
{
    double alpha = 0;
    double power = 0;
};

Outcome<Quantiles> quantilesOf(const Plan &plan)
{
    if (!isRate(plan.alpha) || !isRate(plan.power) || plan.power <= plan.alpha
        || (plan.sides != 1 && plan.sides != 2))
        return noResult(u"Alpha and power must lie between 0 and 1, and power above alpha."_s);
    return Quantiles{-normalQuantile(plan.alpha / plan.sides), normalQuantile(plan.power)};
}

/// Where the rising function passes zero.
template<typename Function>
double rootOf(double low, double high, Function function)
{
    for (int step = 0; step < 300 && high - low > 1e-14 * std::max(1.0, high); ++step) {
        const double middle = (low + high) / 2;
        (function(middle) < 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace

Outcome<double> recipientsPerArm(double control, double variant, const Plan &plan)
{
    return recipientsOfControl(control, variant, 1, plan);
}

Outcome<double> recipientsOfControl(double control, double variant, double ratio, const Plan &plan)
{
    const auto z = quantilesOf(plan);
    if (!z)
        return tl::unexpected(z.error());
    if (!isRate(control) || !isRate(variant) || control == variant || ratio <= 0)
        return badRates();
    const double pooled = (control + ratio * variant) / (1 + ratio);
    const double under = z->alpha * std::sqrt((1 + 1 / ratio) * pooled * (1 - pooled));
    const double apart = z->power * std::sqrt(control * (1 - control) + variant * (1 - variant) / ratio);
    return std::pow((under + apart) / (variant - control), 2);
}

Outcome<double> detectableRate(double control, double perArm, const Plan &plan)
{
    if (const auto z = quantilesOf(plan); !z)
        return tl::unexpected(z.error());
    if (!isRate(control) || perArm < 2)
        return badRates();
    const auto excess = [&](double variant) {
        const auto reached = powerOf(control, variant, perArm, plan);
        return reached ? *reached - plan.power : -1;
    };
    const double most = 1 - 1e-12;
    if (excess(most) < 0)
        return noResult(u"With so few recipients no effect can be seen reliably."_s);
    return rootOf(control, most, excess);
}

Outcome<double> powerOf(double control, double variant, double perArm, const Plan &plan)
{
    const auto z = quantilesOf(plan);
    if (!z)
        return tl::unexpected(z.error());
    if (!isRate(control) || !isRate(variant) || perArm < 1)
        return badRates();
    const double pooled = (control + variant) / 2;
    const double spread = std::sqrt(control * (1 - control) + variant * (1 - variant));
    const double distance
        = std::sqrt(perArm) * std::abs(variant - control) - z->alpha * std::sqrt(2 * pooled * (1 - pooled));
    return normalBelow(distance / spread);
}

Outcome<ArcsineSize> recipientsByArcsine(double control, double variant, const Plan &plan)
{
    const auto z = quantilesOf(plan);
    if (!z)
        return tl::unexpected(z.error());
    if (!isRate(control) || !isRate(variant) || control == variant)
        return badRates();
    const double effect = 2 * (std::asin(std::sqrt(variant)) - std::asin(std::sqrt(control)));
    return ArcsineSize{effect, 2 * std::pow((z->alpha + z->power) / effect, 2)};
}

Outcome<MeanSize> recipientsForMean(double difference, double deviation, const Plan &plan)
{
    const auto z = quantilesOf(plan);
    if (!z)
        return tl::unexpected(z.error());
    if (difference == 0 || deviation <= 0)
        return noResult(u"The difference and the spread must not be zero."_s);
    const double effect = std::abs(difference) / deviation;
    MeanSize size;
    size.byNormal = 2 * std::pow((z->alpha + z->power) / effect, 2);
    size.byT = rootOf(std::max(2.0, size.byNormal * 0.9), size.byNormal * 2 + 20, [&](double perArm) {
        const double degrees = 2 * (perArm - 1);
        const double critical = studentCritical(1 - 2 * plan.alpha / plan.sides, degrees);
        return noncentralStudentAbove(critical, degrees, effect * std::sqrt(perArm / 2)) - plan.power;
    });
    return size;
}

} // namespace haberdash::experiment
