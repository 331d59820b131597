// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/email.h"
#include "core/compose/liquid/value_json.h"

#include <QRegularExpression>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose;
using namespace Qt::Literals::StringLiterals;

namespace {

BrandKit brand()
{
    BrandKit kit;
    kit.shopName = u"Thread & Co"_s;
    kit.postalAddress = u"1 Mill Lane\nLeeds"_s;
    return kit;
}

liquid::Object values()
{
    return *liquid::objectFromJson(
        R"({"unsubscribe_url":"https://shop.example/u?a=1&b=2","url":"https://shop.example/sale?x=1&y=2",
        "first_name":"Ada","vip":true,"items":["one","two"],"products":[
        {"title":"Hat <red>","url":"https://shop.example/hat","image_url":"https://shop.example/hat.png","price":12.5,"compare_at_price":20},
        {"title":"Scarf","url":"https://shop.example/scarf","price":9},{"title":"Glove","url":"https://shop.example/glove","price":5}]})");
}

DesignResult<RenderedMessage> render(const QString &body, const QString &subject = u"Hi {{ first_name }}"_s,
    const liquid::Object &with = values())
{
    const auto compiled = CompiledEmail::compile({subject, u"Your week"_s, body}, brand());
    if (!compiled)
        return tl::unexpected(compiled.error());
    return compiled->render(with, {});
}

/// What stands in the column, without the attributes.
QString shape(const std::string &html)
{
    QString text = QString::fromStdString(html);
    const auto start = text.indexOf(u"style=\"padding:8px 32px 0px 32px;"_s);
    text = text.mid(text.indexOf(u'>', start) + 1);
    text = text.left(text.indexOf(u"\n</td></tr><tr><td class=\"hb-pad"_s));
    static const QRegularExpression attributes(u"<([a-z0-9]+) [^>]*>"_s);
    return text.replace(attributes, u"<\\1>"_s).remove(u'\n');
}

} // namespace

class TestEmail final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liquidSurvivesMarkdown_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &body, const QString &expected) {
            QTest::newRow(name) << body << expected;
        };
        row("in text", u"Hi **{{ first_name }}**!"_s, u"<p>Hi <strong>Ada</strong>!</p>"_s);
        row("block on its own lines", u"A\n{% if vip %}\nB\n{% endif %}\nC"_s, u"<p>A</p><p>B</p><p>C</p>"_s);
        row("around a paragraph", u"{% unless vip %}B{% endunless %}\n\nC"_s, u"<p>C</p>"_s);
        row("loop inside a paragraph", u"{% for i in items %}{{ i }}.{% endfor %}"_s, u"<p>one.two.</p>"_s);
        row("indented block", u"{% if vip %}\n      B\n{% endif %}"_s, u"<p>B</p>"_s);
        row("around items", u"{% for i in items %}\n- {{ i }}\n{% endfor %}"_s,
            u"<ul><li>one</li><li>two</li></ul>"_s);
        row("between items", u"- a\n{% if vip %}\n- b\n{% endif %}\n- c"_s,
            u"<ul><li>a</li><li>b</li><li>c</li></ul>"_s);
        row("numbered", u"{% for i in items %}\n1. {{ i }}\n{% endfor %}"_s,
            u"<ol><li>one</li><li>two</li></ol>"_s);
        row("around rows",
            u"| T | P |\n|---|---|\n{% for p in products %}\n| {{ p.title | upcase }} | {{ p.price }} |\n{% endfor %}"_s,
            u"<table><tr><th>T</th><th>P</th></tr><tr><td>HAT &lt;RED&gt;</td><td>12.5</td></tr><tr><td>SCARF</td><td>9</td></tr><tr><td>GLOVE</td><td>5</td></tr></table>"_s);
        row("if around mixed text", u"{% if vip %}\n- a\n\nText\n{% endif %}"_s,
            u"<ul><li>a</li></ul><p>Text</p>"_s);
        row("raw", u"{% raw %}{{ x }}{% endraw %}"_s, u"<p>{{ x }}</p>"_s);
        row("braces kept from being Liquid", u"\\{\\{ first_name }} {\\% if %}"_s,
            u"<p>&#123;{ first_name }} &#123;% if %}</p>"_s);
        row("remarks with an apostrophe", u"{% # it's one %}A{% # it's two %}"_s, u"<p>A</p>"_s);
        row("comment", u"A {% comment %} **x** {% endcomment %}B"_s, u"<p>A B</p>"_s);
        row("heading", u"# For {{ first_name }}"_s, u"<h1>For Ada</h1>"_s);
        row("case", u"{% case first_name %}\n{% when 'Ada' %}\nA\n{% else %}\nB\n{% endcase %}"_s,
            u"<p>A</p>"_s);
    }
    void liquidSurvivesMarkdown()
    {
        QFETCH(QString, body);
        QFETCH(QString, expected);
        const auto message = render(body);
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().toString()));
        QCOMPARE(shape(message->html), expected);
    }

    void linksKeepTheirAddress()
    {
        const auto message = render(
            u"[Go]({{ url }}) <a href=\"{{ url }}&z=3\">there</a>\n\n{% button url, \"Shop now\" %}\n\n{% products products, columns: 2 %}"_s);
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().toString()));
        QVERIFY(message->html.find("<a href=\"https://shop.example/sale?x=1&amp;y=2\" style=")
            != std::string::npos);
        QVERIFY(message->html.find("<v:roundrect") != std::string::npos);
        QVERIFY(message->html.find("alt=\"Hat &lt;red&gt;\"") != std::string::npos);
        const QString text = QString::fromStdString(message->text);
        QVERIFY2(
            text.contains(
                u"Go (https://shop.example/sale?x=1&y=2) there (https://shop.example/sale?x=1&y=2&z=3)"_s),
            qPrintable(text));
        QVERIFY2(text.contains(u"Shop now (https://shop.example/sale?x=1&y=2)"_s), qPrintable(text));
        QVERIFY2(text.contains(u"12.50 20.00"_s), qPrintable(text));
        QVERIFY2(text.contains(
                     u"Unsubscribe (https://shop.example/u?a=1&b=2)\n\nThread & Co\n1 Mill Lane\nLeeds"_s),
            qPrintable(text));
        QVERIFY(!text.contains(u"Your week"_s)); // the preheader is for the inbox
        QCOMPARE(message->warnings, std::vector<MessageWarning>());
    }

    void everyMailHasItsFooter()
    {
        const auto message = render(u"Hi"_s);
        QVERIFY(message);
        QVERIFY(message->html.find("href=\"https://shop.example/u?a=1&amp;b=2\"") != std::string::npos);
        QVERIFY(message->html.find("1 Mill Lane<br>Leeds") != std::string::npos);
        QVERIFY(message->html.find("<html lang=\"en\"") != std::string::npos);
        QVERIFY(!render(u"Hi"_s, u"Hi"_s, {}));
        BrandKit kit = brand();
        kit.postalAddress = u" "_s;
        const auto compiled = CompiledEmail::compile({u"a"_s, {}, u"b"_s}, kit);
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().part, EmailPart::Brand);
    }

    void mistakesHaveTheirPartAndPlace_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        QTest::newRow("subject") << u"Hi {{ x | nix }}"_s << u"a"_s << u"subject 1 11"_s;
        QTest::newRow("body") << u"Hi"_s << u"# A\n\nText **b** {{ x | nix }}"_s << u"body 3 19"_s;
        QTest::newRow("body, in a link") << u"Hi"_s << u"\n[a]({{ x | nix }})"_s << u"body 2 12"_s;
        QTest::newRow("open block") << u"Hi"_s << u"a\n\n{% if x %}\nb"_s << u"body 3 1"_s;
        QTest::newRow("open output") << u"Hi"_s << u"a\n {{ x"_s << u"body 2 2"_s;
        QTest::newRow("open quote") << u"Hi"_s << u"a\n {{ \"x }}\n\n[b](c)"_s << u"body 2 5"_s;
        QTest::newRow("button") << u"Hi"_s << u"a\n\n{% button url %}"_s << u"body 3 1"_s;
        QTest::newRow("button label") << u"Hi"_s << u"a\n\n{% button url, \"x\" | nix %}"_s << u"body 3 1"_s;
        QTest::newRow("products") << u"Hi"_s << u"{% products list, columns: 9 %}"_s << u"body 1 1"_s;
    }
    void mistakesHaveTheirPartAndPlace()
    {
        QFETCH(QString, subject);
        QFETCH(QString, body);
        QFETCH(QString, expected);
        const auto compiled = CompiledEmail::compile({subject, {}, body}, brand());
        QVERIFY(!compiled);
        const auto &error = compiled.error();
        QCOMPARE(
            u"%1 %2 %3"_s.arg(toWord(error.part)).arg(error.where.line).arg(error.where.column), expected);
    }

    void sameInputSameBytes()
    {
        const auto compiled = CompiledEmail::compile(
            {u"{{ items | sample }}"_s, u"p"_s, u"{{ 'now' | date: '%s' }}\n\n{% products products %}"_s},
            brand());
        QVERIFY(compiled);
        MessageContext context;
        context.seed = 42;
        liquid::RenderMemory memory;
        const auto first = compiled->render(values(), context, memory);
        const auto second = compiled->render(values(), context, memory);
        const auto third = CompiledEmail::compile(
            {u"{{ items | sample }}"_s, u"p"_s, u"{{ 'now' | date: '%s' }}\n\n{% products products %}"_s},
            brand())
                               ->render(values(), context);
        QVERIFY(first && second && third);
        QCOMPARE(*first == *second && *first == *third, true);
    }

    void warnings_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("kind");
        QTest::newRow("http") << u"[a](http://shop.example)"_s << u"insecure-link"_s;
        QTest::newRow("script address") << u"<a href=\"javascript:alert(1)\">a</a>"_s << u"script-link"_s;
        QTest::newRow("script") << u"<script>alert(1)</script>"_s << u"script-link"_s;
        QTest::newRow("no alt") << u"<img src=\"https://shop.example/a.png\">"_s << u"image-without-alt"_s;
        QTest::newRow("data image") << u"<img alt=\"a\" src=\"data:image/png;base64,AAAA\">"_s
                                    << u"data-image"_s;
        QTest::newRow("form") << u"<form></form>"_s << u"forbidden-element"_s;
        QTest::newRow("empty link") << u"[a]({{ nothing }})"_s << u"empty-link"_s;
        QTest::newRow("another place")
            << u"[https://bank.example](https://shop.example)"_s << u"misleading-link"_s;
        QTest::newRow("relative") << u"[a](/sale)"_s << u"unreachable-address"_s;
        QTest::newRow("large") << u"{% for i in (1..7400) %}0123456789 {% endfor %}"_s
                               << u"size-near-limit"_s;
        QTest::newRow("too large") << u"{% for i in (1..9900) %}0123456789 {% endfor %}"_s
                                   << u"size-over-limit"_s;
    }
    void warnings()
    {
        QFETCH(QString, body);
        QFETCH(QString, kind);
        const auto message = render(body);
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().toString()));
        QStringList kinds;
        for (const auto &warning : message->warnings)
            kinds << toWord(warning.kind) + QLatin1Char(' ')
                    + QString::fromStdString(warning.detail).left(20);
        QVERIFY2(kinds.join(u' ').contains(kind), qPrintable(kinds.join(u' ')));
        QVERIFY(!message->text.empty());
    }

    void subjectsStayOneLine()
    {
        liquid::Object with = values();
        with.set("first_name", "Ada\r\nBcc: everybody@example.com");
        const auto message = render(u"{{ gone }}"_s, u"Hi {{ first_name }}"_s, with);
        QVERIFY(message);
        QCOMPARE(message->subject, std::string("Hi Ada Bcc: everybody@example.com"));
        QCOMPARE(message->missing, std::vector<std::string>{"gone"});
    }
};

QTEST_GUILESS_MAIN(TestEmail)
#include "tst_email.moc"
