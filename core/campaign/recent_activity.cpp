// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/recent_activity.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::liquid::Array;
using compose::liquid::Object;
using compose::liquid::Value;

namespace {

/// What was put into a cart longer ago is not in anybody's cart any more.
constexpr auto cartAge = std::chrono::hours(24 * 30);
constexpr size_t mostItems = 24;

void moveToFront(std::vector<qint64> &list, qint64 entry)
{
    std::erase(list, entry);
    list.insert(list.begin(), entry);
}

} // namespace

RecentActivity::RecentActivity(store::Statement order, store::Statement lines, store::Statement events,
    Timestamp asOf, int currencyDigits, ProductOf productOf)
    : m_order(std::move(order))
    , m_lines(std::move(lines))
    , m_events(std::move(events))
    , m_asOf(asOf)
    , m_digits(currencyDigits)
    , m_productOf(std::move(productOf))
{ }

Result<RecentActivity> RecentActivity::open(
    store::Connection &connection, Timestamp asOf, int currencyDigits, ProductOf productOf)
{
    HABERDASH_TRY_ASSIGN(order,
        connection.prepare(
            u"SELECT id, name, placed_at, total FROM shop_order WHERE customer_id = ?1 AND "
            u"placed_at < ?2 AND cancelled_at IS NULL AND kind = 'sale' ORDER BY placed_at DESC, "
            u"id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(lines,
        connection.prepare(
            u"SELECT product_id, title, quantity, unit_price FROM order_line WHERE order_id = ?1 "
            u"ORDER BY line LIMIT ?2"_s));
    HABERDASH_TRY_ASSIGN(events,
        connection.prepare(
            u"SELECT t.name, e.product_id, e.occurred_at FROM event e JOIN event_type t ON t.id = "
            u"e.type_id WHERE e.customer_id = ?1 AND e.occurred_at >= ?2 AND e.occurred_at < ?3 "
            u"AND e.product_id IS NOT NULL AND t.name IN ('cart_add', 'cart_remove', "
            u"'product_view') ORDER BY e.occurred_at"_s));
    return RecentActivity(
        std::move(order), std::move(lines), std::move(events), asOf, currencyDigits, std::move(productOf));
}

Result<Value> RecentActivity::itemsOf(qint64 order)
{
    Array items;
    m_lines.bind(1, order).bind(2, int(mostItems));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_lines.step());
        if (!more)
            break;
        // A line keeps its own title and price: what was bought stays what it was.
        Object item;
        const Value product = m_lines.isNull(0) ? Value() : m_productOf(m_lines.integer(0));
        if (const Object *known = product.object())
            item = *known;
        item.set("title", Value(m_lines.text(1).toStdString()));
        item.set("quantity", Value(int64_t(m_lines.integer(2))));
        item.set("price", Value::fromMinorUnits(m_lines.integer(3), m_digits));
        items.emplace_back(std::move(item));
    }
    m_lines.reset();
    return Value(std::move(items));
}

Result<> RecentActivity::readEvents(CustomerId customer, Timestamp lastOrder, Values &values)
{
    std::vector<qint64> cart;
    std::vector<qint64> viewed;
    Timestamp changed{};
    m_events.bind(1, customer).bind(2, m_asOf - cartAge).bind(3, m_asOf);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_events.step());
        if (!more)
            break;
        const std::string_view kind = m_events.view(0);
        const qint64 product = m_events.integer(1);
        const Timestamp at = m_events.timestamp(2);
        if (kind == "product_view") {
            moveToFront(viewed, product);
        } else if (at > lastOrder) { // an order empties the cart
            changed = at;
            if (kind == "cart_add")
                moveToFront(cart, product);
            else
                std::erase(cart, product);
        }
    }
    m_events.reset();
    const auto valuesOf = [this](const std::vector<qint64> &products) {
        Array list;
        for (const qint64 product : products) {
            Value value = m_productOf(product);
            if (!value.isNil() && list.size() < mostItems)
                list.push_back(std::move(value));
        }
        return list;
    };
    if (Array items = valuesOf(cart); !items.empty()) {
        Object object;
        object.set("items", Value(std::move(items)));
        object.set("updated_at", Value(toIsoString(changed).toStdString()));
        values.cart = Value(std::move(object));
    }
    values.viewed = Value(valuesOf(viewed));
    return {};
}

Result<RecentActivity::Values> RecentActivity::of(CustomerId customer)
{
    Values values;
    Timestamp lastOrder = Timestamp::min();
    HABERDASH_TRY_ASSIGN(found, m_order.bind(1, customer).bind(2, m_asOf).step());
    if (found) {
        lastOrder = m_order.timestamp(2);
        Object order;
        order.set("name", Value(m_order.text(1).toStdString()));
        order.set("placed_at", Value(toIsoString(lastOrder).toStdString()));
        order.set("total", Value::fromMinorUnits(m_order.integer(3), m_digits));
        HABERDASH_TRY_ASSIGN(items, itemsOf(m_order.integer(0)));
        order.set("items", std::move(items));
        values.order = Value(std::move(order));
    }
    m_order.reset();
    HABERDASH_TRY(readEvents(customer, lastOrder, values));
    return values;
}

} // namespace haberdash::campaign
