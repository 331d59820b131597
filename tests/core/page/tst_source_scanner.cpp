// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/page_tree.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::page;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "<p a=1>" as "open p a=1", texts in quotes.
QString described(std::string_view source)
{
    QStringList lines;
    size_t end = 0;
    for (const SourcePiece &piece : scanSource(source).pieces) {
        if (piece.start != end)
            return u"a gap"_s;
        end = piece.end;
        const QString text
            = QString::fromUtf8(source.data() + piece.start, qsizetype(piece.end - piece.start));
        QString line
            = QStringList{u"text"_s, u"open"_s, u"close"_s, u"comment"_s, u"raw"_s}.at(int(piece.kind));
        const bool isTag = piece.kind == SourcePiece::Kind::Open || piece.kind == SourcePiece::Kind::Close;
        line += u' ' + (isTag ? QString::fromStdString(piece.name) : u'"' + text + u'"');
        for (const SourceAttribute &each : piece.attributes) {
            line += u' ' + QString::fromStdString(each.name);
            if (each.hasValue)
                line += u'='
                    + QString::fromUtf8(
                        source.data() + each.valueStart, qsizetype(each.valueEnd - each.valueStart));
        }
        lines.append(line);
    }
    return lines.join(u'\n');
}

} // namespace

class TestSourceScanner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAsBrowsersDo_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *source, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
        };
        row("plain", "a<P Class=x>b</p >", "text \"a\"\nopen p class=x\ntext \"b\"\nclose p");
        row("quotes", "<a b=\"1>2\" c='\"' d = e f>", "open a b=1>2 c=\" d=e f");
        row("no tag", "1 < 2 <3", "text \"1 < 2 <3\"");
        row("comment", "<!-- <b> -->x<!-->y<!--->",
            "comment \"<!-- <b> -->\"\ntext \"x\"\ncomment \"<!-->\"\ntext \"y\"\ncomment \"<!--->\"");
        row("for Outlook", "<!--[if mso]><td><![endif]-->", "comment \"<!--[if mso]><td><![endif]-->\"");
        row("raw", "<style>a<b</style><script>\"</p>\"</script>",
            "open style\nraw \"a<b\"\nclose style\nopen script\nraw \"\"</p>\"\"\nclose script");
        row("raw that looks ended", "<style></styles></STYLE>", "open style\nraw \"</styles>\"\nclose style");
        row("never closed", "<p a=\"b>", "text \"<p a=\"b>\"");
        row("comment never closed", "<!-- x", "comment \"<!-- x\"");
        row("closing slash", "<br/><img src=a/>", "open br\nopen img src=a/");
        row("equals first", "<a =b=c>", "open a =b=c");
        row("Liquid in a value", "<a href={{ a > b }} class=x>", "open a href={{ a > b }} class=x");
        row("Liquid between", "<td {% if a > 1 %}class=\"b\"{% endif %}>", "open td class=b");
        row("Liquid comment", "{% comment %}<p>{% endcomment %}x",
            "text \"{% comment %}<p>{% endcomment %}x\"");
        row("Liquid raw", "{% raw %}<p {{ >{% endraw %}",
            "text \"{% raw %}\"\nopen p {{\ntext \"{% endraw %}\"");
        row("Liquid never closed", "{{ a <p>{% b", "text \"{{ a \"\nopen p\ntext \"{% b\"");
    }
    void cutsAsBrowsersDo()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(described(source.toStdString()), expected);
    }

    void whatIsFilledInIsAsLong()
    {
        const std::string source = "<p title='{{ a }}' id={{ b }}>{% if c %}\n{{ d }}{% endif %}</p>";
        const ScannedPage page = scanSource(source);
        QCOMPARE(QByteArray::fromStdString(page.filled),
            QByteArray("<p title='       ' id=xxxxxxx>          \n                  </p>"));
        QCOMPARE(page.lineAt(source.find("{{ d")), 2);
        QCOMPARE(page.lineAt(0), 1);
    }

    void treesAreThoseOfBrowsers()
    {
        const auto tree
            = PageTree::read(scanSource("<p>a<p>b<table><td>c<div>d</table><b><i>e</b>f</i>"), {});
        QVERIFY(tree.has_value());
        QStringList names;
        for (const PageElement &each : tree->elements)
            names.append(u"%1>%2%3"_s.arg(each.parent)
                             .arg(QString::fromStdString(each.name), each.piece < 0 ? u"?"_s : QString()));
        QCOMPARE(names.join(u' '),
            u"-1>html? 0>head? 0>body? 2>p 2>p 4>table 5>tbody? 6>tr? 7>td 8>div 4>b 10>i 4>i?"_s);
    }

    void limitsSayWhatIsTooMuch_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("expected");
        QByteArray attributes = "\n<p";
        for (int i = 0; i < 300; ++i)
            attributes += " a" + QByteArray::number(i);
        QTest::newRow("deep")
            << QByteArray("<div>\n").repeated(600)
            << u"At line 513 more than 512 elements are open: they are nested too deep, or not closed."_s;
        QTest::newRow("attributes") << attributes + ">" << u"A tag in line 2 has more than 256 attributes."_s;
        QTest::newRow("elements") << QByteArray("<br>").repeated(50'000)
                                  << u"The page has more than 40000 elements."_s;
        QTest::newRow("large") << QByteArray(2'000'001, 'a') << u"The page is larger than 2 MB."_s;
        QByteArray formats;
        for (int i = 0; i < 500; ++i)
            formats += "<b id=" + QByteArray::number(i) + ">";
        QTest::newRow("formats that come again and again")
            << "<p>" + formats + QByteArray("<p>x").repeated(5'000)
            << u"The page's tags are so tangled that sorting them out takes too much memory."_s;
    }
    void limitsSayWhatIsTooMuch()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, expected);
        const auto tree = PageTree::read(scanSource(source.toStdString()), {});
        QVERIFY(!tree.has_value());
        QCOMPARE(tree.error().detail, expected);
    }
};

QTEST_GUILESS_MAIN(TestSourceScanner)
#include "tst_source_scanner.moc"
