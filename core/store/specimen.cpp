// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/specimen.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

QString queryOf(Specimen kind)
{
    const QString reachable = u"coalesce(c.email, '') <> ''"_s;
    const QString spent = u"FROM customer c JOIN shop_order_value o ON o.customer_id = c.id WHERE "_s
        + reachable + u" AND o.placed_at < ?1 AND o.cancelled_at IS NULL GROUP BY c.id"_s;
    const QString sum = u"sum(o.total - o.refunded)"_s;
    const QString name = u"coalesce(c.first_name, '') || coalesce(c.last_name, '')"_s;
    switch (kind) {
    case Specimen::Typical:
        return u"SELECT c.id "_s + spent + u" ORDER BY "_s + sum
            + u", c.id LIMIT 1 OFFSET (SELECT count(DISTINCT o.customer_id) / 2 FROM shop_order_value o JOIN "
              u"customer c "
              u"ON c.id = o.customer_id WHERE "_s
            + reachable + u" AND o.placed_at < ?1 AND o.cancelled_at IS NULL)"_s;
    case Specimen::Richest:
        return u"SELECT c.id "_s + spent + u" ORDER BY "_s + sum + u" DESC, c.id LIMIT 1"_s;
    case Specimen::NoOrders:
        return u"SELECT c.id FROM customer c WHERE "_s + reachable
            + u" AND NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.customer_id = c.id AND o.placed_at < ?1) LIMIT 1"_s;
    case Specimen::LongestName:
        return u"SELECT c.id FROM customer c WHERE ?1 AND "_s + reachable + u" ORDER BY length("_s + name
            + u") DESC, c.id LIMIT 1"_s;
    case Specimen::NoName:
        return u"SELECT c.id FROM customer c WHERE ?1 AND "_s + reachable + u" AND trim("_s + name
            + u") = '' LIMIT 1"_s;
    case Specimen::OtherScript:
        // Beyond the Latin letters with their marks (U+0020 to U+024F).
        return u"SELECT c.id FROM customer c WHERE ?1 AND "_s + reachable + u" AND "_s + name
            + u" GLOB '*[^ -\u024f]*' LIMIT 1"_s;
    }
    return {};
}

Result<std::optional<CustomerId>> firstOf(Statement &statement)
{
    HABERDASH_TRY_ASSIGN(found, statement.step());
    return found ? std::optional(statement.id<CustomerId>(0)) : std::nullopt;
}

} // namespace

Result<std::optional<CustomerId>> specimen(Connection &connection, Specimen kind, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(queryOf(kind)));
    return firstOf(row.bind(1, asOf));
}

Result<std::optional<CustomerId>> anyCustomer(Connection &connection, quint64 random)
{
    HABERDASH_TRY_ASSIGN(last, connection.integer(u"SELECT coalesce(max(id), 0) FROM customer"_s));
    // Numbers have gaps: whoever comes next will do, and after the last the first.
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT id FROM customer WHERE coalesce(email, '') <> '' ORDER BY id < ?1, id LIMIT 1"_s));
    return firstOf(row.bind(1, qint64(random % quint64(last + 1))));
}

} // namespace haberdash::store
