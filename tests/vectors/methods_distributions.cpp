// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/distributions.h"
#include "core/insight/hypergeometric.h"
#include "tests/vectors/methods.h"

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

void addDistributionMethods(Methods &methods)
{
    methods[u"dist.normal_quantile"_s] = [](const QJsonObject &in) {
        return QJsonObject{{u"z"_s, normalQuantile(in["p"_L1].toDouble())}};
    };
    methods[u"dist.normal_tails"_s] = [](const QJsonObject &in) {
        const double z = in["z"_L1].toDouble();
        return QJsonObject{{u"cdf"_s, normalBelow(z)}, {u"sf"_s, normalAbove(z)}};
    };
    methods[u"dist.t_quantile"_s] = [](const QJsonObject &in) {
        const double confidence = 2 * in["p"_L1].toDouble() - 1;
        return QJsonObject{{u"t"_s, studentCritical(confidence, in["df"_L1].toDouble())}};
    };
    methods[u"dist.chisq_sf"_s] = [](const QJsonObject &in) {
        return QJsonObject{{u"sf"_s, chiSquareAbove(in["x"_L1].toDouble(), in["df"_L1].toDouble())}};
    };
    methods[u"dist.beta_cdf"_s] = [](const QJsonObject &in) {
        return QJsonObject{
            {u"cdf"_s, betaBelow(in["a"_L1].toDouble(), in["b"_L1].toDouble(), in["x"_L1].toDouble())}};
    };
    methods[u"special.hyp2f1"_s] = [](const QJsonObject &in) {
        const auto result = insight::hypergeometric(
            in["a"_L1].toDouble(), in["b"_L1].toDouble(), in["c"_L1].toDouble(), in["z"_L1].toDouble());
        return written(result, [](double value) { return QJsonObject{{u"value"_s, value}}; });
    };
}

} // namespace haberdash::test
