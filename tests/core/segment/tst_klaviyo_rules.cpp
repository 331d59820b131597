// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_rules.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

namespace {

/// JSON is written with ` for its quotation marks.
QByteArray quoted(QByteArray json)
{
    return json.replace('`', '"');
}

/// A definition with these conditions as groups of one each, and the names of its metrics and lists.
QByteArray klaviyo(const QByteArrayList &groups)
{
    QByteArrayList wrapped;
    for (const QByteArray &conditions : groups)
        wrapped.append("{\"conditions\": [" + conditions + "]}");
    return quoted("{`data`: {`type`: `segment`, `id`: `S1`, `attributes`: {`name`: `Mine`, `definition`: { "
                  "`condition_groups`: ["
        + wrapped.join(", ")
        + "]}}}, "
          "`included`: [ "
          "{`type`: `metric`, `id`: `M1`, `attributes`: {`name`: `Placed Order`}}, "
          "{`type`: `metric`, `id`: `M2`, `attributes`: {`name`: `Opened Email`}}, "
          "{`type`: `metric`, `id`: `M3`, `attributes`: {`name`: `Ordered Product`}}, "
          "{`type`: `metric`, `id`: `M4`, `attributes`: {`name`: `Played a Game`}}, "
          "{`type`: `list`, `id`: `L1`, `attributes`: {`name`: `Newsletter`}}, "
          "{`type`: `segment`, `id`: `L2`, `attributes`: {`name`: `VIP`}}]}");
}

/// Compares rules as lines of text, and what was lost.
void compare(
    const tl::expected<Carried, RuleError> &carried, const QString &expected, const QStringList &lost)
{
    QVERIFY2(carried, carried ? "" : qPrintable(carried.error().toError().detail));
    QCOMPARE(print(carried->rule), print(parseRule(expected).value()));
    QCOMPARE(parseRule(print(carried->rule)).value(), carried->rule);
    QCOMPARE(carried->lost, lost);
}

} // namespace

class TestKlaviyoRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void klaviyoConditions_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QStringList>("lost");
        const auto row = [](const char *name, const char *condition, const char *expected,
                             const QStringList &lost = {}) {
            QTest::newRow(name) << QByteArray(condition) << QString::fromUtf8(expected) << lost;
        };
        row("metric count",
            "{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `count`, "
            "`measurement_filter`: {`type`: `numeric`, `operator`: `greater-than-or-equal`, `value`: 2}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `in-the-last`, `unit`: `day`, `quantity`: 30}}",
            "count orders in last 30 days >= 2");
        row("metric sum over all time, with filters",
            "{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `sum`, "
            "`measurement_filter`: {`type`: `numeric`, `operator`: `less-than`, `value`: 99.5}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `alltime`}, "
            "`metric_filters`: [ "
            "{`property`: `Collections`, `filter`: {`type`: `list`, `operator`: `contains-any`, `value`: "
            "[`Shoes`, `Bags`]}}, "
            "{`property`: `$value`, `filter`: {`type`: `numeric`, `operator`: `greater-than`, `value`: 5}}, "
            "{`property`: `DiscountCode`, `filter`: {`type`: `existence`, `operator`: `not-set`}}]}",
            "sum orders[category contains any of \"Shoes\", \"Bags\", value > 5, coupon is unknown].total < "
            "99.5");
        row("metric of an event, zero times",
            "{`type`: `profile-metric`, `metric_id`: `M2`, `measurement`: `count`, "
            "`measurement_filter`: {`type`: `numeric`, `operator`: `equals`, `value`: 0}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `between`, `unit`: `week`, `start`: 2, `end`: "
            "4}, "
            "`metric_filters`: [{`property`: `Subject`, `filter`: {`type`: `string`, `operator`: "
            "`not-contains`, `value`: `sale`}}]}",
            "count email_open[detail \"Subject\" contains not \"sale\"] between 2 and 4 weeks ago = 0");
        row("metric of items",
            "{`type`: `profile-metric`, `metric_id`: `M3`, `measurement`: `count`, "
            "`measurement_filter`: {`type`: `numeric`, `operator`: `greater-than`, `value`: 0}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `after`, `date`: `2022-11-08T00:00:00+00:00`}, "
            "`metric_filters`: [{`property`: `Quantity`, `filter`: {`type`: `numeric`, `operator`: "
            "`between`, `start`: 2, `end`: 4}}, "
            "{`property`: `Brand`, `filter`: {`type`: `string`, `operator`: `in`, `value`: [`Acme`, "
            "`Walker`]}}]}",
            "count items[quantity >= 2, quantity <= 4, vendor is any of \"Acme\", \"Walker\"] on or after "
            "2022-11-08 > 0");
        row("metric of one's own",
            "{`type`: `profile-metric`, `metric_id`: `M4`, `measurement`: `count`, "
            "`measurement_filter`: {`type`: `numeric`, `operator`: `not-equals`, `value`: 3}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `between-static`, `start`: "
            "`2023-01-01T00:00:00+00:00`, `end`: `2023-02-01T00:00:00+00:00`}, "
            "`metric_filters`: [{`property`: `Won`, `filter`: {`type`: `boolean`, `operator`: `equals`, "
            "`value`: true}}, "
            "{`property`: `Score`, `filter`: {`type`: `numeric`, `operator`: `less-than-or-equal`, `value`: "
            "7}}]}",
            "count \"Played a Game\"[detail \"Won\" is \"true\", detail \"Score\" <= 7] between 2023-01-01 "
            "and 2023-01-31 != 3");
        row("funnel",
            "{`type`: `profile-metric-funnel`, `completion_window_seconds`: `DAYS_3`, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `in-the-last`, `unit`: `day`, `quantity`: 30}, "
            "`steps`: [{`metric_exists`: true, `metric_id`: `M2`}, {`metric_exists`: false, `metric_id`: "
            "`M1`}]}",
            "sequence(email_open in last 30 days, then not orders within 3 days)");
        row("funnel of three steps",
            "{`type`: `profile-metric-funnel`, `completion_window_seconds`: `WEEKS_1`, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `in-the-last`, `unit`: `day`, `quantity`: 30}, "
            "`steps`: [{`metric_exists`: true, `metric_id`: `M2`}, {`metric_exists`: true, `metric_id`: "
            "`M4`}, {`metric_exists`: true, `metric_id`: `M1`}]}",
            "sequence(email_open in last 30 days, then \"Played a Game\" within 1 week, then orders within 1 "
            "week)",
            {u"The time to get through a funnel counts from its first step there; here each step has it from the one before."_s});
        row("property of one's own",
            "{`type`: `profile-property`, `property`: `properties['Favourite size']`, "
            "`filter`: {`type`: `string`, `operator`: `not-starts-with`, `value`: `M`}}",
            "attribute \"Favourite size\" starts not with \"M\"");
        row("property by pattern",
            "{`type`: `profile-property`, `property`: `email`, `filter`: {`type`: `string`, `operator`: "
            "`nregex`, `value`: `^info@`}}",
            "email matches not \"^info@\"");
        row("country by name",
            "{`type`: `profile-property`, `property`: `location['country']`, `filter`: {`type`: `string`, "
            "`operator`: `in`, `value`: [`United States`, `Germany`, `Atlantis`]}}",
            "country is any of \"US\", \"DE\", \"Atlantis\"");
        row("city",
            "{`type`: `profile-property`, `property`: `$city`, `filter`: {`type`: `string`, `operator`: "
            "`equals`, `value`: `Boston`}}",
            "city is \"Boston\"");
        row("tags",
            "{`type`: `profile-property`, `property`: `properties['Shopify Tags']`, `filter`: {`type`: "
            "`list`, `operator`: `contains`, `value`: `vip`}}",
            "tag contains \"vip\"");
        row("number",
            "{`type`: `profile-property`, `property`: `properties['Children']`, `filter`: {`type`: "
            "`numeric`, `operator`: `between`, `start`: 1, `end`: 2.5}}",
            "attribute \"Children\" >= 1 and attribute \"Children\" <= 2.5");
        row("boolean",
            "{`type`: `profile-property`, `property`: `properties['Member']`, `filter`: {`type`: `boolean`, "
            "`operator`: `equals`, `value`: false}}",
            "attribute \"Member\" is \"false\"");
        row("existence",
            "{`type`: `profile-property`, `property`: `phone_number`, `filter`: {`type`: `existence`, "
            "`operator`: `is-set`}}",
            "phone is known");
        row("list that contains all",
            "{`type`: `profile-property`, `property`: `properties['Likes']`, `filter`: {`type`: `list`, "
            "`operator`: `contains-all`, `value`: [`tea`, `rum`]}}",
            "attribute \"Likes\" contains \"tea\" and attribute \"Likes\" contains \"rum\"");
        row("anniversary",
            "{`type`: `profile-property`, `property`: `properties['Birthday']`, `filter`: {`type`: `date`, "
            "`operator`: `anniversary-next`, `unit`: `day`, `quantity`: 7}}",
            "birthday anniversary in next 7 days");
        row("anniversary today",
            "{`type`: `profile-property`, `property`: `properties['Birthday']`, `filter`: {`type`: `date`, "
            "`operator`: `anniversary`}}",
            "birthday anniversary today");
        row("anniversary month",
            "{`type`: `profile-property`, `property`: `properties['Wedding']`, `filter`: {`type`: `date`, "
            "`operator`: `anniversary-month`}}",
            "attribute \"Wedding\" anniversary in this month");
        row("calendar month",
            "{`type`: `profile-property`, `property`: `created`, `filter`: {`type`: `date`, `operator`: "
            "`calendar-month`, `value`: 12}}",
            "created in month 12");
        row("date ahead",
            "{`type`: `profile-property`, `property`: `properties['Renewal']`, `filter`: {`type`: `date`, "
            "`operator`: `in-the-next`, `unit`: `week`, `quantity`: 2}}",
            "attribute \"Renewal\" in next 2 weeks");
        row("date long ago",
            "{`type`: `profile-property`, `property`: `created`, `filter`: {`type`: `date`, `operator`: "
            "`at-least`, `unit`: `day`, `quantity`: 90}}",
            "created more than 90 days ago");
        row("member", "{`type`: `profile-group-membership`, `is_member`: true, `group_ids`: [`L1`, `L2`]}",
            "segment \"Newsletter\" or segment \"VIP\"");
        row("no member", "{`type`: `profile-group-membership`, `is_member`: false, `group_ids`: [`L2`]}",
            "not segment \"VIP\"");
        row("region", "{`type`: `profile-region`, `in_region`: true, `region`: `united_states`}",
            "country is \"US\"");
        row("not in the Union", "{`type`: `profile-region`, `in_region`: false, `region`: `european_union`}",
            "country is not any of \"AT\", \"BE\", \"BG\", \"HR\", \"CY\", \"CZ\", \"DK\", \"EE\", \"FI\", "
            "\"FR\", \"DE\", \"GR\", \"HU\", \"IE\", "
            "\"IT\", \"LV\", \"LT\", \"LU\", \"MT\", \"NL\", \"PL\", \"PT\", \"RO\", \"SK\", \"SI\", \"ES\", "
            "\"SE\"");
        row("may be mailed",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `any`}}}",
            "mailable");
        row("subscribed lately",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `subscribed`, "
            "`filters`: [{`field`: `status_date`, `filter`: {`type`: `date`, `operator`: `in-the-last`, "
            "`unit`: `day`, `quantity`: 14}}]}}}",
            "email consent is subscribed in last 14 days and mailable");
        row("never subscribed",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `never_subscribed`, `filters`: null}}}",
            "email consent is never given");
        row("unsubscribed",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "false, `consent_status`: {`subscription`: `unsubscribed`}}}",
            "email consent is unsubscribed");
        row("bounced",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "false, `consent_status`: {`subscription`: `any`, "
            "`filters`: [{`field`: `bounce_date`, `filter`: {`type`: `existence`, `operator`: `is-set`}}]}}}",
            "count suppressions[reason is \"hard_bounce\"] >= 1 and not mailable");
        row("text messages",
            "{`type`: `profile-marketing-consent`, `consent`: {`channel`: `sms`, `can_receive_marketing`: "
            "false, `consent_status`: {`subscription`: `any`}}}",
            "sms consent is not subscribed");
        row("days between orders",
            "{`type`: `profile-predictive-analytics`, `dimension`: `average_days_between_orders`, `filter`: "
            "{`type`: `numeric`, `operator`: `less-than`, `value`: 40}}",
            "days between orders < 40");
        row("average order value",
            "{`type`: `profile-predictive-analytics`, `dimension`: `average_order_value`, `filter`: {`type`: "
            "`numeric`, `operator`: `greater-than`, `value`: 40}}",
            "average orders.total > 40");
        row("historic value",
            "{`type`: `profile-predictive-analytics`, `dimension`: `historic_clv`, `filter`: {`type`: "
            "`numeric`, `operator`: `greater-than`, `value`: 400}}",
            "sum orders.net > 400");
        row("historic orders",
            "{`type`: `profile-predictive-analytics`, `dimension`: `historic_number_of_orders`, `filter`: "
            "{`type`: `numeric`, `operator`: `equals`, `value`: 1}}",
            "count orders = 1");
    }
    void klaviyoConditions()
    {
        QFETCH(QByteArray, condition);
        QFETCH(QString, expected);
        QFETCH(QStringList, lost);
        const QByteArray json = klaviyo({condition});
        compare(fromKlaviyoJson(json), expected, lost);
        QCOMPARE(recogniseForeign(QString::fromUtf8(json)), ForeignRules::Klaviyo);
    }

    void klaviyoConditionsThatAreLost_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *condition, const char *reason) {
            QTest::newRow(reason) << QByteArray(condition) << QString::fromUtf8(reason);
        };
        row("{`type`: `profile-metric`, `metric_id`: `Y6Hmxn`, `measurement`: `count`}",
            "“profile-metric Y6Hmxn” was left out: the definition calls its metric only “Y6Hmxn”; put the "
            "names of the metrics with it");
        row("{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `count`, `measurement_filter`: "
            "{`operator`: `equals`, `value`: 1}, "
            "`metric_filters`: [{`property`: `Source Name`, `filter`: {`type`: `string`, `operator`: "
            "`equals`, `value`: `web`}}]}",
            "“Source Name” is nothing that is known of an order here");
        row("{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `count`, `measurement_filter`: "
            "{`operator`: `equals`, `value`: 1}, "
            "`timeframe_filter`: {`type`: `date`, `operator`: `anniversary-last`, `unit`: `day`, `quantity`: "
            "3}}",
            "an anniversary goes with first, last");
        row("{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `unique`, `measurement_filter`: "
            "{`operator`: `equals`, `value`: 1}}",
            "“unique” of a metric is not known here");
        row("{`type`: `profile-metric`, `metric_id`: `M1`, `measurement`: `count`, `measurement_filter`: "
            "{`operator`: `equals`, `value`: 1e300}}",
            "a number is missing or too large");
        row("{`type`: `profile-metric-funnel`, `steps`: [{`metric_exists`: false, `metric_id`: `M1`}, "
            "{`metric_exists`: true, `metric_id`: `M2`}]}",
            "a sequence begins with something that happened");
        row("{`type`: `profile-property`, `property`: `last_active`, `filter`: {`type`: `date`, `operator`: "
            "`in-the-last`, `unit`: `day`, `quantity`: 3}}",
            "“last_active” is not known of customers here");
        row("{`type`: `profile-property`, `property`: `phone_number`, `filter`: {`type`: `string`, "
            "`operator`: `phone-country-code-in`, `value`: [`US`]}}",
            "rules know no countries of telephone numbers");
        row("{`type`: `profile-property`, `property`: `properties['Likes']`, `filter`: {`type`: `list`, "
            "`operator`: `length-equals`, `value`: 3}}",
            "how long a list is");
        row("{`type`: `profile-property`, `property`: `properties['Likes']`, `filter`: {`type`: `list`, "
            "`operator`: `not-contains-all`, `value`: [`a`]}}",
            "“not-contains-all” is no way to compare here");
        row("{`type`: `profile-property`, `property`: `first_name`, `filter`: {`type`: `string`, `operator`: "
            "`regex`, `value`: `(`}}",
            "the regular expression “(” is wrong");
        row("{`type`: `profile-group-membership`, `is_member`: true, `group_ids`: [`X9`]}",
            "only “X9”; put the names with it");
        row("{`type`: `profile-group-membership`, `is_member`: true, `group_ids`: [`L1`], "
            "`timeframe_filter`: {`type`: `date`, `operator`: `in-the-last`, `unit`: `day`, `quantity`: 3}}",
            "when somebody came into a segment");
        row("{`type`: `profile-postal-code-distance`, `country_code`: `USA`, `postal_code`: `02141`, `unit`: "
            "`miles`, `filter`: {`type`: `numeric`, `operator`: `less-than`, `value`: 10}}",
            "where a postcode lies is not known here");
        row("{`type`: `profile-has-custom-object`, `object_type_id`: `O`}",
            "rules know no objects of your own");
        row("{`type`: `profile-permissions`, `channel`: `whatsapp_marketing`}", "WhatsApp is not known here");
        row("{`type`: `profile-predictive-analytics`, `dimension`: `predicted_gender`, `filter`: {`type`: "
            "`string`, `operator`: `equals`, `value`: `likely_female`}}",
            "rules know no predictions (predicted_gender)");
        row("{`type`: `profile-predictive-analytics`, `dimension`: `expected_date_of_next_purchase`}",
            "rules know no predictions (expected_date_of_next_purchase)");
        row("{`type`: `profile-predictive-analytics`, `dimension`: `channel_affinity`, `measurement`: "
            "`rank`}",
            "rules know no predictions (channel_affinity)");
        row("{`type`: `profile-marketing-consent`, `consent`: {`channel`: `push`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `any`}}}",
            "the channel “push” is not known here");
        row("{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `subscribed`, "
            "`filters`: [{`field`: `method`, `method`: `form`}]}}}",
            "by what way consent came (form)");
        row("{`type`: `profile-marketing-consent`, `consent`: {`channel`: `email`, `can_receive_marketing`: "
            "true, `consent_status`: {`subscription`: `subscribed`, "
            "`filters`: [{`field`: `is_double_opt_in`, `filter`: {`type`: `boolean`, `operator`: `equals`, "
            "`value`: true}}]}}}",
            "by what way consent came (is_double_opt_in)");
        row("{`type`: `profile-region`, `in_region`: true, `region`: `atlantis`}", "the region “atlantis”");
        row("{`type`: `profile-astrology`}", "conditions “profile-astrology” are not known here");
        row("5", "conditions “” are not known here");
    }
    void klaviyoConditionsThatAreLost()
    {
        QFETCH(QByteArray, condition);
        QFETCH(QString, reason);
        const QByteArray kept = "{`type`: `profile-region`, `in_region`: true, `region`: `united_states`}";
        const auto both = fromKlaviyoJson(klaviyo({kept, condition}));
        QVERIFY(both);
        QCOMPARE(print(both->rule), u"all(country is \"US\")"_s);
        QCOMPARE(both->lost.size(), 1);
        QVERIFY2(both->lost[0].contains(reason), qPrintable(both->lost[0]));
        QVERIFY(both->lost[0].endsWith(u"Without it the segment takes in more people."_s));
        const auto either = fromKlaviyoJson(klaviyo({kept + ", " + condition}));
        QVERIFY(either);
        QVERIFY(either->lost[0].endsWith(u"Without it the segment takes in fewer people."_s));
        const auto alone = fromKlaviyoJson(klaviyo({condition}));
        QVERIFY(!alone);
        QVERIFY(alone.error().message.startsWith(u"nothing of this segment can be said here"_s));
    }

    void klaviyoGroups()
    {
        const QByteArray states = "{`type`: `profile-region`, `in_region`: true, `region`: `united_states`}";
        const QByteArray orders
            = "{`type`: `profile-metric`, `metric_id`: `X`, `measurement`: `count`, "
              "`measurement_filter`: {`type`: `numeric`, `operator`: `equals`, `value`: 0}}";
        const QByteArray bare = quoted("{`condition_groups`: [{`conditions`: [" + states + "," + orders
            + "]}, {`conditions`: [" + orders + "]}]}");
        compare(fromKlaviyoJson(bare, {{u"X"_s, u"Placed Order"_s}}),
            u"(country is \"US\" or count orders = 0) and count orders = 0"_s, {});
        const auto empty = fromKlaviyoJson(klaviyo({states, ""}));
        QVERIFY(empty);
        QVERIFY(empty->lost[0].contains(u"one of the groups is empty"_s));
    }

    void brokenJsonIsRefused()
    {
        const auto broken = fromKlaviyoJson("{\n  \"condition_groups\": [}");
        QVERIFY(!broken);
        QCOMPARE(broken.error().line, 2);
        QVERIFY(broken.error().message.contains(u"no JSON"_s));
        for (const QByteArray json : {"{}", "[]", "5", "{\"data\": [{}]}", "{\"condition_groups\": {}}"}) {
            const auto other = fromKlaviyoJson(json);
            QVERIFY(!other);
            QVERIFY(!other.error().message.isEmpty());
        }
    }

    void deepJsonIsRefused() { QVERIFY(!fromKlaviyoJson(QByteArray(1'000'000, '['))); }
};

QTEST_GUILESS_MAIN(TestKlaviyoRules)
#include "tst_klaviyo_rules.moc"
