// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bayes.h"
#include "tests/vectors/methods.h"

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

namespace {

BetaPrior priorOf(const QJsonObject &in)
{
    return {in["prior_a"_L1].toDouble(1), in["prior_b"_L1].toDouble(1)};
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

QString wordOf(AutoPick::Decision decision)
{
    switch (decision) {
    case AutoPick::Decision::Winner:
        return u"winner"_s;
    case AutoPick::Decision::Equivalent:
        return u"equivalent"_s;
    case AutoPick::Decision::NoWinner:
        return u"no_winner"_s;
    case AutoPick::Decision::InsufficientData:
        return u"insufficient_data"_s;
    case AutoPick::Decision::BlockedByRatio:
        return u"blocked_srm"_s;
    }
    return {};
}

} // namespace

void addBayesMethods(Methods &methods)
{
    methods[u"bayes.beta_binomial"_s] = [](const QJsonObject &in) {
        const TwoRates rates{{in["x1"_L1].toDouble(), in["n1"_L1].toDouble()},
            {in["x2"_L1].toDouble(), in["n2"_L1].toDouble()}};
        return written(bayesCompare(rates, priorOf(in)), [](const BayesResult &result) {
            return QJsonObject{{u"p_variant_better"_s, result.probabilityBetter},
                {u"expected_loss_choose_variant"_s, result.lossOfVariant},
                {u"expected_loss_choose_control"_s, result.lossOfControl}, {u"mean1"_s, result.controlMean},
                {u"mean2"_s, result.variantMean}, {u"ci95_1"_s, toArray(result.controlRange)},
                {u"ci95_2"_s, toArray(result.variantRange)},
                {u"ci95_diff"_s, toArray(result.differenceRange)}};
        });
    };
    methods[u"bayes.p_best_k"_s] = [](const QJsonObject &in) {
        return written(probabilityBest(armsOf(in), priorOf(in)), [](const BestOfArms &best) {
            return QJsonObject{
                {u"p_best"_s, toArray(best.probability)}, {u"expected_loss"_s, toArray(best.expectedLoss)}};
        });
    };
    methods[u"rule.auto_pick"_s] = [](const QJsonObject &in) {
        const auto weights = numbers(in["weights"_L1]);
        return written(autoPick(armsOf(in), weights), [](const AutoPick &pick) {
            QJsonObject out{{u"decision"_s, wordOf(pick.decision)},
                {u"pick"_s, pick.pick ? QJsonValue(*pick.pick) : QJsonValue()},
                {u"srm_p"_s, pick.sampleRatioP}};
            if (!pick.best.probability.empty()) {
                out[u"p_best"_s] = toArray(pick.best.probability);
                out[u"expected_loss"_s] = toArray(pick.best.expectedLoss);
            }
            return out;
        });
    };
}

} // namespace haberdash::test
