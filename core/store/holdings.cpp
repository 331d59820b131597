// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/holdings.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<QList<Holding>> holdings(Connection &connection)
{
    QList<Holding> held;
    for (const auto &[kind, columns] : {std::pair(Holding::Kind::Customers, u"NULL, NULL FROM customer"_s),
             std::pair(Holding::Kind::Orders, u"min(placed_at), max(placed_at) FROM shop_order"_s),
             std::pair(Holding::Kind::Products, u"NULL, NULL FROM product"_s),
             std::pair(Holding::Kind::Coupons, u"NULL, NULL FROM coupon"_s),
             std::pair(Holding::Kind::Events, u"min(occurred_at), max(occurred_at) FROM event"_s)}) {
        HABERDASH_TRY_ASSIGN(query, connection.prepare(u"SELECT count(*), "_s + columns));
        HABERDASH_TRY(query.step());
        Holding holding{kind, query.integer(0), {}, {}};
        if (const auto first = query.optionalInteger(1))
            holding.first = fromMilliseconds(*first);
        if (const auto last = query.optionalInteger(2))
            holding.last = fromMilliseconds(*last);
        if (holding.count > 0)
            held.append(holding);
    }
    return held;
}

} // namespace haberdash::store
