// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/csv_reader.h"
#include "core/import/table.h"
#include "tests/support/shared_data.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestCsvReader final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"table.csv"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }

    /// Records as lines of text: the line number, a fault in brackets, cells in angle brackets.
    QString read(const QByteArray &content)
    {
        auto reader = CsvReader::open(write(content));
        if (!reader)
            return reader.error().detail;
        static const QString faults[]
            = {QString(), u"[not utf-8]"_s, u"[nul]"_s, u"[open quote]"_s, u"[too long]"_s};
        QString lines;
        for (;;) {
            const auto record = reader->next();
            if (!record)
                return record.error().detail;
            if (!*record)
                return lines;
            lines += QString::number((*record)->line) + faults[int((*record)->fault)];
            for (const auto cell : (*record)->cells)
                lines += u"<%1>"_s.arg(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
            lines += u'\n';
        }
    }

private Q_SLOTS:
    void records_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &content, const QString &expected) {
            QTest::newRow(name) << content << expected;
        };
        row("plain", "a,b\n1,2\n", u"1<a><b>\n2<1><2>\n"_s);
        row("no line end at the end", "a,b\n1,2", u"1<a><b>\n2<1><2>\n"_s);
        row("CRLF", "a,b\r\n1,2\r\n", u"1<a><b>\n2<1><2>\n"_s);
        row("CR alone", "a,b\r1,2\r", u"1<a><b>\n2<1><2>\n"_s);
        row("mixed line ends", "a,b\r\n1,2\n3,4\r5,6", u"1<a><b>\n2<1><2>\n3<3><4>\n4<5><6>\n"_s);
        row("empty lines are skipped but counted", "a,b\n\n\n1,2\n", u"1<a><b>\n4<1><2>\n"_s);
        row("empty cells", "a,b,c\n,,\n", u"1<a><b><c>\n2<><><>\n"_s);
        row("quotes", "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", u"1<a><b>\n2<x,y><say \"hi\">\n"_s);
        row("line end inside quotes", "a,b\n\"x\ny\",2\n3,4\n", u"1<a><b>\n2<x\ny><2>\n4<3><4>\n"_s);
        row("text after a closing quote", "a,b\n\"x\"y,2\n", u"1<a><b>\n2<xy><2>\n"_s);
        row("quote in the middle is a letter", "a,b\n5\" nail,2\n", u"1<a><b>\n2<5\" nail><2>\n"_s);
        row("a quote that is never closed costs its line", "a,b\n\"x,2\n3,4\n5,6\n",
            u"1<a><b>\n2[open quote]<\"x,2>\n3<3><4>\n4<5><6>\n"_s);
        row("a first line that names the delimiter", "sep=;\r\na,b;c\r\n1,2;3\r\n",
            u"2<a,b><c>\n3<1,2><3>\n"_s);
        row("the same in quotes", "\"sep=|\"\na|b\n\n1|2,5\n", u"2<a><b>\n4<1><2,5>\n"_s);
        row("a column that begins like it", "sep=ab,b\n1,2\n", u"1<sep=ab><b>\n2<1><2>\n"_s);
        row("ragged", "a,b\n1\n1,2,3\n", u"1<a><b>\n2<1>\n3<1><2><3>\n"_s);
        row("CR inside quotes ends a line too", "a,b\r\"x\ry\",2\r3,4\r",
            u"1<a><b>\n2<x\ry><2>\n4<3><4>\n"_s);
        row("CRLF inside quotes ends one line", "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n",
            u"1<a><b>\n2<x\r\ny><2>\n4<3><4>\n"_s);
        row("semicolons", "a;b\n1;2,5\n2;3,5\n", u"1<a><b>\n2<1><2,5>\n3<2><3,5>\n"_s);
        row("tabs", "a\tb\n1\t2\n", u"1<a><b>\n2<1><2>\n"_s);
        row("pipes", "a|b\n1|2\n", u"1<a><b>\n2<1><2>\n"_s);
        row("byte-order mark",
            "\xEF\xBB\xBF"
            "a,b\n1,2\n",
            u"1<a><b>\n2<1><2>\n"_s);
        row("only a byte-order mark", "\xEF\xBB\xBF", QString());
        row("nothing", "", QString());
        row("only line ends", "\n\r\n\n", QString());
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "a\0,\0\xE4\0\n\0"
                       "1\0,\0"
                       "2\0\n\0",
                18),
            u"1<a><ä>\n2<1><2>\n"_s);
        row("UTF-16 big end first",
            QByteArray("\xFE\xFF"
                       "\0a\0,\0b\0\n",
                10),
            u"1<a><b>\n"_s);
        row("Windows-1252", "name,price\nCaf\xE9,\x80 5\n", u"1<name><price>\n2<Café><€ 5>\n"_s);
        row("NUL", QByteArray("a,b\n1\0,2\n3,4\n", 13),
            u"1<a><b>\n2[nul]<1%1><2>\n3<3><4>\n"_s.arg(QChar(0)));
        QByteArray stray = "name,n\n";
        for (int i = 0; i < 200; ++i)
            stray += "Zoë,1\n";
        row(
            "a stray byte in a sound UTF-8 file", stray + "Jos\xE9,2\nAda,3\n", u"1<name><n>\n"_s + [] {
                QString lines;
                for (int i = 0; i < 200; ++i)
                    lines += u"%1<Zoë><1>\n"_s.arg(i + 2);
                return lines;
            }() + u"202[not utf-8]<Jos%1><2>\n203<Ada><3>\n"_s.arg(QChar(QChar::ReplacementCharacter)));
    }
    void records()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        QCOMPARE(read(content), expected);
    }

    void recordsAcrossBlocksAreWhole()
    {
        // Cells of every length up to beyond a block, quoted and not.
        QByteArray content = "n,text\n";
        for (int i = 0; i < 60; ++i)
            content
                += QByteArray::number(i) + ",\"" + QByteArray(i * 37000, char('a' + i % 26)) + "\"\"\n\"\r\n";
        auto reader = CsvReader::open(write(content));
        QVERIFY(reader);
        QVERIFY(reader->next().value());
        for (int i = 0; i < 60; ++i) {
            const auto record = reader->next().value();
            QVERIFY(record);
            QCOMPARE(record->cells.size(), size_t(2));
            QCOMPARE(record->cells[0], std::string_view(std::to_string(i)));
            QCOMPARE(record->cells[1].size(), size_t(i * 37000 + 2));
            QCOMPARE(record->line, qint64(2 + 2 * i));
        }
        QVERIFY(!reader->next().value());
        QVERIFY(!reader->next().value());
    }

    void theSameWhereverABlockEnds()
    {
        // A line end, a doubled quote and a CRLF at each place around the end of the first block of two
        // megabytes.
        for (int shift = -4; shift <= 4; ++shift) {
            QByteArray content = "a,b\n" + QByteArray((2 << 20) - 20 + shift, 'x') + ",\"y\"\"z\"\r\n1,2\r\n";
            auto reader = CsvReader::open(write(content), CsvDialect{});
            QVERIFY(reader->next().value());
            const auto second = reader->next().value();
            QCOMPARE(second->cells[1], std::string_view("y\"z"));
            const auto third = reader->next().value();
            QCOMPARE(third->cells.size(), size_t(2));
            QCOMPARE(third->cells[1], std::string_view("2"));
            QCOMPARE(third->line, qint64(3));
        }
    }

    void anEmptyLineCountsOnceWhereverABlockEnds()
    {
        for (int shift = -4; shift <= 4; ++shift) {
            const QByteArray content = "a,b\n" + QByteArray((2 << 20) - 8 + shift, 'x') + "\r\n\r\n1,2\r\n";
            auto reader = CsvReader::open(write(content), CsvDialect{});
            QVERIFY(reader->next().value());
            QVERIFY(reader->next().value());
            QCOMPARE(reader->next().value()->line, qint64(4));
        }
    }

    void aCharacterIsWholeWhereverAPieceEnds()
    {
        // UTF-16 is turned into UTF-8 in pieces of 65,536 bytes; the hat takes two units of two bytes.
        for (int shift = -2; shift <= 2; ++shift) {
            const QString text = QString(32766 + shift, u'x') + u"🎩,2\n"_s;
            const QByteArray content
                = "\xFF\xFE" + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
            auto reader = CsvReader::open(write(content));
            const auto record = reader->next().value();
            QCOMPARE(record->cells.size(), size_t(2));
            QVERIFY(record->cells[0].ends_with("x🎩"));
        }
    }

    void aRecordThatIsTooLongIsGivenUp()
    {
        auto source = openBytes(write("a,b\n\"" + QByteArray(5000, 'x') + "\"\n1,2\n"));
        auto reader = CsvReader::over(std::move(*source), CsvDialect{}, {16, 1000});
        QCOMPARE(reader.next().value()->fault, RecordFault::None);
        int faults = 0;
        std::optional<Record> record;
        while ((record = reader.next().value()) && record->line == 2)
            faults += record->fault == RecordFault::TooLong;
        QVERIFY(faults > 0);
        QVERIFY(record);
        QCOMPARE(record->line, qint64(3));
        QCOMPARE(record->cells[1], std::string_view("2"));
    }

    void packedFilesAreUnpacked()
    {
        // python3: gzip.compress(b"a,b\n1,2\n", mtime=0)
        const auto packed = QByteArray::fromHex("1f8b08000000000002ff4bd449e232d431e202007b07970a08000000");
        QCOMPARE(read(packed), u"1<a><b>\n2<1><2>\n"_s);
        QCOMPARE(read(packed + packed), u"1<a><b>\n2<1><2>\n3<a><b>\n4<1><2>\n"_s); // one after the other
        QVERIFY(read(packed.left(12)).contains(u"cut off"_s));
        QVERIFY(read(QByteArray("\x1F\x8B\x08\x00rubbish that is no deflate", 30)).contains(u"damaged"_s));
    }

    void filesThatCannotBeRead()
    {
        QCOMPARE(CsvReader::open(m_folder.filePath(u"missing.csv"_s)).error().code, Error::Code::NotFound);
        QCOMPARE(CsvReader::open(m_folder.path()).error().code, Error::Code::Invalid);
        QCOMPARE(Table::open(write({})).error().code, Error::Code::Invalid);
        QCOMPARE(Table::open(write(QByteArray(4000, '\0'))).error().code, Error::Code::Invalid);
    }

    void awkwardFilesAreReadAsExpected()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/csv-torture/csv-spectrum");
        QDirIterator files(folder, {u"*.csv"_s}, QDir::Files, QDirIterator::Subdirectories);
        int compared = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            QString jsonPath = path;
            jsonPath.replace(u".csv"_s, u".json"_s);
            QFile json(jsonPath);
            if (!json.open(QIODevice::ReadOnly))
                continue;
            const auto expected = QJsonDocument::fromJson(json.readAll()).array();
            auto table = Table::open(path);
            QVERIFY2(table, qPrintable(path));
            for (const auto &row : expected) {
                const auto record = table->next().value();
                QVERIFY2(record, qPrintable(path));
                QJsonObject got;
                for (int i = 0; i < table->header().size(); ++i) {
                    const auto cell = record->cells[size_t(i)];
                    got.insert(table->header()[i], QString::fromUtf8(cell.data(), qsizetype(cell.size())));
                }
                QVERIFY2(got == row.toObject(), qPrintable(path));
            }
            QVERIFY(!table->next().value());
            ++compared;
        }
        QCOMPARE(compared, 6);
    }

    void noAwkwardFileCrashesOrLosesARowSilently()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/csv-torture/duckdb");
        QDirIterator files(folder, QDir::Files);
        int seen = 0;
        while (files.hasNext()) {
            auto reader = CsvReader::open(files.next());
            QVERIFY(reader);
            for (;;) {
                const auto record = reader->next();
                QVERIFY(record);
                if (!*record)
                    break;
                QVERIFY(!(*record)->cells.empty());
            }
            ++seen;
        }
        QCOMPARE(seen, 32);
    }
};

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
