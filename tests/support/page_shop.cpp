// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/page_shop.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

PageShop &PageShop::filled()
{
    const QString numbers
        = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "_s;
    const QString now = QString::number(toMilliseconds(asOf));
    const QStringList steps{
        numbers.arg(300)
            + u"INSERT INTO customer (id, email, first_name, last_name, country, created_at) SELECT i, "
              u"'person' || i || "
              u"'@example.com', 'Ada', 'Name' || i, CASE i % 2 WHEN 1 THEN 'DE' ELSE 'GB' END, 0 FROM n"_s,
        numbers.arg(300)
            + u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', 'person' || i || '@example.com', i FROM n"_s,
        numbers.arg(300)
            + u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
              u"recorded_at) SELECT i, "
              u"'email', CASE i % 3 WHEN 0 THEN 'not_subscribed' ELSE 'subscribed' END, 'consent', 'checkout', 1, 1 FROM n"_s,
        numbers.arg(100)
            + u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, "
              u"subtotal, discount, "
              u"shipping, tax, total, refunded) SELECT 'test', i, '#' || i, i, %1 - i * 86400000, 'USD', i * "
              u"100, 0, 0, 0, "
              u"i * 100, 0 FROM n"_s.arg(now),
        u"DELETE FROM event_type"_s,
        u"INSERT INTO event_type (id, name, unit) VALUES (1, 'cart_add', 'count')"_s,
        numbers.arg(10)
            + u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, value) SELECT i, %1 - "
              u"3600000, 1, i, 1 "
              u"FROM n"_s.arg(now),
    };
    for (const QString &step : steps) {
        if (const auto done = m_workspace.connection().execute(step); !done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    return *this;
}

ui::Shop PageShop::lost() const
{
    ui::Shop shop = m_shop;
    shop.path = m_workspace.path(u"gone.haberdash"_s);
    return shop;
}

} // namespace haberdash::test
