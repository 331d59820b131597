// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/shop_currency.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Result<store::WorkspaceInfo> adoptCurrencyOfOrders(store::Connection &connection, store::WorkspaceInfo shop)
{
    HABERDASH_TRY_ASSIGN(rates, connection.integer(u"SELECT count(*) FROM exchange_rate"_s));
    if (rates > 0)
        return shop;
    HABERDASH_TRY_ASSIGN(
        orders, connection.prepare(u"SELECT min(currency), max(currency) FROM shop_order"_s));
    HABERDASH_TRY(orders.step());
    const QString only = orders.text(0);
    if (only.isEmpty() || only != orders.text(1))
        return shop;
    HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(only));
    if (currency == shop.currency || currency.decimals() != shop.currency.decimals())
        return shop;
    shop.currency = currency;
    HABERDASH_TRY(store::writeSetting(connection, u"currency"_s, only)); // within the import’s transaction
    return shop;
}

Result<QString> remarkOnRates(store::Connection &connection, const store::WorkspaceInfo &shop)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT currency, count(*) FROM shop_order_value WHERE currency <> ?1 AND rate IS NULL "
            u"GROUP BY currency ORDER BY currency"_s));
    rows.bind(1, shop.currency.toString());
    QStringList parts;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        parts.append(u"%1 in %2"_s.arg(rows.integer(1)).arg(rows.text(0)));
    }
    if (parts.isEmpty())
        return QString();
    return u"Orders in another currency than the shop’s %1 have no exchange rate for their day and count in "
           u"no "
           u"sum: %2. Enter rates under Settings."_s.arg(shop.currency.toString(), parts.join(u", "_s));
}

} // namespace haberdash::importing
