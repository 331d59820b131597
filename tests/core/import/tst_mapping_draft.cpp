// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping_draft.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace Qt::Literals::StringLiterals;

class TestMappingDraft final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_probe_knows_columns_and_first_values()
    {
        const auto found = probe(write("No , Mail\n1,a@example.com\n2\n1,a@example.com,more\n"));
        QVERIFY(found);
        QCOMPARE(found->headerKeys, (QStringList{u"no"_s, u"mail"_s}));
        QCOMPARE(found->rows.size(), 3);
        QCOMPARE(found->rows[1], (QStringList{u"2"_s, QString()})); // as long as the header
        QCOMPARE(found->rows[2].size(), 2);
        QCOMPARE(found->samples(0, 9), (QStringList{u"1"_s, u"2"_s}));
        QCOMPARE(found->samples(7, 9), QStringList());
        QVERIFY(!found->format);
    }

    void columns_in_front_of_a_reject_file_are_left_out()
    {
        const auto found = probe(write("haberdash line,haberdash reason,Mail\n7,bad,x\n"));
        QCOMPARE(found->header, QStringList{u"Mail"_s});
        QCOMPARE(found->rows[0], QStringList{u"x"_s});
    }

    void files_that_are_no_tables_are_refused()
    {
        QVERIFY(!probe(write("")));
        QVERIFY(!probe(m_folder.filePath(u"missing.csv"_s)));
    }

    void guesses_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("dates");
        QTest::addColumn<QString>("decimal");
        QTest::newRow("customers") << QByteArray("E-Mail,Forename,Since\na@example.com,Ada,30.06.2024\n")
                                   << u"customers"_s << u"dd.MM.yyyy"_s << u"."_s;
        QTest::newRow("orders") << QByteArray(
            "Order No;E-Mail;Date;Amount\n1;a@example.com;30/06/2024;1.234,50\n")
                                << u"orders"_s << u"dd/MM/yyyy"_s << u","_s;
        QTest::newRow("orders of the other day order")
            << QByteArray("Order No,E-Mail,Date,Amount\n1,a@example.com,06/30/2024,12.50\n") << u"orders"_s
            << u"MM/dd/yyyy"_s << u"."_s;
        QTest::newRow("events") << QByteArray(
            "Mail,Timestamp,Action\na@example.com,2024-06-30T10:00:00Z,view\n")
                                << u"events"_s << u"iso"_s << u"."_s;
    }
    void guesses()
    {
        QFETCH(QByteArray, content);
        const auto found = probe(write(content));
        QVERIFY(found);
        const auto draft = MappingDraft::guess(*found, u"Till"_s);
        QTEST(toWord(draft.kind), "kind");
        QTEST(draft.dateFormat, "dates");
        QTEST(QString(QLatin1Char(draft.numbers.decimal)), "decimal");
        const auto mapping = draft.toMapping();
        QVERIFY2(mapping, mapping ? "" : qPrintable(mapping.error().detail));
        // Read back for the same columns it is the same draft.
        const auto again = MappingDraft::from(*mapping, draft.header);
        QCOMPARE(again.fields, draft.fields);
        QCOMPARE(again.toJson(), draft.toJson());
    }

    void what_is_missing_is_named()
    {
        MappingDraft draft;
        draft.name = u"Till"_s;
        draft.header = {u"A"_s, u"B"_s};
        draft.fields = {QString(), QString()};
        QVERIFY(!draft.toMapping()); // nothing at all
        draft.fields = {u"first_name"_s, u"city"_s};
        QVERIFY(draft.toMapping().error().detail.contains(u"email"_s));
        draft.fields = {u"email"_s, u"email"_s};
        QVERIFY(draft.toMapping().error().detail.contains(u"two columns"_s));
        draft.fields = {u"email"_s, u"attribute:Shoe size"_s};
        QVERIFY(draft.toMapping());
        draft.name = u" "_s;
        QVERIFY(!draft.toMapping());
        draft.name = u"Till"_s;
        draft.dateFormat = u"MM yyyy"_s;
        QVERIFY(!draft.toMapping());
    }

    void dates_are_checked_on_the_values()
    {
        const auto found = probe(write("Mail,Since\na@example.com,30.06.2024\nb@example.com,31.02.2024\n"));
        auto draft = MappingDraft::guess(*found, u"Till"_s);
        draft.dateFormat = u"dd.MM.yyyy"_s;
        QCOMPARE(*unreadableDate(draft, *found, QTimeZone::utc()), u"31.02.2024"_s);
        draft.dateFormat = u"nonsense"_s;
        QVERIFY(!unreadableDate(draft, *found, QTimeZone::utc()));
    }

private:
    QString write(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"file%1.csv"_s.arg(++m_files)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestMappingDraft)
#include "tst_mapping_draft.moc"
