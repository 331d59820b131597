// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/store/connection.h"

namespace haberdash::segment {

/// A name in a rule that this shop does not know.
struct NameTrouble
{
    /// Error: the condition can match nobody (or everybody) as it stands. Warning: it makes sense, but nobody
    /// has that value now.
    enum class Severity { Error, Warning };
    size_t leaf = 0; ///< which condition, counted in a walk over the rule; see ParsedRule::places
    Severity severity = Severity::Error;
    QString message; ///< "There is no event “cart_ad” in this shop. Is “cart_add” meant?"
    friend bool operator==(const NameTrouble &, const NameTrouble &) = default;
};

/// Looks up what a rule speaks of: events, attributes, segments and facts (errors); values that "is" and
/// "is not" compare with, such as products, categories, coupons, campaigns, countries and tags (warnings).
/// Not looked up: references and details of events, names and addresses of people. In the order of the
/// conditions. A value that is unknown costs a pass over its table.
[[nodiscard]] Result<std::vector<NameTrouble>> unknownNames(store::Connection &connection, const Rule &rule);

} // namespace haberdash::segment
