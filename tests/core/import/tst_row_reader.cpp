// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_reader.h"

#include "core/import/import.h"
#include "tests/support/packed_files.h"
#include "tests/support/table_text.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QByteArray plain = "a,b\n1,2\n";
const QString plainText = u"|a|b|\n2<1><2>\n"_s;
// python3: gzip.compress(b"a,b\n1,2\n", mtime=0)
const QByteArray gzipped = QByteArray::fromHex("1f8b08000000000002ff4bd449e232d431e202007b07970a08000000");

/// Three people, of whom the second is none, in each form of a table.
const QByteArray peopleCsv = "Email,First Name,Accepts Email Marketing\n"
                             "ada@example.com,Ada,yes\nnobody,Bo,yes\ncy@example.com,Cy,no\n";
const QByteArray peopleJson
    = "{\"Email\":\"ada@example.com\",\"First Name\":\"Ada\",\"Accepts Email Marketing\":true}\n"
      "{\"Email\":\"nobody\",\"First Name\":\"Bo\",\"Accepts Email Marketing\":true}\n"
      "{\"Email\":\"cy@example.com\",\"First Name\":\"Cy\",\"Accepts Email Marketing\":false}\n";
const QByteArray peopleBook = workbookOf({{"People",
    rowsOf({{"Email", "First Name", "Accepts Email Marketing"}, {"ada@example.com", "Ada", "yes"},
        {"nobody", "Bo", "yes"}, {"cy@example.com", "Cy", "no"}})}});

} // namespace

class TestRowReader final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    QString read(const QString &name, const QByteArray &content, const QString &inside = {})
    {
        return textOfTable(m_shop->write(name, content) + inside);
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void contentsDecideNotNames()
    {
        for (const QString &name : {u"x.csv"_s, u"x"_s, u"x.dat"_s, u"x.txt.gz"_s}) {
            QCOMPARE(read(name, plain), plainText);
            QCOMPARE(read(name, gzipped), plainText);
            QCOMPARE(read(name, "{\"a\":1,\"b\":2}\n"), u"|a|b|\n1<1><2>\n"_s);
            QCOMPARE(read(name, "[{\"a\":1,\"b\":2}]"), u"|a|b|\n1<1><2>\n"_s);
            QCOMPARE(read(name, zipOf({{"orders.csv", plain}})), plainText);
            QCOMPARE(read(name, workbookOf({{"S", rowsOf({{"a", "b"}, {"1", "2"}})}})), plainText);
        }
        // A quoted header is no JSON, braces in a header are none.
        QCOMPARE(read(u"x.csv"_s, "{a},b\n1,2\n"), u"|{a}|b|\n2<1><2>\n"_s);
    }

    void oneOfSeveralInAnArchive()
    {
        const QByteArray archive
            = zipOf({{"orders.csv", plain}, {"sub/more.csv", "c,d\n3,4\n"}, {"packed.csv.gz", gzipped},
                {"book.xlsx",
                    workbookOf({{"One", rowsOf({{"e", "f"}, {"5", "6"}})},
                        {"Two", rowsOf({{"g", "h"}, {"7", "8"}})}})},
                {"inner.zip", zipOf({{"a.csv", plain}})}, {"readme.pdf", "%PDF-1.4"}});
        QCOMPARE(read(u"all.zip"_s, archive, u"/orders.csv"_s), plainText);
        QCOMPARE(read(u"all.zip"_s, archive, u"/sub/more.csv"_s), u"|c|d|\n2<3><4>\n"_s);
        QCOMPARE(read(u"all.zip"_s, archive, u"/packed.csv.gz"_s), plainText);
        QCOMPARE(read(u"all.zip"_s, archive, u"/book.xlsx"_s), u"|e|f|\n2<5><6>\n"_s);
        QCOMPARE(read(u"all.zip"_s, archive, u"/book.xlsx/two"_s), u"|g|h|\n2<7><8>\n"_s);
        const auto refused = [&](const QString &inside, const QString &expected) {
            const QString text = read(u"all.zip"_s, archive, inside);
            QVERIFY2(text.contains(expected), qPrintable(text));
        };
        refused(
            {}, u"holds 4 files: “orders.csv”, “sub/more.csv”, “packed.csv.gz”, “book.xlsx”. Say which"_s);
        refused(u"/missing.csv"_s, u"holds no “missing.csv”. In it are"_s);
        refused(u"/../orders.csv"_s, u"holds no “../orders.csv”"_s);
        refused(u"/inner.zip"_s, u"is an archive within an archive"_s);
        refused(u"/readme.pdf"_s, u"is a PDF"_s);
        refused(u"/orders.csv/Sheet"_s, u"is neither an archive nor a workbook"_s);
        refused(u"/book.xlsx/three"_s, u"has no sheet “three”"_s);
    }

    void whatSystemsPutIntoArchivesIsNoTable()
    {
        QCOMPARE(read(u"mac.zip"_s,
                     zipOf({{"__MACOSX/._orders.csv", "x"}, {".DS_Store", "x"}, {"orders.csv", plain}})),
            plainText);
        QVERIFY(read(u"none.zip"_s, zipOf({{".DS_Store", "x"}})).contains(u"holds no file"_s));
        QVERIFY(read(u"empty.zip"_s, zipOf({})).contains(u"holds no file"_s));
    }

    void whatHoldsNoTableIsRefusedByItsName_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("PDF") << QByteArray("%PDF-1.7\n") << u"is a PDF"_s;
        QTest::newRow("7z") << QByteArray("7z\xBC\xAF\x27\x1C") << u"packed in a way"_s;
        QTest::newRow("web page") << QByteArray("  <!DOCTYPE html><html>") << u"is a web page"_s;
        QTest::newRow("XML") << QByteArray("<?xml version=\"1.0\"?><orders/>") << u"is XML"_s;
        QTest::newRow("SQLite") << QByteArray("SQLite format 3") << u"is a database file"_s;
        QTest::newRow("nothing") << QByteArray() << u"is empty"_s;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) << u"is a picture"_s;
    }
    void whatHoldsNoTableIsRefusedByItsName()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        const QString text = read(u"file.csv"_s, content);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QVERIFY2(text.contains(u"file.csv"_s) && text.contains(u"Nothing was imported."_s), qPrintable(text));
    }

    void pathsLeadIntoFiles()
    {
        const QString archive = m_shop->write(u"a.zip"_s, zipOf({{"d/x.csv", plain}}));
        QCOMPARE(fileOnDisk(archive + u"/d/x.csv"_s), archive);
        QCOMPARE(insideFile(archive + u"/d/x.csv"_s), u"d/x.csv"_s);
        QCOMPARE(insideFile(archive), QString());
        QCOMPARE(fileOnDisk(m_shop->path(u"none.zip"_s)), m_shop->path(u"none.zip"_s));
        QVERIFY(textOfTable(m_shop->path(u"none.zip/x.csv"_s)).contains(u"There is no file"_s));
    }

    void eachFormIsImported_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("inside");
        QTest::addColumn<int>("badLine");
        QTest::newRow("CSV") << u"p.csv"_s << peopleCsv << QString() << 3;
        QTest::newRow("JSON lines") << u"p.jsonl"_s << peopleJson << QString() << 2;
        QTest::newRow("JSON array") << u"p.json"_s
                                    << "[" + QByteArray(peopleJson).trimmed().replace("\n", ",\n") + "]"
                                    << QString() << 2;
        QTest::newRow("workbook") << u"p.xlsx"_s << peopleBook << QString() << 3;
        QTest::newRow("archive") << u"p.zip"_s << zipOf({{"p.csv", peopleCsv}}) << QString() << 3;
        QTest::newRow("in an archive")
            << u"q.zip"_s << zipOf({{"p.csv", peopleCsv}, {"o.csv", plain}}) << u"/p.csv"_s << 3;
        QTest::newRow("workbook in an archive")
            << u"r.zip"_s << zipOf({{"p.xlsx", peopleBook}, {"o.csv", plain}}) << u"/p.xlsx/People"_s << 3;
    }
    void eachFormIsImported()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, inside);
        QFETCH(int, badLine);
        NoProgress progress;
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(name, content) + inside}, {}, now, progress);
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        const FileReport &file = report->files.constFirst();
        QCOMPARE(file.format, u"Shopify customers"_s);
        QCOMPARE(file.read, 3);
        QCOMPARE(file.accepted, 2);
        QCOMPARE(file.rejected, 1);
        QCOMPARE(m_shop->lines(u"SELECT email, first_name FROM customer ORDER BY id"_s),
            u"ada@example.com|Ada\ncy@example.com|Cy\n"_s);
        QFile rejects(file.rejects);
        QVERIFY(rejects.open(QIODevice::ReadOnly));
        const QString bad = QString::fromUtf8(rejects.readAll()).section(u'\n', 1, 1);
        QVERIFY2(bad.startsWith(u"%1,email: “nobody” is no e-mail address"_s.arg(badLine)), qPrintable(bad));
        // Mended, it comes in by itself.
        QVERIFY(rejects.seek(0));
        const QByteArray mended = rejects.readAll().replace(",nobody,", ",bo@example.com,");
        const auto again
            = importFiles(m_shop->connection(), {m_shop->write(u"mended.csv"_s, mended)}, {}, now, progress);
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
        QCOMPARE(again->customersNew, 1);
    }

    void aCutArchiveImportsNothing()
    {
        QByteArray noise;
        for (int i = 0; i < 20000; ++i)
            noise += QByteArray::number(i * 7919 % 100003) + "@example.com,x,yes\n";
        QByteArray bytes = zipOf({{"p.csv", "Email,First Name,Accepts Email Marketing\n" + noise}});
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 0x55);
        NoProgress progress;
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(u"p.zip"_s, bytes)}, {}, now, progress);
        QVERIFY(!report);
        QVERIFY2(report.error().detail.contains(u"is damaged"_s), qPrintable(report.error().detail));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestRowReader)
#include "tst_row_reader.moc"
