// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/style_inliner.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::page;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray inlined(const QByteArray &html, const Limits &limits = {})
{
    const auto styles = inlineStyles({html.constData(), size_t(html.size())}, limits);
    if (!styles)
        return styles.error().detail.toUtf8();
    return QByteArray::fromStdString(applied({html.constData(), size_t(html.size())}, styles->edits));
}

} // namespace

class TestStyleInliner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesMoveWhereTheyMean_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *html, const char *expected) {
            QTest::newRow(name) << QByteArray(html) << QByteArray(expected);
        };
        row("one rule", "<style>p{color:red}</style><p>a", "<p style=\"color:red\">a");
        row("no rules", "<p CLASS='x' >a<br/>", "<p CLASS='x' >a<br/>");
        row("blanks", "<style>\n p , b { color : red ; ; margin:0 }\n</style>\n<p>a<b>",
            "\n<p style=\"color:red;margin:0\">a<b style=\"color:red;margin:0\">");
        row("later wins", "<style>p{color:red}p{color:blue}</style><p>a", "<p style=\"color:blue\">a");
        row("stronger wins", "<style>p.a{color:red}p{color:blue}</style><p class=\"a\">a",
            "<p style=\"color:red\" class=\"a\">a");
        row("id over classes", "<style>#i{color:red}.a.a.a.b{color:blue}</style><p id=i class=\"a b\">a",
            "<p style=\"color:red\" id=i class=\"a b\">a");
        row("list counts each", "<style>#i,p{color:red}.a{color:blue}</style><p class=a>a<p id=i class=a>b",
            "<p style=\"color:blue\" class=a>a<p style=\"color:red\" id=i class=a>b");
        row("own style wins", "<style>p{color:red;margin:0}</style><p style=\"color:blue\">a",
            "<p style=\"margin:0;color:blue\">a");
        row("important over own", "<style>p{color:red!important;margin:0}</style><p style=\"color:blue;\">a",
            "<p style=\"margin:0;color:blue;color:red\">a");
        row("own important wins", "<style>p{color:red ! IMPORTANT}</style><p style='color:blue !important'>a",
            "<p style='color:blue !important'>a");
        row("important over stronger", "<style>p{color:red!important}.a{color:blue}</style><p class=a>a",
            "<p style=\"color:blue;color:red\" class=a>a");
        row("without quotes", "<style>p{margin:0}</style><p style=color:blue class=a>a",
            "<p style=\"margin:0;color:blue\" class=a>a");
        row("quotes in a value without", "<style>p{margin:0}</style><p style=font:\"b\">a",
            "<p style=\"margin:0;font:&quot;b&quot;\">a");
        row("without a value", "<style>p{margin:0}</style><p style>a<p style=\"\">",
            "<p style=\"margin:0\">a<p style=\"margin:0\">");
        row("own in single quotes", "<style>p{font-family:'A b'}</style><p style='margin:0'>",
            "<p style='font-family:\"A b\";margin:0'>");
        row("quotes", "<style>p{font-family:\"A b\", x}</style><p>", "<p style=\"font-family:'A b', x\">");
        row("both quotes", "<style>p{content:\"it's\"}</style><p>", "<p style=\"content:&quot;it's&quot;\">");
        row("address", "<style>p{background:url(https://x/?a=1&b=2;c)}</style><p>",
            "<p style=\"background:url(https://x/?a=1&amp;b=2;c)\">");
        row("entities of its own",
            "<style>p{margin:0}</style><p style=\"font-family:&quot;A;b&quot;;margin:1px\">",
            "<p style=\"font-family:&quot;A;b&quot;;margin:1px\">");
        row("two for old and new",
            "<style>p{background:#fff;background:linear-gradient(#fff,#eee)}</style><p>",
            "<p style=\"background:#fff;background:linear-gradient(#fff,#eee)\">");
        row("shorthand in order", "<style>.a{padding-top:9px}p.a{padding:0}</style><p class=a>",
            "<p style=\"padding-top:9px;padding:0\" class=a>");
        row("nothing in the head", "<head><style>*{margin:0}</style><title>x</title></head><body><p>",
            "<head><title>x</title></head><body style=\"margin:0\"><p style=\"margin:0\">");
        row("upper case", "<STYLE>P{COLOR:Red}</STYLE><P>", "<P style=\"color:Red\">");
        row("comments in CSS", "<style>/* p{} */p/* x */{/* ; */color:red;/* y */}</style><p>",
            "<style>/* p{} */</style><p style=\"color:red\">");
        row("nothing new comes into being",
            "<<style>p{color:red}</style>b>{<style>p{margin:0}</style>{ x }}<p>",
            "<<style></style>b>{<style></style>{ x }}<p style=\"color:red;margin:0\">");
        row("old comments", "<style><!--\np{color:red}\n--></style><p>", "<p style=\"color:red\">");
    }
    void rulesMoveWhereTheyMean()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, expected);
        if (html.contains("/* p{} */"))
            expected = "<p style=\"color:red\">"; // comments alone are no reason to keep a sheet
        QCOMPARE(inlined(html), expected);
    }

    void whatCannotMoveStays_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *html, const char *expected) {
            QTest::newRow(name) << QByteArray(html) << QByteArray(expected);
        };
        row("hover", "<style>a{margin:0}a:hover{color:red}</style><a>",
            "<style>a:hover{color:red}</style><a style=\"margin:0\">");
        row("part of a list", "<style>a , a:hover,p{color:red}</style><a>",
            "<style>a:hover,p{color:red!important}</style><a style=\"color:red\">");
        row("font", "<style>@font-face{src:url(x)}p{margin:0}</style><p>",
            "<style>@font-face{src:url(x)}</style><p style=\"margin:0\">");
        row("import", "<style>@import url(x);p{margin:0}</style><p>",
            "<style>@import url(x);</style><p style=\"margin:0\">");
        row("before", "<style>p::before{content:'{'}p{margin:0}</style><p>",
            "<style>p::before{content:'{'}</style><p style=\"margin:0\">");
        row("means nothing here", "<style>.ExternalClass *{line-height:100%}p{margin:0}</style><p>",
            "<style>.ExternalClass *{line-height:100%}</style><p style=\"margin:0\">");
        row("not understood", "<style>p:is(.a){color:red}p{margin:0}</style><p>",
            "<style>p:is(.a){color:red}</style><p style=\"margin:0\">");
        row("unclosed", "<style>p{margin:0}p{color:red</style><p>",
            "<style>p{color:red</style><p style=\"margin:0\">");
        row("rubbish", "<style>}p{margin:0}</style><p>", "<style>}</style><p style=\"margin:0\">");
        row("a hole in the list", "<style>p,,a{color:red}</style><p>", "<style>p,,a{color:red}</style><p>");
        row("nested", "<style>p{color:red;&:hover{color:blue}}</style><p>",
            "<style>p{color:red;&:hover{color:blue}}</style><p>");
        row("for print", "<style media=print>p{margin:0}</style><p>",
            "<style media=print>p{margin:0}</style><p>");
        row("marked", "<style data-embed>p{margin:0}</style><p>", "<style data-embed>p{margin:0}</style><p>");
        row("Outlook's", "<!--[if mso]><style>p{margin:0}</style><![endif]--><p>",
            "<!--[if mso]><style>p{margin:0}</style><![endif]--><p>");
        row("hidden from Outlook", "<!--[if !mso]><!--><style>p{margin:0}</style><!--<![endif]--><p>",
            "<!--[if !mso]><!--><style>p{margin:0}</style><!--<![endif]--><p>");
        row("an element nobody wrote", "<style>tbody{margin:0}</style><table><tr><td>",
            "<style>tbody{margin:0}</style><table><tr><td>");
    }
    void whatCannotMoveStays()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, expected);
        QCOMPARE(inlined(html), expected);
    }

    /// What stays used to win over what now stands in attributes, and must go on to.
    void whatStaysGoesOnToWin_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *kept, const char *page, const char *expected) {
            QTest::newRow(name) << QByteArray(kept) << QByteArray(page) << QByteArray(expected);
        };
        row("same", "@media (max-width:9px){td{width:100%}}", "<td class=w>",
            "@media (max-width:9px){td{width:100%!important}}");
        row("other property", "@media (max-width:9px){td{color:red}}", "<td class=w>",
            "@media (max-width:9px){td{color:red}}");
        row("part of a shorthand", "@media (max-width:9px){td{padding-left:0 ; }}", "<td>",
            "@media (max-width:9px){td{padding-left:0!important ; }}");
        row("important already", "@media (max-width:9px){td{padding:0 !important}}", "<td>",
            "@media (max-width:9px){td{padding:0 !important}}");
        row("own style was stronger", "@media (max-width:9px){td{padding:0}}", "<td style=\"padding:3px\">",
            "@media (max-width:9px){td{padding:0}}");
    }
    void whatStaysGoesOnToWin()
    {
        QFETCH(QByteArray, kept);
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, expected);
        const QByteArray html = "<style>td{padding:5px;width:50px}" + kept + "</style><table><tr>" + page;
        const QByteArray found = inlined(html);
        QCOMPARE(found.left(found.indexOf("</style>")).mid(7), expected);
    }
    void whatWasWeakerStaysWeaker()
    {
        QCOMPARE(inlined("<style>#i{color:red}a:hover{color:blue}</style><a id=i>"),
            QByteArray("<style>a:hover{color:blue}</style><a style=\"color:red\" id=i>"));
    }

    void liquidSurvives_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *html, const char *expected) {
            QTest::newRow(name) << QByteArray(html) << QByteArray(expected);
        };
        row("around elements",
            "<style>td{margin:0}</style><table>{% for p in ps %}<tr><td>{{ p | a: \">\" }}</td></tr>{% "
            "endfor %}</table>",
            "<table>{% for p in ps %}<tr><td style=\"margin:0\">{{ p | a: \">\" }}</td></tr>{% endfor "
            "%}</table>");
        row("in front of everything",
            "{% assign a = 1 %}<html><head><style>body{margin:0}</style></head><body>",
            "{% assign a = 1 %}<html><head></head><body style=\"margin:0\">");
        row("in a value", "<style>p{color:{{ brand.colour | default: \"#fff\" }};margin:0}</style><p>",
            "<p style=\"color:{{ brand.colour | default: \"#fff\" }};margin:0\">");
        row("in its own style", "<style>p{color:red}</style><p style=\"{{ a }}\">",
            "<p style=\"color:red;{{ a }}\">");
        row("in an address", "<style>a{color:red}</style><a href={{ url }}>",
            "<a style=\"color:red\" href={{ url }}>");
        row("in a class", "<style>.a{margin:0}p{color:red}</style><p class=\"{{ c }}\"><p class=a>",
            "<style>.a{margin:0}</style><p style=\"color:red\" class=\"{{ c }}\"><p "
            "style=\"color:red;margin:0\" class=a>");
        row("between attributes",
            "<style>p{color:red}</style><p {% if a %}style=\"color:blue\"{% endif %}><p>",
            "<style>p{color:red}</style><p {% if a %}style=\"color:blue\"{% endif %}><p "
            "style=\"color:red\">");
        row("in a selector", "<style>.{{ c }}{color:red}p{margin:0}</style><p>",
            "<style>.{{ c }}{color:red}</style><p style=\"margin:0\">");
        row("conditions in CSS", "<style>{% if a %}p{color:red}{% endif %}</style><p>",
            "<style>{% if a %}p{color:red}{% endif %}</style><p>");
        row("never closed", "<style>p{a:'%}'}</style><p style='{% if'>",
            "<style>p{a:'%}'}</style><p style='{% if'>");
        row("places in a loop",
            "<style>p:first-child{color:red}p{margin:0}</style>{% for a in b %}<p>{% endfor %}",
            "<style>p:first-child{color:red}</style>{% for a in b %}<p style=\"margin:0\">{% endfor %}");
    }
    void liquidSurvives()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, expected);
        QCOMPARE(inlined(html), expected);
    }

    /// Whatever the page: without what was put in and with what was taken out it is what it was.
    void allElseStaysByteForByte()
    {
        const QByteArray html(
            "\xef\xbb\xbf<!DOCTYPE html>\r\n<html><head>\n<style>p{color:red}td , a:hover{margin:0}"
            "</style></head>\r\n<body bgcolor=#fff ><!-- x --><P  CLASS = 'a'\n>\xc3\xa9 &eacute; \xff"
            "<table><p>wrong</table><b><i></b></i></br><td><!--[if mso]><td><![endif]--></p>\0x"
            "<a href=x/><?php ?></body></html>\n<p>late",
            253);
        const std::string_view source(html.constData(), size_t(html.size()));
        const auto styles = inlineStyles(source);
        QVERIFY(styles.has_value());
        QVERIFY(styles->moved > 0);
        const std::string after = applied(source, styles->edits);
        std::string without;
        size_t shift = 0;
        size_t from = 0;
        for (const Edit &edit : styles->edits) {
            without += after.substr(from + shift, edit.offset - from);
            without += source.substr(edit.offset, edit.length);
            QCOMPARE(after.substr(edit.offset + shift, edit.text.size()), edit.text);
            from = edit.offset + edit.length;
            shift += edit.text.size() - edit.length;
        }
        without += after.substr(from + shift);
        QCOMPARE(QByteArray::fromStdString(without), html);
    }

    void twiceIsOnce()
    {
        const QByteArray once = inlined(
            "<style>p{color:red}a:hover{color:blue}@media x{p{color:red}}</style><p style='margin:0'><a>");
        QCOMPARE(inlined(once), once);
    }

    void limitsSayWhatIsTooMuch_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("large") << QByteArray(2'000'001, 'x') << QByteArray("The page is larger than 2 MB.");
        QTest::newRow("rules") << "<style>" + QByteArray("p{a:b}").repeated(5'001) + "</style>"
                               << QByteArray("The style sheets have more than 5000 rules.");
        QTest::newRow("deep")
            << "<style>p{a:b}</style>" + QByteArray("<div>").repeated(600)
            << QByteArray("At line 1 more than 512 elements are open: they are nested too deep, or "
                          "not closed.");
        QTest::newRow("backtracking")
            << "<style>b " + QByteArray("div ").repeated(14) + "i{a:b}</style>"
                + QByteArray("<div>").repeated(500) + QByteArray("<i></i>").repeated(100)
            << QByteArray(
                   "The style sheets are so tangled that it takes too long to find out what they mean.");
        QTest::newRow("much is added")
            << "<style>br{a:" + QByteArray(100'000, 'b') + "}</style>" + QByteArray("<br>").repeated(100)
            << QByteArray("Its style sheets would add more than 4 MB to the page.");
    }
    void limitsSayWhatIsTooMuch()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, expected);
        QCOMPARE(inlined(html), expected);
    }
};

QTEST_GUILESS_MAIN(TestStyleInliner)
#include "tst_style_inliner.moc"
