// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bootstrap.h"
#include "core/experiment/multiplicity.h"
#include "core/experiment/power.h"
#include "core/experiment/rank_test.h"
#include "tests/vectors/methods.h"

#include <cmath>

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Keeps the values that the spans of TwoSamples look at.
struct Samples
{
    explicit Samples(
        const QJsonObject &in, const QString &first = u"control"_s, const QString &second = u"variant"_s)
        : control(numbers(in[first]))
        , variant(numbers(in[second]))
    { }
    [[nodiscard]] TwoSamples view() const { return {control, variant}; }
    std::vector<double> control;
    std::vector<double> variant;
};

double confidenceOf(const QJsonObject &in)
{
    return in["conf"_L1].toDouble(usualConfidence);
}

MeanSummary summaryOf(const QJsonObject &in, const QString &arm)
{
    return {in[u"mean"_s + arm].toDouble(), in[u"sd"_s + arm].toDouble(), in[u"n"_s + arm].toDouble()};
}

QJsonObject welchObject(const WelchResult &result)
{
    return {{u"diff"_s, result.difference}, {u"t"_s, result.t}, {u"df"_s, result.degrees},
        {u"p_two_sided"_s, result.p}, {u"lo"_s, result.range.low}, {u"hi"_s, result.range.high}};
}

void addWelchMethods(Methods &methods)
{
    methods[u"mean.welch"_s] = [](const QJsonObject &in) {
        return written(welch(Samples(in).view(), confidenceOf(in)), welchObject);
    };
    methods[u"mean.welch_summary"_s] = [](const QJsonObject &in) {
        return written(welch(summaryOf(in, u"1"_s), summaryOf(in, u"2"_s), confidenceOf(in)), welchObject);
    };
    methods[u"mean.lift_delta"_s] = [](const QJsonObject &in) {
        const Samples samples(in);
        const auto lift
            = liftOf(MeanSummary::of(samples.control), MeanSummary::of(samples.variant), confidenceOf(in));
        return written(lift, [](const LiftEstimate &estimate) {
            return QJsonObject{{u"lift"_s, estimate.lift}, {u"se"_s, estimate.standardError},
                {u"lo"_s, estimate.range.low}, {u"hi"_s, estimate.range.high}};
        });
    };
    methods[u"mean.lift_delta_summary_t"_s] = [](const QJsonObject &in) {
        const auto lift = liftWithT(summaryOf(in, u"1"_s), summaryOf(in, u"2"_s), confidenceOf(in));
        return written(lift, [](const MeanLift &estimate) {
            return QJsonObject{{u"lift"_s, estimate.lift}, {u"se"_s, estimate.standardError},
                {u"df"_s, estimate.degrees}, {u"p_two_sided"_s, estimate.p}, {u"lo"_s, estimate.range.low},
                {u"hi"_s, estimate.range.high}};
        });
    };
    methods[u"mean.winsorised_welch"_s] = [](const QJsonObject &in) {
        const Samples samples(in);
        const auto result = winsorisedWelch(samples.view(), in["q"_L1].toDouble(), confidenceOf(in));
        return written(result, [](const WinsorisedResult &winsorised) {
            auto out = welchObject(winsorised.test);
            out[u"cap"_s] = winsorised.cap;
            out[u"mean1"_s] = winsorised.controlMean;
            out[u"mean2"_s] = winsorised.variantMean;
            out[u"n_capped"_s] = winsorised.capped;
            return out;
        });
    };
    methods[u"mean.cuped"_s] = [](const QJsonObject &in) {
        const Samples values(in, u"y1"_s, u"y2"_s);
        const Samples before(in, u"x1"_s, u"x2"_s);
        return written(cuped(values.view(), before.view()), [](const CupedResult &result) {
            auto out = welchObject(result.test);
            out[u"theta"_s] = result.theta;
            out[u"adj_mean1"_s] = result.controlMean;
            out[u"adj_mean2"_s] = result.variantMean;
            out[u"corr"_s] = result.correlation;
            out[u"var_ratio1"_s] = result.controlVarianceRatio;
            return out;
        });
    };
}

void addOtherMeans(Methods &methods)
{
    methods[u"mean.mannwhitney_asymptotic"_s] = [](const QJsonObject &in) {
        return written(mannWhitney(Samples(in).view()), [](const MannWhitneyResult &result) {
            return QJsonObject{{u"U_variant"_s, result.u}, {u"p_continuity"_s, result.p},
                {u"p_no_continuity"_s, result.pWithoutCorrection},
                {u"prob_superiority"_s, result.superiority}};
        });
    };
    methods[u"mean.mannwhitney_exact"_s] = [](const QJsonObject &in) {
        return written(exactMannWhitney(Samples(in).view()), [](const ExactMannWhitneyResult &result) {
            return QJsonObject{{u"U_variant"_s, result.u}, {u"p_exact"_s, result.p}};
        });
    };
    methods[u"mean.ratio_delta"_s] = [](const QJsonObject &in) {
        const Samples numerators(in, u"num1"_s, u"num2"_s);
        const Samples denominators(in, u"den1"_s, u"den2"_s);
        const auto result = ratioDifference(
            {numerators.control, denominators.control}, {numerators.variant, denominators.variant});
        return written(result, [](const RatioResult &ratio) {
            return QJsonObject{{u"ratio1"_s, ratio.controlRatio}, {u"var1"_s, ratio.controlVariance},
                {u"ratio2"_s, ratio.variantRatio}, {u"var2"_s, ratio.variantVariance},
                {u"diff"_s, ratio.difference}, {u"se"_s, ratio.standardError}, {u"z"_s, ratio.z},
                {u"p_two_sided"_s, ratio.p}, {u"lo"_s, ratio.range.low}, {u"hi"_s, ratio.range.high}};
        });
    };
    methods[u"mean.bootstrap_percentile"_s] = [](const QJsonObject &in) {
        const Samples samples(in);
        const auto arm = [](const std::vector<double> &values) {
            return BootstrapArm{values, double(values.size())};
        };
        const auto result
            = bootstrapDifference(arm(samples.control), arm(samples.variant), 100'000, 1, confidenceOf(in));
        return written(result, [](const BootstrapResult &bootstrap) {
            return QJsonObject{{u"lo"_s, bootstrap.percentile.low}, {u"hi"_s, bootstrap.percentile.high},
                {u"se"_s, bootstrap.standardError}};
        });
    };
    methods[u"holdout.incremental"_s] = [](const QJsonObject &in) {
        const auto result = holdoutIncrement({in["conv_t"_L1].toDouble(), in["n_t"_L1].toDouble()},
            in["rev_t"_L1].toDouble(), {in["conv_h"_L1].toDouble(), in["n_h"_L1].toDouble()},
            in["rev_h"_L1].toDouble());
        return written(result, [](const IncrementalResult &increment) {
            return QJsonObject{{u"incr_conversions"_s, increment.conversions},
                {u"incr_conv_lo"_s, increment.conversionsRange.low},
                {u"incr_conv_hi"_s, increment.conversionsRange.high}, {u"incr_revenue"_s, increment.revenue},
                {u"incr_revenue_per_recipient"_s, increment.revenuePerRecipient},
                {u"share_incremental"_s, increment.shareIncremental}};
        });
    };
    methods[u"adjust.p"_s] = [](const QJsonObject &in) {
        const auto p = numbers(in["p"_L1]);
        return QJsonObject{{u"bonferroni"_s, toArray(bonferroni(p))}, {u"holm"_s, toArray(holm(p))},
            {u"hochberg"_s, toArray(hochberg(p))}, {u"bh"_s, toArray(benjaminiHochberg(p))},
            {u"by"_s, toArray(benjaminiYekutieli(p))}};
    };
}

Plan planOf(const QJsonObject &in)
{
    return {in["alpha"_L1].toDouble(), in["power"_L1].toDouble(0.8), in["sides"_L1].toInt(2)};
}

void addPowerMethods(Methods &methods)
{
    methods[u"power.prop_n_equal"_s] = [](const QJsonObject &in) {
        const auto n = recipientsPerArm(in["p1"_L1].toDouble(), in["p2"_L1].toDouble(), planOf(in));
        return written(n, [](double size) {
            return QJsonObject{{u"n_per_arm"_s, size}, {u"n_per_arm_ceil"_s, std::ceil(size)}};
        });
    };
    methods[u"power.prop_n_unequal"_s] = [](const QJsonObject &in) {
        const double ratio = in["ratio_n2_over_n1"_L1].toDouble();
        const auto n = recipientsOfControl(in["p1"_L1].toDouble(), in["p2"_L1].toDouble(), ratio, planOf(in));
        return written(n, [ratio](double size) {
            return QJsonObject{{u"n1"_s, size}, {u"n2"_s, size * ratio}};
        });
    };
    methods[u"power.prop_mde"_s] = [](const QJsonObject &in) {
        const double base = in["p1"_L1].toDouble();
        const auto rate = detectableRate(base, in["n_per_arm"_L1].toDouble(), planOf(in));
        return written(rate, [base](double p2) {
            return QJsonObject{{u"p2"_s, p2}, {u"mde_abs"_s, p2 - base}, {u"mde_rel"_s, (p2 - base) / base}};
        });
    };
    methods[u"power.prop_power"_s] = [](const QJsonObject &in) {
        const auto power = powerOf(
            in["p1"_L1].toDouble(), in["p2"_L1].toDouble(), in["n_per_arm"_L1].toDouble(), planOf(in));
        return written(power, [](double value) { return QJsonObject{{u"power"_s, value}}; });
    };
    methods[u"power.prop_n_arcsine"_s] = [](const QJsonObject &in) {
        const auto n = recipientsByArcsine(in["p1"_L1].toDouble(), in["p2"_L1].toDouble(), planOf(in));
        return written(n, [](const ArcsineSize &size) {
            return QJsonObject{{u"cohen_h"_s, size.effect}, {u"n_per_arm"_s, size.perArm}};
        });
    };
    methods[u"power.mean_n"_s] = [](const QJsonObject &in) {
        const auto n = recipientsForMean(in["delta"_L1].toDouble(), in["sd"_L1].toDouble(), planOf(in));
        return written(n, [](const MeanSize &size) {
            return QJsonObject{{u"n_per_arm_normal"_s, size.byNormal}, {u"n_per_arm_t"_s, size.byT}};
        });
    };
}

} // namespace

void addMeanMethods(Methods &methods)
{
    addWelchMethods(methods);
    addOtherMeans(methods);
    addPowerMethods(methods);
}

} // namespace haberdash::test
