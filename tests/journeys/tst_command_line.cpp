// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QFile>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// The real program, as a script meets it: exit codes, where words go, and what stays after a mistake.
class TestCommandLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        m_folder->write(u"customers.csv"_s,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent,Total Orders\n"
            "1,Ada,Lind,ada@example.com,yes,,10.00,1\n"
            "2,Bo,Ek,bo@example.com,yes,,20.00,2\n");
        const auto made = m_folder->makeShop();
        QVERIFY2(made.exitCode == 0, qPrintable(made.messages));
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("message");

        QTest::newRow("no such command") << QStringList{u"fly"_s} << 2 << u"--help"_s;
        QTest::newRow("a word too few") << QStringList{u"import"_s} << 2 << u"FILE"_s;
        QTest::newRow("a shop that is there")
            << QStringList{u"new"_s, u"shop.haberdash"_s} << 3 << u"left as it is"_s;
        QTest::newRow("no currency") << QStringList{u"new"_s, u"other.haberdash"_s, u"--currency"_s,
            u"Gold"_s} << 3 << u"“Gold” is not a currency"_s;
        QTest::newRow("no workspace") << QStringList{u"--workspace"_s, u"none.haberdash"_s, u"segment"_s,
            u"count"_s, u"--rule"_s, u"all()"_s}
                                      << 3 << u"There is no file"_s;
        QTest::newRow("not a workspace")
            << QStringList{u"--workspace"_s, u"poem.txt"_s, u"segment"_s, u"count"_s, u"--rule"_s, u"all()"_s}
            << 3 << u"is not a Haberdash workspace"_s;
        const auto inShop = [](QStringList words) {
            return QStringList{u"--workspace"_s, u"shop.haberdash"_s} + words;
        };
        QTest::newRow("rule") << inShop({u"segment"_s, u"count"_s, u"--rule"_s, u"count orders = "_s}) << 3
                              << u"line 1, column 16: expected a number"_s;
        QTest::newRow("empty file") << inShop({u"import"_s, u"empty.csv"_s}) << 3 << u"is empty"_s;
        QTest::newRow("binary file") << inShop({u"import"_s, u"binary.csv"_s}) << 3 << u"is not text"_s;
        QTest::newRow("other columns")
            << inShop({u"import"_s, u"other.csv"_s}) << 3 << u"Its columns are: Name, Foo"_s;
        QTest::newRow("one bad file among good ones")
            << inShop({u"import"_s, u"customers.csv"_s, u"other.csv"_s}) << 3 << u"Nothing was imported"_s;
        QTest::newRow("missing file")
            << inShop({u"import"_s, u"nowhere.csv"_s}) << 3 << u"There is no file"_s;
        QTest::newRow("mapping with a word of its own")
            << inShop({u"import"_s, u"--mapping"_s, u"mapping.json"_s, u"other.csv"_s}) << 3
            << u"“record” is not a part of a mapping"_s;
        QTest::newRow("mapping with an unknown field")
            << inShop({u"import"_s, u"--mapping"_s, u"field.json"_s, u"other.csv"_s}) << 3 << u"shoe_size"_s;
        QTest::newRow("template") << QStringList{u"liquid"_s, u"broken.liquid"_s} << 3
                                  << u"Line 1, column 7"_s;
        QTest::newRow("campaign") << inShop({u"campaign"_s, u"send"_s, u"Spring"_s}) << 3
                                  << u"no campaign “Spring”"_s;
    }
    void mistakes()
    {
        m_folder->write(u"poem.txt"_s, "Roses are red");
        m_folder->write(u"empty.csv"_s, {});
        m_folder->write(u"binary.csv"_s, QByteArray::fromHex("89504e47010203ff0a1a0a0d"));
        m_folder->write(u"other.csv"_s, "Name,Foo\nx,y\n");
        m_folder->write(u"mapping.json"_s, R"({"record": "order", "columns": {"Name": "name"}})");
        m_folder->write(
            u"field.json"_s, R"({"name": "Mine", "kind": "customers", "columns": {"Name": "shoe_size"}})");
        m_folder->write(u"broken.liquid"_s, "Hello {{ customer.first_name");
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        QFETCH(QString, message);
        const auto answer = m_folder->run(words);
        QVERIFY2(answer.messages.contains(message), qPrintable(answer.messages));
        QCOMPARE(answer.exitCode, exitCode);
        QCOMPARE(answer.out, QString());
        QCOMPARE(m_folder->customers(), 0);
        QVERIFY(!QFile::exists(m_folder->path(u"other.haberdash"_s)));
    }

    void rejectedRowsAreReportedByTheExitCode()
    {
        m_folder->write(u"customers.csv"_s,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent,Total Orders\n"
            "1,Ada,Lind,ada@example.com,yes,,10.00,1\n"
            "2,Bo,Ek,bo@example.com,yes,,many,2\n");
        const auto answer = m_folder->runInShop({u"import"_s, u"customers.csv"_s});
        QCOMPARE(answer.exitCode, 1);
        QVERIFY(QFile::exists(m_folder->path(u"customers.rejected.csv"_s)));
        QCOMPARE(m_folder->customers(), 1);
    }

    /// From a new shop to an approved campaign without a window; what is missing is named with its remedy.
    void aCampaignCanBePreparedByCommandsAlone()
    {
        m_folder->write(u"spring.md"_s, "Hello {{ customer.first_name | default: 'there' }}");
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv"_s}).exitCode, 0);
        const QStringList email{u"email"_s, u"new"_s, u"Spring"_s, u"--subject"_s, u"Spring is here"_s,
            u"--body"_s, u"spring.md"_s};
        const auto early = m_folder->runInShop(email);
        QCOMPARE(early.exitCode, 3);
        QVERIFY2(early.messages.contains(u"no postal address"_s), qPrintable(early.messages));
        QVERIFY2(early.messages.contains(u"haberdash brand"_s), qPrintable(early.messages));

        const auto wrong
            = m_folder->runInShop({u"brand"_s, u"--address"_s, u"Kai 1"_s, u"--accent"_s, u"red"_s});
        QCOMPARE(wrong.exitCode, 3);
        QVERIFY2(wrong.messages.contains(u"“red” is no colour"_s), qPrintable(wrong.messages));
        QVERIFY(m_folder->runInShop({u"brand"_s}).out.contains(u"no postal address"_s));
        const auto brand = m_folder->runInShop(
            {u"--json"_s, u"brand"_s, u"--address"_s, u"Kai 1"_s, u"--address"_s, u"20457 Hamburg"_s});
        QCOMPARE(brand.exitCode, 0);
        QCOMPARE(brand.json()[u"address"_s].toString(), u"Kai 1\n20457 Hamburg"_s);

        QCOMPARE(m_folder->runInShop(email).exitCode, 0);
        QCOMPARE(m_folder
                     ->runInShop({u"account"_s, u"add"_s, u"Shop"_s, u"--host"_s, u"127.0.0.1"_s, u"--auth"_s,
                         u"none"_s, u"--from"_s, u"shop@example.com"_s})
                     .exitCode,
            0);
        QCOMPARE(m_folder
                     ->runInShop({u"campaign"_s, u"new"_s, u"Spring"_s, u"--rule"_s, u"all()"_s, u"--email"_s,
                         u"Spring"_s, u"--account"_s, u"Shop"_s})
                     .exitCode,
            0);
        QCOMPARE(m_folder->runInShop({u"campaign"_s, u"approve"_s, u"Spring"_s}).exitCode, 0);
        const auto written
            = m_folder->runInShop({u"campaign"_s, u"send"_s, u"Spring"_s, u"--dry-run"_s, u"mails"_s});
        QCOMPARE(written.exitCode, 0);
        QVERIFY(m_folder->read(u"mails/0000001.eml"_s).contains("20457 Hamburg"));
    }

    void readsAndCounts()
    {
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 2);
    }

private:
    std::unique_ptr<ProgramFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
