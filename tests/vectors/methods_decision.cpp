// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/uplift.h"
#include "tests/vectors/methods.h"

namespace haberdash::test {

using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<quint8> flags(const QJsonValue &value)
{
    std::vector<quint8> all;
    for (const double number : numbers(value))
        all.push_back(number != 0 ? 1 : 0);
    return all;
}

} // namespace

void addDecisionMethods(Methods &methods)
{
    methods[u"uplift.curves"_s] = [](const QJsonObject &in) -> QJsonValue {
        const auto score = numbers(in["score"_L1]);
        const auto treated = flags(in["treatment"_L1]);
        const auto responded = flags(in["y"_L1]);
        const ScoredRecipients recipients{score, treated, responded};
        const auto curves = upliftCurves(recipients);
        const auto figures = upliftFigures(recipients);
        if (!curves || !figures)
            return {};
        QJsonObject out{{u"qini_curve_x"_s, toArray(curves->recipients)},
            {u"qini_curve_y"_s, toArray(curves->qini)}, {u"qini_auc"_s, figures->qini},
            {u"uplift_auc"_s, figures->uplift}, {u"raw_qini_area"_s, figures->qiniArea},
            {u"raw_uplift_area"_s, figures->upliftArea}};
        if (figures->upliftOfTop)
            out[u"uplift_at_30"_s] = *figures->upliftOfTop;
        return out;
    };
}

} // namespace haberdash::test
