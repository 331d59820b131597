// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/proof_report.h"
#include "tests/support/python_reader.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace Qt::Literals::StringLiterals;

class TestProofReport final : public QObject
{
    Q_OBJECT

    static QJsonObject proof()
    {
        const QJsonObject finding{{u"severity"_s, u"warning"_s}, {u"check"_s, u"x"_s},
            {u"detail"_s, u"The picture <b>logo</b> has no text & nothing else"_s}};
        return {{u"campaign"_s, u"<script>alert(\"1\")</script> Осень 秋 خريف"_s},
            {u"approved_at"_s, u"2026-06-30T00:00:00.000Z"_s}, {u"approved_by"_s, u"Ada & Grace <ada>"_s},
            {u"digest"_s, QString(64, u'd')},
            {u"audience"_s,
                QJsonObject{{u"rule"_s, u"all(email consent is subscribed)"_s}, {u"matching"_s, 1900},
                    {u"mailable"_s, 1500}, {u"held_out"_s, 100}, {u"sha256"_s, QString(64, u'a')}}},
            {u"excluded"_s, QJsonObject{{u"no-consent"_s, 250}, {u"unsubscribed"_s, 50}}},
            {u"consent"_s,
                QJsonObject{{u"purpose"_s, u"marketing"_s},
                    {u"bases"_s, QJsonObject{{u"double opt-in"_s, 1400}, {u"not said"_s, 100}}}}},
            {u"emails"_s,
                QJsonArray{QJsonObject{{u"name"_s, u"Spring"_s}, {u"subject"_s, u"Hi {{ name }} <3"_s},
                    {u"sha256"_s, QString(64, u'e')}, {u"recipients"_s, 1500}}}},
            {u"checks"_s,
                QJsonArray{QJsonObject{{u"email"_s, u"Spring"_s}, {u"findings"_s, QJsonArray{finding}}}}},
            {u"accounts"_s, QJsonArray{u"Mail <shop@example.com>"_s}},
            {u"frequency"_s, QJsonObject{{u"messages"_s, 3}, {u"days"_s, 1}, {u"gap_hours"_s, 16}}},
            {u"guardrails"_s,
                QJsonObject{{u"after_purchase_hours"_s, 24}, {u"after_return_days"_s, 0}, {u"priority"_s, 50},
                    {u"waits_for_tickets"_s, true}}},
            {u"schedule"_s,
                QJsonObject{{u"starts_at"_s, u"2026-07-01T07:30:00.000Z"_s}, {u"window_from"_s, 480},
                    {u"window_until"_s, 1260}, {u"window_days"_s, 31}, {u"in_local_time"_s, true}}}};
    }
    static haberdash::report::Report report(const QJsonObject &of)
    {
        compose::BrandKit brand;
        brand.shopName = u"Needle & Thread"_s;
        brand.accentColour = u"#123456"_s;
        return readProof(of, brand, QTimeZone("Europe/Berlin"));
    }
    static QString factOf(const haberdash::report::Report &report, const QString &name)
    {
        for (const auto &section : report.sections) {
            for (const auto &[known, value] : section.facts) {
                if (known == name)
                    return value;
            }
        }
        return {};
    }

private Q_SLOTS:
    void everythingThatTheApprovalRestedOnIsSaid()
    {
        const auto made = report(proof());
        QCOMPARE(made.byline, u"Approved by Ada & Grace <ada> on 30 June 2026, 02:00 (Europe/Berlin)."_s);
        QCOMPARE(made.summary,
            u"1,500 of 1,900 people in the audience get this mail; 300 are left out, and 100 are held out to compare with."_s);
        QCOMPARE(factOf(made, u"Fingerprint (SHA-256)"_s), QString(64, u'a'));
        QCOMPARE(factOf(made, u"One person gets at most"_s), u"3 messages in 1 day, 16 hours apart"_s);
        QCOMPARE(factOf(made, u"Left alone after a purchase"_s), u"24 hours"_s);
        QCOMPARE(factOf(made, u"… after a return"_s), u"no rest"_s);
        QCOMPARE(factOf(made, u"Begins"_s), u"1 July 2026, 09:30 (Europe/Berlin)"_s);
        QCOMPARE(factOf(made, u"Arrives"_s), u"08:00 to 21:00, Mon, Tue, Wed, Thu, Fri"_s);
        QCOMPARE(factOf(made, u"By the clock of"_s), u"each customer"_s);
        QCOMPARE(factOf(made, u"Goes out by"_s), u"Mail <shop@example.com>"_s);
        const auto excluded = made.sections[2].table.rows;
        QCOMPARE(excluded.last(), (QStringList{u"Together"_s, u"300"_s}));
        QCOMPARE(excluded.first(), (QStringList{u"They did not agree to email"_s, u"250"_s}));
    }

    void whatAFormerVersionDidNotKeepIsLeftOut()
    {
        auto former = proof();
        former.remove(u"guardrails"_s);
        former.remove(u"schedule"_s);
        const auto made = report(former);
        QCOMPARE(made.sections.size(), report(proof()).sections.size() - 1);
        QVERIFY(!factOf(made, u"One person gets at most"_s).isEmpty());
        QVERIFY(factOf(made, u"Priority"_s).isEmpty());
    }

    void whatPeopleWroteIsEscaped()
    {
        const QString html = toHtml(report(proof()));
        QVERIFY(!html.contains(u"<script"_s));
        QVERIFY(!html.contains(u"<b>logo"_s));
        QVERIFY(html.contains(u"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Осень 秋 خريف"_s));
        QVERIFY(html.contains(u"Ada &amp; Grace &lt;ada&gt;"_s));
        QVERIFY(html.contains(u"Hi {{ name }} &lt;3"_s));
        QVERIFY(html.contains(u"--accent: #123456;"_s));
    }

    void aColourThatIsNoneIsNotWrittenIntoTheStyle()
    {
        compose::BrandKit brand;
        brand.accentColour = u"#000; } body { display: none"_s;
        const QString html = toHtml(readProof(proof(), brand, QTimeZone::utc()));
        QVERIFY(!html.contains(u"display: none"_s));
    }

    void everyTagIsClosed()
    {
        const QString python = test::pythonWith(u"html.parser"_s);
        if (python.isEmpty())
            QSKIP("There is no python3 to read the page with.");
        const QString script
            = u"import sys, json, html.parser\n"
              "class Reader(html.parser.HTMLParser):\n"
              "    def __init__(self):\n"
              "        super().__init__(); self.open = []; self.wrong = []; self.text = ''\n"
              "    def handle_starttag(self, tag, attributes):\n"
              "        if tag != 'meta': self.open.append(tag)\n"
              "    def handle_endtag(self, tag):\n"
              "        if not self.open or self.open.pop() != tag: self.wrong.append(tag)\n"
              "    def handle_data(self, data): self.text += data\n"
              "reader = Reader(); reader.feed(open(sys.argv[1], encoding='utf-8').read()); reader.close()\n"
              "print(json.dumps([reader.open + reader.wrong, reader.text]))\n"_s;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"proof.html"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toHtml(report(proof())).toUtf8());
        file.close();
        const auto found = test::runPython(python, script, {}, {path});
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(found->at(0).toArray(), QJsonArray());
        QVERIFY(found->at(1).toString().contains(u"<script>alert(\"1\")</script>"_s)); // as text
    }
};

QTEST_GUILESS_MAIN(TestProofReport)
#include "tst_proof_report.moc"
