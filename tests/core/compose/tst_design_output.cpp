// SPDX-License-Identifier: GPL-3.0-or-later
// What designs become. Golden files are in tests/data/designs; HABERDASH_RENEW=1 writes them anew, to be read
// before they are committed.
#include "core/compose/blocks/starting_designs.h"
#include "core/compose/email.h"
#include "core/compose/html_reader.h"
#include "core/compose/liquid/value_json.h"

#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose;
using namespace Qt::Literals::StringLiterals;

namespace {

BrandKit brand()
{
    BrandKit kit;
    kit.shopName = u"Thread & Co"_s;
    kit.shopUrl = u"https://shop.example"_s;
    kit.postalAddress = u"1 Mill Lane\nLeeds"_s;
    kit.footerText = u"You get this because you signed up."_s;
    return kit;
}

const char *customer = R"({
  "unsubscribe_url": "https://shop.example/u/1",
  "customer": {"first_name": "Ada", "orders_count": 3, "points": 120, "favourite_category": "Wool",
    "last_order_at": "2026-03-05T10:00:00Z",
    "suggestions": [{"title": "Hat <red>", "url": "https://shop.example/hat", "image_url": "https://shop.example/hat.png", "price": 12.5, "compare_at_price": 20},
                    {"title": "Scarf", "url": "https://shop.example/scarf", "price": 9}, {"title": "Glove", "price": 5}]},
  "recommendations": [{"title": "Hat <red>", "url": "https://shop.example/hat", "image_url": "https://shop.example/hat.png", "price": 12.5, "compare_at_price": 20},
                    {"title": "Scarf", "url": "https://shop.example/scarf", "price": 9}, {"title": "Glove", "price": 5}],
  "order": {"name": "#1001", "placed_at": "2026-03-05T10:00:00Z", "items": [{"title": "Wool, 50 g", "url": "https://shop.example/wool", "price": 4.2, "quantity": 2}]},
  "cart": {"url": "https://shop.example/cart", "items": [{"title": "Needles", "url": "https://shop.example/needles", "price": 7}]},
  "shop": {"name": "Thread & Co", "url": "https://shop.example", "new_products": [{"title": "New yarn", "url": "https://shop.example/yarn", "price": 6}],
    "best_sellers": [{"title": "Hat <red>", "url": "https://shop.example/hat", "price": 12.5}]}
})";

liquid::Object values(const char *json = customer)
{
    return *liquid::objectFromJson(json);
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QString designText(const QString &blocks)
{
    return u"{\"haberdash\":1,\"blocks\":%1}"_s.arg(blocks);
}

DesignResult<CompiledEmail> compile(
    const QString &blocks, const SharedBlocks &shared = {}, const BrandKit &kit = brand())
{
    return CompiledEmail::compile({u"Hi"_s, {}, designText(blocks), BodyKind::Design}, kit, {}, shared);
}

/// Pairs of tags must nest; void elements aside. Returns what is wrong, or nothing.
QString nestingFault(const std::string &html)
{
    QStringList open;
    for (const HtmlPiece &piece : readHtml(html)) {
        const QString name = QString::fromStdString(piece.name);
        static const QStringList single{u"br"_s, u"img"_s, u"hr"_s, u"meta"_s, u"link"_s};
        if (single.contains(name))
            continue;
        if (piece.kind == HtmlPiece::Kind::Open)
            open.append(name);
        if (piece.kind == HtmlPiece::Kind::Close) {
            if (open.isEmpty() || open.last() != name)
                return u"</%1> closes %2"_s.arg(name, open.isEmpty() ? u"nothing"_s : open.last());
            open.removeLast();
        }
    }
    return open.isEmpty() ? QString() : u"never closed: "_s + open.join(u' ');
}

} // namespace

class TestDesignOutput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startingDesignsBecomeWhatTheyBecame_data()
    {
        QTest::addColumn<int>("index");
        const auto designs = startingDesigns();
        for (size_t i = 0; i < designs.size(); ++i)
            QTest::newRow(qPrintable(designs[i].name)) << int(i);
    }
    void startingDesignsBecomeWhatTheyBecame()
    {
        QFETCH(int, index);
        const auto design = startingDesigns()[size_t(index)];
        const auto compiled = CompiledEmail::compile(
            {design.subject, design.preheader, toText(design.document), BodyKind::Design}, brand());
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().toString()));
        MessageContext context;
        context.money = liquid::MoneyStyle::forLocale(*CurrencyCode::fromString(u"EUR"), u"en"_s);
        context.rules.assign(size_t(compiled->needs().rules.size()), true);
        const auto message = compiled->render(values(), context);
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().toString()));
        QCOMPARE(message->warnings, std::vector<MessageWarning>());
        QCOMPARE(message->missing, std::vector<std::string>());
        QCOMPARE(nestingFault(message->html), QString());
        const QString path
            = QFINDTESTDATA("../../data/designs/welcome.txt").section(u'/', 0, -2) + u'/' + design.name;
        const auto compare = [&](const QString &file, const std::string &made) {
            QFile golden(file);
            if (qEnvironmentVariableIsSet("HABERDASH_RENEW")) {
                QVERIFY(golden.open(QIODevice::WriteOnly));
                QCOMPARE(golden.write(made.data(), qint64(made.size())), qint64(made.size()));
                return;
            }
            QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(file));
            QCOMPARE(QString::fromStdString(made), QString::fromUtf8(golden.readAll()));
        };
        compare(path + u".html"_s, message->html);
        compare(path + u".txt"_s, message->text);
    }

    void nobodysValuesAreNeeded_data() { startingDesignsBecomeWhatTheyBecame_data(); }
    void nobodysValuesAreNeeded()
    {
        QFETCH(int, index);
        const auto design = startingDesigns()[size_t(index)];
        const auto compiled = CompiledEmail::compile(
            {design.subject, design.preheader, toText(design.document), BodyKind::Design}, brand());
        QVERIFY(compiled);
        const auto message
            = compiled->render(values("{\"unsubscribe_url\": \"https://shop.example/u/1\", \"shop\": "
                                      "{\"name\": \"T\", \"url\": \"https://shop.example\"},"
                                      "\"customer\": {\"points\": 0, \"orders_count\": 0}}"),
                {});
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().toString()));
        QCOMPARE(message->missing, std::vector<std::string>());
        QCOMPARE(message->warnings, std::vector<MessageWarning>());
        QVERIFY(!message->text.starts_with("Hello ,"));
        QCOMPARE(nestingFault(message->html), QString());
    }

    void whoSeesWhatIsDecidedByRules()
    {
        const auto compiled = compile(
            text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"for all\"},"
                 "{\"id\":\"b2\",\"kind\":\"text\",\"text\":\"for one\",\"rule\":\"count orders = 1\"},"
                 "{\"id\":\"b3\",\"kind\":\"choice\",\"variants\":[{\"name\":\"A\",\"rule\":\"segment "
                 "\\\"VIP\\\"\",\"blocks\":[{\"id\":\"b4\",\"kind\":\"text\",\"text\":\"very\"}]},"
                 "{\"name\":\"B\",\"rule\":\"count orders = "
                 "1\",\"blocks\":[{\"id\":\"b5\",\"kind\":\"text\",\"text\":\"once\"}]}],"
                 "\"otherwise\":[{\"id\":\"b6\",\"kind\":\"text\",\"text\":\"else\"}]}]"));
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().toString()));
        QCOMPARE(compiled->needs().rules, QStringList({u"count orders = 1"_s, u"segment \"VIP\""_s}));
        const auto shown = [&](std::vector<bool> rules) {
            MessageContext context;
            context.rules = std::move(rules);
            const auto message = compiled->render(values(), context);
            return message ? QString::fromStdString(message->text).section(u"You get"_s, 0, 0).simplified()
                           : message.error().toString();
        };
        QCOMPARE(shown({false, false}), u"for all else"_s);
        QCOMPARE(shown({true, false}), u"for all for one once"_s);
        QCOMPARE(shown({true, true}), u"for all for one very"_s);
        QCOMPARE(shown({}), u"for all else"_s);
    }

    void mistakesNameBlockAndLine_data()
    {
        QTest::addColumn<QString>("blocks");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"fine\"},{\"id\":\"b2\","
                                      "\"kind\":\"text\",\"text\":\"a\\n\\n{{ x | nix }}\"}]")
                              << u"body b2 text 3 8"_s;
        QTest::newRow("open tag") << text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"{% if x "
                                          "%}\"},{\"id\":\"b2\",\"kind\":\"text\",\"text\":\"{% endif %}\"}]")
                                  << u"body b1 text 1 1"_s;
        QTest::newRow("label") << text(
            "[{\"id\":\"b1\",\"kind\":\"button\",\"label\":\"{{ x\",\"link\":\"https://a.example\"}]")
                               << u"body b1 label 1 1"_s;
        QTest::newRow("no label") << text(
            "[{\"id\":\"b1\",\"kind\":\"button\",\"link\":\"https://a.example\"}]")
                                  << u"body b1 label 1 1"_s;
        QTest::newRow("no link") << text("[{\"id\":\"b1\",\"kind\":\"button\",\"label\":\"Go\"}]")
                                 << u"body b1 link 1 1"_s;
        QTest::newRow("no picture") << text("[{\"id\":\"b1\",\"kind\":\"image\",\"alt\":\"x\"}]")
                                    << u"body b1 source 1 1"_s;
        QTest::newRow("list") << text("[{\"id\":\"b1\",\"kind\":\"products\",\"list\":\"a | b\"}]")
                              << u"body b1 list 1 1"_s;
        QTest::newRow("repeat") << text(
            "[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"x\",\"repeat\":{\"list\":\"a %}{{ b\"}}]")
                                << u"body b1 repeat 1 1"_s;
        QTest::newRow("variant for nobody") << text("[{\"id\":\"b1\",\"kind\":\"choice\",\"variants\":[{"
                                                    "\"name\":\"A\",\"rule\":\"\",\"blocks\":[]}]}]")
                                            << u"body b1 rule 1 1"_s;
        QTest::newRow("footer for some")
            << text("[{\"id\":\"b1\",\"kind\":\"footer\",\"rule\":\"count orders = 1\"}]")
            << u"body b1 rule 1 1"_s;
        QTest::newRow("no shared block")
            << text("[{\"id\":\"b1\",\"kind\":\"shared\",\"name\":\"Nowhere\"}]") << u"body b1 name 1 1"_s;
        QTest::newRow("coupon") << text("[{\"id\":\"b1\",\"kind\":\"coupon\"}]") << u"body b1 set 1 1"_s;
        QTest::newRow("banner") << text("[{\"id\":\"b1\",\"kind\":\"banner\"}]") << u"body b1 headline 1 1"_s;
        QTest::newRow("nested, html")
            << text("[{\"id\":\"b1\",\"kind\":\"columns\",\"columns\":[{\"blocks\":[{\"id\":\"b2\",\"kind\":"
                    "\"html\",\"html\":\"<p>\\n{% for %}\"}]}]}]")
            << u"body b2 html 2 8"_s;
    }
    void mistakesNameBlockAndLine()
    {
        QFETCH(QString, blocks);
        QFETCH(QString, expected);
        const auto compiled = compile(blocks);
        QVERIFY(!compiled);
        const DesignError &error = compiled.error();
        QCOMPARE(u"%1 %2 %3 %4 %5"_s.arg(toWord(error.part), error.block, error.field)
                     .arg(error.where.line)
                     .arg(error.where.column),
            expected);
        QVERIFY(!error.where.message.isEmpty());
    }

    void mistakesWhileRenderingNameTheirBlockToo()
    {
        const auto compiled = compile(text(
            "[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"fine\"},{\"id\":\"b2\",\"kind\":\"text\",\"text\":"
            "\"a\\n\\n{% for i in (1..9000) %}{% for j in (1..9000) %}x{% endfor %}{% endfor %}\"},"
            "{\"id\":\"b3\",\"kind\":\"text\",\"text\":\"fine\"}]"));
        QVERIFY(compiled);
        const auto message = compiled->render(values(), {});
        QVERIFY(!message);
        QCOMPARE(message.error().block, u"b2"_s);
        QCOMPARE(message.error().where.line, 3);
    }

    void sharedBlocksAreWrittenInPlace()
    {
        SharedBlocks shared;
        shared[u"Hello"_s]
            = *blocksFromText(text("[{\"id\":\"x\",\"kind\":\"text\",\"text\":\"shared words\"}]"));
        shared[u"Circle"_s]
            = *blocksFromText(text("[{\"id\":\"x\",\"kind\":\"shared\",\"name\":\"Circle\"}]"));
        const auto compiled
            = compile(text("[{\"id\":\"b1\",\"kind\":\"shared\",\"name\":\"Hello\"}]"), shared);
        QVERIFY(compiled);
        QVERIFY(compiled->render(values(), {})->text.find("shared words") != std::string::npos);
        const auto circle
            = compile(text("[{\"id\":\"b1\",\"kind\":\"shared\",\"name\":\"Circle\"}]"), shared);
        QVERIFY(!circle);
        QVERIFY(circle.error().where.message.contains(u"Circle → Circle"_s));
    }

    void repeatedBlocksComeOncePerEntry()
    {
        const auto compiled = compile(
            text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"{{ forloop.index }}: {{ thing.title "
                 "}}\",\"repeat\":{\"list\":\"recommendations\",\"name\":\"thing\",\"limit\":2}}]"));
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().toString()));
        const QString made = QString::fromStdString(compiled->render(values(), {})->text);
        QVERIFY2(made.contains(u"1: Hat <red>\n2: Scarf"_s) || made.contains(u"1: Hat <red>\n\n2: Scarf"_s),
            qPrintable(made));
        QVERIFY(!made.contains(u"Glove"_s));
    }

    void languagesFromRightToLeftTurnThePage()
    {
        BrandKit kit = brand();
        kit.language = u"ar-EG"_s;
        const auto compiled
            = compile(text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"مرحبا\"}]"), {}, kit);
        QVERIFY(compiled);
        const auto message = compiled->render(values(), {});
        QVERIFY(message->html.find("<html lang=\"ar-EG\" dir=\"rtl\"") != std::string::npos);
        QVERIFY(message->html.find("text-align:right") != std::string::npos);
        QVERIFY(message->html.find("text-align:left") == std::string::npos);
        const auto own = CompiledEmail::compile(
            {u"Hi"_s, {}, text("{\"haberdash\":1,\"language\":\"he\",\"blocks\":[]}"), BodyKind::Design},
            brand());
        QVERIFY(own);
        QVERIFY(own->render(values(), {})->html.find("dir=\"rtl\"") != std::string::npos);
    }

    void valuesStayWords_data()
    {
        QTest::addColumn<QString>("name");
        int number = 0;
        for (const char *name : {"<b>Ada</b>", "\"><script>alert(1)</script>", "' onmouseover='alert(1)",
                 "</td></tr></table>", "{{ customer.secret }}", "{% raw %}", "<!--", "-->", "<![endif]-->",
                 "Ada\r\nBcc: all@shop.example", "Ada\nSubject: other", "javascript:alert(1)",
                 "&lt;script&gt;", "]]>", "\u202e\u2066Ada", "<img src=x onerror=alert(1)>", "%0d%0aBcc:x"})
            QTest::addRow("%d", ++number) << QString::fromUtf8(name);
    }
    void valuesStayWords()
    {
        QFETCH(QString, name);
        const auto design = startingDesigns()[0];
        const QString blocks
            = text("[{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"# {{ customer.first_name }}\\n\\n[{{ "
                   "customer.first_name }}](https://shop.example/?n={{ customer.first_name }}).\"},"
                   "{\"id\":\"b2\",\"kind\":\"button\",\"label\":\"For {{ customer.first_name "
                   "}}\",\"link\":\"https://shop.example/{{ customer.first_name | url_encode }}\"},"
                   "{\"id\":\"b3\",\"kind\":\"image\",\"source\":\"https://shop.example/a.png\",\"alt\":\"{{ "
                   "customer.first_name }}\"},"
                   "{\"id\":\"b4\",\"kind\":\"points\",\"heading\":\"{{ customer.first_name }}\"},"
                   "{\"id\":\"b5\",\"kind\":\"html\",\"html\":\"<p title=\\\"{{ customer.first_name "
                   "}}\\\">{{ customer.first_name }}</p>\"}]");
        const auto compiled
            = CompiledEmail::compile({u"Hi {{ customer.first_name }}"_s, u"{{ customer.first_name }}"_s,
                                         designText(blocks), BodyKind::Design},
                brand());
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().toString()));
        const auto render = [&](const QString &first) {
            liquid::Object person;
            person.set("first_name", liquid::Value(first.toStdString()));
            liquid::Object all;
            all.set("customer", liquid::Value(std::move(person)));
            all.set("unsubscribe_url", liquid::Value("https://shop.example/u"));
            return compiled->render(all, {});
        };
        const auto plain = render(u"Ada"_s);
        const auto message = render(name);
        QVERIFY(plain && message);
        // The same tags and attributes as for anybody: whatever the name is, it is words.
        const auto tags = [](const std::string &html) {
            QStringList list;
            for (const HtmlPiece &piece : readHtml(html)) {
                if (piece.kind == HtmlPiece::Kind::Open || piece.kind == HtmlPiece::Kind::Close)
                    list.append(QString::fromStdString(piece.name));
            }
            return list;
        };
        QCOMPARE(tags(message->html), tags(plain->html));
        QVERIFY(message->subject.find_first_of("\r\n") == std::string::npos);
        QVERIFY(message->preheader.find_first_of("\r\n") == std::string::npos);
    }

    void wholePagesGetWhatTheyLack()
    {
        const auto page = CompiledEmail::compile(
            {u"Hi"_s, u"Look"_s,
                u"<html><BODY style=\"x\">\n<p>Hello {{ customer.first_name }}</p></body></html>"_s,
                BodyKind::Html},
            brand());
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().toString()));
        const std::string html = page->render(values(), {})->html;
        QVERIFY(html.find("<BODY style=\"x\"><div style=\"display:none") != std::string::npos);
        QVERIFY(html.find(">Look&#8204;") != std::string::npos);
        QVERIFY(html.find("Hello Ada") < html.find("https://shop.example/u/1"));
        QVERIFY(html.find("https://shop.example/u/1") < html.find("</body>"));
        const auto styled = CompiledEmail::compile(
            {u"Hi"_s, {},
                u"<html><head><style>p{color:{{ customer.first_name }}}a:hover{color:red}</style></head>"
                "<body><p>{{ customer.first_name }}</p></body></html>"_s,
                BodyKind::Html},
            brand());
        QVERIFY2(styled.has_value(), styled ? "" : qPrintable(styled.error().toString()));
        const std::string inlined = styled->render(values(), {})->html;
        QVERIFY2(inlined.find("<style>a:hover{color:red}</style>") != std::string::npos, inlined.c_str());
        QVERIFY2(inlined.find("<p style=\"color:Ada\">Ada</p>") != std::string::npos, inlined.c_str());
        const auto own = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<p>a <a href=\"{{ unsubscribe_url }}\">bye</a></p>"_s, BodyKind::Html}, brand());
        QVERIFY(own);
        QVERIFY(own->render(values(), {})->html.find("Mill Lane") == std::string::npos);
        const auto wrong = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<html><body>\n<p>{{ x | nix }}</p>"_s, BodyKind::Html}, brand());
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().where.line, 2);
        QCOMPARE(wrong.error().block, QString());
    }

    void pagesThatSwallowTheWayOutAreRefused_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("line"); // 0: it may pass
        const auto row
            = [](const char *name, const QString &page, int line) { QTest::newRow(name) << page << line; };
        row("sound", u"<p>a</p>"_s, 0);
        row("nothing", QString(), 0);
        row("style", u"<p>a</p>\n<style>p{color:red}\n<p>b</p>"_s, 2);
        row("comment", u"<p>a</p>\n\n<!-- later <p>b</p>"_s, 3);
        row("script", u"<script>a()\n</scrip><p>b</p>"_s, 1);
        row("title", u"<head>\n<title>a</head><body><p>b</p></body>"_s, 2);
        row("text area", u"<p>a</p>\n<textarea>b"_s, 2);
        row("tag", u"<p>a</p>\n<a href=\"https://a.example>b</a>"_s, 2);
        row("its end in a comment", u"<body><p>a</p>\n<!-- </body>"_s, 2);
        row("closed in time", u"<body><p>a</p><!-- </body> --></body>"_s, 0);
        row("style that is closed", u"<style>p{}</style><p>a</p>"_s, 0);
    }
    void pagesThatSwallowTheWayOutAreRefused()
    {
        QFETCH(const QString, page);
        QFETCH(const int, line);
        const auto compiled = CompiledEmail::compile({u"Hi"_s, {}, page, BodyKind::Html}, brand());
        if (line > 0) {
            QVERIFY(!compiled);
            QCOMPARE(compiled.error().where.line, line);
            QCOMPARE(compiled.error().part, EmailPart::Body);
            QVERIFY2(compiled.error().where.message.contains(u"never closed"_s),
                qPrintable(compiled.error().toString()));
            return;
        }
        QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().toString()));
        const auto message = compiled->render(values(), {});
        QVERIFY(message);
        QVERIFY2(message->text.find("https://shop.example/u/1") != std::string::npos, message->text.c_str());
    }

    void aWayOutThatIsDecidedAwayIsAnError()
    {
        const auto page = CompiledEmail::compile(
            {u"Hi"_s, {},
                u"{% if customer.points > 5 %}<a href=\"{{ unsubscribe_url }}\">out</a>{% endif %}<p>a</p>"_s,
                BodyKind::Html},
            brand());
        QVERIFY(page);
        const auto message = page->render(values(), {});
        auto none = values();
        none.set("customer", liquid::Value(liquid::Object()));
        const auto refused = page->render(none, {});
        QVERIFY(message || refused);
        QVERIFY(!(message && refused));
        const auto &error = message ? refused.error() : message.error();
        QVERIFY2(error.where.message.contains(u"way out"_s), qPrintable(error.toString()));
    }

    void aWayOutThatNobodySeesIsNoWayOut()
    {
        const auto typo = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<a href=\"{ unsubscribe_url }}\">a</a>"_s, BodyKind::Html}, brand());
        QVERIFY(typo);
        QVERIFY(typo->render(values(), {}));
        const auto elsewhere = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<a title=\"{{ unsubscribe_url }}\">a</a>"_s, BodyKind::Html}, brand());
        QVERIFY(elsewhere);
        QVERIFY(elsewhere->render(values(), {}));
        const auto unseen = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<div style=\"display:none\"><a href=\"{{ unsubscribe_url }}\">a</a></div>b"_s,
                BodyKind::Html},
            brand());
        QVERIFY(unseen);
        QVERIFY(!unseen->render(values(), {}));
        const auto hidden = CompiledEmail::compile(
            {u"Hi"_s, {}, u"<!DOCTYPE html><p>a</p><!-- {{ unsubscribe_url }} -->"_s, BodyKind::Html},
            brand());
        QVERIFY(hidden);
        const auto message = hidden->render(values(), {});
        QVERIFY(message);
        QVERIFY(message->html.starts_with("<!DOCTYPE html><div"));
        QVERIFY2(message->html.find("href=\"https://shop.example/u/1\"") != std::string::npos,
            message->html.c_str());
    }
};

QTEST_GUILESS_MAIN(TestDesignOutput)
#include "tst_design_output.moc"
