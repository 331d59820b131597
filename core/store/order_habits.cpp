// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/order_habits.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<std::unordered_map<qint64, OrderHabit>> orderHabits(Connection &connection, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT customer_id, count(*), max(placed_at), coalesce(sum(total - refunded), 0) "
            u"FROM shop_order_value WHERE customer_id IS NOT NULL AND kind = 'sale' "
            u"AND placed_at < ?1 AND (cancelled_at IS NULL OR cancelled_at > ?1) GROUP BY 1"_s));
    rows.bind(1, asOf);
    std::unordered_map<qint64, OrderHabit> habits;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return habits;
        habits.emplace(rows.integer(0), OrderHabit{rows.integer(1), rows.timestamp(2), rows.integer(3)});
    }
}

} // namespace haberdash::store
