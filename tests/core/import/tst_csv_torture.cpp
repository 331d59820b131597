// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_data.h"
#include "tests/support/table_text.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Awkward files of others, and ones of our own after what is known to go wrong.
class TestCsvTorture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Expected by MANIFEST.csv ("what_it_tries") and by eye; python3's csv module agrees wherever a file
    /// follows the rules.
    void filesOfOthers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(expected);
        };
        row("all_quotes",
            "|upc|name|description|price|\n2<33333><Laderach Chocolate><This is the\nbest chocolate><5>\n"
            "4<11112><Laderach Chocolate><This is the best chocolate><5>\n5<11113><Laderach Chocolate><This "
            "is the best "
            "chocolate><5>\n6<11114><Laderach Chocolate><This is the best chocolate><5>\n7<44444><Boa "
            "Chocolate><The "
            "best, 'chocolate', of the world><2>\n");
        row("auto__duplicate_header_columns",
            "|a|a|a|a|a|a|a|a|a|a|a|a||\n2<123><TEST2><text1><><><><><><><><><><value1>\n"
            "3<345><TEST2><text2><><><><><><><><><><value2>\n");
        row("auto__empty_header", "||||\n2<123><TEST3><text1>\n3<345><TEST3><text2>\n");
        row("auto__missing_header_col", "|a||c|\n2<123><TEST1><text1>\n3<345><TEST1><text2>\n");
        row("auto__normalize_names_1", "|A|B|C|\n2<123><TEST1><text1>\n3<345><TEST1><text2>\n");
        row("auto__utf8bom", "|id|name|\n2<1><Mark>\n3<2><Hannes>\n");
        row("bad_date", "|date|eventID|subplotID|\n2<2016-10-03><vst_OSBS_2016><41_10_1>\n");
        row("comments__simple",
            "|a|b|\n1! the line stands above the names of the columns, so it is no row <# A few "
            "comments>\n2! the line "
            "stands above the names of the columns, so it is no row <# I'm a csv file>\n4! the line is a "
            "comment: it "
            "begins with # and does not fit the header <# This is also a baddy>\n5<1><3>\n6<6><7>\n7! the "
            "line is a "
            "comment: it begins with # and does not fit the header <# You better skip me>\n");
        row("double_quoted_header", "|foo \"bar|name|\n2<1><rob>\n3<2><sally>\n");
        row("empty", "“PATH” is empty. Nothing was imported.");
        row("extra_delimiters",
            "|a|b|c|\n2<1><2><3>\n3<1><2><3>\n4! the row has 5 cells, the header has 3 "
            "<1><2><3><4><5>\n5<1><2><3>\n");
        row("header_only", "|abs_file_name|\n");
        row("invalid_utf8",
            "|bla|\n2<bla>\n3! the row has bytes that are no character of utf-16le; they show as � <�>\n");
        row("locations_header_trailing_comma", "|id|name|lat|lon||\n2<1><name><0><0>\n");
        row("mixed_dates",
            "|A|B|\n2<1><2024-03-08>\n3<2><2024-03-09>\n4<3><03/10/"
            "2024>\n5<4><2024-03-11>\n6<5><2024-03-12>\n");
        row("pipe_delim", "|one|two|three|four|\n2<1><2><3><4>\n");
        row("quoted_newline", "|col1|\n2<cell with\nnewline>\n");
        row("single_quote", "|movie_title|\n2<Doc>\n");
        row("test__mixed_line_endings", "|10|hello|20|\n2<20><world><30>\n3<30><test><30>\n");
        row("unescaped_quotes__unescaped_quote",
            "|1|pedro \"pdet\" holanda|\n2<2><pedro \"pdet\" holanda>\n3<3><pedro \"pdet\" "
            "ho;landa>\n4<4><pedro \"pdet\" "
            "holanda>\n5<5><pedro \"pdet\" holanda>\n6<6><pedro \"pdet\" holanda>\n");
    }
    void filesOfOthers()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/csv-torture/duckdb");
        QFETCH(QString, name);
        QFETCH(QString, expected);
        const QString path = QDir(folder).filePath(name + u".csv"_s);
        QCOMPARE(textOfTable(path), QString(expected).replace(u"PATH"_s, path));
    }

    void filesOfOthersByNumberAndCell_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("cell");
        const auto row = [](const char *name, int lines, const char *cell) {
            QTest::newRow(name) << QString::fromUtf8(name) << lines << QString::fromUtf8(cell);
        };
        row("auto__time_date_timestamp_dd-mm-yyyy", 3, "<13-12-2004 15:16:00>");
        row("auto__time_date_timestamp_mm-dd-yyyy", 3, "<12-13-2004 03:16:00 PM>");
        row("blank_line", 10, "<9>");
        row("decimal_separators__decimal_separators", 5, "<1,53e4><1.53e4>");
        row("encodings__latin1", 12, "<José Álvarez><30>");
        row("encodings__utf16", 20, "<François Dupont><45>");
        row("leading_zeros", 6, "<09001><0><0><0><1><1><1><0>");
        row("multi_quote", 7, "<1/1/19><text>");
        row("nullbyte", 1, "! the row has a NUL byte");
        row("real__greek_utf8", 7, "<45804><21π><1>");
        row("test__new_line_string_rn", 2, "<100><2403><160><p3>");
        row("thousands_separator__multi_column", 5, "<lorry><300,000,000.40><amsterdam>");
    }
    void filesOfOthersByNumberAndCell()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/csv-torture/duckdb");
        QFETCH(QString, name);
        QFETCH(int, lines);
        QFETCH(QString, cell);
        QString text = textOfTable(QDir(folder).filePath(name + u".csv"_s));
        QVERIFY2(text.contains(cell), qPrintable(text));
        QCOMPARE(text.replace(u"\r\n"_s, u" "_s).count(u'\n') - 1, lines);
    }

    void filesOfOurOwn_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &content, const char *expected) {
            QTest::newRow(name) << content << QString::fromUtf8(expected);
        };

        row("a quote in quotes", "a,b\n\"5\" nail\",x\n\"say \"hi\"\",y\n",
            "|a|b|\n2<5\" nail><x>\n3<say \"hi\"><y>\n");
        row("delimiters between them", "a,b\n\"one \"two, three\" four\",x\n",
            "|a|b|\n2<one \"two, three\" four><x>\n");
        row("text behind a closing quote, and a further cell in quotes", "a,b\n\"x\"y,\"z\"\n",
            "|a|b|\n2<xy><z>\n");
        row("an inch sign before the closing quote costs its rows, one by one",
            "n,a,b\n1,\"5\"\",x\n2,\"6\",y\n3,\"7\"\",z\n4,d,w\n",
            "|n|a|b|\n2! a quote is opened in this line and never closed <1,\"5\"\",x>\n3<2><6><y>\n"
            "4! a quote is opened in this line and never closed <3,\"7\"\",z>\n5<4><d><w>\n");
        row("blanks around quotes", "a,b\n 1, \"x,y\" \n", "|a|b|\n2< 1><x,y>\n");
        row("a blank before a quote that does not close", "a,b\n1, \"x\n2,3\n",
            "|a|b|\n2<1>< \"x>\n3<2><3>\n");
        row("backslashes before quotes", "a,b\n\"say \\\"hi\\\", you\",1\n\"C:\\\\\",2\n",
            "|a|b|\n2<say \"hi\", you><1>\n3<C:\\><2>\n");
        row("a backslash before a closing quote is a letter", "a,b\n\"C:\\\",1\n\"D:\\\",2\n",
            "|a|b|\n2<C:\\><1>\n3<D:\\><2>\n");
        row("backslashes in doubled quotes are letters", "a,b\n\"{\"\"p\"\": \"\"x\\\"\"y\"\"}\",1\n",
            "|a|b|\n2<{\"p\": \"x\\\"y\"}><1>\n");
        row("delimiters of two characters", "a||b||c\n1||x|y||3\n||||\n", "|a|b|c|\n2<1><x|y><3>\n3<><><>\n");
        row("carets", "a^b^c\n1^2^3\n", "|a|b|c|\n2<1><2><3>\n");
        row("unit separators",
            "a\x1F"
            "b\n1\x1F"
            "2\n",
            "|a|b|\n2<1><2>\n");
        row("a quote that opens a cell further down costs its own line", "a,b\n1,\"x\n2,\"y\"\n3,z\n",
            "|a|b|\n2! a quote is opened in this line and never closed <1,\"x>\n3<2><y>\n4<3><z>\n");
        row("a title and an empty line above", "Orders of May\n\nid,mail,total\n1,a@example.com,3\n",
            "|id|mail|total|\n1! the line stands above the names of the columns, so it is no row <Orders of "
            "May>\n4<1><a@example.com><3>\n");
        row("repeated headers", "id,mail\n1,x\nid,mail\n2,y\n",
            "|id|mail|\n2<1><x>\n3! the row repeats the names of the columns <id><mail>\n4<2><y>\n");
        row("totals", "id,mail,sum\n1,x,3\n,,\nTotal:,,3\nSumme,,\"3,00 €\"\n",
            "|id|mail|sum|\n2<1><x><3>\n3<><><>\n4! the line is a total of the rows above, so it is no row "
            "of its own <Total:><><3>\n"
            "5! the line is a total of the rows above, so it is no row of its own <Summe><><3,00 €>\n");
        row("totals that were never reckoned", "id,mail,sum\n1,x,3\nTotal,,\n",
            "|id|mail|sum|\n2<1><x><3>\n3! the line is a total of the rows above, so it is no row of its own "
            "<Total><><>\n");
        row("what looks like a total and is none",
            "title,vendor,price\nTotal,Acme,3\nSum,Acme,\nTotal War,,3\n",
            "|title|vendor|price|\n2<Total><Acme><3>\n3<Sum><Acme><>\n4<Total War><><3>\n");
        row("a note below", "id,mail,sum\n1,x,3\nNote: red columns are needed,,\nNote: one cell only\n",
            "|id|mail|sum|\n2<1><x><3>\n3! the line is a note: there are words in its first cell and nothing "
            "beside them <Note: red "
            "columns are needed><><>\n4! the row has 1 cells, the header has 3 <Note: one cell only>\n");
        row("an apostrophe as a letter", "a,b\nO'Neil,it's\n'tis,2\n",
            "|a|b|\n2<O'Neil><it's>\n3<'tis><2>\n");
        row("semicolons with decimal commas", "a;b;c\n1,5;2,5;3,5\n", "|a|b|c|\n2<1,5><2,5><3,5>\n");
        row("one line of Windows-1252 among UTF-8", "name,n\nZoë,1\nJos\xE9,2\nZoë,3\nAda,4\n",
            "|name|n|\n2<Zoë><1>\n3! the row has bytes that are not UTF-8 text, unlike the rest of the file "
            "<Jos\xEF\xBF\xBD><2>\n4<Zoë><3>\n5<Ada><4>\n");
        row("a single byte of Windows-1252 among ASCII",
            QByteArray("name,n\n") + QByteArray("Ada,1\n").repeated(3) + "Jos\xE9,2\n",
            "|name|n|\n2<Ada><1>\n3<Ada><1>\n4<Ada><1>\n5<José><2>\n");
        row("a byte of Windows-1252 that is none", "name,n\nJos\xE9,1\nx\x81,2\n",
            "|name|n|\n2<José><1>\n3! the row has bytes that are no character of windows-1252; they show as "
            "� <x�><2>\n");
    }
    void filesOfOurOwn()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"table.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        QCOMPARE(textOfTable(file.fileName()), expected);
    }

    void aCellOfAHundredMegabytes()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"table.csv"_s));
        const QByteArray piece(1 << 20, 'x');
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n\"");
        for (int i = 0; i < 100; ++i)
            QCOMPARE(file.write(piece), piece.size());
        file.write("\n\",2\n3,4\n");
        file.close();
        const QString text = textOfTable(file.fileName());
        QCOMPARE(text.size(), qsizetype(100 << 20) + 22);
        QVERIFY(text.endsWith(u"x\n><2>\n4<3><4>\n"_s));
    }
};

QTEST_GUILESS_MAIN(TestCsvTorture)
#include "tst_csv_torture.moc"
