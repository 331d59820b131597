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
        QTest::newRow("customers in German")
            << QByteArray("Kundennummer;Vorname;Nachname;E-Mail;PLZ;Ort;Land;Kunde seit\n"
                          "1;Ada;Lind;a@example.com;24103;Kiel;DE;30.06.2024 10:00\n")
            << u"customers"_s << u"dd.MM.yyyy HH:mm"_s << u"."_s;
        QTest::newRow("orders in French")
            << QByteArray("Numéro de commande;Adresse e-mail;Date de commande;Statut;Montant total\n"
                          "1;a@example.com;30/06/2024;payée;1 234,50\n")
            << u"orders"_s << u"dd/MM/yyyy"_s << u","_s;
        QTest::newRow("orders in Spanish")
            << QByteArray("Pedido;Correo electrónico;Fecha;Importe total;Artículo;Cantidad\n"
                          "1;a@example.com;30/06/2024;34,50;Gorra;1\n")
            << u"orders"_s << u"dd/MM/yyyy"_s << u","_s;
        QTest::newRow("goods in Dutch") << QByteArray("SKU;Naam;Prijs;Voorraad;Handle\na;Pet;9,50;3;pet\n")
                                        << u"products"_s << u"iso"_s << u","_s;
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

    void dates_are_settled_by_a_day_above_twelve_or_asked_for_data()
    {
        QTest::addColumn<QStringList>("dates");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("open");
        const auto row = [](const char *name, const QStringList &dates, const char *format,
                             const QStringList &open = {}) {
            QTest::newRow(name) << dates << QString::fromLatin1(format) << open;
        };
        row("day first", {u"03/04/2024"_s, u"13/04/2024"_s}, "dd/MM/yyyy");
        row("month first", {u"03/04/2024"_s, u"04/13/2024"_s}, "MM/dd/yyyy");
        row("one wrong among many", {u"03/04/2024"_s, u"04/13/2024"_s, u"04/15/2024"_s, u"soon"_s},
            "MM/dd/yyyy");
        row("open", {u"03/04/2024"_s, u"05/06/2024"_s}, "dd/MM/yyyy", {u"dd/MM/yyyy"_s, u"MM/dd/yyyy"_s});
        row("the same either way", {u"03/03/2024"_s}, "dd/MM/yyyy");
        row("with points it is the day", {u"03.04.2024"_s}, "dd.MM.yyyy");
        row("one digit", {u"3/4/2024"_s, u"30/4/2024"_s}, "d/M/yyyy");
        row("two-digit years", {u"09/29/26"_s}, "M/d/yy");
        row("hyphens", {u"01-02-2000"_s, u"13-12-2004"_s}, "dd-MM-yyyy");
        row("halves of the day", {u"12-13-2004 03:16:00 PM"_s}, "MM-dd-yyyy h:mm:ss AP");
        row("names of months", {u"Sep 16, 2026"_s}, "MMM d, yyyy");
        row("ISO with offset", {u"2026-03-05 14:07:09 +0100"_s}, "iso");
        row("no date at all", {u"soon"_s, u"later"_s}, "iso");
    }
    void dates_are_settled_by_a_day_above_twelve_or_asked_for()
    {
        QFETCH(QStringList, dates);
        QByteArray content = "Mail;Since\n";
        for (const QString &date : dates)
            content += "a@example.com;\"" + date.toUtf8() + "\"\n";
        const auto draft = MappingDraft::guess(*probe(write(content)), u"Till"_s);
        QTEST(draft.dateFormat, "format");
        QTEST(draft.dateFormats, "open");
        // Kept as it is: an import settles it by the whole file, or asks.
        QCOMPARE(draft.toMapping()->dateFormats, draft.dateFormats);
    }

    void a_day_far_down_settles_it_too()
    {
        QByteArray content = "Mail,Since\n";
        for (int i = 0; i < 1500; ++i)
            content
                += QByteArray("a@example.com,0") + char('1' + i % 9) + "/0" + char('1' + i % 7) + "/2024\n";
        const auto draft
            = MappingDraft::guess(*probe(write(content + "a@example.com,01/31/2024\n")), u"Till"_s);
        QCOMPARE(draft.dateFormat, u"MM/dd/yyyy"_s);
        QCOMPARE(draft.dateFormats, QStringList());
    }

    void decimal_signs_are_found_data()
    {
        QTest::addColumn<QStringList>("amounts");
        QTest::addColumn<QString>("signs");
        const auto row = [](const char *name, const QStringList &amounts, const char *signs) {
            QTest::newRow(name) << amounts << QString::fromLatin1(signs);
        };
        row("points", {u"1234.50"_s, u"7"_s}, ".");
        row("commas", {u"1234,50"_s}, ",");
        row("both, comma first", {u"1,234.50"_s, u"9.00"_s}, ".,");
        row("both, point first", {u"1.234,50"_s, u"9,00"_s}, ",.");
        row("many groups", {u"1,234,567"_s}, ".,");
        row("many groups of points", {u"1.234.567"_s}, ",.");
        row("one group says nothing, the rest does", {u"1,234"_s, u"9,5"_s}, ",");
        row("one group alone is thousands", {u"1,234"_s}, ".,");
        row("currency signs", {u"1.234,50 €"_s, u"€ 9,90"_s}, ",.");
        row("dollars", {u"$1,234.50"_s, u"($5.00)"_s}, ".,");
        row("apostrophes", {u"1'234.50"_s}, ".'");
        row("blanks", {u"1 234,50"_s}, ", ");
        row("a fraction below one", {u"0.125"_s}, ".");
        row("words", {u"free"_s}, ".");
    }
    void decimal_signs_are_found()
    {
        QFETCH(QStringList, amounts);
        QByteArray content = "Order No;E-Mail;Date;Amount\n";
        for (const QString &amount : amounts)
            content += "1;a@example.com;2024-06-30;\"" + amount.toUtf8() + "\"\n";
        const auto numbers = MappingDraft::guess(*probe(write(content)), u"Till"_s).numbers;
        QString signs(QLatin1Char(numbers.decimal));
        if (numbers.thousands != '\0')
            signs += QLatin1Char(numbers.thousands);
        QTEST(signs, "signs");
    }

    void addresses_are_found_by_what_they_are()
    {
        const auto draft = MappingDraft::guess(
            *probe(write("Kontakt,Ort\nada@example.com,Kiel\nbo@example.com,Bonn\n")), u"Till"_s);
        QCOMPARE(draft.fields, (QStringList{u"email"_s, u"city"_s}));
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
