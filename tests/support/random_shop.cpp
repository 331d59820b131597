// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_shop.h"

#include "core/store/transaction.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

using Field = segment::Filter::Field;

class Filler
{
public:
    Filler(store::Connection &connection, std::mt19937 &generator)
        : m_connection(connection)
        , m_generator(generator)
    { }

    Result<> fill(int customers)
    {
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
        HABERDASH_TRY(
            run(u"INSERT INTO exchange_rate VALUES ('EUR', ?, 1100000000, 't'), ('EUR', ?, 1200000000, "
                u"'t'), ('JPY', 0, 650000000, 't')"_s,
                {milliseconds(-400), milliseconds(-30)}));
        HABERDASH_TRY(products());
        HABERDASH_TRY(campaigns());
        HABERDASH_TRY(
            run(u"INSERT INTO event_type (id, name, unit) VALUES (900, 'Placed Order', 'none'), (901, "
                u"'gift_card', 'money')"_s,
                {}));
        for (int id = 1; id <= customers; ++id)
            HABERDASH_TRY(customer(id + (id > customers / 2 ? 1000 : 0)));
        return transaction.commit();
    }

private:
    int below(int limit) { return int(m_generator() % unsigned(limit)); }
    bool chance(int percent) { return below(100) < percent; }
    template<typename... Values>
    QVariant oneOf(const Values &...values)
    {
        const QVariant list[] = {QVariant(values)...};
        return list[below(int(sizeof...(values)))];
    }
    QVariant orNull(int percent, const QVariant &value) { return chance(percent) ? QVariant() : value; }

    static qint64 milliseconds(int days) { return toMilliseconds(randomShopNow) + qint64(days) * 86'400'000; }
    /// Mostly in the last year, often exactly so many days or hours ago, sometimes ahead, before 1970, or at
    /// a fraction of a second.
    qint64 instant()
    {
        switch (below(12)) {
        case 0:
            return milliseconds(-below(400)) - below(86'400'000);
        case 1:
            return milliseconds(below(30));
        case 2:
            return milliseconds(-below(20)) - qint64(below(24)) * 3'600'000;
        case 3:
            return chance(10) ? -qint64(below(1000)) * 86'400'000 : milliseconds(-below(3000));
        case 4:
        case 5:
        case 6:
            return milliseconds(-below(14)) - qint64(below(48)) * 3'600'000;
        default:
            return milliseconds(-below(120));
        }
    }
    qint64 wholeSecond()
    {
        const qint64 at = instant();
        return at - ((at % 1000) + 1000) % 1000;
    }

    Result<> run(const QString &sql, const QVariantList &values)
    {
        HABERDASH_TRY_ASSIGN(statement, m_connection.prepare(sql));
        for (int i = 0; i < values.size(); ++i) {
            const QVariant &value = values[i];
            if (!value.isValid())
                statement.bindNull(i + 1);
            else if (value.typeId() == QMetaType::QString)
                statement.bind(i + 1, value.toString());
            else
                statement.bind(i + 1, value.toLongLong());
        }
        return statement.run();
    }

    Result<> products()
    {
        for (int id = 1; id <= 12; ++id) {
            HABERDASH_TRY(
                run(u"INSERT INTO product (id, handle, title, category, vendor, tags, created_at) VALUES "
                    u"(?, ?, ?, ?, ?, ?, ?)"_s,
                    {id * 3, u"item-%1"_s.arg(id), u"Ärmel No %1"_s.arg(id),
                        orNull(20, oneOf(u"Sneakers"_s, u"Bags"_s, u"bags"_s, u"Größe"_s)),
                        orNull(30, oneOf(u"Acme"_s, u"Zeta & Co"_s)),
                        orNull(30, oneOf(u"new, sale"_s, u"sale"_s, u" Summer ,new"_s)),
                        orNull(30, milliseconds(-below(200)))}));
            for (int variant = 0; variant < below(3); ++variant)
                HABERDASH_TRY(
                    run(u"INSERT INTO variant (id, product_id, title, sku, price) VALUES (?, ?, ?, ?, ?)"_s,
                        {id * 10 + variant, id * 3, u"M / %1"_s.arg(variant),
                            u"SKU-%1-%2"_s.arg(id).arg(variant), orNull(20, 500 + below(40) * 100)}));
        }
        return {};
    }

    Result<> campaigns()
    {
        for (int id = 1; id <= 3; ++id) {
            HABERDASH_TRY(
                run(u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (?, ?, 'all()', "
                    u"'done', 's', 0)"_s,
                    {id, u"Campaign %1"_s.arg(id)}));
            for (int position = 0; position < 2; ++position)
                HABERDASH_TRY(run(
                    u"INSERT INTO campaign_variant (campaign_id, position, name, weight, subject, preheader, body) VALUES (?, ?, ?, 1, '', '', '')"_s,
                    {id, position, position == 0 ? u"A"_s : u"Bold"_s}));
        }
        return run(
            u"INSERT INTO experiment (name, campaign_id, source, measure, control, created_at) VALUES "
            u"('Subject test', 1, 'campaign', 'opens', 'A', 0), ('Other', 1, 'campaign', 'opens', 'A', 0), "
            u"('Third', 2, 'campaign', 'opens', 'A', 0)"_s,
            {});
    }

    Result<> customer(int id)
    {
        const QString email = u"p%1@%2"_s.arg(id).arg(chance(50) ? u"Example.com"_s : u"mail.example.org"_s);
        const bool hasEmail = chance(85);
        QStringList attributes;
        if (chance(50))
            attributes.append(u"\"size\": \"%1\""_s.arg(oneOf(u"S"_s, u"m"_s, u"XL"_s).toString()));
        if (chance(40))
            attributes.append(u"\"age\": %1"_s.arg(below(80)));
        if (chance(30))
            attributes.append(u"\"score\": \"%1.%2\""_s.arg(below(5)).arg(below(10)));
        if (chance(30))
            attributes.append(u"\"renewal\": \"2026-0%1-1%2\""_s.arg(1 + below(9)).arg(below(9)));
        if (chance(40))
            attributes.append(
                u"\"Latitude\": \"52.%1\", \"longitude\": 13.%2"_s.arg(below(900)).arg(below(900)));
        HABERDASH_TRY(run(
            u"INSERT INTO customer (id, email, first_name, last_name, company, phone, country, region, "
            u"city, postcode, language, birthday, note, created_at, attributes) VALUES (?, ?, ?, ?, ?, ?, "
            u"?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {id, hasEmail ? QVariant(email) : QVariant(),
                orNull(20, oneOf(u"Ada"_s, u"ÉMILE"_s, u"émile"_s, u"Bob 100%"_s, u"洋子"_s)),
                orNull(20, oneOf(u"Lovelace"_s, u"Straße"_s, u"O'Neil_x"_s)), orNull(80, u"Acme \"X\""_s),
                orNull(60, u"+4930%1"_s.arg(id)), orNull(20, oneOf(u"DE"_s, u"US"_s, u"JP"_s, u"de"_s)),
                orNull(60, u"Berlin"_s), orNull(40, oneOf(u"Köln"_s, u"KÖLN"_s, u"Paris"_s)),
                orNull(50, u"1011%1"_s.arg(below(10))), orNull(60, oneOf(u"de"_s, u"en"_s)),
                orNull(30, oneOf(u"1990-07-03"_s, u"06-30"_s, u"2000-02-29"_s, u"1985"_s, u"no idea"_s)),
                orNull(80, u"A note\nof two lines"_s), orNull(30, instant()),
                QString(u'{' + attributes.join(u", "_s) + u'}')}));
        if (hasEmail) {
            HABERDASH_TRY(run(u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', ?, ?)"_s,
                {email.toLower(), id}));
            if (chance(25))
                HABERDASH_TRY(run(
                    u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) VALUES (?, ?, ?, ?, NULL)"_s,
                    {email.toLower(), oneOf(u"hard_bounce"_s, u"complaint"_s, u"manual"_s),
                        oneOf(u"import"_s, u"mailbox"_s), instant()}));
        }
        for (const QString &tag : {u"vip"_s, u"VIP old"_s, u"wholesale"_s, u"ünique"_s}) {
            if (chance(20))
                HABERDASH_TRY(run(u"INSERT INTO customer_tag VALUES (?, ?, NULL)"_s, {id, tag}));
        }
        HABERDASH_TRY(consents(id));
        HABERDASH_TRY(orders(id));
        HABERDASH_TRY(events(id));
        if (chance(40))
            HABERDASH_TRY(
                run(u"INSERT INTO loyalty_account (customer_id, points, points_expiring, expires_at, tier, "
                    u"tier_since, lifetime_points, enrolled_at, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"_s,
                    {id, below(1000), orNull(50, below(300)), orNull(50, milliseconds(below(60))),
                        orNull(30, oneOf(u"Gold"_s, u"silver"_s)), orNull(50, instant()),
                        orNull(30, below(3000)), orNull(30, instant())}));
        for (int campaign = 1; campaign <= 3; ++campaign) {
            if (chance(40))
                HABERDASH_TRY(run(
                    u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at, claimed_at, "
                    u"finished_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                    {campaign, id, below(4) - 1, oneOf(u"sent"_s, u"skipped"_s, u"held_out"_s), instant(),
                        orNull(50, instant()), orNull(50, instant())}));
        }
        return {};
    }

    Result<> consents(int id)
    {
        for (int i = below(5); i > 0; --i)
            HABERDASH_TRY(run(
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
                u"recorded_at) VALUES (?, ?, ?, ?, ?, ?, 0)"_s,
                {id, chance(75) ? u"email"_s : u"sms"_s,
                    oneOf(u"subscribed"_s, u"subscribed"_s, u"pending"_s, u"not_subscribed"_s,
                        u"unsubscribed"_s),
                    oneOf(u"form"_s, u"import"_s), oneOf(u"popup"_s, u"Checkout"_s), orNull(30, instant())}));
        return {};
    }

    Result<> orders(int id)
    {
        for (int i = chance(40) ? 0 : below(7); i > 0; --i) {
            ++m_order;
            const bool isReturn = chance(10);
            const qint64 at = chance(20) ? instant() : wholeSecond();
            const int total = (isReturn ? -1 : 1) * (below(30) * 1000 + below(2) * below(100));
            HABERDASH_TRY(run(
                u"INSERT INTO shop_order (id, source, external_id, name, kind, customer_id, placed_at, "
                u"cancelled_at, currency, subtotal, discount, shipping, tax, total, refunded, "
                u"financial_status, channel, coupon_code) VALUES (?, 't', ?, 'x', ?, ?, ?, ?, ?, 0, ?, 0, 0, "
                u"?, ?, ?, ?, ?)"_s,
                {m_order, QString::number(m_order), isReturn ? u"return"_s : u"sale"_s, id, at,
                    chance(85) ? QVariant() : QVariant(instant()),
                    oneOf(u"USD"_s, u"USD"_s, u"USD"_s, u"USD"_s, u"EUR"_s, u"JPY"_s, u"XXX"_s),
                    below(3) * 500, total, chance(80) ? 0 : below(std::abs(total) + 1),
                    orNull(20, oneOf(u"paid"_s, u"refunded"_s)), orNull(40, oneOf(u"web"_s, u"pos"_s)),
                    orNull(60, oneOf(u"SAVE10"_s, u"welcome"_s))}));
            const int lines = below(4);
            for (int line = 1; line <= lines; ++line) {
                const int product = 1 + below(12);
                const bool known = chance(85);
                HABERDASH_TRY(run(
                    u"INSERT INTO order_line (order_id, line, product_id, variant_id, title, sku, quantity, "
                    u"unit_price, discount) VALUES (?, ?, ?, (SELECT id FROM variant WHERE product_id = ? "
                    u"LIMIT 1), ?, ?, ?, ?, ?)"_s,
                    {m_order, line, known ? QVariant(product * 3) : QVariant(),
                        known && chance(80) ? QVariant(product * 3) : QVariant(), u"Line %1"_s.arg(product),
                        orNull(30, u"SKU-%1-0"_s.arg(product)), below(5), below(50) * 100, below(3) * 100}));
            }
        }
        return {};
    }

    Result<> events(int id)
    {
        static const QStringList kinds{u"product_view"_s, u"product_view"_s, u"cart_add"_s, u"email_sent"_s,
            u"email_open"_s, u"email_click"_s, u"coupon_received"_s, u"points_change"_s, u"refund"_s,
            u"signup"_s, u"return_request"_s, u"Placed Order"_s, u"gift_card"_s};
        for (int i = chance(20) ? 0 : below(16); i > 0; --i) {
            const QString kind = kinds[below(int(kinds.size()))];
            const qint64 at = chance(10) ? instant() : wholeSecond();
            const bool mail = kind.startsWith(u"email"_s);
            const QVariant reference = mail ? orNull(20, oneOf(u"spring/A"_s, u"spring/B"_s, u"Autumn"_s))
                                            : orNull(50, oneOf(u"SAVE10"_s, u"popup"_s, u"#1001"_s));
            const QVariant details = chance(75) ? QVariant()
                : mail ? oneOf(u"{\"Machine Open\": \"true\"}"_s, u"{\"is_bot\": \"no\"}"_s)
                       : oneOf(u"{\"Reason\": \"too small\", \"Amount\": \"12.5\"}"_s,
                           u"{\"Reason\": \"\"}"_s, u"{\"Amount\": 7}"_s);
            HABERDASH_TRY(event(id, kind, at, reference, details));
            // A machine that opens at once, or somebody who takes two seconds.
            if (kind == u"email_sent"_s && chance(50))
                HABERDASH_TRY(event(id, u"email_open"_s, at + below(3) * 1000 + below(2), reference, {}));
        }
        return {};
    }

    Result<> event(int id, const QString &kind, qint64 at, const QVariant &reference, const QVariant &details)
    {
        const QVariant product = chance(50) ? QVariant() : QVariant((1 + below(12)) * 3);
        return run(
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, product_id, value, "
            u"reference, "
            u"currency, details) VALUES (?, ?, (SELECT id FROM event_type WHERE name = ?), ?, ?, ?, ?, ?, ?)"_s,
            {id, at, kind, ++m_event, product, orNull(25, below(60) * 100 - 500), reference,
                chance(85) ? QVariant() : oneOf(u"EUR"_s, u"XXX"_s), details});
    }

    store::Connection &m_connection;
    std::mt19937 &m_generator;
    qint64 m_order = 0;
    qint64 m_event = 0;
};

RandomRuleWords wordsOfShop()
{
    RandomRuleWords words;
    words.events = {u"product_view"_s, u"cart_add"_s, u"email_sent"_s, u"email_open"_s, u"email_click"_s,
        u"coupon_received"_s, u"points_change"_s, u"refund"_s, u"signup"_s, u"return_request"_s,
        u"Placed Order"_s, u"gift_card"_s, u"search"_s, u"nothing_like_it"_s};
    words.fields = {{Field::Product, {u"item-1"_s, u"ärmel no 2"_s, u"item"_s, u"Line 3"_s}},
        {Field::Category, {u"Sneakers"_s, u"BAGS"_s, u"größe"_s}}, {Field::Vendor, {u"acme"_s, u"Zeta"_s}},
        {Field::ProductTag, {u"NEW"_s, u"sale"_s, u"summer"_s}}, {Field::Option, {u"M / 0"_s, u"m"_s}},
        {Field::Sku, {u"SKU-1-0"_s, u"sku-2"_s}}, {Field::Coupon, {u"save10"_s, u"WELCOME"_s}},
        {Field::Channel, {u"web"_s, u"email"_s, u"sms"_s}}, {Field::Status, {u"paid"_s, u"refunded"_s}},
        {Field::Reference, {u"spring/A"_s, u"SAVE10"_s, u"popup"_s, u"spring"_s}},
        {Field::Detail, {u"too small"_s, u"12.5"_s}}, {Field::Campaign, {u"campaign 1"_s, u"Campaign"_s}},
        {Field::Experiment, {u"Subject test"_s, u"third"_s}}, {Field::Variant, {u"A"_s, u"bold"_s}},
        {Field::State, {u"sent"_s, u"held_out"_s, u"subscribed"_s, u"unsubscribed"_s}},
        {Field::Reason, {u"hard_bounce"_s, u"complaint"_s}}, {Field::Source, {u"popup"_s, u"import"_s}},
        {Field::Basis, {u"form"_s, u"import"_s}}};
    words.details = {u"Reason"_s, u"Amount"_s};
    words.facts = {{u"email"_s, {u"p1@example.com"_s, u"p2"_s}},
        {u"email_domain"_s, {u"example.com"_s, u"mail"_s}}, {u"first_name"_s, {u"ada"_s, u"émile"_s, u"%"_s}},
        {u"last_name"_s, {u"Straße"_s, u"STRASSE"_s, u"_"_s}}, {u"company"_s, {u"acme"_s}},
        {u"phone"_s, {u"+49"_s}}, {u"country"_s, {u"DE"_s, u"us"_s}}, {u"region"_s, {u"berlin"_s}},
        {u"city"_s, {u"köln"_s, u"Paris"_s}}, {u"postcode"_s, {u"10117"_s, u"1011"_s}},
        {u"language"_s, {u"de"_s}}, {u"note"_s, {u"two lines"_s}}, {u"tag"_s, {u"vip"_s, u"ÜNIQUE"_s}},
        {u"source"_s, {u"popup"_s, u"save10"_s}}, {u"tier"_s, {u"gold"_s, u"Silver"_s}},
        {u"attribute:size"_s, {u"s"_s, u"M"_s}}, {u"attribute:nobody has it"_s, {u"x"_s}}};
    words.numberAttributes = {u"age"_s, u"score"_s, u"size"_s};
    words.dateAttributes = {u"renewal"_s, u"size"_s};
    words.today = dayOf(randomShopNow, QTimeZone::utc());
    return words;
}

} // namespace

Result<RandomRuleWords> fillRandomShop(store::Connection &connection, std::mt19937 &generator, int customers)
{
    HABERDASH_TRY(Filler(connection, generator).fill(customers));
    return wordsOfShop();
}

} // namespace haberdash::test
