// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customers/customer_search.h"

#include "core/facts/customer_index.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"

namespace haberdash::ui {

namespace {

Result<std::vector<CustomerId>> membersOf(
    store::Connection &connection, const Shop &shop, const QString &segment)
{
    HABERDASH_TRY_ASSIGN(saved, segment::segmentByName(connection, segment));
    segment::SegmentEvaluator evaluator(connection, {shop.asOf(), shop.info.timeZone, shop.info.currency});
    return evaluator.members(saved.rule);
}

} // namespace

void prepareCustomerSearch(const Shop &shop)
{
    if (auto connection = shop.open())
        shop.people->renew(*connection, shop.asOf());
}

Result<QList<CustomerId>> findCustomers(const Shop &shop, const CustomerWish &wish)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    if (wish == CustomerWish{}) {
        // Everybody by name is what one sees first: an index of the store has them in that order.
        return store::customersByName(connection);
    }
    HABERDASH_TRY_ASSIGN(known, shop.people->current(connection, shop.asOf()));
    facts::CustomerIndex::Query query{wish.text, wish.order, wish.descending, {}};
    if (!wish.segment.isEmpty()) {
        HABERDASH_TRY_ASSIGN(members, membersOf(connection, shop, wish.segment));
        query.among = std::move(members);
    }
    HABERDASH_TRY_ASSIGN(rows, known->find(connection, query));
    QList<CustomerId> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const quint32 row : rows)
        ids.append(known->idAt(row));
    return ids;
}

} // namespace haberdash::ui
