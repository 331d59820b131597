// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sequential.h"
#include "tests/vectors/methods.h"

#include <cmath>

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

namespace {

Spending spendingOf(const QJsonObject &in)
{
    const QString word = in["spending"_L1].toString();
    const double parameter = in["param"_L1].toDouble(1);
    if (word == u"pocock")
        return {Spending::Family::Pocock, parameter};
    if (word == u"power")
        return {Spending::Family::Power, parameter};
    if (word == u"hsd")
        return {Spending::Family::HwangShihDeCani, parameter};
    return {Spending::Family::OBrienFleming, parameter};
}

} // namespace

void addSequentialMethods(Methods &methods)
{
    methods[u"seq.spending_bounds"_s] = [](const QJsonObject &in) {
        const auto information = numbers(in["info"_L1]);
        const auto bounds = spendingBounds(information, spendingOf(in), in["alpha_two_sided"_L1].toDouble());
        return written(bounds, [](const SequentialBounds &result) {
            return QJsonObject{{u"cum_alpha_spent"_s, toArray(result.spent)},
                {u"z_bounds"_s, toArray(result.z)}, {u"nominal_p"_s, toArray(result.p)}};
        });
    };
    methods[u"seq.classic_constant"_s] = [](const QJsonObject &in) {
        const auto family
            = in["family"_L1].toString() == u"pocock" ? ClassicBounds::Pocock : ClassicBounds::OBrienFleming;
        const auto constant
            = classicConstant(family, in["looks"_L1].toInt(), in["alpha_two_sided"_L1].toDouble());
        return written(constant, [](double value) {
            return QJsonObject{{u"constant"_s, value}, {u"final_z"_s, value}};
        });
    };
    methods[u"seq.msprt_prop"_s] = [](const QJsonObject &in) {
        const TwoRates rates{{in["x1"_L1].toDouble(), in["n1"_L1].toDouble()},
            {in["x2"_L1].toDouble(), in["n2"_L1].toDouble()}};
        return written(mixtureTest(rates, in["tau"_L1].toDouble()), [](const MixtureTest &test) {
            return QJsonObject{{u"diff"_s, test.difference}, {u"var"_s, test.variance},
                {u"lambda_"_s, std::exp(test.logLikelihoodRatio)}, {u"p_always_valid"_s, test.p}};
        });
    };
    methods[u"seq.msprt_path"_s] = [](const QJsonObject &in) {
        std::vector<TwoRates> looks;
        const auto rows = in["looks"_L1].toArray();
        for (const auto &row : rows) {
            const auto cells = numbers(row);
            looks.push_back({{cells[0], cells[1]}, {cells[2], cells[3]}});
        }
        return written(mixtureTestPath(looks, in["tau"_L1].toDouble()), [](const std::vector<double> &path) {
            return QJsonObject{{u"p_path"_s, toArray(path)}};
        });
    };
    methods[u"seq.confidence_sequence"_s] = [](const QJsonObject &in) {
        const auto sequence = confidenceSequence(in["diff"_L1].toDouble(), in["se"_L1].toDouble(),
            in["n_total"_L1].toDouble(), in["n_star"_L1].toDouble(), in["alpha"_L1].toDouble());
        return written(sequence, [](const ConfidenceSequence &result) {
            return QJsonObject{{u"rho"_s, result.rho}, {u"halfwidth"_s, result.halfWidth},
                {u"lo"_s, result.range.low}, {u"hi"_s, result.range.high}, {u"e_value"_s, result.eValue},
                {u"p_always_valid"_s, result.p}};
        });
    };
}

} // namespace haberdash::test
