// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/split.h"

#include "core/base/stable_hash.h"

#include <numeric>

namespace haberdash::campaign {

int armOf(CustomerId customer, const Split &split)
{
    const QByteArray salt = split.salt.toUtf8();
    const double draw = toUnitInterval(stableHash({salt.constData(), size_t(salt.size())}, customer.value()));
    const double holdout = split.holdoutPerMille / 1000.0;
    if (draw < holdout)
        return -1;
    const double total = std::accumulate(split.weights.begin(), split.weights.end(), 0.0);
    double border = holdout;
    for (int i = 0; i + 1 < split.weights.size(); ++i) {
        border += (1 - holdout) * split.weights[i] / total;
        if (draw < border)
            return i;
    }
    return int(split.weights.size()) - 1;
}

} // namespace haberdash::campaign
