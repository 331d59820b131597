// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/dates.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

Result<PossibleTimes> possibleTimes(store::Connection &connection, Timestamp asOf)
{
    PossibleTimes times;
    times.last = toMilliseconds(asOf);
    HABERDASH_TRY_ASSIGN(orders,
        connection.prepare(u"SELECT count(*), count(*) FILTER (WHERE placed_at < ?1) FROM shop_order"_s));
    HABERDASH_TRY(orders.bind(1, times.first).step());
    if (2 * orders.integer(1) > orders.integer(0))
        times.first = 0;
    return times;
}

} // namespace haberdash::audit
