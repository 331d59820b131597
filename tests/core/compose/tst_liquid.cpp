// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/template.h"
#include "core/compose/liquid/value_json.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::compose::liquid;
using namespace Qt::Literals::StringLiterals;

namespace {

const Object &model()
{
    static const Object value
        = *objectFromJson(R"({"name":"ada LOVELACE","empty_text":"","n":7,"d":3.75,"yes":true,"no":false,
        "html":"<b>Tom & \u0022J\u0022</b>","words":["pear","Apple","fig"],"nums":[3,1,2,10,2],"list":[],
        "products":[{"title":"Hat","price":12.5,"type":"a"},{"title":"Scarf","price":9,"type":"b"}],
        "customer":{"first_name":"Ada","city":"Zürich"},"date":"2026-03-01T10:30:00Z","url":"a b&c"})");
    return value;
}

QString rendered(const QString &text, const RenderOptions &options = {}, const Partials &partials = {})
{
    ParseOptions parsing;
    parsing.partials = &partials;
    const auto parsed = Template::parse(text, parsing);
    if (!parsed)
        return parsed.error().toString();
    const auto out = parsed->render(model(), options);
    return out ? QString::fromStdString(*out) : out.error().toString();
}

} // namespace

class TestLiquid final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A picture of the language; tst_liquid_reference compares with the reference case by case.
    void templatesRender_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &text, const QString &expected) {
            QTest::newRow(qPrintable(text)) << text << expected;
        };
        row(u"{{ name | capitalize }} {{ name | upcase }}"_s, u"Ada lovelace ADA LOVELACE"_s);
        row(u"{{ customer.city | upcase }}{{ customer['first_name'] }}"_s, u"ZÜRICHAda"_s);
        row(u"{{ words | sort | join: ',' }} {{ words | sort_natural | join: ',' }}"_s,
            u"Apple,fig,pear Apple,fig,pear"_s);
        row(u"{{ nums | uniq | size }} {{ nums | sum }} {{ nums | sort | last }}"_s, u"4 18 10"_s);
        row(u"{{ 0.1 | plus: 0.2 }} {{ 20 | divided_by: 7 }} {{ 20 | divided_by: 8.0 }} {{ -7 | modulo: 3 }}"_s,
            u"0.3 2 2.5 2"_s);
        row(u"{{ 2.345 | round: 2 }} {{ 4.5 | ceil }} {{ -1.5 | abs }} {{ n | at_most: 5 }}"_s,
            u"2.35 5 1.5 5"_s);
        row(u"{{ products | map: 'title' | join: '/' }} {{ products | where: 'type','b' | size }}"_s,
            u"Hat/Scarf 1"_s);
        row(u"{{ 'a,b,,' | split: ',' | size }} {{ 'Ground control' | truncate: 9 }} {{ 'a b c' | truncatewords: 2 }}"_s,
            u"2 Ground... a b..."_s);
        row(u"{{ html | escape }} {{ '1 &lt; 2 & 3' | escape_once }} {{ html | strip_html }}"_s,
            u"&lt;b&gt;Tom &amp; &quot;J&quot;&lt;/b&gt; 1 &lt; 2 &amp; 3 Tom & \"J\""_s);
        row(u"{{ url | url_encode }} {{ 'a%20b+c' | url_decode }}"_s, u"a+b%26c a b c"_s);
        row(u"{{ missing | default: 'x' }}{{ no | default: 'y', allow_false: true }}"_s, u"xfalse"_s);
        row(u"{{ date | date: '%A, %-d %B %Y, %H:%M' }}{{ 'soon' | date: '%Y' }}"_s,
            u"Sunday, 1 March 2026, 10:30soon"_s);
        row(u"{% if yes or no and no %}T{% endif %}{% if n > 3 and d < 2 %}F{% else %}E{% endif %}"_s,
            u"TE"_s);
        row(u"{% if list == empty and empty_text == blank %}T{% endif %}{% unless n == 7.0 %}F{% endunless %}"_s,
            u"T"_s);
        row(u"{% case n %}{% when 1 %}a{% when 7, 8 %}b{% else %}c{% endcase %}"_s, u"b"_s);
        row(u"{% for i in nums reversed offset:1 limit:3 %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}"_s,
            u"10,2,1"_s);
        row(u"{% for i in (1..9) %}{% if i == 3 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}"_s,
            u"124"_s);
        row(u"{% for i in list %}x{% else %}none{% endfor %}"_s, u"none"_s);
        row(u"{% for i in nums limit:2 %}{{ i }}{% endfor %}-{% for i in nums offset:continue %}{{ i }}{% endfor %}"_s,
            u"31-2102"_s);
        row(u"{% tablerow w in words cols:2 %}{{ w }}{% endtablerow %}"_s,
            u"<tr class=\"row1\">\n<td class=\"col1\">pear</td><td class=\"col2\">Apple</td></tr>\n<tr class=\"row2\"><td class=\"col1\">fig</td></tr>\n"_s);
        row(u"{% cycle 'a','b' %}{% cycle 'a','b' %}{% cycle 'a','b' %}{% increment k %}{% increment k %}{% decrement z %}"_s,
            u"aba01-1"_s);
        row(u"{% assign a = 'x' | upcase %}{% capture b %}{{ a }}{{ n }}{% endcapture %}{{ b }}{{ b | size }}"_s,
            u"X72"_s);
        row(u"a  {%- if yes -%}  b  {%- endif -%}  c {{- n -}} d"_s, u"abc7d"_s);
        row(u"{% raw %}{{ n }}{% endraw %}{% comment %}{% if %}{% endcomment %}{% # don't %}"_s,
            u"{{ n }}"_s);
        row(u"{% liquid\n assign q = 5\n if q > 3\n  echo q\n endif\n%}!"_s, u"5!"_s);
    }
    void templatesRender()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(rendered(text), expected);
    }

    void mistakesAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QString &text, int line, int column) {
            QTest::newRow(name) << text << line << column;
        };
        row("open output", u"Hello {{ name"_s, 1, 7);
        row("open tag", u"a\n{% if x"_s, 2, 1);
        row("no endif", u"a\nb {% if x %} c"_s, 2, 3);
        row("no endfor, in a list of words", u"{% for i in words %}"_s, 1, 1);
        row("endif alone", u"x{% endif %}"_s, 1, 2);
        row("else alone", u"x{% else %}"_s, 1, 2);
        row("unknown tag", u"ü{% foo %}"_s, 1, 2); // columns count characters, not bytes
        row("unknown filter", u"{{ name | shout }}"_s, 1, 11);
        row("two values for one", u"{{ name | upcase: 1 }}"_s, 1, 11);
        row("too few values", u"{{ name | append }}"_s, 1, 11);
        row("open quote", u"{{ 'x }}"_s, 1, 4);
        row("strange sign", u"{{ a ! b }}"_s, 1, 6);
        row("too much", u"{{ a b }}"_s, 1, 6);
        row("single equals", u"{% if a = b %}{% endif %}"_s, 1, 9);
        row("ends in quotes", u"{{ '}}' }}"_s, 1, 4); // the first }} ends it, as in Shopify
        row("not", u"{% if not a %}{% endif %}"_s, 1, 11);
        row("reversed too late", u"{% for a in b limit:2 reversed %}{% endfor %}"_s, 1, 23);
        row("letters beyond ASCII", u"{{ größe }}"_s, 1, 6);
        row("nothing to compare", u"{% if a == %}{% endif %}"_s, 1, 12);
        row("no in", u"{% for x of y %}{% endfor %}"_s, 1, 10);
        row("raw never ends", u"a {% raw %} b"_s, 1, 3);
        row("comment never ends", u"{% comment %} b"_s, 1, 1);
        row("no such partial", u"{% render 'x' %}"_s, 1, 11);
        row("too deep", u"{% if a %}"_s.repeated(150), 1, 991);
        row("many brackets", u"{{ "_s + u"a["_s.repeated(500) + u"1"_s + u"]"_s.repeated(500) + u" }}"_s, 1,
            206);
    }
    void mistakesAreTold()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        const auto parsed = Template::parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().line, line);
        QCOMPARE(parsed.error().column, column);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    void nothingRunsForever_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty loops") << u"{% for a in (1..9999999) %}{% endfor %}"_s;
        QTest::newRow("loops in loops")
            << u"{% for a in (1..999) %}{% for b in (1..999) %}{% for c in (1..999) %}x{% endfor %}{% endfor %}{% endfor %}"_s;
        QTest::newRow("doubling")
            << u"{% assign s = 'x' %}{% for a in (1..99) %}{% assign s = s | append: s %}{% endfor %}"_s;
        QTest::newRow("doubling by capture")
            << u"{% assign s = 'xx' %}{% for a in (1..99) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}"_s;
        QTest::newRow("partial in itself") << u"{% render 'me' %}"_s;
        QTest::newRow("deep blocks in a partial in itself") << u"{% include 'deep' %}"_s;
        QTest::newRow("include in itself") << u"{% include 'us' %}"_s;
        QTest::newRow("long range as a list") << u"{{ (1..999999999) | join: ',' }}"_s;
        QTest::newRow("long range gone through") << u"{% for i in (1..100000000) %}{% endfor %}"_s;
        QTest::newRow("long range sorted") << u"{{ (1..999999999) | sort | first }}"_s;
        QTest::newRow("digits without end")
            << u"{% assign n = 9 %}{% for i in (1..99) %}{% assign n = n | times: n %}{% endfor %}"_s;
        QTest::newRow("blocks in themselves")
            << u"{% for i in (1..9) %}{% include 'us' %}{% render 'me' %}{% endfor %}"_s;
        QTest::newRow("replace makes much")
            << u"{% assign s = 'aaaaaaaaaa' %}{% for i in (1..20) %}{% assign s = s | replace: 'a', s %}{% endfor %}"_s;
        QTest::newRow("lists doubled")
            << u"{% assign l = (1..100) | reverse %}{% for i in (1..40) %}{% assign l = l | concat: l %}{% endfor %}"_s;
        QTest::newRow("a table without end")
            << u"{% tablerow a in (1..9999999) cols: 1 %}{% endtablerow %}"_s;
        // A text of five megabytes, and a list that holds it 512 times.
        const QString large
            = u"{% assign s = 'aaaaaaaaaa' %}{% for i in (1..19) %}{% assign s = s | append: s %}{% endfor %}"_s;
        const QString list = large
            + u"{% assign l = s | split: 'x' %}{% for i in (1..9) %}{% assign l = l | concat: l %}{% endfor %}"_s;
        QTest::newRow("a large text many times, written") << list + u"{{ l }}"_s;
        QTest::newRow("a large text many times, joined") << list + u"{{ l | join }}"_s;
        QTest::newRow("a large text many times, as a text") << list + u"{{ l | append: 'x' }}"_s;
        QTest::newRow("a large text searched again and again")
            << large + u"{% for i in (1..99999) %}{% if s contains 'x' %}{% endif %}{% endfor %}"_s;
        QTest::newRow("a large text counted again and again")
            << large + u"{% for i in (1..99999) %}{% if s.size == 1 %}{% endif %}{% endfor %}"_s;
        QTest::newRow("a search that fails at each place late")
            << large + u"{% assign t = s | slice: 0, 999999 | append: 'b' %}{{ s | remove: t }}"_s;
        QTest::newRow("divides by zero") << u"{{ 1 | divided_by: 0 }}"_s;
    }
    void nothingRunsForever()
    {
        QFETCH(QString, text);
        const QString deep
            = u"{% if yes %}"_s.repeated(90) + u"{% include 'deep' %}"_s + u"{% endif %}"_s.repeated(90);
        const Partials partials{{"me", "{% render 'me' %}"},
            {"us", "{% for i in (1..9) %}{% include 'us' %}{% endfor %}"}, {"deep", deep.toStdString()}};
        ParseOptions options;
        options.partials = &partials;
        const auto parsed = Template::parse(text, options);
        QVERIFY(parsed);
        const auto out = parsed->render(model());
        QVERIFY(!out);
        QVERIFY(out.error().line >= 1 && out.error().column >= 1);
    }

    void timeIsLimitedWhereAskedFor()
    {
        RenderOptions options;
        options.limits.steps = 1'000'000'000;
        options.limits.time = std::chrono::milliseconds(5);
        const QString text
            = u"one\n {% for i in (1..1000000) %}{% for j in (1..1000000) %}{% endfor %}{% endfor %}"_s;
        const auto parsed = Template::parse(text);
        const auto out = parsed->render(model(), options);
        QVERIFY(!out);
        QCOMPARE(out.error().line, 2);
        QVERIFY(out.error().message.contains(u"5 ms"_s));
    }

    void rangesTakeNoRoom()
    {
        // Their ends only: nothing is made of the numbers between.
        QCOMPARE(rendered(u"{{ (1..100000000) }} {{ (1..100000000) | size }} {{ (5..100000000) | last }}"_s),
            u"1..100000000 100000000 100000000"_s);
        QCOMPARE(rendered(u"{% for i in (1..100000000) limit:2 offset:7 %}{{ i }}{% endfor %}"_s), u"89"_s);
    }

    void mistakesMayWaitUntilTheyAreMet()
    {
        const Partials partials{{"bad", "one\n{% if %}"}};
        ParseOptions options;
        options.partials = &partials;
        const QString text
            = u"{% if no %}{{ name | shout }}{% render 'gone' %}{% render 'bad' %}{{ n | plus }}"
              "{% endif %}ok{% if ask %}{% render 'bad' %}{% endif %}"_s;
        QVERIFY(!Template::parse(text, options));
        options.findsMistakesEarly = false;
        const auto parsed = Template::parse(text, options);
        QVERIFY(parsed);
        QCOMPARE(parsed->render(model()).value(), std::string("ok"));
        const auto met = parsed->render({{"ask", true}});
        QVERIFY(!met);
        QCOMPARE(met.error().partial, u"bad"_s);
        QCOMPARE(met.error().line, 2);
    }

    void whatIsHardlyMeantIsWarnedOf()
    {
        const auto parsed = Template::parse(
            u"{% if n %}a{% else if no %}b{% else %}c{% endif %}"_s); // the second else is never come to
        QVERIFY(parsed);
        QStringList lines;
        for (const auto &warning : parsed->warnings())
            lines << u"%1:%2"_s.arg(warning.line).arg(warning.column);
        QCOMPARE(lines, (QStringList{u"1:20"_s, u"1:29"_s}));
    }

    void datesKeepTheirOffsetWhereAskedFor()
    {
        RenderOptions options;
        options.zone = QTimeZone("Europe/Berlin");
        const QString text = u"{{ '2026-03-01T10:30:00-05:00' | date: '%H:%M %z' }}"_s;
        QCOMPARE(rendered(text, options), u"16:30 +0100"_s);
        options.convertsDates = false;
        QCOMPARE(rendered(text, options), u"10:30 -0500"_s);
    }

    void htmlIsEscapedOnce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("value") << u"{{ html }}"_s << u"&lt;b&gt;Tom &amp; &quot;J&quot;&lt;/b&gt;"_s;
        QTest::newRow("raw") << u"{{ html | raw }}"_s << u"<b>Tom & \"J\"</b>"_s;
        QTest::newRow("escape") << u"{{ '<' | escape }}"_s << u"&lt;"_s;
        QTest::newRow("one space for many")
            << u"[{{ ' a \n\t b  ' | squish }}][{{ none | squish }}]"_s << u"[a b][]"_s;
        QTest::newRow("line breaks") << u"{{ url | append: '\n' | newline_to_br }}"_s
                                     << u"a b&amp;c<br />\n"_s;
        QTest::newRow("captured") << u"{% capture x %}<i>{{ url }}</i>{% endcapture %}{{ x }}"_s
                                  << u"<i>a b&amp;c</i>"_s;
        QTest::newRow("raw with unsafe") << u"{{ '<i>' | raw | append: '<' }}"_s << u"<i>&lt;"_s;
        QTest::newRow("changed raw") << u"{{ '<i>' | raw | upcase }}"_s << u"&lt;I&gt;"_s;
        QTest::newRow("in a link") << u"<a href=\"?q={{ url | url_encode }}\">"_s
                                   << u"<a href=\"?q=a+b%26c\">"_s;
        QTest::newRow("list") << u"{{ '<,>' | split: ',' }}"_s << u"&lt;&gt;"_s;
    }
    void htmlIsEscapedOnce()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        RenderOptions options;
        options.escape = Escape::Html;
        QCOMPARE(rendered(text, options), expected);
    }

    void partialsSeeWhatTheyMaySee()
    {
        const Partials partials{
            {"card", "[{{ card.title }}{{ title }}{{ name }}]"}, {"set", "{% assign leaked = 1 %}"}};
        QCOMPARE(rendered(u"{% render 'card', title: 'T' %}"_s, {}, partials), u"[T]"_s);
        QCOMPARE(
            rendered(u"{% include 'card', title: 'T' %}{{ title }}"_s, {}, partials), u"[Tada LOVELACE]"_s);
        QCOMPARE(rendered(u"{% render 'card' for products %}"_s, {}, partials), u"[Hat][Scarf]"_s);
        QCOMPARE(rendered(u"{% render 'set' %}{{ leaked }}{% include 'set' %}{{ leaked }}"_s, {}, partials),
            u"1"_s);
    }

    void missingValuesAreReported()
    {
        const auto parsed = Template::parse(
            u"{{ customer.nick }}{{ customer.nick }}{{ gone | upcase }}{{ other | default: 'x' }}{% if nix %}{% endif %}{{ empty_text }}{{ n }}"_s);
        QVERIFY(parsed);
        RenderMemory memory;
        std::string out;
        QVERIFY(parsed->render(model(), {}, memory, out));
        QCOMPARE(memory.missing(), (std::vector<std::string>{"customer.nick", "gone", "empty_text"}));
    }

    void variablesAreListed()
    {
        const auto parsed = Template::parse(
            u"{{ a.b | default: c }}{% for p in list %}{{ p.title }}{% endfor %}{% if d %}{% endif %}"_s);
        QVERIFY(parsed);
        QStringList lines;
        for (const auto &use : parsed->variables())
            lines << u"%1%2%3%4"_s.arg(QString::fromStdString(use.path),
                use.isWritten ? u" written"_s : u""_s, use.hasFallback ? u" fallback"_s : u""_s,
                use.isLocal ? u" local"_s : u""_s);
        QCOMPARE(lines,
            (QStringList{u"a.b written fallback"_s, u"c"_s, u"list"_s, u"p.title written local"_s, u"d"_s}));
    }

    void moneyIsWrittenAsInTheCountry_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("expected"); // Unicode CLDR 42
        QTest::newRow("Germany") << u"de_DE"_s << u"EUR"_s << qint64(123450) << u"1.234,50\u00a0€"_s;
        QTest::newRow("United States") << u"en_US"_s << u"USD"_s << qint64(123450) << u"$1,234.50"_s;
        QTest::newRow("Japan") << u"ja_JP"_s << u"JPY"_s << qint64(1234) << u"￥1,234"_s;
        QTest::newRow("below zero") << u"en_US"_s << u"USD"_s << qint64(-5) << u"-$0.05"_s;
    }
    void moneyIsWrittenAsInTheCountry()
    {
        QFETCH(QString, locale);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        QFETCH(QString, expected);
        const auto code = *CurrencyCode::fromString(currency);
        RenderOptions options;
        options.money = MoneyStyle::forLocale(code, locale);
        const auto out = Template::parse(u"{{ price | money }}"_s)
                             ->render({{"price", Value::fromMinorUnits(minor, code.decimals())}}, options);
        QCOMPARE(QString::fromStdString(*out), expected);
    }

    void nowIsWhatTheCallerSays()
    {
        RenderOptions options;
        options.now = *parseInstant(u"2026-12-31T23:30:00Z", QTimeZone::utc());
        options.zone = QTimeZone("Europe/Berlin");
        QCOMPARE(
            rendered(u"{{ 'now' | date: '%Y-%m-%d %H:%M %z' }}"_s, options), u"2027-01-01 00:30 +0100"_s);
    }
};

QTEST_GUILESS_MAIN(TestLiquid)
#include "tst_liquid.moc"
