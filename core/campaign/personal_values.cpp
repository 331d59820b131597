// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/personal_values.h"

#include "core/campaign/brand.h"

#include <algorithm>
#include <unordered_map>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::liquid::Array;
using compose::liquid::Object;
using compose::liquid::Value;

namespace {

constexpr size_t suggestionCount = 4;

/// Nothing rather than an empty text, so that templates report it as missing and `default` steps in.
Value textOrNil(const QString &text)
{
    return text.isEmpty() ? Value() : Value(text.toStdString());
}

} // namespace

PersonalValues::PersonalValues(store::Connection &connection, store::WorkspaceInfo info, Timestamp asOf)
    : m_connection(&connection)
    , m_info(std::move(info))
    , m_asOf(asOf)
{ }

Result<PersonalValues> PersonalValues::open(store::Connection &connection, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    PersonalValues values(connection, info, asOf);
    HABERDASH_TRY(values.loadGoods());
    HABERDASH_TRY(values.loadShop());
    HABERDASH_TRY_ASSIGN(bought,
        connection.prepare(
            u"SELECT l.product_id, p.category, sum(l.quantity) FROM shop_order o JOIN order_line l ON "
            u"l.order_id = o.id "
            u"JOIN product p ON p.id = l.product_id WHERE o.customer_id = ?1 AND o.cancelled_at IS NULL "
            u"AND o.kind = 'sale' AND o.placed_at < ?2 GROUP BY l.product_id ORDER BY l.product_id"_s));
    values.m_bought.emplace(std::move(bought));
    // A map of its own, not a look into `values`, which moves to its owner.
    std::unordered_map<qint64, Value> byId;
    for (const Goods &goods : values.m_goods)
        byId.emplace(goods.id, goods.value);
    HABERDASH_TRY_ASSIGN(activity,
        RecentActivity::open(
            connection, asOf, info.currency.decimals(), [products = std::move(byId)](qint64 product) {
                const auto found = products.find(product);
                return found == products.end() ? Value() : found->second;
            }));
    values.m_activity.emplace(std::move(activity));
    return values;
}

Result<> PersonalValues::loadGoods()
{
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(
            u"SELECT p.id, p.handle, p.title, p.category, p.vendor, p.url, p.image_url, p.picture_id, "
            u"p.image_alt, min(v.price), "
            u"max(v.compare_at_price), coalesce(s.sold, 0) FROM product p LEFT JOIN variant v ON "
            u"v.product_id = p.id "
            u"LEFT JOIN (SELECT l.product_id, sum(l.quantity) AS sold FROM order_line l JOIN shop_order o ON "
            u"o.id = l.order_id "
            u"WHERE o.placed_at >= ?1 AND o.placed_at < ?2 AND o.cancelled_at IS NULL GROUP BY l.product_id) "
            u"s ON s.product_id = p.id "
            u"WHERE p.status = 'active' AND coalesce(p.created_at, 0) < ?2 GROUP BY p.id ORDER BY 12 DESC, p.id"_s));
    rows.bind(1, m_asOf - std::chrono::hours(24 * 90)).bind(2, m_asOf);
    const int decimals = m_info.currency.decimals();
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        Object product;
        product.set("handle", textOrNil(rows.text(1)));
        product.set("title", textOrNil(rows.text(2)));
        product.set("category", textOrNil(rows.text(3)));
        product.set("vendor", textOrNil(rows.text(4)));
        product.set("url", textOrNil(rows.text(5)));
        product.set("image_url",
            rows.isNull(7) ? textOrNil(rows.text(6))
                           : Value("cid:picture-" + std::to_string(rows.integer(7)) + "@haberdash"));
        product.set("image_alt", textOrNil(rows.text(8)));
        if (!rows.isNull(9))
            product.set("price", Value::fromMinorUnits(rows.integer(9), decimals));
        if (!rows.isNull(10) && rows.integer(10) > rows.integer(9))
            product.set("compare_at_price", Value::fromMinorUnits(rows.integer(10), decimals));
        m_goods.push_back({rows.integer(0), rows.text(3), rows.integer(11), Value(std::move(product))});
    }
}

Result<> PersonalValues::loadShop()
{
    HABERDASH_TRY_ASSIGN(brand, readBrand(*m_connection));
    Object shop;
    shop.set("name", textOrNil(brand.shopName));
    shop.set("url", textOrNil(brand.shopUrl));
    shop.set("currency", Value(m_info.currency.toString().toStdString()));
    Array best;
    for (size_t i = 0; i < std::min(suggestionCount, m_goods.size()); ++i)
        best.push_back(m_goods[i].value);
    shop.set("best_sellers", Value(std::move(best)));
    std::vector<const Goods *> newest;
    for (const Goods &goods : m_goods)
        newest.push_back(&goods);
    std::sort(newest.begin(), newest.end(),
        [](const Goods *left, const Goods *right) { return left->id > right->id; });
    Array fresh;
    for (size_t i = 0; i < std::min(suggestionCount, newest.size()); ++i)
        fresh.push_back(newest[i]->value);
    shop.set("new_products", Value(std::move(fresh)));
    m_shop = Value(std::move(shop));
    return {};
}

Value PersonalValues::suggestions(const QString &category, const std::vector<qint64> &bought) const
{
    Array list;
    // Their favourite category first, then what everybody buys; never what they have already.
    for (const bool favourite : {true, false}) {
        for (const Goods &goods : m_goods) {
            if (list.size() == suggestionCount)
                break;
            if ((goods.category == category && !category.isEmpty()) == favourite
                && !std::binary_search(bought.begin(), bought.end(), goods.id))
                list.push_back(goods.value);
        }
    }
    return Value(std::move(list));
}

Result<Object> PersonalValues::of(CustomerId id)
{
    HABERDASH_TRY_ASSIGN(person, store::customerById(*m_connection, id));
    return of(person);
}

Result<Object> PersonalValues::of(const store::Customer &person)
{
    const CustomerId id = person.id;
    HABERDASH_TRY_ASSIGN(figures, store::figuresOf(*m_connection, id, m_asOf));
    std::vector<qint64> bought;
    std::map<QString, qint64> pieces;
    m_bought->bind(1, id).bind(2, m_asOf);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_bought->step());
        if (!more)
            break;
        bought.push_back(m_bought->integer(0));
        if (!m_bought->text(1).isEmpty())
            pieces[m_bought->text(1)] += m_bought->integer(2);
    }
    m_bought->reset();
    const auto favourite = std::max_element(pieces.begin(), pieces.end(),
        [](const auto &left, const auto &right) { return left.second < right.second; });
    const QString category = favourite == pieces.end() ? QString() : favourite->first;

    const int decimals = m_info.currency.decimals();
    Object customer;
    customer.set("id", Value(int64_t(id.value())));
    customer.set("first_name", textOrNil(person.firstName));
    customer.set("last_name", textOrNil(person.lastName));
    customer.set("name", textOrNil(QString(person.firstName + u' ' + person.lastName).trimmed()));
    customer.set("email", textOrNil(person.email));
    customer.set("company", textOrNil(person.company));
    customer.set("phone", textOrNil(person.phone));
    customer.set("country", textOrNil(person.country));
    customer.set("city", textOrNil(person.city));
    customer.set("language", textOrNil(person.language));
    Array tags;
    for (const QString &tag : person.tags)
        tags.emplace_back(tag.toStdString());
    customer.set("tags", Value(std::move(tags)));
    Object attributes;
    for (auto it = person.attributes.begin(); it != person.attributes.end(); ++it)
        attributes.set(it.key().toStdString(), textOrNil(it->toVariant().toString()));
    customer.set("attributes", Value(std::move(attributes)));
    customer.set("orders_count", Value(int64_t(figures.orders)));
    customer.set("total_spent", Value::fromMinorUnits(figures.spent, decimals));
    if (figures.firstOrder)
        customer.set("first_order_at", Value(toIsoString(*figures.firstOrder).toStdString()));
    if (figures.lastOrder)
        customer.set("last_order_at", Value(toIsoString(*figures.lastOrder).toStdString()));
    customer.set("points", Value(int64_t(figures.points)));
    customer.set("favourite_category", textOrNil(category));
    const Value suggested = suggestions(category, bought);
    customer.set("suggestions", suggested);
    Object values;
    values.set("customer", Value(std::move(customer)));
    values.set("shop", m_shop);
    values.set("recommendations", suggested);
    HABERDASH_TRY(addActivity(id, values));
    Object loyalty;
    loyalty.set("points", Value(int64_t(figures.points)));
    HABERDASH_TRY_ASSIGN(account, store::loyaltyOf(*m_connection, id));
    loyalty.set("tier", account ? textOrNil(account->tier) : Value());
    values.set("loyalty", Value(std::move(loyalty)));
    return values;
}

Object PersonalValues::ofStranger(const store::Customer &person) const
{
    Object customer;
    customer.set("id", Value(int64_t(person.id.value())));
    customer.set("email", textOrNil(person.email));
    customer.set("language", textOrNil(person.language));
    customer.set("tags", Value(Array()));
    customer.set("attributes", Value(Object()));
    customer.set("orders_count", Value(int64_t(0)));
    customer.set("total_spent", Value::fromMinorUnits(0, m_info.currency.decimals()));
    customer.set("points", Value(int64_t(0)));
    const Value suggested = suggestions({}, {});
    customer.set("suggestions", suggested);
    Object loyalty;
    loyalty.set("points", Value(int64_t(0)));
    Object values;
    values.set("customer", Value(std::move(customer)));
    values.set("shop", m_shop);
    values.set("recommendations", suggested);
    values.set("viewed", Value(Array()));
    values.set("loyalty", Value(std::move(loyalty)));
    return values;
}

Result<> PersonalValues::addActivity(CustomerId customer, Object &values)
{
    HABERDASH_TRY_ASSIGN(activity, m_activity->of(customer));
    values.set("order", activity.order);
    if (const Object *cart = activity.cart.object()) {
        Object whole = *cart;
        const Value *address = m_shop.object()->find("url");
        if (address && address->text())
            whole.set("url", Value(std::string(*address->text()) + "/cart"));
        values.set("cart", Value(std::move(whole)));
    }
    const Array *viewed = activity.viewed.array();
    if (viewed && !viewed->empty())
        values.set("product", viewed->front());
    values.set("viewed", activity.viewed);
    return {};
}

} // namespace haberdash::campaign
