// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/proportions.h"

#include "core/experiment/distributions.h"
#include "core/experiment/single_rate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<NoResult> emptyArm()
{
    return noResult(u"An arm has nobody in it."_s);
}

tl::unexpected<NoResult> allAlike()
{
    return noResult(u"Nobody or everybody did it in all arms, so there is nothing to test."_s);
}

bool isValid(const TwoRates &rates)
{
    return rates.control.isValid() && rates.variant.isValid();
}

double variance(const Rate &rate)
{
    return rate.share() * (1 - rate.share()) / rate.size;
}

/// Score statistic for a difference d, with the rates that are most likely given d.
double score(const TwoRates &rates, double d)
{
    const double n0 = rates.control.size;
    const double n1 = rates.variant.size;
    const double x0 = rates.control.count;
    const double x1 = rates.variant.count;
    const double n = n0 + n1;
    // The restricted estimate is a root of a cubic with these coefficients, found in closed form.
    const double l3 = n;
    const double l2 = (n1 + 2 * n0) * d - n - (x0 + x1);
    const double l1 = (n0 * d - n - 2 * x0) * d + x0 + x1;
    const double l0 = x0 * d * (1 - d);
    const double q = std::pow(l2 / (3 * l3), 3) - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3);
    const double p = std::copysign(std::sqrt(std::max(0.0, std::pow(l2 / (3 * l3), 2) - l1 / (3 * l3))), q);
    const double angle
        = p == 0 ? 0 : (std::numbers::pi + std::acos(std::clamp(q / (p * p * p), -1.0, 1.0))) / 3;
    const double rate0 = std::clamp(2 * p * std::cos(angle) - l2 / (3 * l3), 0.0, 1.0);
    const double rate1 = std::clamp(rate0 + d, 0.0, 1.0);
    const double spread = (rate0 * (1 - rate0) / n0 + rate1 * (1 - rate1) / n1) * n / (n - 1);
    const double distance = rates.difference() - d;
    if (spread <= 0)
        return distance == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), distance);
    return distance / std::sqrt(spread);
}

/// Where the score, which falls with d, passes `wanted`.
double scoreRoot(const TwoRates &rates, double wanted, double low, double high)
{
    for (int step = 0; step < 200 && high - low > 1e-15; ++step) {
        const double middle = (low + high) / 2;
        (score(rates, middle) > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

struct Cells
{
    double yes = 0;
    double no = 0;
};

Outcome<Cells> totals(std::span<const Rate> arms)
{
    Cells all;
    for (const Rate &arm : arms) {
        if (!arm.isValid())
            return emptyArm();
        all.yes += arm.count;
        all.no += arm.size - arm.count;
    }
    if (all.yes == 0 || all.no == 0 || arms.size() < 2)
        return allAlike();
    return all;
}

std::array<Rate, 2> asArms(const TwoRates &rates)
{
    return {rates.control, rates.variant};
}

} // namespace

double TwoRates::smallestExpected() const
{
    const double p = pooled();
    return std::min(control.size, variant.size) * std::min(p, 1 - p);
}

double TwoRates::standardError() const
{
    return std::sqrt(variance(control) + variance(variant));
}

Outcome<ZTest> pooledZ(const TwoRates &rates)
{
    if (!isValid(rates))
        return emptyArm();
    const double p = rates.pooled();
    if (p <= 0 || p >= 1)
        return allAlike();
    const double z
        = rates.difference() / std::sqrt(p * (1 - p) * (1 / rates.control.size + 1 / rates.variant.size));
    return ZTest{z, normalTwoSided(z), normalAbove(z)};
}

Outcome<ZTest> unpooledZ(const TwoRates &rates)
{
    if (!isValid(rates))
        return emptyArm();
    if (rates.standardError() <= 0)
        return allAlike();
    const double z = rates.difference() / rates.standardError();
    return ZTest{z, normalTwoSided(z), normalAbove(z)};
}

Outcome<Range> waldInterval(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    const double half = normalCritical(confidence) * rates.standardError();
    return Range{rates.difference() - half, rates.difference() + half};
}

Outcome<Range> newcombeInterval(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    const auto control = wilsonInterval(rates.control, confidence);
    const auto variant = wilsonInterval(rates.variant, confidence);
    const double p1 = rates.control.share();
    const double p2 = rates.variant.share();
    return Range{rates.difference() - std::hypot(p2 - variant->low, control->high - p1),
        rates.difference() + std::hypot(variant->high - p2, p1 - control->low)};
}

Outcome<Range> agrestiCaffoInterval(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    const auto more = [](const Rate &rate) { return Rate{rate.count + 1, rate.size + 2}; };
    return waldInterval(TwoRates{more(rates.control), more(rates.variant)}, confidence);
}

Outcome<Range> miettinenNurminenInterval(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    const double z = normalCritical(confidence);
    const double d = rates.difference();
    return Range{scoreRoot(rates, z, -1, d), scoreRoot(rates, -z, d, 1)};
}

Outcome<RatioEstimate> katzRatio(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    if (rates.control.count == 0 || rates.variant.count == 0)
        return noResult(u"An arm has nobody who did it, so there is no ratio."_s);
    const double ratio = rates.variant.share() / rates.control.share();
    const double spread = std::sqrt(
        1 / rates.control.count - 1 / rates.control.size + 1 / rates.variant.count - 1 / rates.variant.size);
    const double factor = std::exp(normalCritical(confidence) * spread);
    return RatioEstimate{ratio, {ratio / factor, ratio * factor}};
}

Outcome<LiftEstimate> liftOf(const TwoRates &rates, double confidence)
{
    if (!isValid(rates))
        return emptyArm();
    if (rates.control.count == 0)
        return noResult(u"Nobody did it in the control arm, so there is no relative lift."_s);
    const double p1 = rates.control.share();
    const double ratio = rates.variant.share() / p1;
    const double error = std::sqrt(variance(rates.variant) + variance(rates.control) * ratio * ratio) / p1;
    const double half = normalCritical(confidence) * error;
    return LiftEstimate{ratio - 1, error, {ratio - 1 - half, ratio - 1 + half}};
}

Outcome<ChiSquare> chiSquare(const TwoRates &rates)
{
    return chiSquare(asArms(rates));
}

Outcome<ChiSquare> yatesChiSquare(const TwoRates &rates)
{
    const auto arms = asArms(rates);
    const auto all = totals(arms);
    if (!all)
        return tl::unexpected(all.error());
    const double n = all->yes + all->no;
    double value = 0;
    for (const Rate &arm : arms) {
        for (const auto &[seen, total] :
            {std::pair{arm.count, all->yes}, std::pair{arm.size - arm.count, all->no}}) {
            const double expected = arm.size * total / n;
            const double distance = std::abs(seen - expected);
            value += std::pow(distance - std::min(0.5, distance), 2) / expected;
        }
    }
    return ChiSquare{value, 1, chiSquareAbove(value, 1)};
}

Outcome<ChiSquare> gTest(const TwoRates &rates)
{
    return gTest(asArms(rates));
}

Outcome<ChiSquare> chiSquare(std::span<const Rate> arms)
{
    const auto all = totals(arms);
    if (!all)
        return tl::unexpected(all.error());
    const double n = all->yes + all->no;
    double value = 0;
    for (const Rate &arm : arms) {
        const double distance = arm.count - arm.size * all->yes / n; // the same in both cells
        value += distance * distance * n / arm.size * (1 / all->yes + 1 / all->no);
    }
    const double degrees = double(arms.size() - 1);
    return ChiSquare{value, degrees, chiSquareAbove(value, degrees)};
}

Outcome<ChiSquare> gTest(std::span<const Rate> arms)
{
    const auto all = totals(arms);
    if (!all)
        return tl::unexpected(all.error());
    const double n = all->yes + all->no;
    const auto term
        = [](double seen, double expected) { return seen > 0 ? seen * std::log(seen / expected) : 0; };
    double value = 0;
    for (const Rate &arm : arms)
        value += 2
            * (term(arm.count, arm.size * all->yes / n) + term(arm.size - arm.count, arm.size * all->no / n));
    const double degrees = double(arms.size() - 1);
    return ChiSquare{value, degrees, chiSquareAbove(value, degrees)};
}

Outcome<StratifiedResult> mantelHaenszel(std::span<const TwoRates> strata, double confidence)
{
    double above = 0;
    double spread = 0;
    double r = 0;
    double s = 0;
    double pr = 0;
    double ps = 0;
    double qr = 0;
    double qs = 0;
    double difference = 0;
    double weight = 0;
    for (const TwoRates &stratum : strata) {
        if (!isValid(stratum))
            return noResult(u"A group has an arm with nobody in it."_s);
        const double a = stratum.variant.count;
        const double b = stratum.variant.size - a;
        const double c = stratum.control.count;
        const double d = stratum.control.size - c;
        const double n = a + b + c + d;
        above += a - (a + b) * (a + c) / n;
        spread += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1));
        const double stratumR = a * d / n;
        const double stratumS = b * c / n;
        r += stratumR;
        s += stratumS;
        pr += (a + d) / n * stratumR;
        ps += (a + d) / n * stratumS;
        qr += (b + c) / n * stratumR;
        qs += (b + c) / n * stratumS;
        difference += (a * (c + d) - c * (a + b)) / n;
        weight += (a + b) * (c + d) / n;
    }
    if (spread <= 0)
        return allAlike();
    if (r <= 0 || s <= 0)
        return noResult(u"An arm has nobody who did it in any group, so there is no odds ratio."_s);
    StratifiedResult result;
    const double chi = above * above / spread;
    result.test = {chi, 1, chiSquareAbove(chi, 1)};
    result.oddsRatio = r / s;
    const double logVariance = pr / (2 * r * r) + (ps + qr) / (2 * r * s) + qs / (2 * s * s);
    const double factor = std::exp(normalCritical(confidence) * std::sqrt(logVariance));
    result.oddsRatioRange = {result.oddsRatio / factor, result.oddsRatio * factor};
    result.rateDifference = difference / weight;
    return result;
}

} // namespace haberdash::experiment
