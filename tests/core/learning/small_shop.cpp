// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/learning/small_shop.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(const QString &text)
{
    return text.isEmpty() ? u"NULL"_s : u'\'' + text + u'\'';
}

} // namespace

void SmallShop::run(const QString &sql)
{
    const auto done = m_shop.connection().execute(sql);
    if (!done)
        qFatal("%s: %s", qPrintable(done.error().detail), qPrintable(sql));
}

void SmallShop::customer(qint64 id, const QString &email, const QString &country)
{
    run(u"INSERT INTO customer (id, email, country, created_at) VALUES (%1, %2, %3, 0)"_s.arg(id).arg(
        quoted(email), quoted(country)));
}

void SmallShop::event(
    qint64 customer, const QString &type, double hour, const QString &reference, const QString &details)
{
    run(u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, reference, details) "
        u"SELECT %1, %2, id, %3, %4, %5 FROM event_type WHERE name = '%6'"_s.arg(customer)
            .arg(at(hour))
            .arg(++m_event)
            .arg(quoted(reference), quoted(details), type));
}

void SmallShop::mail(qint64 customer, const QString &name, double hour, double opened, double clicked)
{
    event(customer, u"email_sent"_s, hour, name);
    if (opened >= 0)
        event(customer, u"email_open"_s, hour + opened, name);
    if (clicked >= 0)
        event(customer, u"email_click"_s, hour + clicked, name);
}

void SmallShop::order(qint64 customer, double hour, qint64 total, qint64 refunded, const QString &coupon)
{
    ++m_order;
    m_line = 0;
    run(u"INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, currency, subtotal, "
        u"discount, shipping, tax, total, refunded, coupon_code) VALUES (%1, 't', '%1', '#%1', %2, %3, "
        u"'EUR', "
        u"0, 0, 0, 0, %4, %5, %6)"_s.arg(m_order)
            .arg(customer)
            .arg(at(hour))
            .arg(total)
            .arg(refunded)
            .arg(quoted(coupon)));
}

void SmallShop::product(const QString &handle, const QString &category, const QString &variant, qint64 cost)
{
    run(u"INSERT INTO product (handle, title, category) VALUES ('%1', '%1', '%2');"
        u"INSERT INTO variant (product_id, title, cost) SELECT id, '%3', %4 FROM product WHERE handle = '%1'"_s
            .arg(handle, category, variant)
            .arg(cost));
}

void SmallShop::line(const QString &handle, const QString &variant, int quantity, qint64 price)
{
    run(u"INSERT INTO order_line (order_id, line, product_id, variant_id, title, quantity, unit_price) "
        u"SELECT %1, %2, p.id, v.id, p.title, %3, %4 FROM product p JOIN variant v ON v.product_id = p.id "
        u"WHERE p.handle = '%5' AND v.title = '%6'"_s.arg(m_order)
            .arg(++m_line)
            .arg(quantity)
            .arg(price)
            .arg(handle, variant));
}

std::shared_ptr<const facts::Facts> SmallShop::facts()
{
    auto loaded = facts::Facts::load(m_shop.connection(), 1);
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().detail));
    return *loaded;
}

std::shared_ptr<const learning::Mailings> SmallShop::mailings(double hour)
{
    return learning::Mailings::gather(facts(), instant(hour));
}

} // namespace haberdash::test
