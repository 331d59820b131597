// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"

#include <QList>
#include <QString>

#include <vector>

namespace haberdash::campaign {

/// How an audience is divided: first the holdout, then who waits for the winner of a trial, then the variants
/// by weight.
struct Split
{
    static constexpr int heldOut = -1;
    static constexpr int rest = -2;

    QString salt; ///< another salt, another division
    int holdoutPerMille = 0;
    int trialPerMille = 1000; ///< of those who are not held out; the others wait for the winner
    QList<int> weights{1};

    /// Whether there is anything to draw.
    [[nodiscard]] bool isDivided() const
    {
        return weights.size() > 1 || holdoutPerMille > 0 || trialPerMille < 1000;
    }
};

/// Somebody to be drawn, and whom they are to be compared with: people of a stratum are alike.
struct DrawnPerson
{
    CustomerId customer;
    int stratum = 0;
};

/// What each gets: a variant (from 0), `Split::heldOut` or `Split::rest`, in the order of `people`. Within
/// each stratum every share is kept to within one person, and everybody has the planned chance of each part.
/// Depends on salt, people and strata only, not on their order. Who is drawn already is in the outbox: people
/// who come or go later change nothing for them.
[[nodiscard]] std::vector<int> drawArms(const std::vector<DrawnPerson> &people, const Split &split);

} // namespace haberdash::campaign
