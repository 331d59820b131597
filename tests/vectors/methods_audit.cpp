// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/statistics.h"
#include "tests/vectors/methods.h"

#include <cmath>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

void addAuditMethods(Methods &methods)
{
    methods[u"anomaly.robust_z"_s] = [](const QJsonObject &in) -> QJsonValue {
        const std::vector<double> values = numbers(in["values"_L1]);
        if (values.empty())
            return {};
        const audit::RobustSpread spread = audit::robustSpread(values);
        QJsonArray scores;
        QJsonArray flagged;
        for (size_t i = 0; i < values.size(); ++i) {
            const double z = spread.z(values[i]);
            scores.append(z);
            if (std::abs(z) > in["threshold"_L1].toDouble(3.5))
                flagged.append(int(i));
        }
        return QJsonObject{{u"median"_s, spread.median}, {u"mad"_s, spread.mad}, {u"scale"_s, spread.scale},
            {u"z"_s, scores}, {u"flagged"_s, flagged}};
    };
}

} // namespace haberdash::test
