// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// `haberdash audit`, as a script meets it.
class TestAuditCommand final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        m_folder->write(u"customers.csv"_s,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent,Total Orders\n"
            "1,Ada,Lind,ada@gmial.com,yes,,10.00,1\n"
            "2,Bo,Ek,bo@shopper.example,yes,,20.00,2\n"
            "3,Bo,Ek,ada@gmail.com,no,,20.00,2\n"
            "4,Cy,Ax,cy@hotmial.com,no,,20.00,2\n");
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv"_s}).exitCode, 0);
    }

    void an_empty_shop_is_done()
    {
        const ProgramFolder folder;
        QCOMPARE(folder.makeShop().exitCode, 0);
        const auto run = folder.runInShop({u"--json"_s, u"audit"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"score"_s].toInt(), 100);
        QCOMPARE(run.json()[u"findings"_s].toArray().size(), 0);
    }

    void findings_are_told_and_make_the_exit_code()
    {
        const auto run = m_folder->runInShop({u"--json"_s, u"audit"_s});
        QCOMPARE(run.exitCode, 1);
        QVERIFY(run.json()[u"score"_s].toInt() < 100);
        const QJsonObject typo = finding(run.json(), u"people.email-typo"_s);
        QCOMPARE(typo[u"severity"_s].toString(), u"warning"_s);
        QCOMPARE(typo[u"count"_s].toInt(), 2);
        QVERIFY(!typo[u"repair"_s].toString().isEmpty());
        const auto text = m_folder->runInShop({u"audit"_s});
        QCOMPARE(text.exitCode, 1);
        QVERIFY(text.out.contains(u"did you mean gmail.com?"_s));
    }

    void reports_are_written_in_three_forms()
    {
        const auto run = m_folder->runInShop({u"--json"_s, u"audit"_s, u"--report"_s, u"a.html"_s,
            u"--report"_s, u"a.pdf"_s, u"--report"_s, u"a.json"_s});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()[u"reports"_s].toArray().size(), 3);
        QVERIFY(m_folder->read(u"a.html"_s).startsWith("<!DOCTYPE html>"));
        QVERIFY(m_folder->read(u"a.pdf"_s).startsWith("%PDF-"));
        const auto json = QJsonDocument::fromJson(m_folder->read(u"a.json"_s)).object();
        QCOMPARE(json[u"score"_s], run.json()[u"score"_s]);
    }

    void mistakes_change_nothing_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("message");
        QTest::newRow("another ending") << QStringList{u"--report"_s, u"a.docx"_s} << 3 << u"a.docx"_s;
        QTest::newRow("no such folder")
            << QStringList{u"--report"_s, u"none/a.html"_s} << 3 << u"cannot be written"_s;
        QTest::newRow("no such check") << QStringList{u"--check"_s, u"people.shoes"_s} << 3 << u"no check"_s;
        QTest::newRow("a repair of nothing") << QStringList{u"--repair"_s} << 2 << u"--check"_s;
        QTest::newRow("a dry run of nothing") << QStringList{u"--dry-run"_s} << 2 << u"--repair"_s;
        QTest::newRow("what cannot be mended") << QStringList{u"--check"_s, u"consent.undated"_s,
            u"--repair"_s} << 3 << u"Nothing was changed"_s;
        QTest::newRow("a row that was not found")
            << QStringList{u"--check"_s, u"people.email-typo"_s, u"--repair"_s, u"--only"_s, u"2"_s} << 3
            << u"No. 2"_s;
        QTest::newRow("samples") << QStringList{u"--samples"_s, u"-1"_s} << 2 << u"--samples"_s;
    }
    void mistakes_change_nothing()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        QFETCH(QString, message);
        const auto run = m_folder->runInShop(QStringList{u"audit"_s} + words);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY2(run.messages.contains(message), qPrintable(run.messages));
        QCOMPARE(m_folder->customers(), 4);
    }

    void a_repair_is_shown_made_and_undone()
    {
        const QStringList words{u"--json"_s, u"audit"_s, u"--check"_s, u"people.email-typo"_s};
        const auto shown = m_folder->runInShop(words + QStringList{u"--repair"_s, u"--dry-run"_s});
        QCOMPARE(shown.exitCode, 1); // one of them has an obstacle
        QCOMPARE(shown.json()[u"changes"_s].toArray().size(), 2);
        QVERIFY(shown.json()[u"batch"_s].isNull());
        QCOMPARE(m_folder->runInShop(words).json()[u"count"_s].toInt(), 2);

        const auto made = m_folder->runInShop(words + QStringList{u"--repair"_s});
        QCOMPARE(made.exitCode, 1);
        QCOMPARE(made.json()[u"changed"_s].toInt(), 1);
        const auto changes = made.json()[u"changes"_s].toArray();
        QVERIFY(changes[0][u"obstacle"_s].toString().contains(u"has this address already"_s));
        QCOMPARE(changes[1][u"after"_s].toString(), u"cy@hotmail.com"_s);
        QCOMPARE(m_folder->runInShop(words).json()[u"count"_s].toInt(), 1);

        const auto undone
            = m_folder->runInShop({u"undo"_s, QString::number(made.json()[u"batch"_s].toInteger())});
        QVERIFY2(undone.exitCode == 0, qPrintable(undone.messages));
        QCOMPARE(m_folder->runInShop(words).json()[u"count"_s].toInt(), 2);
    }

    void every_check_explains_itself()
    {
        const ProgramFolder folder;
        const auto list = folder.run({u"--json"_s, u"audit"_s, u"--list"_s});
        QCOMPARE(list.exitCode, 0);
        const auto checks = list.json()[u"checks"_s].toArray();
        QVERIFY(checks.size() >= 25);
        for (const auto &check : checks) {
            for (const QString &part :
                {u"check"_s, u"title"_s, u"finds"_s, u"how"_s, u"breaks"_s, u"repair"_s})
                QVERIFY2(check[part].toString().size() > 5, qPrintable(check[u"check"_s].toString()));
        }
    }

private:
    static QJsonObject finding(const QJsonObject &answer, const QString &check)
    {
        for (const auto &one : answer[u"findings"_s].toArray()) {
            if (one[u"check"_s].toString() == check)
                return one.toObject();
        }
        return {};
    }

    std::unique_ptr<ProgramFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestAuditCommand)
#include "tst_audit_command.moc"
