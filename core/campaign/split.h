// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"

#include <QList>
#include <QString>

namespace haberdash::campaign {

/// How an audience is divided: first the holdout, then the variants by weight.
struct Split
{
    QString salt; ///< another salt, another division; the same salt gives the same for ever
    int holdoutPerMille = 0;
    QList<int> weights{1};
};

/// Which variant (from 0) a customer gets, or -1 for the holdout. Depends on salt and customer only, so it
/// stays put when the audience changes; customers are spread evenly and independently of each other.
[[nodiscard]] int armOf(CustomerId customer, const Split &split);

} // namespace haberdash::campaign
