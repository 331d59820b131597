// SPDX-License-Identifier: GPL-3.0-or-later
// The same pages through juice (npm): each element must get the same declarations.
#include "core/page/declaration.h"
#include "core/page/source_scanner.h"
#include "core/page/style_inliner.h"
#include "tests/core/page/juice_program.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::page;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Each shown element with its style: the value that counts of each property.
QString styles(const std::string &html)
{
    QStringList lines;
    for (const SourcePiece &piece : scanSource(html).pieces) {
        const auto *style = piece.attribute("style");
        if (piece.kind != SourcePiece::Kind::Open || !style)
            continue;
        const std::vector<LiquidPlace> none;
        QMap<QString, QString> values;
        for (const auto &each : readDeclarations({html, none, true}, style->valueStart, style->valueEnd)) {
            QString value
                = QString::fromStdString(html.substr(each.valueStart, each.valueEnd - each.valueStart));
            values[QString::fromStdString(each.property)]
                = value.replace(u"&quot;"_s, u"'"_s).replace(u'"', u'\'').remove(u' ').toLower();
        }
        QString line = QString::fromStdString(piece.name);
        for (auto value = values.begin(); value != values.end(); ++value)
            line += u' ' + value.key() + u':' + value.value();
        lines.append(line);
    }
    return lines.join(u'\n');
}

QString page(const QString &css, const QString &body)
{
    return u"<!DOCTYPE html><html><head><style>%1</style></head><body>%2</body></html>"_s.arg(css, body);
}

/// Rules and elements that meet each other in every way, always the same ones for a seed.
QString randomPage(quint32 seed)
{
    const auto next = [&seed](quint32 below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 16) % below;
    };
    const QStringList names{u"p"_s, u"div"_s, u"span"_s, u"b"_s};
    const auto simple = [&] {
        const QStringList all{u"p"_s, u"div"_s, u"span"_s, u"b"_s, u".a"_s, u".b"_s, u".c"_s, u"#i1"_s,
            u"#i2"_s, u"p.a"_s, u"div.b"_s, u"[title]"_s, u"[title=x]"_s, u":first-child"_s, u":last-child"_s,
            u"span:nth-child(2n)"_s, u":not(.a)"_s, u"*"_s};
        return all[next(quint32(all.size()))];
    };
    QString css;
    for (int rule = 0; rule < 12; ++rule) {
        QString selector = simple();
        for (quint32 more = next(3); more > 0; --more)
            selector += QStringList{u" "_s, u" > "_s, u" + "_s, u" ~ "_s}[next(4)] + simple();
        // juice counts a pseudo-class as an element, where CSS counts it as a class: its rules compete with
        // none.
        if (selector.contains(u"child"_s))
            css += selector + u"{x%1:%1}"_s.arg(rule);
        else
            css += selector
                + u"{color:c%1%2;margin:%3px}"_s.arg(rule)
                      .arg(next(6) ? u""_s : u" !important"_s)
                      .arg(next(9));
    }
    QString body;
    QStringList open;
    for (int i = 0; i < 25; ++i) {
        if (!open.isEmpty() && next(3) == 0) {
            body += u"</%1>"_s.arg(open.takeLast());
            continue;
        }
        // What browsers would move is not what this is about.
        const QString name = open.contains(u"p"_s) || open.contains(u"span"_s) || open.contains(u"b"_s)
            ? u"span"_s
            : names[next(4)];
        body += u"<%1"_s.arg(name)
            + (next(3) ? u""_s
                       : u" class=\"%1\""_s.arg(QStringList{u"a"_s, u"b"_s, u"c"_s, u"a c"_s}[next(4)]))
            + (next(6) ? u""_s : u" id=\"i%1\""_s.arg(next(2) + 1)) + (next(5) ? u""_s : u" title=\"x\""_s)
            + (next(7) ? u""_s : u" style=\"margin:7px\""_s) + u'>';
        open.append(name);
    }
    while (!open.isEmpty())
        body += u"</%1>"_s.arg(open.takeLast());
    return page(css, body);
}

} // namespace

class TestStyleInlinerPeer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString why = test::whyNoJuice(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void elementsGetTheSame()
    {
        QStringList pages;
        for (quint32 seed = 1; seed <= 200; ++seed)
            pages.append(randomPage(seed));
        const QStringList theirs = test::juiced(pages);
        QCOMPARE(theirs.size(), pages.size());
        for (qsizetype i = 0; i < pages.size(); ++i) {
            const std::string source = pages[i].toStdString();
            const auto ours = inlineStyles(source);
            QVERIFY2(ours.has_value(), ours ? "" : qPrintable(ours.error().detail));
            const QString found = styles(applied(source, ours->edits));
            if (found != styles(theirs[i].toStdString()))
                qInfo().noquote() << pages[i] << u"\n-- ours\n"_s + found
                                  << u"\n-- juice\n"_s + styles(theirs[i].toStdString());
            QCOMPARE(found, styles(theirs[i].toStdString()));
        }
    }
};

QTEST_GUILESS_MAIN(TestStyleInlinerPeer)
#include "tst_style_inliner_peer.moc"
