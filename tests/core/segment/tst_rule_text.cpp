// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(haberdash::segment::Node)

class TestRuleText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readAndWrittenBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *text, const char *canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("count orders = 1", "all(count orders = 1)");
        row("COUNT Orders >= 2.50", "all(count orders >= 2.5)");
        row("any(count order = 1)", "any(count orders = 1)");
        row("count orders in last 1 day >= 1", "all(count orders in last 1 day >= 1)");
        row("count orders in last 3 weeks >= 1 # a remark", "all(count orders in last 3 weeks >= 1)");
        row("not count orders = 1", "none(count orders = 1)");
        row("last order between 60 and 90 days ago", "all(last order between 60 and 90 days ago)");
        row("last order between 2 weeks and 3 months ago",
            "all(last order between 2 weeks and 3 months ago)");
        row("tag is any of \"a\", \"b\", \"c\"", "all(tag is any of \"a\", \"b\", \"c\")");
        row("note contains \"say \\\"hi\\\" \\\\ bye\"", "all(note contains \"say \\\"hi\\\" \\\\ bye\")");
        row("sum points_change.value <= -5", "all(sum points_change.value <= -5)");
        row("count \"Placed Order\" >= 1", "all(count \"Placed Order\" >= 1)");
        row("count \"orders\" >= 1", "all(count \"orders\" >= 1)");
        row("count \"view\n\" >= 1", "all(count \"view\n\" >= 1)");
        row("attribute \"Lieblings\u00ADfarbe\" is \"blau\"",
            "all(attribute \"Lieblings\u00ADfarbe\" is \"blau\")");
        row("last order at any time", "all(last order at any time)");
        row("all()", "all()");
        row("count orders >= 5 or sum orders.net >= 1000 and not segment \"Refunds\"",
            "any(\n  count orders >= 5,\n  all(\n    sum orders.net >= 1000,\n    none(segment "
            "\"Refunds\")\n  )\n)");
        row("count orders[category is any of \"Shoes\", \"Bags\", coupon is known, value > 10] since last "
            "cart_add[product is \"x\"] = 0",
            "all(count orders[category is any of \"Shoes\", \"Bags\", coupon is known, value > 10] since "
            "last cart_add[product is \"x\"] = 0)");

        const auto same = [](const char *condition) {
            QTest::newRow(condition) << QString::fromUtf8(condition)
                                     << u"all(%1)"_s.arg(QString::fromUtf8(condition));
        };
        row("last orders in last 30 days", "all(last order in last 30 days)");
        row("count item in last 30 days >= 2", "all(count items in last 30 days >= 2)");
        same("count items[vendor is \"Acme\", product_tag is \"new\", quantity >= 2] >= 1");
        same("count messages[campaign is \"Spring\", state is not \"skipped\"] in last 90 days >= 3");
        same("first consent[channel is \"email\", state is \"subscribed\", basis is \"form\"] in last 14 "
             "days");
        same("count suppressions[reason is any of \"hard_bounce\", \"complaint\"] = 0");
        same("count \"message\" = 0");
        same("count \"not\" = 0");
        same("count search[detail \"Reason\" is \"too small\"] >= 1");
        same("count search[detail \"Amount\" >= 5, human, hour < 12] >= 1");
        same("count orders[weekday is any of \"saturday\", \"sunday\", month is \"december\"] >= 1");
        same("count product_view[price_drop >= 10, product_age <= 30] in last 30 days >= 1");
        same("sum items[category is \"Shoes\"].quantity >= 3");
        same("sum orders.discount in this year > 0");
        same("average orders.total since last review > 50");
        same("average points_change.value > 50");
        same("days between orders in last 2 years <= 40");
        same("days between \"Placed Order\" >= 40.5");
        same("overdue orders >= 120 %");
        row("overdue orders >= 120", "all(overdue orders >= 120 %)");
        same("overdue items[category is \"Coffee\"] since last return_request >= 120 %");
        same("top 30 % by average orders.total in last 365 days");
        same("bottom 0.5 % by days between orders");
        row("top 10 by count orders", "all(top 10 % by count orders)");
        same("share count orders[coupon is known] in last 365 days >= 50 %");
        same("share sum items[category is \"Sneakers\"].quantity >= 50 %");
        same("first order anniversary in next 7 days");
        same("last order anniversary today");
        same("first order in month 12");
        same("last order today");
        same("last order yesterday");
        same("last order in this week");
        same("last order in previous month");
        same("last order in the month 2 months ago");
        same("last order on the day 3 days ago");
        row("last order in the week 1 week ago", "all(last order in previous week)");
        same("birthday on the day 1000 days ahead");
        same("birthday tomorrow");
        row("birthday in next day", "all(birthday tomorrow)");
        same("birthday in next month");
        same("birthday anniversary in this month");
        same("birthday anniversary in next 7 days");
        same("birthday anniversary in last 1 week");
        same("birthday in month 2");
        same("points_expire in next 30 days");
        same("birthday at any time");
        same("birthday is known");
        same("created in last 14 days");
        same("last order before 2026-01-01");
        same("last order on or after 2026-01-01");
        row("last order after 2026-12-31", "all(last order on or after 2027-01-01)");
        same("last order on 2026-06-30");
        row("last order between 2026-06-30 and 2026-06-30", "all(last order on 2026-06-30)");
        same("last order between 2026-06-30 and 2026-07-01");
        same("last order between 1 day and 1 month ago");
        same("last order between 0 and 30 days ago");
        same("sequence(cart_add in last 30 days, then orders within 2 days, then not review within 30 days)");
        row("sequence(cart_add then not order)", "all(sequence(cart_add, then not orders))");
        row("sequence(not, then \"not\")", "all(sequence(\"not\", then \"not\"))");
        same("email starts not with \"info@\"");
        same("email ends not with any of \".test\", \".invalid\"");
        same("postcode matches \"^1[0-4]\"");
        same("postcode matches not any of \"^1\", \"\\\\d$\"");
        same("country is not any of \"DE\", \"AT\"");
        same("points >= 500");
        same("points is unknown");
        same("lifetime_points > -0.5");
        same("attribute \"size\" is \"M\"");
        same("attribute \"size\" is known");
        same("attribute \"shoe size\" >= 42.5");
        same("attribute \"renewal\" in next 30 days");
        same("attribute \"wedding\" anniversary in next 30 days");
        same("email consent is subscribed");
        same("email consent is not subscribed");
        same("sms consent is pending");
        same("email consent is declined before 2026-01-01");
        same("email consent is unsubscribed in last 30 days");
        same("email consent is never given");
        same("sms consent is not never given");
        same("mailable");
        same("distance from 52.52 13.405 <= 25 km");
        row("distance from -52.52, -13.405 > 25", "all(distance from -52.52 -13.405 > 25 km)");
        same("random 0 to 20 % \"spring\"");
        same("random 12.5 to 20 % \"\"");
        row("random 20 % \"spring\"", "all(random 0 to 20 % \"spring\")");
        same("segment \"VIP\" 30 days ago");
    }
    void readAndWrittenBack()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto rule = parseRule(text);
        QVERIFY2(rule, rule ? "" : qPrintable(rule.error().toError().detail));
        QCOMPARE(print(*rule), canonical);
        const auto again = parseRule(canonical);
        QVERIFY(again);
        QVERIFY(*again == *rule);
    }

    void faultsNameThePlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, int line, int column, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << line << column << QString::fromUtf8(expected);
        };
        row("", 1, 1, "a condition");
        row("count", 1, 6, "orders or the name of an event");
        row("count orders", 1, 13, "=, !=");
        row("count \"\" >= 1", 1, 7, "the name of an event");
        row("count orders >=", 1, 16, "a number");
        row("count orders >= many", 1, 17, "a number");
        row("count orders >= 1.2345", 1, 17, "three digits");
        row("count orders >= 99999999999999999999", 1, 17, "a number");
        row("count orders in last days >= 1", 1, 22, "a whole number");
        row("count orders in last 30 >= 1", 1, 25, "hours, days");
        row("count orders in last 1.5 days >= 1", 1, 22, "a whole number");
        row("count orders in last 100001 days >= 1", 1, 22, "100000");
        row("last order", 1, 11, "a time");
        row("last order between 2026-02-30 and 2026-03-01", 1, 20, "a day");
        row("sum orders >= 5", 1, 12, "a point and total, net, discount, refunded or quantity");
        row("sum messages >= 5", 1, 14, "something that can be summed");
        row("sum cart_add.total >= 5", 1, 14, "value");
        row("segment VIP", 1, 9, "in quotes");
        row("country = \"DE\"", 1, 9, "is, contains");
        row("country is DE", 1, 12, "a text in quotes");
        row("country is \"DE", 1, 12, "closing");
        row("favourite is \"x\"", 1, 1, "a condition");
        row("cuontry is \"DE\"", 1, 1, "such as country (perhaps “country”), found “cuontry”");
        row("mailabel", 1, 1, "(perhaps “mailable”)");
        row("all(count orders = 1", 1, 21, ", or )");
        row("all(\n  count orders = 1\n  count orders = 2)", 3, 3, ", or )");
        row("count orders = 1 country is \"DE\"", 1, 18, "and, or");
        row("count orders = 1 and", 1, 21, "a condition");
        row("(count orders = 1", 1, 18, ")");
        row("count orders[reference is \"x\"] = 1", 1, 14, "value, coupon");
        row("email consent is yes", 1, 18, "subscribed");
        row("count orders = 1 ; drop", 1, 18, "means nothing");
        row("tag is \"\xF0\x9F\x98\x80\" !", 1, 12, "means nothing");
        row("last order in last week", 1, 20, "a whole number");
        row("last order in the month 2 weeks ago", 1, 33, "the month so many months ago or ahead");
        row("last order in the month 2 months", 1, 33, "ago or ahead");
        row("last order on monday", 1, 15, "or after, or a day");
        row("last order anniversary", 1, 23, "comes round every year");
        row("birthday is \"2000-01-01\"", 1, 10, "a time such as in last 30 days");
        row("points in last 3 days", 1, 8, ">= and a number, is known");
        row("top many % by count orders", 1, 5, "a number");
        row("top 30 % count orders", 1, 10, "by");
        row("top 30 % by orders", 1, 13, "count, sum");
        row("sequence(cart_add, orders)", 1, 20, ", then or )");
        row("sequence(cart_add, then orders within days)", 1, 39, "a whole number");
        row("distance 1 2 <= 3", 1, 10, "from");
        row("random 20 %", 1, 12, "in quotes");
        row("segment \"VIP\" 30 days", 1, 22, "ago");
        row("count cart_add[detail is \"x\"] = 1", 1, 23, "the name of the detail");
    }
    void faultsNameThePlaceAndWhatWasExpected()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, expected);
        const auto rule = parseRule(text);
        QVERIFY(!rule);
        QVERIFY2(rule.error().message.contains(expected), qPrintable(rule.error().message));
        QCOMPARE(rule.error().line, line);
        QCOMPARE(rule.error().column, column);
    }

    void conditionsThatMakeNoSenseAreRefusedWhereTheyBegin_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("count orders in last 0 days >= 1", "in last 0 days is no time at all");
        row("birthday in next 0 days", "in next 0 days is no time at all");
        row("last order between 90 and 60 days ago",
            "the window is empty: it begins 60 days ago and ends 90 days ago");
        row("last order between 60 and 60 days ago", "the window is empty");
        row("last order between 5 weeks and 30 days ago", "begins 30 days ago and ends 5 weeks ago");
        row("last order between 2 years and 24 months ago", "the window is empty");
        row("last order between 4 months and 90 days ago", "the window is empty");
        row("last order between 2026-03-02 and 2026-03-01",
            "the window is empty: it begins on 2026-03-02 and ends on 2026-03-01");
        row("last order after 9999-12-31", "year from 1 to 9999");
        row("last order in next 7 days", "nothing has happened yet “in next 7 days”");
        row("last order tomorrow", "nothing has happened yet “tomorrow”");
        row("count orders in next month >= 1", "nothing has happened yet");
        row("count orders anniversary in last 7 days >= 1", "first, last and with dates");
        row("first order anniversary more than 3 days ago", "an anniversary goes with in last");
        row("birthday anniversary before 2026-01-01", "an anniversary goes with in last");
        row("last order in previous hour", "but no hours");
        row("birthday in month 13", "there is no month 13");
        row("birthday in month 0", "there is no month 0");
        row("last order in last 1001 years", "1001 years are too long: a time has at most 1000 years");
        row("last order in the year 1001 years ago", "too long");
        row("sequence(cart_add, then orders within 0 days)", "within 0 days is no time at all");
        row("sequence(cart_add in last 30 days)", "a second step");
        row("sequence(cart_add anniversary today, then orders)", "first, last and with dates");
        row("top 0 % by count orders", "0 % of all people");
        row("bottom 100.5 % by count orders", "100.5 % of all people");
        row("share count orders >= 50 %", "needs to say of what");
        row("share average orders[value > 5].total >= 50 %", "a share is one of a count or of a sum");
        row("share count orders[value > 5] >= 101 %", "between 0 and 100 %");
        row("distance from 91 0 <= 5 km", "the latitude 91");
        row("distance from 0 -180.5 <= 5 km", "the longitude -180.5");
        row("distance from 0 0 <= -5 km", "below 0 km");
        row("random 20 to 20 % \"x\"", "the share is empty: it begins at 20 % and ends at 20 %");
        row("random 30 to 20 % \"x\"", "the share is empty");
        row("random -1 to 20 % \"x\"", "between 0 and 100 %");
        row("random 101 % \"x\"", "between 0 and 100 %");
        row("segment \"VIP\" 0 days ago", "no time at all");
        row("email consent is not unsubscribed in last 3 days", "“is not” has no time");
        row("sms consent is never given today", "“never given” has no time");
        row("email consent is subscribed in next 7 days", "nothing has happened yet");
        row("country matches \"(\"", "the regular expression “(” is wrong at character 2: missing closing");
        row("city matches any of \"a\", \"%1 %2 [\"", "“%1 %2 [”");
        row("count orders[weekday is \"moonday\"] = 1", "“moonday” is no weekday");
        row("count orders[month is not any of \"May\", \"Mai\"] = 1", "“Mai” is no month");
        row("count orders[hour = 25] = 1", "there is no hour 25");
        row("count cart_add[detail \"x\" matches \"*\"] = 1", "the regular expression “*”");
    }
    void conditionsThatMakeNoSenseAreRefusedWhereTheyBegin()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto rule = parseRule(u"all(tag is \"a\",\n  %1)"_s.arg(text));
        QVERIFY(!rule);
        QVERIFY2(rule.error().message.contains(expected), qPrintable(rule.error().message));
        QCOMPARE(rule.error().line, 2);
        QCOMPARE(rule.error().column, 3);
    }

    void conditionsThatNoTextCanSayHaveFaultsToo_data()
    {
        QTest::addColumn<Node>("node");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *expected, auto condition) {
            QTest::newRow(expected) << Node{std::move(condition)} << QString::fromUtf8(expected);
        };
        using Field = Filter::Field;
        const auto count = [](Activity activity) { return MeasureCondition{{.activity = activity}, {}}; };
        row("nothing is known by the name of “shoe”",
            FactCondition{u"shoe"_s, TextTest{TextOperator::IsKnown, {}}});
        row("country is not a number", FactCondition{u"country"_s, NumberTest{}});
        row("country is not a date", FactCondition{u"country"_s, Window{}});
        row("points is a number, not a text",
            FactCondition{u"points"_s, TextTest{TextOperator::Is, {u"5"_s}}});
        row("birthday is a date, not a text",
            FactCondition{u"birthday"_s, TextTest{TextOperator::Is, {u"5"_s}}});
        row("birthday is not a number", FactCondition{u"birthday"_s, NumberTest{}});
        row("no text to compare with", FactCondition{u"country"_s, TextTest{TextOperator::Is, {}}});
        row("go without a text", FactCondition{u"country"_s, TextTest{TextOperator::IsKnown, {u"x"_s}}});
        row("the event has no name", count(Activity::ofEvent({})));
        row("only an event has a name", count(Activity{.event = u"x"_s}));
        row("sku is nothing that is known of cart_add",
            count(
                Activity::ofEvent(u"cart_add"_s, {{Field::Sku, TextTest{TextOperator::Is, {u"x"_s}}, {}}})));
        row("value is a number, not a text",
            count(Activity::orders({{Field::Value, TextTest{TextOperator::Is, {u"5"_s}}, {}}})));
        row("coupon is a text, not a number", count(Activity::orders({{Field::Coupon, NumberTest{}, {}}})));
        row("coupon lacks its test", count(Activity::orders({{Field::Coupon, Flag{}, {}}})));
        row("human goes without a test",
            count(Activity::ofEvent(u"x"_s, {{Field::Human, NumberTest{}, {}}})));
        row("only a detail has a name", count(Activity::orders({{Field::Value, NumberTest{}, u"x"_s}})));
        row("does not say what of orders is summed", MeasureCondition{{.kind = Measure::Kind::Sum}, {}});
        row("net is nothing that can be summed of items",
            MeasureCondition{
                {.kind = Measure::Kind::Sum, .activity = Activity::items(), .of = Measure::Of::Net}, {}});
        row("net is summed only by sum and average", MeasureCondition{{.of = Measure::Of::Net}, {}});
        row("both a time and “since last”",
            MeasureCondition{{.window = {.kind = Window::Kind::InLast, .nearSpan = {3}},
                                 .since = Activity::ofEvent(u"x"_s)},
                {}});
        row("-3 days ago lies ahead",
            TimeCondition{.window = {.kind = Window::Kind::BetweenAgo, .nearSpan = {-3}, .farSpan = {3}}});
        row("more than -3 days ago lies ahead",
            TimeCondition{.window = {.kind = Window::Kind::MoreThanAgo, .nearSpan = {-3}}});
        row("too long",
            FactCondition{u"created"_s,
                Window{.kind = Window::Kind::Calendar,
                    .nearSpan = {std::numeric_limits<int>::min(), Unit::Years}}});
        row("the latitude -9223372036854775.808",
            DistanceCondition{.latitude = {std::numeric_limits<qint64>::min()}});
    }
    void conditionsThatNoTextCanSayHaveFaultsToo()
    {
        QFETCH(Node, node);
        QFETCH(QString, expected);
        const auto fault = faultOf(node);
        QVERIFY(fault);
        QVERIFY2(fault->contains(expected), qPrintable(*fault));
    }

    void whatPeopleAreStillTypingIsNoFault()
    {
        for (const QString &text : {u"country is \"\""_s, u"segment \"\""_s, u"attribute \"\" is \"\""_s,
                 u"count orders[weekday is \"\"] = 1"_s, u"city matches \"\""_s, u"random 5 % \"\""_s}) {
            const auto rule = parseRule(text);
            QVERIFY2(rule, rule ? "" : qPrintable(rule.error().message));
            QCOMPARE(parseRule(print(*rule)).value(), *rule);
        }
    }

    void everyCalendarWindowIsWrittenAndReadBack()
    {
        for (const Unit unit : {Unit::Days, Unit::Weeks, Unit::Months, Unit::Years}) {
            for (const int count : {-1000, -12, -2, -1, 0, 1, 2, 3, 1000}) {
                for (const bool yearly : {false, true}) {
                    const Window window{
                        .kind = Window::Kind::Calendar, .nearSpan = {count, unit}, .yearly = yearly};
                    const Rule rule{Group{Group::Match::All, {Node{FactCondition{u"birthday"_s, window}}}}};
                    const auto again = parseRule(print(rule));
                    QVERIFY2(again, qPrintable(print(rule)));
                    QCOMPARE(*again, rule);
                }
            }
        }
    }

    void placesOfConditionsFollowTheWalk()
    {
        const auto parsed
            = parseRuleWithPlaces(u"tag is \"a\" and (city is \"b\" or\n not count orders = 1)\n and all("
                                  "mailable)"_s);
        QVERIFY(parsed);
        QCOMPARE(parsed->places, (std::vector<Place>{{1, 1}, {1, 17}, {2, 6}, {3, 10}}));
    }

    void groupsNestOnlySoDeep_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("all") << u"all("_s << u")"_s;
        QTest::newRow("none") << u"none("_s << u")"_s;
        QTest::newRow("not") << u"not "_s << QString();
        QTest::newRow("brackets") << u"("_s << u")"_s;
    }
    void groupsNestOnlySoDeep()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const auto nested = [&](int depth) {
            return QString(before.repeated(depth) + u"count orders = 1"_s + after.repeated(depth));
        };
        const auto deep = parseRule(nested(deepestNesting));
        QVERIFY(deep);
        QCOMPARE(parseRule(print(*deep)).value(), *deep);
        for (const int depth : {deepestNesting + 1, 10'000, 100'000}) {
            const auto rule = parseRule(nested(depth));
            QVERIFY(!rule);
            QVERIFY(rule.error().message.contains(u"more than 200 groups stand inside each other"_s));
            QCOMPARE(rule.error().column, int(before.size()) * deepestNesting + 1);
        }
    }

    void aMillionBracketsAreRefused()
    {
        for (const QString &opening : {u"("_s, u"all("_s, u"not "_s, u"["_s}) {
            const QString longest = opening.repeated(int(longestRule / opening.size()));
            QVERIFY(!parseRule(longest));
        }
        const auto rule = parseRule(u"("_s.repeated(int(longestRule) + 1));
        QVERIFY(!rule);
        QCOMPARE(rule.error(),
            (RuleError{1, 1, u"the text has 1000001 characters; a rule has at most 1000000"_s}));
    }

    void aRuleHasOnlySoManyConditions()
    {
        QStringList conditions(mostConditions, u"mailable"_s);
        const auto fits = parseRule(conditions.join(u" or\n"_s));
        QVERIFY(fits);
        QCOMPARE(parseRule(print(*fits)).value(), *fits);
        for (const QString &more : {u"mailable"_s, u"all()"_s}) {
            const auto rule = parseRule(QString(conditions.join(u" or\n"_s) + u" or\n" + more));
            QVERIFY(!rule);
            QVERIFY(rule.error().message.contains(u"at most 10000 conditions"_s));
            QCOMPARE(rule.error().line, mostConditions + 1);
        }
    }

    void groupsWithoutBracketsNestOnlySoDeep()
    {
        // Each pair of brackets makes two groups: what is read must be short enough to be read again.
        QString text = u"count orders = 1"_s;
        for (int i = 0; i < deepestNesting / 2; ++i)
            text = u"(%1 or tag is \"a\") and tag is \"b\""_s.arg(text);
        const auto rule = parseRule(text);
        QVERIFY(rule);
        QCOMPARE(parseRule(print(*rule)).value(), *rule);
        const auto deeper = parseRule(u"tag is \"c\" or\n %1"_s.arg(text));
        QVERIFY(!deeper);
        QVERIFY(deeper.error().message.contains(u"inside each other"_s));
        QCOMPARE(deeper.error().line, 1);
        const auto inner = parseRule(u"tag is \"c\" and (tag is \"d\" or\n %1)"_s.arg(text));
        QVERIFY(!inner);
        QCOMPARE(inner.error().column, 17);
    }

    void sentences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("all()", "All customers");
        row("count orders = 1 and last order more than 30 days ago",
            "Customers who bought exactly once and last bought more than 30 days ago");
        row("count orders in last 30 days >= 2", "Customers who bought at least 2 times in the last 30 days");
        row("count orders in last 30 days = 0", "Customers who never bought in the last 30 days");
        row("last cart_add in last 7 days and count orders since last cart_add = 0",
            "Customers who last added to the cart in the last 7 days and never bought since they last added "
            "to the cart");
        row("sum orders.net >= 1000", "Customers who spent at least 1,000 after refunds");
        row("sum points_change.value >= 5000", "Customers who have a points balance of at least 5,000");
        row("(segment \"A\" or country is \"DE\") and not email consent is subscribed",
            "Customers who (are in “A” or have a country that is “DE”) and not (agreed to get e-mail)");
        row("count \"Placed Order\" >= 1", "Customers who did “Placed Order”");
        row("count items[vendor is \"Acme\"] in this year >= 3",
            "Customers who bought an item (the vendor is “Acme”) at least 3 times in this year");
        row("count messages[state is \"sent\"] yesterday = 0",
            "Customers who never had a message of a campaign (the state is “sent”) yesterday");
        row("count email_open[human] >= 1", "Customers who opened an e-mail (not made by a machine)");
        row("count search[detail \"Term\" contains \"red\"] >= 1",
            "Customers who searched (the detail “Term” contains “red”)");
        row("average orders.quantity >= 3", "Customers who bought at least 3 pieces per order");
        row("sum orders[coupon is known].discount in last 1 year > 20",
            "Customers who saved more than 20 by discounts (the coupon is known) in the last 1 year");
        row("days between orders <= 40", "Customers who bought on average at most 40 days apart");
        row("overdue orders >= 120 %",
            "Customers who last bought so long ago that it is at least 120 % of their usual time in between");
        row("top 30 % by average orders.total in last 365 days",
            "Customers who are among the highest 30 % by how much they spent per order in the last 365 days");
        row("share sum items[category is \"Sneakers\"].quantity >= 50 %",
            "Customers who have a share of at least 50 % where the category is “Sneakers”, out of how many "
            "pieces they bought");
        row("first order anniversary in next 7 days",
            "Customers who first bought with the anniversary in the next 7 days");
        row("sequence(cart_add in last 30 days, then orders within 2 days, then not review)",
            "Customers who added to the cart in the last 30 days, then bought within 2 days, then never "
            "wrote "
            "a review");
        row("points >= 500 and birthday anniversary in next 7 days and created in the month 2 months ago",
            "Customers who have at least 500 points and have their birthday in the next 7 days and became "
            "known "
            "to the shop in the month 2 months ago");
        row("email consent is unsubscribed in last 30 days",
            "Customers who unsubscribed from e-mail in the last 30 days");
        row("email consent is not declined", "Customers who not (declined to get e-mail)");
        row("mailable", "Customers who may be sent marketing e-mail");
        row("distance from 52.52 13.405 <= 25 km", "Customers who live at most 25 km from 52.52, 13.405");
        row("random 0 to 20 % \"spring\"", "Customers who are drawn at random, from 0 to 20 % of “spring”");
        row("segment \"VIP\" 30 days ago", "Customers who were in “VIP” 30 days ago");
    }
    void sentences()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(sentence(parseRule(text).value()), expected);
    }
};

QTEST_GUILESS_MAIN(TestRuleText)
#include "tst_rule_text.moc"
