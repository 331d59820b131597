// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_reader.h"
#include "tests/support/table_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestJsonReader final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QByteArray &content, const QString &name = u"rows.jsonl"_s)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }

    /// All rows with small limits.
    QStringList rowsWith(const QByteArray &content, const JsonReader::Limits &limits)
    {
        const QString path = write(content);
        auto reader = JsonReader::open([path] { return openBytes(path); }, false, path, limits);
        if (!reader)
            return {reader.error().detail};
        QStringList rows;
        for (;;) {
            const auto record = reader->next();
            if (!record)
                return rows << record.error().detail;
            if (!*record)
                return rows;
            QString row = u"%1:%2"_s.arg((*record)->line).arg(int((*record)->fault));
            for (const auto cell : (*record)->cells)
                row += u"<%1>"_s.arg(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
            rows.append(row);
        }
    }

private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &content, const char *expected) {
            QTest::newRow(name) << content << QString::fromUtf8(expected);
        };
        row("one a line", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n", "|a|b|\n1<1><x>\n2<2><y>\n");
        row("rows under a name, over lines", "{\n  \"orders\": [\n    {\"a\": 1},\n    {\"a\": 2}\n  ]\n}\n",
            "|a|\n3<1>\n4<2>\n");
        row("rows that begin with a list",
            "{\"items\":[{\"a\":1}],\"b\":2}\n{\"items\":[{\"a\":3}],\"b\":4}\n",
            "|items|b|\n1<[{\"a\":1}]><2>\n2<[{\"a\":3}]><4>\n");
        row("no line end at the end, CRLF, empty lines", "{\"a\":1}\r\n\r\n{\"a\":2}", "|a|\n1<1>\n3<2>\n");
        row("keys in any order, some missing", "{\"a\":1,\"b\":2}\n{\"b\":3}\n{\"b\":5,\"a\":4}\n",
            "|a|b|\n1<1><2>\n2<><3>\n3<4><5>\n");
        row("a key that only a later row has", "{\"a\":1}\n{\"b\":2}\n", "|a|b|\n1<1><>\n2<><2>\n");
        row("numbers keep their digits", "{\"a\":1.10,\"b\":-0,\"c\":12345678901234567890,\"d\":1E5}\n",
            "|a|b|c|d|\n1<1.10><-0><12345678901234567890><1E5>\n");
        row("words", "{\"a\":true,\"b\":false,\"c\":null}\n", "|a|b|c|\n1<true><false><>\n");
        row("objects in objects are paths", "{\"a\":{\"b\":{\"c\":1},\"d\":{}}}\n", "|a.b.c|a.d|\n1<1><>\n");
        row("lists of values join", "{\"tags\":[\"vip\",\"b \\\"c\\\"\",3,null]}\n",
            "|tags|\n1<vip, b \"c\", 3, >\n");
        row("lists of objects stay as they are", "{\"items\":[{\"sku\":\"x\"}]}\n",
            "|items|\n1<[{\"sku\":\"x\"}]>\n");
        row("escapes", "{\"a\\u0062\":\"\\u00e4\\t\\uD83C\\uDFA9\\/\"}\n", "|ab|\n1<ä\t🎩/>\n");
        row("an array", "[{\"a\":1},\n {\"a\":2}]\n", "|a|\n1<1>\n2<2>\n");
        row("an array over lines", "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  }\n]\n",
            "|a|\n2<1>\n5<2>\n");
        row("objects over lines without an array", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n",
            "|a|\n1<1>\n4<2>\n");
        row("a byte-order mark", "\xEF\xBB\xBF{\"a\":1}\n", "|a|\n1<1>\n");
        row("an empty array", "[]", "“PATH” is empty. Nothing was imported.");
        row("UTF-16", QByteArray::fromHex("fffe7b002200610022003a0031007d000a00"), "|a|\n1<1>\n");
        // what is broken
        row("a line that is no JSON", "{\"a\":1}\nrubbish\n{\"a\":3}\n",
            "|a|\n1<1>\n2! the line is not a JSON object: it does not begin with “{” <rubbish>\n3<3>\n");
        row("a line that breaks off", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n",
            "|a|\n1<1>\n2! the line is not JSON: it breaks off, a value is missing (at byte 6) "
            "<{\"a\":>\n3<3>\n");
        row("a comma too many", "{\"a\":1,}\n{\"a\":2}\n",
            "|a|\n1! the line is not JSON: the name of a value is missing (at byte 8) <{\"a\":1,}>\n2<2>\n");
        row("two objects in a line", "{\"a\":1}{\"a\":2}\n{\"a\":3}\n",
            "|a|\n1! the line is not JSON: there is more behind the object (at byte 8) "
            "<{\"a\":1}{\"a\":2}>\n2<3>\n");
        row("what is no number", "{\"a\":01}\n{\"a\":.5}\n{\"a\":NaN}\n{\"a\":1}\n",
            "|a|\n1! the line is not JSON: here stands no value of JSON (at byte 6) <{\"a\":01}>\n"
            "2! the line is not JSON: here stands no value of JSON (at byte 6) <{\"a\":.5}>\n"
            "3! the line is not JSON: here stands no value of JSON (at byte 6) <{\"a\":NaN}>\n4<1>\n");
        row("half a character", "{\"a\":\"\\ud83c\"}\n{\"a\":1}\n",
            "|a|\n1! the line is not JSON: half a character stands alone (\\ud83c) (at byte 13) "
            "<{\"a\":\"\\ud83c\"}>\n2<1>\n");
        row("a key twice", "{\"a\":1,\"a\":2}\n{\"a\":3}\n",
            "|a|\n1! the key “a” stands twice in the row <{\"a\":1,\"a\":2}>\n2<3>\n");
        row("a list", "[1,2]\n{\"a\":3}\n",
            "|a|\n1! the line is not a JSON object: it does not begin with “{” <[1,2]>\n2<3>\n");
        row("a NUL", "{\"a\":\"x\\u0000\"}\n{\"a\":1}\n",
            "|a|\n1! the row has a NUL byte, which no text may have <{\"a\":\"x\\u0000\"}>\n2<1>\n");
        row("an array that is cut off", "[{\"a\":1},\n{\"a\":2},\n{\"a\":",
            "|a|\n1<1>\n2<2>\n3! the object that begins here is not closed <{\"a\":>\n3! the array is not "
            "closed: the "
            "file seems to be cut off here <>\n");
        row("text behind an array", "[{\"a\":1}]\nmore\n",
            "|a|\n1<1>\n2! “more” stands behind the end of the array <more>\n");
        row("values in an array of objects", "[{\"a\":1},\n7,\n{\"a\":2}]",
            "|a|\n1<1>\n2! “7,” stands where an object should begin <7,>\n3<2>\n");
        row("nothing", "", "“PATH” is empty. Nothing was imported.");
        row("only rubbish", "{rubbish\n",
            "“PATH” has no row that could be read. Line 1: the line is not JSON: the name of a value is "
            "missing (at "
            "byte 2). Each row must be a JSON object: {\"email\": \"ada@example.com\", …}. Nothing was "
            "imported.");
        const QByteArray deep = "{\"a\":" + QByteArray(70, '[') + QByteArray(70, ']') + "}";
        const QByteArray tooDeep
            = "|a|\n1! the line is not JSON: values stand in each other more than 64 deep (at byte 69) <"
            + deep + ">\n2<1>\n";
        row("deep", deep + "\n{\"a\":1}\n", tooDeep.constData());
    }
    void rows()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        const QString path = write(content);
        QCOMPARE(textOfTable(path), QString(expected).replace(u"PATH"_s, path));
    }

    void rowsUnderANameAreRowsUnlessEachLineIsOne()
    {
        const QByteArray answer = "{\"orders\":[{\"a\":1},{\"a\":2}]}";
        QCOMPARE(textOfTable(write(answer, u"answer.json"_s)), u"|a|\n1<1>\n1<2>\n"_s);
        QCOMPARE(textOfTable(write(answer, u"lines.jsonl"_s)), u"|orders|\n1<[{\"a\":1},{\"a\":2}]>\n"_s);
        QCOMPARE(textOfTable(write("{\"orders\":[{\"a\":1}],\"next\":7}", u"paged.json"_s)),
            u"|a|\n1<1>\n1! “\"next\":7}” stands behind the end of the array <\"next\":7}>\n"_s);
        QCOMPARE(textOfTable(write("{\"orders\":[{\"a\":1},{\"a\":", u"cut.json"_s)),
            u"|a|\n1<1>\n1! the object that begins here is not closed <{\"a\":>\n1! the array is not closed: "
            u"the "
            u"file seems to be cut off here <>\n"_s);
    }

    /// Each of them costs the row it stands in, and no other.
    void aBrokenObjectOverLinesEndsWhereTheNextBegins_data()
    {
        QTest::addColumn<QByteArray>("broken");
        QTest::newRow("a brace is missing") << QByteArray("  {\n    \"a\": 1,\n    \"b\": {\"c\": 1\n  },\n");
        QTest::newRow("a bracket is missing") << QByteArray("  {\n    \"a\": [1, 2\n  },\n");
        QTest::newRow("a quote is missing") << QByteArray("  {\n    \"a\": \"one\n  },\n");
        QTest::newRow("a quote too many") << QByteArray("  {\n    \"a\": \"one\" two\"\n  },\n");
        QTest::newRow("a comma is missing") << QByteArray("  {\n    \"a\": 1\n    \"b\": 2\n  },\n");
        QTest::newRow("it is not closed") << QByteArray("  {\n    \"a\": 1,\n");
        QTest::newRow("it is closed twice") << QByteArray("  {\n    \"a\": 1\n  }},\n");
        QTest::newRow("brackets cross") << QByteArray("  {\n    \"a\": [1, {\"x\": 2]}\n  },\n");
    }
    void aBrokenObjectOverLinesEndsWhereTheNextBegins()
    {
        QFETCH(QByteArray, broken);
        const QByteArray sound = "  {\n    \"a\": \"good\"\n  }";
        for (const bool inArray : {true, false}) {
            const QByteArray content = (inArray ? "[\n" : "") + sound + (inArray ? ",\n" : "\n") + broken
                + sound + (inArray ? ",\n" : "\n") + sound + (inArray ? "\n]\n" : "\n");
            const QString text = textOfTable(write(content, u"rows.json"_s));
            QVERIFY2(text.count(u"<good>"_s) == 3, qPrintable(text));
            QVERIFY2(text.contains(u"! "_s) || broken.contains("}}"), qPrintable(text));
            // Rows know their lines, also behind the broken one.
            const auto last = u"\n%1<good>"_s.arg(content.left(content.lastIndexOf('{')).count('\n') + 1);
            QVERIFY2(text.contains(last), qPrintable(text));
        }
    }

    void aKeyThatTheHeaderDoesNotHaveIsNotDropped()
    {
        JsonReader::Limits limits;
        limits.headerRows = 1;
        const auto rows = rowsWith("{\"a\":1}\n{\"a\":2,\"b\":null}\n{\"a\":3,\"b\":9}\n", limits);
        QCOMPARE(rows,
            (QStringList{u"0:0<a>"_s, u"1:0<1>"_s, u"2:0<2>"_s,
                u"3:%1<3><{\"a\":3,\"b\":9}>"_s.arg(int(RecordFault::UnknownKey))}));
    }

    void theSameInAnyPieces()
    {
        const QByteArray contents[] = {"{\"a\":\"x\\\"y\",\"b\":[1,2]}\n{\"a\":1}\nrubbish\n{\"a\":2}\n",
            "[\n {\"a\": 1},\n {\"a\": \"\n },\n {\"a\": 3}\n]\n"};
        for (const QByteArray &content : contents) {
            const auto whole = rowsWith(content, {});
            for (size_t block = 1; block < 40; ++block) {
                JsonReader::Limits limits;
                limits.block = block;
                QCOMPARE(rowsWith(content, limits), whole);
            }
        }
    }

    void aLineThatIsTooLongIsGivenUp()
    {
        JsonReader::Limits limits;
        limits.block = 16;
        limits.longestRecord = 100;
        const auto rows
            = rowsWith("{\"a\":1}\n{\"a\":\"" + QByteArray(300'000, 'x') + "\"}\n{\"a\":3}\n", limits);
        QCOMPARE(rows.first(2), (QStringList{u"0:0<a>"_s, u"1:0<1>"_s}));
        QVERIFY(rows[2].startsWith(u"2:%1<{\"a\":\"xxx"_s.arg(int(RecordFault::TooLong))));
        QCOMPARE(rows.constLast(), u"3:0<3>"_s);
        QCOMPARE(rows.size(), 4);
    }

    void valuesWhereNamesShouldStandAreRefused()
    {
        JsonReader::Limits limits;
        limits.mostColumns = 3;
        const auto rows = rowsWith("{\"1\":1,\"2\":1,\"3\":1,\"4\":1}\n", limits);
        QVERIFY(rows.constFirst().contains(u"more than 3 different keys"_s));
    }
};

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_json_reader.moc"
