// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/exchange_rates.h"

#include "core/base/money_format.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <limits>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The instant of a rate that holds from the beginning.
constexpr qint64 beginning = std::numeric_limits<qint64>::min();

/// Digits behind the point of a rate between whole units that billionths between minor units can hold.
int digitsOf(CurrencyCode foreign, CurrencyCode shop)
{
    return 9 + shop.decimals() - foreign.decimals();
}

qint64 instantOf(std::optional<Day> from, const QTimeZone &zone)
{
    return from ? toMilliseconds(startOf(*from, zone)) : beginning;
}

} // namespace

Result<qint64> parseRate(QStringView text, CurrencyCode foreign, CurrencyCode shop)
{
    const std::string plain = text.trimmed().toString().replace(u',', u'.').toStdString();
    const auto invalid = [&](QStringView why) {
        return failure(Error::Code::Invalid,
            u"“%1” is no exchange rate: %2. Write what one %3 is worth in %4, such as 0.92."_s.arg(
                text, why, foreign.toString(), shop.toString()));
    };
    if (plain.empty() || plain.find_first_not_of("0123456789.") != std::string::npos)
        return invalid(u"it is no number above zero");
    if (plain.find_first_not_of("0.") == std::string::npos)
        return invalid(u"it must be above zero");
    const auto billionths = parseMinorUnits(plain, {}, digitsOf(foreign, shop));
    if (!billionths)
        return invalid(u"it is no number, or too large");
    if (*billionths < 100)
        return invalid(u"it is too small to be kept exactly");
    return *billionths;
}

QString rateText(qint64 billionths, CurrencyCode foreign, CurrencyCode shop)
{
    const int digits = digitsOf(foreign, shop);
    QString text = QString::number(billionths).rightJustified(digits + 1, u'0');
    text.insert(text.size() - digits, u'.');
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

Result<QList<ExchangeRate>> exchangeRates(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(shop, readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT currency, valid_from, rate, source FROM exchange_rate ORDER BY currency, valid_from"_s));
    QList<ExchangeRate> rates;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return rates;
        HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(rows.text(0)));
        std::optional<Day> from;
        if (rows.integer(1) != beginning)
            from = dayOf(rows.timestamp(1), shop.timeZone);
        rates.append({currency, from, rows.integer(2), rows.text(3)});
    }
}

Result<> saveExchangeRates(Connection &connection, const QList<ExchangeRate> &rates)
{
    HABERDASH_TRY_ASSIGN(shop, readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(save,
        connection.prepare(
            u"INSERT INTO exchange_rate (currency, valid_from, rate, source) VALUES (?1, ?2, ?3, ?4) "
            u"ON CONFLICT DO UPDATE SET rate = excluded.rate, source = excluded.source"_s));
    for (const ExchangeRate &rate : rates) {
        if (rate.currency == shop.currency)
            return failure(Error::Code::Invalid,
                u"%1 is the shop's own currency and needs no rate. No rate was changed."_s.arg(
                    rate.currency.toString()));
        HABERDASH_TRY(save.bind(1, rate.currency.toString())
                          .bind(2, instantOf(rate.from, shop.timeZone))
                          .bind(3, rate.billionths)
                          .bind(4, rate.source)
                          .run());
    }
    return transaction.commit();
}

Result<bool> removeExchangeRate(Connection &connection, CurrencyCode currency, std::optional<Day> from)
{
    HABERDASH_TRY_ASSIGN(shop, readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(
        remove, connection.prepare(u"DELETE FROM exchange_rate WHERE currency = ?1 AND valid_from = ?2"_s));
    HABERDASH_TRY(remove.bind(1, currency.toString()).bind(2, instantOf(from, shop.timeZone)).run());
    return connection.changes() > 0;
}

Result<qint64> removeExchangeRatesOf(Connection &connection, CurrencyCode currency, const QString &source)
{
    HABERDASH_TRY_ASSIGN(
        remove, connection.prepare(u"DELETE FROM exchange_rate WHERE currency = ?1 AND source = ?2"_s));
    HABERDASH_TRY(remove.bind(1, currency.toString()).bind(2, source).run());
    return connection.changes();
}

Result<QList<ForeignMoney>> foreignMoney(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(shop, readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"WITH amount(currency, at, isOrder, raw, value) AS ("
            u"SELECT o.currency, o.placed_at, 1, o.total, v.total FROM shop_order o "
            u"JOIN shop_order_value v ON v.id = o.id WHERE o.currency <> ?1 "
            u"UNION ALL SELECT e.currency, e.occurred_at, 0, e.value, v.value FROM event e JOIN event_value "
            u"v "
            u"ON v.customer_id = e.customer_id AND v.occurred_at = e.occurred_at AND v.type_id = e.type_id "
            u"AND v.dedupe_key = e.dedupe_key WHERE e.currency IS NOT NULL AND e.value IS NOT NULL) "
            u"SELECT currency, sum(isOrder), count(*) - sum(isOrder), sum(raw * isOrder), "
            u"sum(value) FILTER (WHERE isOrder), count(*) - count(value), min(at) FILTER (WHERE value IS "
            u"NULL), "
            u"max(at) FILTER (WHERE value IS NULL) FROM amount GROUP BY currency ORDER BY currency"_s));
    rows.bind(1, shop.currency.toString());
    QList<ForeignMoney> all;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return all;
        ForeignMoney money;
        HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(rows.text(0)));
        money.currency = currency;
        money.orders = rows.integer(1);
        money.events = rows.integer(2);
        money.total = rows.integer(3);
        money.value = rows.optionalInteger(4);
        money.withoutRate = rows.integer(5);
        money.first = rows.optionalTimestamp(6);
        money.last = rows.optionalTimestamp(7);
        all.append(money);
    }
}

} // namespace haberdash::store
