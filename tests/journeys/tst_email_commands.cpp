// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Emails as a script makes, looks through and carries them.
class TestEmailCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    ProgramRun email(const QStringList &words)
    {
        return m_folder->runInShop(
            QStringList{u"--json"_s, u"--as-of"_s, u"2026-06-30T00:00:00Z"_s, u"email"_s} + words);
    }
    QString find(const QString &name) { return m_folder->path(name); }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        const QString people = m_folder->write(u"people.csv"_s,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n"
            "1,Ada,,ada@example.com,yes,,0\n2,,,bob@example.com,yes,,0\n3,Cy,,cy@example.com,yes,,0\n");
        QCOMPARE(m_folder->runInShop({u"import"_s, people}).exitCode, 0);
        QCOMPARE(m_folder
                     ->runInShop({u"brand"_s, u"--address"_s, u"1 Mill Lane, Leeds"_s, u"--url"_s,
                         u"https://shop.example"_s})
                     .exitCode,
            0);
    }

    void everyStartingDesignBecomesAnEmail()
    {
        for (const QString &name :
            {u"welcome"_s, u"cart"_s, u"browse"_s, u"post-purchase"_s, u"win-back"_s, u"replenishment"_s,
                u"price-drop"_s, u"points"_s, u"vip"_s, u"new-collection"_s, u"sale"_s, u"plain-letter"_s}) {
            const auto run = email({u"new"_s, name, u"--start"_s, name});
            QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        }
        QCOMPARE(email({u"list"_s}).json()[u"emails"_s].toArray().size(), 12);
        const auto unknown = email({u"new"_s, u"x"_s, u"--start"_s, u"nothing"_s});
        QCOMPARE(unknown.exitCode, 3);
        QVERIFY2(unknown.messages.contains(u"win-back"_s), qPrintable(unknown.messages));
        QVERIFY(email({u"new"_s, u"x"_s}).exitCode != 0);
    }

    void coverageAddsUp()
    {
        const QString body
            = m_folder->write(u"hello.md"_s, "Hello {{ customer.first_name | default: 'you' }}");
        QCOMPARE(email({u"new"_s, u"Hello"_s, u"--subject"_s, u"A word"_s, u"--body"_s, body}).exitCode, 0);
        const auto run = email({u"coverage"_s, u"Hello"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json()[u"audience"_s].toInt(), 3);
        const auto groups = run.json()[u"groups"_s].toArray();
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups[0][u"customers"_s].toInt() + groups[1][u"customers"_s].toInt(), 3);
        QCOMPARE(groups[0][u"decisions"_s][0][u"outcome"_s].toString(), u"customer.first_name is there"_s);
        QCOMPARE(email({u"coverage"_s, u"Hello"_s, u"--rule"_s, u"count orders >= 1"_s})
                     .json()[u"audience"_s]
                     .toInt(),
            0);
        QCOMPARE(email({u"coverage"_s, u"Nobody"_s}).exitCode, 3);
        QCOMPARE(email({u"coverage"_s, u"Hello"_s, u"--segment"_s, u"Nobody"_s}).exitCode, 3);
    }

    void checksSayWhatKeepsItBack()
    {
        const QString body = m_folder->write(u"bad.md"_s, "Hello {{ customer.first_name }}, [here](nowhere)");
        QCOMPARE(email({u"new"_s, u"Bad"_s, u"--subject"_s, u"A word"_s, u"--body"_s, body}).exitCode, 0);
        const auto run = email({u"check"_s, u"Bad"_s});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()[u"may_be_sent"_s].toBool(true), false);
        QStringList found;
        for (const auto &finding : run.json()[u"findings"_s].toArray())
            found.append(finding[u"check"_s].toString());
        found.removeAll(u"spam.score"_s); // where the filter is installed
        QCOMPARE(found, QStringList({u"links.address"_s, u"values.missing"_s, u"links.utm"_s}));
        QCOMPARE(run.json()[u"fill_rates"_s][0][u"filled"_s].toInt(), 2);
        QCOMPARE(email({u"check"_s, u"welcome"_s}).exitCode, 0);
    }

    void bannersBecomeFiles()
    {
        const QString body = m_folder->write(u"banner.json"_s,
            R"({"haberdash":1,"blocks":[{"id":"b1","kind":"banner","layout":"words_only",)"
            R"("headline":"For {{ customer.first_name | default: 'you' }}"}]})");
        QCOMPARE(
            email({u"new"_s, u"Banner"_s, u"--subject"_s, u"A word"_s, u"--design"_s, body}).exitCode, 0);
        const auto run = email({u"banners"_s, u"Banner"_s, u"--out"_s, find(u"banners"_s)});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json()[u"customers"_s].toInt(), 3);
        QCOMPARE(run.json()[u"files"_s].toInt(), 3);
        QCOMPARE(m_folder->read(u"banners/banners.csv"_s).count('\n'), 4);
        QCOMPARE(email({u"banners"_s, u"welcome"_s, u"--out"_s, find(u"none"_s)}).exitCode, 3);
        QVERIFY(!QFile::exists(find(u"none"_s)));
    }

    void whatIsExportedIsTakenBackTheSame()
    {
        const QString file = find(u"welcome.json"_s);
        QCOMPARE(email({u"export"_s, u"welcome"_s, u"--out"_s, file}).exitCode, 0);
        QCOMPARE(email({u"new"_s, u"Again"_s, u"--subject"_s, u"Hi"_s, u"--design"_s, file}).exitCode, 0);
        QCOMPARE(email({u"export"_s, u"Again"_s}).json()[u"body"_s],
            email({u"export"_s, u"welcome"_s}).json()[u"body"_s]);
        const QString broken = m_folder->write(
            u"broken.json"_s, "{\"haberdash\":1,\"blocks\":[{\"id\":\"a\",\"kind\":\"nix\"}]}");
        const auto refused = email({u"new"_s, u"Broken"_s, u"--subject"_s, u"Hi"_s, u"--design"_s, broken});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.messages.contains(u"blocks[0]: there is no kind of block “nix”"_s),
            qPrintable(refused.messages));
        QCOMPARE(
            email({u"render"_s, u"Broken"_s, u"--customer"_s, u"1"_s, u"--out"_s, find(u"out"_s)}).exitCode,
            3);
        const auto rendered = email(
            {u"render"_s, u"Again"_s, u"--customer"_s, u"ada@example.com"_s, u"--out"_s, find(u"out"_s)});
        QVERIFY2(rendered.exitCode == 0, qPrintable(rendered.messages));
        QCOMPARE(rendered.json()[u"files"_s].toArray().size(), 4);
    }

    void mailsOfOtherProgramsAreTakenOver()
    {
        const QString file = m_folder->write(u"spring.html"_s,
            "<title>Spring</title><p>Hi *|FNAME|*</p>\n<script>x</script><a href=\"*|UNSUB|*\">bye</a>");
        const auto run = email({u"import"_s, file});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json()[u"saved"_s].toString(), u"spring"_s);
        QCOMPARE(run.json()[u"subject"_s].toString(), u"Spring"_s);
        QCOMPARE(run.json()[u"from"_s].toString(), u"mailchimp"_s);
        QCOMPARE(run.json()[u"translated"_s].toInt(), 2);
        QCOMPARE(run.json()[u"removed"_s].toInt(), 1);
        QCOMPARE(run.json()[u"notes"_s][1][u"line"_s].toInt(), 2);
        const auto shown = email(
            {u"render"_s, u"spring"_s, u"--customer"_s, u"ada@example.com"_s, u"--out"_s, find(u"out"_s)});
        QVERIFY2(shown.exitCode == 0, qPrintable(shown.messages));
        // Its name is taken now; what is there stays.
        const auto again = email({u"import"_s, file});
        QCOMPARE(again.exitCode, 3);
        QVERIFY2(again.messages.contains(u"--name"_s), qPrintable(again.messages));
        const QString unclear = m_folder->write(u"b.html"_s, "<p>*|SIZE|*</p>");
        QCOMPARE(email({u"import"_s, unclear, u"--name"_s, u"Other"_s}).exitCode, 1);
        QCOMPARE(email({u"import"_s, m_folder->write(u"c.html"_s, "")}).exitCode, 3);
        QCOMPARE(email({u"import"_s, find(u"nowhere.html"_s)}).exitCode, 3);
        const auto names = email({u"list"_s}).json()[u"emails"_s].toArray();
        for (const auto &each : names)
            QVERIFY(each.toObject()[u"name"_s].toString() != u"c"_s);
    }
};

QTEST_GUILESS_MAIN(TestEmailCommands)
#include "tst_email_commands.moc"
