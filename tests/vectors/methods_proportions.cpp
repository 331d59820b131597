// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exact_tests.h"
#include "core/experiment/sample_ratio.h"
#include "core/experiment/single_rate.h"
#include "tests/vectors/methods.h"

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

namespace {

TwoRates ratesOf(const QJsonObject &in)
{
    return {
        {in["x1"_L1].toDouble(), in["n1"_L1].toDouble()}, {in["x2"_L1].toDouble(), in["n2"_L1].toDouble()}};
}

double confidenceOf(const QJsonObject &in)
{
    return in["conf"_L1].toDouble(usualConfidence);
}

std::vector<Rate> armsOf(const QJsonObject &in)
{
    std::vector<Rate> arms;
    const auto counts = numbers(in["x"_L1]);
    const auto sizes = numbers(in["n"_L1]);
    for (size_t i = 0; i < counts.size(); ++i)
        arms.push_back({counts[i], sizes[i]});
    return arms;
}

QJsonObject lowHigh(const Range &range)
{
    return {{u"lo"_s, range.low}, {u"hi"_s, range.high}};
}

void addTests(Methods &methods)
{
    methods[u"prop.z_pooled"_s] = [](const QJsonObject &in) {
        const auto rates = ratesOf(in);
        return written(pooledZ(rates), [&](const ZTest &test) {
            return QJsonObject{{u"diff"_s, rates.difference()}, {u"z"_s, test.z}, {u"p_two_sided"_s, test.p},
                {u"p_variant_greater"_s, test.pGreater}};
        });
    };
    methods[u"prop.z_unpooled_wald"_s] = [](const QJsonObject &in) {
        const auto rates = ratesOf(in);
        return written(unpooledZ(rates), [&](const ZTest &test) {
            return QJsonObject{{u"diff"_s, rates.difference()}, {u"z"_s, test.z}, {u"p_two_sided"_s, test.p},
                {u"ci95"_s, toArray(*waldInterval(rates))}};
        });
    };
    methods[u"prop.fisher_exact"_s] = [](const QJsonObject &in) {
        return written(fisherExact(ratesOf(in)), [](const FisherResult &test) {
            return QJsonObject{{u"p_two_sided"_s, test.p}, {u"p_variant_greater"_s, test.pGreater},
                {u"p_variant_less"_s, test.pLess}};
        });
    };
    methods[u"prop.barnard"_s] = [](const QJsonObject &in) {
        return written(barnard(ratesOf(in)), [](const BarnardResult &test) {
            return QJsonObject{{u"stat"_s, test.statistic}, {u"p_two_sided"_s, test.p}};
        });
    };
    methods[u"prop.chisq_2x2"_s] = [](const QJsonObject &in) {
        const auto rates = ratesOf(in);
        return written(chiSquare(rates), [&](const ChiSquare &test) {
            const auto yates = yatesChiSquare(rates);
            return QJsonObject{{u"chi2"_s, test.value}, {u"p"_s, test.p}, {u"chi2_yates"_s, yates->value},
                {u"p_yates"_s, yates->p}};
        });
    };
    methods[u"prop.gtest"_s] = [](const QJsonObject &in) {
        return written(gTest(ratesOf(in)), [](const ChiSquare &test) {
            return QJsonObject{{u"G"_s, test.value}, {u"df"_s, test.degrees}, {u"p"_s, test.p}};
        });
    };
    methods[u"prop.chisq_k"_s] = [](const QJsonObject &in) {
        const auto arms = armsOf(in);
        return written(chiSquare(arms), [&](const ChiSquare &test) {
            const auto g = gTest(arms);
            return QJsonObject{{u"chi2"_s, test.value}, {u"df"_s, test.degrees}, {u"p"_s, test.p},
                {u"G"_s, g->value}, {u"p_G"_s, g->p}};
        });
    };
    methods[u"prop.cmh"_s] = [](const QJsonObject &in) {
        std::vector<TwoRates> strata;
        const auto rows = in["strata_x1_n1_x2_n2"_L1].toArray();
        for (const auto &row : rows) {
            const auto cells = numbers(row);
            strata.push_back({{cells[0], cells[1]}, {cells[2], cells[3]}});
        }
        return written(mantelHaenszel(strata), [](const StratifiedResult &result) {
            return QJsonObject{{u"cmh_chi2"_s, result.test.value}, {u"p"_s, result.test.p},
                {u"or_mh"_s, result.oddsRatio}, {u"or_lo"_s, result.oddsRatioRange.low},
                {u"or_hi"_s, result.oddsRatioRange.high}, {u"rd_mh"_s, result.rateDifference}};
        });
    };
    methods[u"srm.chisq"_s] = [](const QJsonObject &in) {
        const auto sizes = numbers(in["observed"_L1]);
        const auto weights = numbers(in["weights"_L1]);
        return written(checkSampleRatio(sizes, weights), [](const SampleRatio &ratio) {
            return QJsonObject{{u"chi2"_s, ratio.test.value}, {u"df"_s, ratio.test.degrees},
                {u"p"_s, ratio.test.p}, {u"alarm_at_0_001"_s, ratio.alarm == SampleRatioAlarm::Blocked}};
        });
    };
}

void addIntervals(Methods &methods)
{
    methods[u"prop.ci_newcombe"_s] = [](const QJsonObject &in) {
        const auto rates = ratesOf(in);
        return written(newcombeInterval(rates, confidenceOf(in)), [&](const Range &range) {
            auto out = lowHigh(range);
            out[u"diff"_s] = rates.difference();
            return out;
        });
    };
    methods[u"prop.ci_agresti_caffo"_s] = [](const QJsonObject &in) {
        return written(agrestiCaffoInterval(ratesOf(in), confidenceOf(in)), lowHigh);
    };
    methods[u"prop.ci_miettinen_nurminen"_s] = [](const QJsonObject &in) {
        return written(miettinenNurminenInterval(ratesOf(in), confidenceOf(in)), lowHigh);
    };
    methods[u"prop.ratio_katz_log"_s] = [](const QJsonObject &in) {
        return written(katzRatio(ratesOf(in), confidenceOf(in)), [](const RatioEstimate &estimate) {
            auto out = lowHigh(estimate.range);
            out[u"ratio"_s] = estimate.ratio;
            return out;
        });
    };
    methods[u"prop.lift_delta"_s] = [](const QJsonObject &in) {
        return written(liftOf(ratesOf(in), confidenceOf(in)), [](const LiftEstimate &estimate) {
            auto out = lowHigh(estimate.range);
            out[u"lift"_s] = estimate.lift;
            out[u"se"_s] = estimate.standardError;
            return out;
        });
    };
    methods[u"prop.single_ci95"_s] = [](const QJsonObject &in) {
        const Rate rate{in["x"_L1].toDouble(), in["n"_L1].toDouble()};
        return written(wilsonInterval(rate), [&](const Range &wilson) {
            return QJsonObject{{u"wilson"_s, toArray(wilson)},
                {u"clopper_pearson"_s, toArray(*clopperPearsonInterval(rate))},
                {u"jeffreys"_s, toArray(*jeffreysInterval(rate))},
                {u"agresti_coull"_s, toArray(*agrestiCoullInterval(rate))},
                {u"wald"_s, toArray(*waldInterval(rate))}};
        });
    };
}

} // namespace

void addProportionMethods(Methods &methods)
{
    addTests(methods);
    addIntervals(methods);
}

} // namespace haberdash::test
