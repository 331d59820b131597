// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_names.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1'782'777'600'000)); // 2026-06-30T00:00:00Z

Rule ruleFrom(QStringView text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().toError().detail));
    return *rule;
}

QStringList lines(const std::vector<NameTrouble> &troubles)
{
    QStringList lines;
    for (const NameTrouble &trouble : troubles)
        lines.append(u"%1 %2: %3"_s.arg(QString::number(trouble.leaf),
            trouble.severity == NameTrouble::Severity::Error ? u"error"_s : u"warning"_s, trouble.message));
    return lines;
}

} // namespace

class TestRuleNames final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shop.emplace();
        const auto filled = m_shop->connection().execute(uR"(
            INSERT INTO customer (id, email, country, region, city, postcode, language, company, attributes) VALUES
                (1, 'ada@example.com', 'DE', 'Hessen', 'Köln', '50667', 'de', 'Acme', '{"size": "M"}');
            INSERT INTO customer_tag (customer_id, tag) VALUES (1, 'wholesale');
            INSERT INTO loyalty_account (customer_id, points, tier, as_of) VALUES (1, 5, 'Gold', 0);
            INSERT INTO product (id, handle, title, vendor, category, tags) VALUES
                (1, 'red-shoe', 'Red shoe', 'Walker', 'Shoes', 'summer, new');
            INSERT INTO variant (product_id, title, sku) VALUES (1, 'M / red', 'RS-M');
            INSERT INTO coupon (code) VALUES ('SPRING10');
            INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, currency, subtotal,
                discount, shipping, tax, total, refunded, financial_status, channel, coupon_code) VALUES
                (1, 'test', '1', '#1', 1, 0, 'USD', 100, 0, 0, 0, 100, 0, 'paid', 'web', 'OLDCODE');
            INSERT INTO order_line (order_id, line, title, sku, quantity, unit_price) VALUES
                (1, 1, 'A thing no longer sold', 'GONE-1', 1, 100);
            INSERT OR IGNORE INTO event_type (name, unit) VALUES ('cart_add', 'money'), ('Placed Order', 'money');
            INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) VALUES
                (1, 'email', 'subscribed', 'form', 'footer', 0);
            INSERT INTO suppression (address_key, reason, source, created_at) VALUES ('b@c.de', 'manual', 'list', 0);
            INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'Spring sale', '', 'done', '', 0);
            INSERT INTO campaign_variant (campaign_id, position, name, weight, subject, preheader, body) VALUES
                (1, 0, 'Short', 1, '', '', '');
            INSERT INTO experiment (name, source, measure, control, created_at) VALUES
                ('Subject lines', 'campaign', 'orders', 'Short', 0);
        )"_s);
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        QVERIFY(saveSegment(m_shop->connection(), u"VIP"_s, {}, ruleFrom(u"count orders >= 5"), now));
    }

    void namesAreLookedUp_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *rule, const char *expected) {
            QTest::newRow(rule) << QString::fromUtf8(rule) << QString::fromUtf8(expected);
        };
        row("count cart_add >= 1", "");
        row("count cart_ad >= 1", "0 error: There is no event “cart_ad” in this shop. Is “cart_add” meant?");
        row("count \"placed order\" >= 1",
            "0 error: There is no event “placed order” in this shop. Is “Placed Order” meant?");
        row("count zzz >= 1", "0 error: There is no event “zzz” in this shop.");
        row("count orders since last zzz = 0", "0 error: There is no event “zzz” in this shop.");
        row("sequence(orders, then zzz)", "0 error: There is no event “zzz” in this shop.");
        row("last zzz today or top 5 % by count zzz or share count zzz[value > 1] > 5 %",
            "0 error: There is no event “zzz” in this shop.\n1 error: There is no event “zzz” in this shop.\n"
            "2 error: There is no event “zzz” in this shop.");
        row("attribute \"size\" is \"XL\"", "");
        row("attribute \"sise\" is \"XL\"",
            "0 error: There is no attribute “sise” in this shop. Is “size” meant?");
        row("segment \"vip\"", "");
        row("mailable and not (country is \"DE\" or segment \"VIPs\" 30 days ago)",
            "2 error: There is no segment “VIPs” in this shop. Is “VIP” meant?");
        row("count orders[product is any of \"Red Shoe\", \"red-shoe\", \"a thing no longer sold\"] > 0", "");
        row("count orders[product is \"Red shoes\"] > 0",
            "0 warning: There is no product “Red shoes” in this shop. Is “Red shoe” meant?");
        row("count orders[product contains \"Red shoes\"] > 0", "");
        row("count orders[product is \"\"] > 0", "");
        row("count orders[category is not any of \"shoes\", \"Shose\"] > 0",
            "0 warning: There is no category “Shose” in this shop. Is “Shoes” meant?");
        row("count items[vendor is \"Runner\"] > 0", "0 warning: There is no vendor “Runner” in this shop.");
        row("count items[product_tag is any of \"new\", \"sumer\"] > 0",
            "0 warning: There is no tag of a product “sumer” in this shop. Is “summer” meant?");
        row("count items[option is any of \"m / red\", \"L\"] > 0",
            "0 warning: There is no variant of a product “L” in this shop.");
        row("count items[sku is any of \"rs-m\", \"gone-1\", \"RS-L\"] > 0",
            "0 warning: There is no SKU “RS-L” in this shop. Is “RS-M” meant?");
        row("count orders[coupon is any of \"spring10\", \"oldcode\", \"SPRING20\"] > 0",
            "0 warning: There is no coupon “SPRING20” in this shop. Is “SPRING10” meant?");
        row("count orders[channel is any of \"web\", \"pos\"] > 0",
            "0 warning: There is no channel “pos” in this shop.");
        row("count consents[channel is any of \"sms\", \"web\"] > 0",
            "0 warning: There is no channel “web” in this shop.");
        row("count orders[status is \"payed\"] > 0",
            "0 warning: There is no status of an order “payed” in this shop.");
        row("count messages[campaign is any of \"spring sale\", \"Spring sales\"] > 0",
            "0 warning: There is no campaign “Spring sales” in this shop. Is “Spring sale” meant?");
        row("count messages[variant is any of \"Short\", \"Shirt\"] > 0",
            "0 warning: There is no arm of a campaign “Shirt” in this shop. Is “Short” meant?");
        row("count messages[experiment is any of \"Subject lines\", \"Subject line\"] > 0",
            "0 warning: There is no experiment “Subject line” in this shop. Is “Subject lines” meant?");
        row("count messages[state is any of \"sent\", \"send\"] > 0",
            "0 warning: There is no state of a message “send” in this shop. Is “sent” meant?");
        row("count consents[state is any of \"pending\", \"declined\"] > 0",
            "0 warning: There is no state of a consent “declined” in this shop.");
        row("count consents[source is any of \"footer\", \"header\", \"foter\"] > 0",
            "0 warning: There is no source of a consent “header” in this shop.\n"
            "0 warning: There is no source of a consent “foter” in this shop. Is “footer” meant?");
        row("count consents[basis is any of \"form\", \"from\"] > 0",
            "0 warning: There is no basis of a consent “from” in this shop. Is “form” meant?");
        row("count suppressions[reason is any of \"hard_bounce\", \"hardbounce\"] > 0",
            "0 warning: There is no reason to block an address “hardbounce” in this shop. Is “hard_bounce” "
            "meant?");
        row("count suppressions[source is any of \"list\", \"lists\"] > 0",
            "0 warning: There is no source of a blocked address “lists” in this shop. Is “list” meant?");
        row("country is any of \"de\", \"DK\"",
            "0 warning: There is no country “DK” in this shop. Is “DE” meant?");
        row("tag is \"wholesail\"",
            "0 warning: There is no tag “wholesail” in this shop. Is “wholesale” meant?");
        row("city is \"KÖLN\" and city is \"Koln\"",
            "1 warning: There is no city “Koln” in this shop. Is “Köln” meant?");
        row("region is \"Hesse\"", "0 warning: There is no region “Hesse” in this shop. Is “Hessen” meant?");
        row("postcode is \"50668\"",
            "0 warning: There is no postcode “50668” in this shop. Is “50667” meant?");
        row("language is \"fr\"", "0 warning: There is no language “fr” in this shop.");
        row("company is \"Acne\"", "0 warning: There is no company “Acne” in this shop. Is “Acme” meant?");
        row("tier is any of \"gold\", \"Silver\"",
            "0 warning: There is no loyalty tier “Silver” in this shop.");
        row("email_domain is \"exmaple.com\"",
            "0 warning: There is no domain of an e-mail address “exmaple.com” in this shop. Is “example.com” "
            "meant?");
        row("first_name is \"Nobody\" and count cart_add[reference is \"x\"] = 0", "");
    }
    void namesAreLookedUp()
    {
        QFETCH(QString, rule);
        QFETCH(QString, expected);
        const auto troubles = unknownNames(m_shop->connection(), ruleFrom(rule));
        QVERIFY2(troubles, troubles ? "" : qPrintable(troubles.error().detail));
        QCOMPARE(lines(*troubles).join(u'\n'), expected);
    }

    void aFactThatNoTextCanNameIsAnError()
    {
        const Rule rule{Group{
            Group::Match::All, {Node{FactCondition{u"contry"_s, TextTest{TextOperator::Is, {u"x"_s}}}}}}};
        const auto troubles = unknownNames(m_shop->connection(), rule);
        QVERIFY(troubles);
        QCOMPARE(lines(*troubles),
            QStringList{u"0 error: There is no fact “contry” in this shop. Is “country” meant?"_s});
    }

    void segmentsDoNotReferToThemselves_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("circle");
        QTest::newRow("directly") << u"New"_s << u"mailable or not segment \"new\""_s << u"New → new"_s;
        QTest::newRow("through another") << u"A"_s << u"segment \"C\""_s << u"A → C → B → A"_s;
        QTest::newRow("as it was then") << u"A"_s << u"segment \"B\" 3 days ago"_s << u"A → B → A"_s;
        QTest::newRow("past one that leads nowhere")
            << u"A"_s << u"segment \"VIP\" or segment \"B\""_s << u"A → B → A"_s;
        QTest::newRow("none") << u"D"_s << u"segment \"C\" and segment \"VIP\""_s << QString();
    }
    void segmentsDoNotReferToThemselves()
    {
        QFETCH(QString, name);
        QFETCH(QString, rule);
        QFETCH(QString, circle);
        auto &connection = m_shop->connection();
        QVERIFY(saveSegment(connection, u"A"_s, {}, ruleFrom(u"mailable"), now));
        QVERIFY(saveSegment(connection, u"B"_s, {}, ruleFrom(u"none(segment \"A\" 30 days ago)"), now));
        QVERIFY(saveSegment(connection, u"C"_s, {}, ruleFrom(u"segment \"B\" or segment \"VIP\""), now));
        const auto rules = savedRules(connection);
        QVERIFY(rules);
        QCOMPARE(circleOf(name, ruleFrom(rule), *rules).join(u" → "_s), circle);
        const auto saved = saveSegment(connection, name, {}, ruleFrom(rule), now);
        QCOMPARE(saved.has_value(), circle.isEmpty());
        if (!saved) {
            QCOMPARE(saved.error().code, Error::Code::Refused);
            QVERIFY2(saved.error().detail.contains(circle), qPrintable(saved.error().detail));
        }
    }

private:
    std::optional<test::TemporaryWorkspace> m_shop;
};

QTEST_GUILESS_MAIN(TestRuleNames)
#include "tst_rule_names.moc"
