// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/zip_archive.h"
#include "tests/support/packed_files.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestZipArchive final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    Result<ZipArchive> open(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(u"%1.zip"_s.arg(++m_files));
        auto file = std::make_shared<QFile>(path);
        if (!file->open(QIODevice::ReadWrite) || file->write(bytes) != bytes.size() || !file->flush())
            qFatal("%s", qPrintable(file->errorString()));
        return ZipArchive::open(file, u"a.zip"_s);
    }

    /// Each entry by name with its content, or why there is none.
    QString contents(const QByteArray &bytes)
    {
        const auto archive = open(bytes);
        if (!archive)
            return archive.error().detail;
        QString text;
        for (const auto &entry : archive->entries()) {
            text += entry.name + u'=';
            auto source = archive->read(entry);
            const auto content = source ? readHead(**source, 1 << 20) : tl::unexpected(source.error());
            text += content ? QString::fromStdString(*content) : content.error().detail;
            text += u'\n';
        }
        return text;
    }

    static QByteArray with(QByteArray bytes, qsizetype place, char byte)
    {
        bytes[place] = byte;
        return bytes;
    }

private Q_SLOTS:
    void entriesAreUnpacked()
    {
        QCOMPARE(contents(zipOf({{"a.csv", "x,y\n1,2\n"}, {"dir/b.csv", QByteArray(3000, 'z'), true},
                     {"c.txt", "stored", false}, {"empty", ""}})),
            u"a.csv=x,y\n1,2\n\ndir/b.csv=%1\nc.txt=stored\nempty=\n"_s.arg(QString(3000, u'z')));
        QCOMPARE(contents(zipOf({})), QString());
    }

    void whatOtherProgramsWriteIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        // python3: zipfile.ZipFile to a stream that cannot seek (sizes behind the data), deflated, "a.csv" of
        // "a,b\n1,2\n"
        QTest::newRow("sizes behind the data") << QByteArray::fromHex(
            "504b03041400080008000000210000000000000000000000000005000000612e6373764bd449e232d431e202"
            "00504b07087b07970a0a00000008000000504b01021403140008000800000021007b07970a0a000000080000"
            "00050000000000000000000000800100000000612e637376504b05060000000001000100330000003d000000"
            "0000");
        // python3: the same with force_zip64=True, stored
        QTest::newRow("sizes of 64 bits") << QByteArray::fromHex(
            "504b03042d0000000000000021007b07970affffffffffffffff05001400612e637376010010000800000000"
            "0000000800000000000000612c620a312c320a504b01022d032d0000000000000021007b07970a0800000008"
            "000000050000000000000000000000800100000000612e637376504b05060000000001000100330000003f00"
            "00000000");
    }
    void whatOtherProgramsWriteIsRead()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(contents(bytes), u"a.csv=a,b\n1,2\n\n"_s);
    }

    void bytesInFrontAndACommentBehindDoNoHarm()
    {
        QByteArray bytes = zipOf({{"a", "x"}});
        bytes.replace(bytes.size() - 2, 2, QByteArray("\x05\0hello", 7));
        QCOMPARE(contents("#!/bin/sh and more\n" + bytes), u"a=x\n"_s);
    }

    void namesAreFoundInAnyCase()
    {
        const auto archive = open(zipOf({{"Orders.CSV", "1"}, {"orders.csv", "2"}, {"w\\b.csv", "3"}}));
        QCOMPARE(archive->find(u"orders.csv"_s)->name, u"orders.csv"_s);
        QCOMPARE(archive->find(u"ORDERS.csv"_s)->name, u"Orders.CSV"_s);
        QCOMPARE(archive->find(u"w/b.csv"_s)->size, 1);
        QVERIFY(!archive->find(u"../orders.csv"_s));
    }

    void whatIsBrokenIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const QByteArray sound = zipOf({{"a.csv", "x,y\n1,2\n3,4\n"}});
        const qsizetype data = 30 + 5;
        const qsizetype list = sound.indexOf("PK\x01\x02");
        QTest::newRow("cut off") << sound.first(list + 10) << u"its list of contents is missing"_s;
        QTest::newRow("not even begun") << QByteArray("PK\x03\x04") << u"its list of contents is missing"_s;
        QTest::newRow("nothing") << QByteArray() << u"its list of contents is missing"_s;
        QTest::newRow("a flipped byte of the data")
            << with(sound, data + 6, char(sound[data + 6] ^ 0x10)) << u"a.csv” in “a.zip” is damaged"_s;
        QTest::newRow("another checksum")
            << with(sound, list + 16, char(sound[list + 16] ^ 1)) << u"its checksum is wrong"_s;
        QTest::newRow("more than it says") << with(sound, list + 24, 3) << u"more comes out of it"_s;
        QTest::newRow("less than it says") << with(sound, list + 24, 120) << u"it is cut off"_s;
        QTest::newRow("packed data is shorter") << with(sound, list + 20, 4) << u"it is cut off"_s;
        QTest::newRow("a header elsewhere")
            << with(sound, list + 42, 7) << u"is not where the list of contents says"_s;
        QTest::newRow("more files than there are")
            << with(with(sound, sound.size() - 12, 9), sound.size() - 14, 9) << u"breaks off after 1 files"_s;
        QTest::newRow("a list behind the end") << with(sound, sound.size() - 3, 0x40) << u"cannot be found"_s;
        QTest::newRow("a password") << with(sound, list + 8, 1) << u"is protected by a password"_s;
        QTest::newRow("a method we do not know") << with(sound, list + 10, 14) << u"(LZMA)"_s;
    }
    void whatIsBrokenIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const QString text = contents(bytes);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QVERIFY2(text.contains(u"Nothing was imported."_s), qPrintable(text));
    }

    void anArchiveMadeToFillMachinesIsRefused()
    {
        // 200 MB of nothing, as the list of contents says; deflate makes 200 kB of it.
        QByteArray bytes = zipOf({{"bomb.csv", QByteArray(100'000, '\0')}});
        const qsizetype list = bytes.indexOf("PK\x01\x02");
        qToLittleEndian<quint32>(200u << 20, bytes.data() + list + 24);
        QVERIFY2(contents(bytes).contains(u"would grow from"_s), qPrintable(contents(bytes)));
        QVERIFY2(contents(bytes).contains(u"bytes to 200 MB when unpacked"_s), qPrintable(contents(bytes)));
        // One that lies about its size ends where it said it would.
        qToLittleEndian<quint32>(1000, bytes.data() + list + 24);
        QVERIFY2(contents(bytes).contains(u"more comes out of it"_s), qPrintable(contents(bytes)));
    }

    void anyTruncationIsAnError()
    {
        const QByteArray sound = zipOf({{"a.csv", "x,y\n1,2\n3,4\n"}, {"b.csv", "p,q\n"}});
        for (qsizetype size = 0; size < sound.size(); ++size)
            QVERIFY2(contents(sound.first(size)).contains(u"Nothing was imported"_s),
                qPrintable(QString::number(size)));
    }

    void anyFlippedByteIsSeenOrHarmless()
    {
        const QByteArray sound = zipOf({{"a.csv", "x,y\n1,2\n3,4\n"}});
        const QString whole = contents(sound);
        for (qsizetype place = 0; place < sound.size(); ++place) {
            const QString text = contents(with(sound, place, char(sound[place] ^ 0x41)));
            // Names, dates and versions may differ; what is given out as content may not.
            const QString content = text.mid(text.indexOf(u'=') + 1);
            QVERIFY2(content == whole.mid(whole.indexOf(u'=') + 1) || text.contains(u"Nothing was imported"_s)
                    || text.isEmpty(),
                qPrintable(QString::number(place) + text));
        }
    }
};

QTEST_GUILESS_MAIN(TestZipArchive)
#include "tst_zip_archive.moc"
