// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/adopted_mail.h"
#include "core/compose/email.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::adopt;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "3 removed script": the notes of a mail.
QStringList described(const AdoptedMail &mail)
{
    QStringList lines;
    for (const AdoptNote &note : mail.notes)
        lines.append(u"%1 %2 %3"_s.arg(QString::number(note.line), toWord(note.kind), toWord(note.what)));
    return lines;
}

} // namespace

class TestAdoptedMail final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRunsOrSpiesIsTakenOut_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *name, const char *html, const char *body, const char *what) {
            QTest::newRow(name) << QByteArray(html) << QString::fromUtf8(body) << QString::fromUtf8(what);
        };
        row("script", "a<SCRIPT>x(\"</p>\")</SCRIPT >b<i>", "ab<i>", "1 removed script");
        row("handler", "<a href=x\n onclick = 'y(\">\")' title=z>", "<a href=x title=z>",
            "2 removed event-handler");
        row("link", "<a href=\"java&#x73;cript:x()\">a</a>", "<a>a</a>", "1 removed script-link");
        row("link with holes", "<a href=' java\nscript&colon;x'>a</a>", "<a>a</a>", "1 removed script-link");
        row("data that runs", "<img src=\"data:image/svg+xml,x\"><img src='data:image/png;base64,x'>",
            "<img><img src='data:image/png;base64,x'>", "1 removed script-link");
        row("frame", "<iframe src=x><p>a</iframe>b<object><embed></object><i>", "b<i>",
            "1 removed frame,1 removed frame");
        row("form", "<form action=x>a<input name=y>b<select><option>z</select></form><i>", "ab<i>",
            "1 removed form,1 removed form,1 removed form");
        row("pixel",
            "<img src=x width=1 height=1><img src=y style='height:1px;width:1px'><img src=z width=1 "
            "height=20>",
            "<img src=z width=1 height=20>", "1 removed tracking-pixel,1 removed tracking-pixel");
        row("sheet", "<link rel=stylesheet href=x>a<i>", "a<i>", "1 removed style-sheet");
        row("import", "<style>@import url(https://x.example/?a;b);p{}</style>", "<style>p{}</style>",
            "1 removed style-sheet");
        row("base", "<base href=x><meta http-equiv=Refresh content=0><i>", "<i>",
            "1 removed page-setting,1 removed page-setting");
        row("tags in it are gone, too", "<script>*|FNAME|*</script><i>", "<i>", "1 removed script");
        row("halves of a script", "<<script></script>script>x</script><i>", "<i>",
            "1 removed script,1 removed script");
        row("a tag across tags", "<b *|A>*|B|* onclick=x><i>",
            "<b *|A>{% comment %}B{% endcomment %} onclick=x><i>", "1 unknown code");
        row("for Outlook stays", "<!--[if mso]><i><![endif]-->", "<!--[if mso]><i><![endif]-->", "");
    }
    void whatRunsOrSpiesIsTakenOut()
    {
        QFETCH(QByteArray, html);
        QFETCH(QString, body);
        QFETCH(QString, what);
        const auto mail = adoptMail(html, u"a.html"_s);
        QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().detail));
        QCOMPARE(mail->design.body, body);
        QCOMPARE(described(*mail).join(u','), what);
    }

    void preheadersAreFound_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("preheader");
        QTest::newRow("hidden") << QByteArray(
            "<body>\n<div style='display: none'>Hi *|FNAME|*,<br>look&zwnj;&nbsp;&#847;</div><p>")
                                << u"Hi {{ customer.first_name }},look"_s;
        QTest::newRow("by class") << QByteArray(
            "<body><span class=\"mcnPreviewText\" style='x'>Look</span><p>")
                                  << u"Look"_s;
        QTest::newRow("nested") << QByteArray(
            "<body><div style='display:none;max-height:0'><div>Look</div></div><p>")
                                << u"Look"_s;
        QTest::newRow("not hidden") << QByteArray("<body><div>Look</div>") << QString();
        QTest::newRow("empty") << QByteArray("<body><div style='display:none'>&nbsp;</div><p>") << QString();
    }
    void preheadersAreFound()
    {
        QFETCH(QByteArray, html);
        QFETCH(QString, preheader);
        const auto mail = adoptMail(html, u"a.html"_s);
        QVERIFY(mail.has_value());
        QCOMPARE(mail->design.preheader, preheader);
        QCOMPARE(mail->design.body.contains(u"Look"_s), preheader.isEmpty() && html.contains("Look"));
    }

    /// From the file of another program to a message of ours.
    void adoptedMailsCanBeSent()
    {
        const auto mail = adoptMail("Subject: =?utf-8?q?Hello_*|FNAME|*?=\nContent-Type: text/html; "
                                    "charset=utf-8\n\n<html><head><style>p{color:red}@media "
                                    "print{p{color:blue}}</style></head><body><p>Hi *|FNAME|*, "
                                    "*|SIZE|*!</p><a href=\"*|UNSUB|*\">bye</a></body></html>",
            u"a.eml"_s);
        QVERIFY(mail.has_value());
        QCOMPARE(mail->design.subject, u"Hello {{ customer.first_name }}"_s);
        compose::BrandKit brand;
        brand.postalAddress = u"1 Mill Lane"_s;
        const auto compiled = compose::CompiledEmail::compile(mail->design, brand);
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().toString()));
        compose::liquid::Object person;
        person.set("first_name", compose::liquid::Value("Ada"));
        compose::liquid::Object values;
        values.set("customer", compose::liquid::Value(std::move(person)));
        values.set("unsubscribe_url", compose::liquid::Value("https://shop.example/u"));
        const auto message = compiled->render(values, {});
        QVERIFY(message.has_value());
        QCOMPARE(message->subject, std::string("Hello Ada"));
        QVERIFY2(message->html.find("<p style=\"color:red\">Hi Ada, !</p><a href=\"https://shop.example/u\">")
                != std::string::npos,
            message->html.c_str());
    }
};

QTEST_GUILESS_MAIN(TestAdoptedMail)
#include "tst_adopted_mail.moc"
