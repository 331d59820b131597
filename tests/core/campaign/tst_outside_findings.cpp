// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/email_review.h"
#include "core/campaign/outside_findings.h"
#include "core/probe/spam_filter.h"
#include "tests/support/scripted_http_server.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

} // namespace

class TestOutsideFindings final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    NoProgress m_progress;

    [[nodiscard]] static MakerSettings settings()
    {
        MakerSettings made;
        made.salt = u"preview"_s;
        made.asOf = now;
        return made;
    }
    [[nodiscard]] std::vector<compose::Finding> ask(const QString &body, const OutsideQuestions &questions)
    {
        const compose::EmailDesign design{u"A word from us"_s, {}, body, compose::BodyKind::Letter};
        const auto found = findingsFromOutside(
            m_shop->connection(), design, {CustomerId(1), CustomerId(2)}, settings(), questions, m_progress);
        if (!found) {
            QTest::qFail(qPrintable(found.error().detail), __FILE__, __LINE__);
            return {};
        }
        return *found;
    }
    [[nodiscard]] static QStringList wordsOf(const std::vector<compose::Finding> &findings)
    {
        QStringList words;
        for (const auto &finding : findings)
            words.append(compose::toWord(finding.severity) + u' ' + finding.check);
        return words;
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, email, first_name) VALUES (1, 'ada@example.com', 'Ada');"
            "INSERT INTO customer (id, email) VALUES (2, 'bo@example.com');"_s));
        compose::BrandKit brand;
        brand.shopName = u"Shop"_s;
        brand.shopUrl = u"https://shop.example"_s;
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
    }

    void nothingIsAskedUnlessSomebodySaysSo()
    {
        const ScriptedHttpServer server([](const auto &) { return ScriptedHttpServer::reply(200); });
        const QString body = u"[Here](http://127.0.0.1:%1/a)"_s.arg(server.port());
        QVERIFY(ask(body, {}).empty());
        QVERIFY(server.received().isEmpty());
    }

    void linksAreTriedOnceEachAndPersonalOnesNever()
    {
        const ScriptedHttpServer server([](const ScriptedHttpServer::Request &request) {
            return ScriptedHttpServer::reply(request.path == "/gone" ? 404
                    : request.path == "/busy"                        ? 503
                    : request.path == "/shy"                         ? 403
                                                                     : 200);
        });
        const QString root = u"http://127.0.0.1:%1"_s.arg(server.port());
        QString body
            = u"[A]({R}/here) [B]({R}/here) [C]({R}/gone) [D]({R}/busy) [E]({R}/shy) "
              u"![picture]({R}/a.png)\n\n"
              "[F]({R}/p?mail={{ customer.email }}) [G]({R}/p?mail={{ customer.email | url_encode }}) "
              "[H]({R}/Unsubscribe?x=1) [I](mailto:a@example.com)\n"_s;
        body.replace(u"{R}"_s, root);
        compose::BrandKit brand; // its address is in every mail's foot
        brand.shopUrl = root;
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
        OutsideQuestions questions;
        questions.triesLinks = true;
        const auto findings = ask(body, questions);
        QStringList words = wordsOf(findings);
        words.sort();
        QCOMPARE(words,
            (QStringList{u"note links.closed"_s, u"note links.reached"_s, u"warning links.failing"_s,
                u"warning links.gone"_s}));
        QSet<QByteArray> asked;
        for (const auto &request : server.received()) {
            asked.insert(request.path);
            QVERIFY2(!request.path.contains("mail=") && !request.path.contains("Unsubscribe"),
                request.path.constData());
        }
        QCOMPARE(asked, (QSet<QByteArray>{"/", "/here", "/gone", "/busy", "/shy", "/a.png"}));
        const auto last = findings.back();
        QVERIFY2(last.detail.contains(u"3 of 6"_s), qPrintable(last.detail));
        for (const auto &finding : findings)
            QVERIFY(!finding.detail.isEmpty() && !finding.fix.isEmpty());
    }

    void aHostThatIsGoneIsOneFinding()
    {
        const QString root = u"http://127.0.0.1:1"_s; // nobody listens there
        compose::BrandKit brand;
        brand.shopUrl = root;
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
        OutsideQuestions questions;
        questions.triesLinks = true;
        const auto findings = ask(u"[A](%1/a) [B](%1/b)"_s.arg(root), questions);
        QCOMPARE(wordsOf(findings), (QStringList{u"warning links.unreachable"_s, u"note links.reached"_s}));
        QVERIFY2(
            findings.front().detail.contains(u"2 more addresses"_s), qPrintable(findings.front().detail));
    }

    void theFilterGetsAWholeMessageAndItsWordsAreShown()
    {
        const QTemporaryDir folder;
        OutsideQuestions questions;
        questions.spamFilter = folder.filePath(u"filter"_s);
        const auto standIn = [&](const QByteArray &score) {
            QFile file(questions.spamFilter);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write("#!/bin/sh\ncat > '" + folder.filePath(u"mail"_s).toUtf8()
                + "'\necho 'X-Spam-Status: Yes, score=" + score
                + " required=5.0'\necho 'Content analysis details:'\necho '---- ----'\necho ' 4.5 LOUD   "
                  "BODY: Shouts a lot'\n");
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        standIn("6.5");
        auto findings = ask(u"Hello"_s, questions);
        QCOMPARE(wordsOf(findings), QStringList{u"warning spam.score"_s});
        QVERIFY2(
            findings.front().detail.contains(u"Shouts a lot (4.5)"_s), qPrintable(findings.front().detail));
        QFile mail(folder.filePath(u"mail"_s));
        QVERIFY(mail.open(QIODevice::ReadOnly));
        const QByteArray mime = mail.readAll();
        for (const char *part :
            {"From: Shop <hello@shop.example>", "To: ", "Subject: A word from us", "text/html"})
            QVERIFY2(mime.contains(part), part);
        standIn("1.0");
        findings = ask(u"Hello"_s, questions);
        QCOMPARE(wordsOf(findings), QStringList{u"note spam.score"_s});
        questions.spamFilter = folder.filePath(u"none"_s);
        QCOMPARE(wordsOf(ask(u"Hello"_s, questions)), QStringList{u"note spam.unknown"_s});
    }

    void theRealFilterHasNothingAgainstALetter()
    {
        OutsideQuestions questions;
        questions.spamFilter = probe::findSpamFilter();
        if (questions.spamFilter.isEmpty())
            QSKIP("SpamAssassin is not installed");
        const auto findings = ask(
            u"Hello {{ customer.first_name | default: 'there' }}, your parcel has left us."_s, questions);
        QCOMPARE(wordsOf(findings), QStringList{u"note spam.score"_s});
    }

    void findingsFallInWhereTheyBelong()
    {
        EmailReview review;
        using Severity = compose::Finding::Severity;
        review.findings
            = {{Severity::Error, u"a"_s, {}, {}, {}, {}, 0}, {Severity::Note, u"b"_s, {}, {}, {}, {}, 0}};
        review.add(
            {{Severity::Warning, u"c"_s, {}, {}, {}, {}, 0}, {Severity::Note, u"d"_s, {}, {}, {}, {}, 0}});
        QCOMPARE(
            wordsOf(review.findings), (QStringList{u"error a"_s, u"warning c"_s, u"note b"_s, u"note d"_s}));
    }
};

QTEST_GUILESS_MAIN(TestOutsideFindings)
#include "tst_outside_findings.moc"
