// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/selector.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::page;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view family
    = "<html><head></head><body class=\"Top\"><div id=\"box\" class=\"wide dark\"><p data-k=\"One "
      "two-x\">a</p><p "
      "class=\"b\" lang=\"en-GB\">b</p><p>c<a href=\"https://x.example/i.png\">d</a></p></div>"
      "<table><tr><td>1</td><td class=\"last\">2</td></tr></table></body></html>";

/// Names and positions of the elements that a selector means.
QString meant(std::string_view html, const QString &text, Match wanted = Match::Yes)
{
    const auto selector = Selector::read(text.toStdString());
    if (!selector)
        return u"not read"_s;
    const auto tree = PageTree::read(scanSource(html), {});
    if (!tree)
        return tree.error().detail;
    SelectorMatcher matcher(*tree, html.find("{%") == std::string_view::npos, 100'000);
    QStringList names;
    for (size_t i = 0; i < tree->elements.size(); ++i) {
        const PageElement &each = tree->elements[i];
        if (matcher.match(*selector, int(i)) == wanted)
            names.append(u"%1%2"_s.arg(QString::fromStdString(each.name)).arg(each.position));
    }
    return names.join(u' ');
}

} // namespace

class TestSelector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meansTheRightElements_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("p", "p1 p2 p3");
        row("P", "p1 p2 p3");
        row("*", "html1 head1 body2 div1 p1 p2 p3 a1 table2 tbody1 tr1 td1 td2");
        row(".b", "p2");
        row(".B", "");
        row("p.b", "p2");
        row("div.wide.dark#box", "div1");
        row("div.wide.light", "");
        row("#box p", "p1 p2 p3");
        row("body > p", "");
        row("div>p>a", "a1");
        row("div > * > a", "a1");
        row("body a", "a1");
        row("p + p", "p2 p3");
        row("p+p+p", "p3");
        row("p ~ p", "p2 p3");
        row("p.b ~ p", "p3");
        row("table > tr", ""); // there is a tbody between them, as in browsers
        row("table tr td", "td1 td2");
        row("p:first-child", "p1");
        row("p:last-child", "p3");
        row("p:nth-child(2)", "p2");
        row("p:nth-child(odd)", "p1 p3");
        row("p:nth-child(even)", "p2");
        row("p:nth-child(2n + 1)", "p1 p3");
        row("p:nth-child(-n+2)", "p1 p2");
        row("p:nth-child(n+2)", "p2 p3");
        row("p:nth-child(3n)", "p3");
        row("p:nth-last-child(1)", "p3");
        row("p:not(.b)", "p1 p3");
        row("p:not(:first-child)", "p2 p3");
        row("p:not([class])", "p1 p3");
        row("[class]", "body2 div1 p2 td2");
        row("[data-k=\"One two-x\"]", "p1");
        row("[data-k=one]", "");
        row("[data-k~=One]", "p1");
        row("[data-k~=two]", "");
        row("[data-k='one TWO-X' i]", "p1");
        row("[lang|=en]", "p2");
        row("[lang|='en-G']", "");
        row("a[href^='https:']", "a1");
        row("a[href$=\".png\"]", "a1");
        row("a[href*=example]", "a1");
        row("a[href*='']", "");
        row("p/* x */.b", "not read");
        row("p /* x */ .b", "");
        row("div /* x */ .b", "p2");
        // What is only known when the mail is read, or not at all.
        row("a:hover", "");
        row("", "not read");
        row("p:", "not read");
        row("p:is(.b)", "not read");
        row("p:nth-child(x)", "not read");
        row("p:nth-child(2", "not read");
        row("p:not(.b", "not read");
        row("p:not(:not(p))", "not read");
        row("p >", "not read");
        row("> p", "not read");
        row("p > > p", "not read");
        row(".1a", "not read");
        row("p[", "not read");
        row("p[a=b", "not read");
        row("p::before", "p1 p2 p3");
        row("p::before a", "not read");
        row("svg|a", "not read");
        row("p:nth-child(99999999999)", "not read");
        row("a a a a a a a a a a a a a a a a a", "not read"); // 17 parts
    }
    void meansTheRightElements()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(meant(family, text), expected);
    }

    void escapedNamesAreNames()
    {
        constexpr std::string_view html = "<p class=\"md:w-1/2\">a</p><p class=\"2x\">b</p>";
        QCOMPARE(meant(html, u".md\\:w-1\\/2"_s), u"p1"_s);
        QCOMPARE(meant(html, u".\\32 x"_s), u"p2"_s);
    }

    void whatDependsOnTheCustomerIsNeitherYesNorNo()
    {
        constexpr std::string_view html = "<div><p class=\"a {{ x }}\">1</p><p {% if y %}id=\"c\"{% endif "
                                          "%}>2</p><p class=\"a\">3</p></div>";
        QCOMPARE(meant(html, u".a"_s), u"p3"_s);
        QCOMPARE(meant(html, u".a"_s, Match::Maybe), u"p1 p2"_s);
        QCOMPARE(meant(html, u"p:not(.a)"_s, Match::Maybe), u"p1 p2"_s);
        QCOMPARE(meant(html, u"#c"_s, Match::Maybe), u"p2"_s);
        QCOMPARE(meant(html, u"div p"_s), u"p1 p2 p3"_s);
        QCOMPARE(meant(html, u"p:first-child"_s, Match::Maybe), u"p1 p2 p3"_s);
        QCOMPARE(meant(html, u"p + p"_s), QString());
        QCOMPARE(meant(html, u"p + p"_s, Match::Maybe), u"p2 p3"_s);
    }

    void countsAsCssSays_data()
    {
        // Figures of the chapter "Calculating a selector's specificity" of Selectors Level 4: (a,b,c) as
        // millions, thousands, ones.
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("expected");
        QTest::newRow("*") << u"*"_s << 0;
        QTest::newRow("LI") << u"LI"_s << 1;
        QTest::newRow("UL LI") << u"UL LI"_s << 2;
        QTest::newRow("UL OL+LI") << u"UL OL+LI"_s << 3;
        QTest::newRow("H1 + *[REL=up]") << u"H1 + *[REL=up]"_s << 1'001;
        QTest::newRow("UL OL LI.red") << u"UL OL LI.red"_s << 1'003;
        QTest::newRow("LI.red.level") << u"LI.red.level"_s << 2'001;
        QTest::newRow("#x34y") << u"#x34y"_s << 1'000'000;
        QTest::newRow("#s12:not(FOO)") << u"#s12:not(FOO)"_s << 1'000'001;
        QTest::newRow("a:hover::before") << u"a:hover::before"_s << 1'002;
    }
    void countsAsCssSays()
    {
        QFETCH(QString, text);
        QFETCH(int, expected);
        const auto selector = Selector::read(text.toStdString());
        QVERIFY(selector.has_value());
        QCOMPARE(selector->specificity, expected);
    }
};

QTEST_GUILESS_MAIN(TestSelector)
#include "tst_selector.moc"
