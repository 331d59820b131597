// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/spreadsheet_number.h"
#include "tests/support/packed_files.h"
#include "tests/support/table_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestXlsxReader final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"book.xlsx"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }
    QString read(const QByteArray &content, const QString &inside = {})
    {
        return textOfTable(write(content) + inside);
    }
    static QByteArray withPart(QList<PackedFile> parts, const QByteArray &name, const QByteArray &content)
    {
        for (PackedFile &part : parts) {
            if (part.name == name)
                part.content = content;
        }
        return zipOf(parts);
    }

private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *cell, const QString &expected) {
            QTest::newRow(name) << QByteArray(cell) << expected;
        };
        row("a number", "<c><v>19.5</v></c>", u"19.5"_s);
        row("digits that a double adds", "<c><v>19.989999999999998</v></c>", u"19.99"_s);
        row("digits that a double does not need", "<c><v>0.10000000000000001</v></c>", u"0.1"_s);
        row("a long number", "<c><v>6100000000000</v></c>", u"6100000000000"_s);
        // Serial numbers: 46200 is 2026-06-27 (1899-12-30 and 46,200 days, python3 datetime).
        row("a day", "<c s=\"1\"><v>46200</v></c>", u"2026-06-27"_s);
        row("a day of a format of one's own", "<c s=\"3\"><v>46200</v></c>", u"2026-06-27"_s);
        row("a day with a time", "<c s=\"2\"><v>46200.604166666664</v></c>", u"2026-06-27T14:30:00"_s);
        row("a day format over a number with a time", "<c s=\"1\"><v>46200.5</v></c>",
            u"2026-06-27T12:00:00"_s);
        row("a time", "<c s=\"5\"><v>0.25</v></c>", u"06:00:00"_s);
        row("hours that count on", "<c s=\"4\"><v>1.5</v></c>", u"36:00:00"_s);
        row("a day below zero stays a number", "<c s=\"1\"><v>-3</v></c>", u"-3"_s);
        row("29 February 1900 never was", "<c s=\"1\"><v>60</v></c>", u"60"_s);
        row("the day before and after it", "<c s=\"1\"><v>61</v></c>", u"1900-03-01"_s);
        row("a shared text", "<c t=\"s\"><v>1</v></c>", u"Zoë"_s);
        row("a shared text in runs, without how it sounds", "<c t=\"s\"><v>2</v></c>", u"Ada Lind"_s);
        row("an escaped character", "<c t=\"s\"><v>3</v></c>", u"a\tb"_s);
        row("a text in its cell", "<c t=\"inlineStr\"><is><r><t>A</t></r><r><t>da</t></r></is></c>",
            u"Ada"_s);
        row("the text of a formula", "<c t=\"str\"><f>A1&amp;\"x\"</f><v>ada@example.com</v></c>",
            u"ada@example.com"_s);
        row("a formula whose text is empty", "<c t=\"str\"><f>\"\"</f><v></v></c>", QString());
        row("a formula's number", "<c><f>1+1</f><v>2</v></c>", u"2"_s);
        row("true", "<c t=\"b\"><v>1</v></c>", u"true"_s);
        row("false", "<c t=\"b\"><v>0</v></c>", u"false"_s);
        row("an error", "<c t=\"e\"><v>#N/A</v></c>", u"#N/A"_s);
        row("a day in ISO form", "<c t=\"d\"><v>2026-06-27</v></c>", u"2026-06-27"_s);
        row("no style that there is", "<c s=\"99\"><v>7</v></c>", u"7"_s);
    }
    void cells()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QString, expected);
        const QByteArray rows = rowsOf({{"a", "b"}}) + "<row>" + cell + "<c><v>1</v></c></row>";
        QCOMPARE(read(workbookOf({{"S", rows}})), u"|a|b|\n2<%1><1>\n"_s.arg(expected));
    }

    void daysCountFrom1904WhereTheWorkbookSaysSo()
    {
        // 1904-01-01 and 44,738 days: 2026-06-27 (python3 datetime)
        const QByteArray rows
            = rowsOf({{"a", "b"}}) + "<row><c s=\"1\"><v>44738</v></c><c s=\"1\"><v>0</v></c></row>";
        QCOMPARE(read(zipOf(workbookParts({{"S", rows}}, true))), u"|a|b|\n2<2026-06-27><1904-01-01>\n"_s);
    }

    void rowsAndCellsMayBeLeftOut()
    {
        const QByteArray rows = "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>a</t></is></c>"
                                "<c r=\"D2\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
                                "<row r=\"5\"/><row r=\"7\"><c r=\"D7\"><v>2</v></c></row>"
                                "<row r=\"9\"><c r=\"B9\"><v>3</v></c></row>";
        QCOMPARE(read(workbookOf({{"S", rows}})), u"||a||b|\n7<><><><2>\n9<><3><><>\n"_s);
    }

    void aTitleAndATotalAreNoRows()
    {
        const QString text = read(workbookOf({{"S",
            rowsOf({{"Customers of May"}, {"email", "name", "spent"}, {"a@example.com", "Ada", "3"},
                {"Total", "", "3"}, {"Note: only the first hundred"}})}}));
        QCOMPARE(text,
            u"|email|name|spent|\n1! the line stands above the names of the columns, so it is no row "
            u"<Customers of "
            u"May>\n3<a@example.com><Ada><3>\n4! the line is a total of the rows above, so it is no row of "
            u"its own "
            u"<Total><><3>\n5! the line is a note: there are words in its first cell and nothing beside them "
            u"<Note: only the first hundred><><>\n"_s);
    }

    void oneOfSeveralSheets()
    {
        const QByteArray book = workbookOf({{"Cover", ""}, {"Hidden", rowsOf({{"h", "i"}, {"5", "6"}}), true},
            {"Orders", rowsOf({{"a", "b"}, {"1", "2"}})}, {"More", rowsOf({{"c", "d"}, {"3", "4"}})}});
        QCOMPARE(read(book), u"|a|b|\n2<1><2>\n"_s);
        QCOMPARE(read(book, u"/more"_s), u"|c|d|\n2<3><4>\n"_s);
        QCOMPARE(read(book, u"/Hidden"_s), u"|h|i|\n2<5><6>\n"_s);
        QVERIFY(read(book, u"/None"_s).contains(u"has no sheet “None”. Its sheets are: “Cover”, “Hidden”"_s));
        QVERIFY(read(workbookOf({{"Cover", ""}})).contains(u"is empty: none of its sheets"_s));
        QCOMPARE(read(workbookOf({{"Cover", ""}, {"Data", rowsOf({{"h", "i"}, {"5", "6"}}), true}})),
            u"|h|i|\n2<5><6>\n"_s);
    }

    void aDamagedCellCostsItsRow_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a text that is not there")
            << QByteArray("<c t=\"s\"><v>77</v></c>")
            << u"a cell points to the shared text 77, but the workbook has 4 of them"_s;
        QTest::newRow("a formula that nobody reckoned")
            << QByteArray("<c r=\"A3\"><v>1</v></c><c r=\"B3\"><f>SUM(B2)</f><v/></c>")
            << u"a formula has no result"_s;
        QTest::newRow("no place") << QByteArray("<c r=\"7\"><v>1</v></c>") << u"“7” is no place of a cell"_s;
        QTest::newRow("too far right")
            << QByteArray("<c r=\"ZZZ3\"><v>1</v></c>") << u"“ZZZ3” is no place of a cell"_s;
        QTest::newRow("one place twice") << QByteArray("<c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>2</v></c>")
                                         << u"the row has two cells in one place"_s;
    }
    void aDamagedCellCostsItsRow()
    {
        QFETCH(QByteArray, row);
        QFETCH(QString, reason);
        const QString text = read(workbookOf({{"S",
            rowsOf({{"a", "b"}, {"1", "2"}}) + "<row r=\"3\">" + row + "</row>"
                + "<row r=\"4\"><c r=\"B4\"><v>4</v></c></row>"}}));
        QVERIFY2(text.startsWith(u"|a|b|\n2<1><2>\n3! "_s + reason), qPrintable(text));
        QVERIFY2(text.endsWith(u"\n4<><4>\n"_s), qPrintable(text));
    }

    void whatIsNoWorkbookIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto parts = workbookParts({{"S", rowsOf({{"a", "b"}, {"1", "2"}})}});
        const auto without = [&parts](const QByteArray &name) {
            auto fewer = parts;
            fewer.removeIf([&name](const PackedFile &part) { return part.name == name; });
            return zipOf(fewer);
        };
        QTest::newRow("old or protected")
            << QByteArray::fromHex("d0cf11e0a1b11ae1") << u"protected by a password"_s;
        QTest::newRow("text of that name")
            << QByteArray("a,b\n1,2\n") << u"is named like a workbook but is none"_s;
        QTest::newRow("a sheet is missing")
            << without("xl/worksheets/sheet1.xml") << u"its part “xl/worksheets/sheet1.xml” is missing"_s;
        QTest::newRow("relations are missing")
            << without("xl/_rels/workbook.xml.rels") << u"none of its sheets"_s;
        QTest::newRow("broken XML") << withPart(
            parts, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c>")
                                    << u"cannot be read"_s;
        QTest::newRow("broken styles")
            << withPart(parts, "xl/styles.xml", "<styleSheet") << u"xl/styles.xml cannot be read"_s;
        QTest::newRow("a document type") << withPart(parts, "xl/sharedStrings.xml",
            "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY l2 "
            "\"&lol;&lol;\">]><sst><si><t>&l2;</t></si></sst>")
                                         << u"it declares a document type, which no workbook does"_s;
        QTest::newRow("a binary workbook") << zipOf({{"[Content_Types].xml", ""}, {"xl/workbook.bin", ""}})
                                           << u"is a binary workbook (.xlsb)"_s;
        QTest::newRow("OpenDocument") << zipOf({{"META-INF/manifest.xml", ""}, {"content.xml", ""}})
                                      << u"is an OpenDocument file (.ods)"_s;
        QTest::newRow("a letter") << zipOf({{"[Content_Types].xml", ""}, {"word/document.xml", ""}})
                                  << u"is an Office document without a workbook"_s;
    }
    void whatIsNoWorkbookIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const QString text = read(bytes);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QVERIFY2(text.contains(u"book.xlsx"_s), qPrintable(text));
    }

    void rowsBeforeTheDamageAreRead()
    {
        const QByteArray rows = rowsOf({{"a", "b"}, {"1", "2"}}) + "<row><c><v>1</w></c></row>";
        const QString text = read(workbookOf({{"S", rows}}));
        QVERIFY2(text.startsWith(u"|a|b|\n2<1><2>\n"_s), qPrintable(text));
        QVERIFY2(text.contains(u"row 3 of the sheet “S” cannot be read"_s), qPrintable(text));
    }

    void formatsMeanDaysAndTimes_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("meaning");
        const auto row = [](const char *code, NumberMeaning meaning) {
            QTest::newRow(code) << QString::fromLatin1(code) << int(meaning);
        };
        row("General", NumberMeaning::Number);
        row("#,##0.00 \"d\"", NumberMeaning::Number);
        row("0.00E+00", NumberMeaning::Number);
        row("[Red]#,##0", NumberMeaning::Number);
        row("\"Summe\" 0", NumberMeaning::Number);
        row("0\\d", NumberMeaning::Number);
        row("yyyy-mm-dd", NumberMeaning::Day);
        row("[$-409]d/m/yy h:mm AM/PM;@", NumberMeaning::DayAndTime);
        row("mmm yy", NumberMeaning::Day);
        row("hh:mm", NumberMeaning::TimeOfDay);
        row("[mm]:ss", NumberMeaning::Duration);
        row("mm:ss.0", NumberMeaning::TimeOfDay);
        row("", NumberMeaning::Number);
        row("[", NumberMeaning::Number);
        row("\"", NumberMeaning::Number);
    }
    void formatsMeanDaysAndTimes()
    {
        QFETCH(QString, code);
        QTEST(int(meaningOfCode({reinterpret_cast<const char16_t *>(code.utf16()), size_t(code.size())})),
            "meaning");
    }
};

QTEST_GUILESS_MAIN(TestXlsxReader)
#include "tst_xlsx_reader.moc"
