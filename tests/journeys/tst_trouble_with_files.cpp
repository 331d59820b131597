// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QFile>
#include <QStringEncoder>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray header
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent,Total Orders\n";

QByteArray customer(int number)
{
    const QByteArray digits = QByteArray::number(number);
    return digits + ",Ada,Name" + digits + ",ada" + digits + "@example.com,yes,,10.00,1\n";
}

QByteArray customerFile(int people)
{
    QByteArray csv = header;
    for (int i = 1; i <= people; ++i)
        csv += customer(i);
    return csv;
}

/// How far into the file a running program has read; -1 where it has it not open.
qint64 positionIn(qint64 pid, const QString &path)
{
    const QDir open(u"/proc/%1/fd"_s.arg(pid));
    for (const QString &number : open.entryList(QDir::Files | QDir::System)) {
        if (QFile::symLinkTarget(open.filePath(number)) != path)
            continue;
        QFile info(u"/proc/%1/fdinfo/%2"_s.arg(pid).arg(number));
        if (info.open(QIODevice::ReadOnly))
            return info.readLine().mid(4).trimmed().toLongLong(); // "pos:\t123"
    }
    return -1;
}

} // namespace

/// Files that are not as they should be, and imports that are stopped: what the real program says, how it
/// ends, and what stays.
class TestTroubleWithFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
    }

    /// Whatever was asked of the shop: it is sound, and nothing waits beside it to be cleaned up.
    void cleanup()
    {
        QCOMPARE(soundness(m_folder->path(u"shop.haberdash"_s)), u"ok"_s);
        QVERIFY(!QFile::exists(m_folder->path(u"shop.haberdash-wal"_s)));
    }

    void encodingsAreRecognised_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QString text = QString::fromUtf8(header)
            + u"1,Jürgen,Müßig,juergen@example.com,yes,,10.00,1\n"_s
            + u"2,Zoë,“Zo” Čapek,zoe@example.com,yes,,20.00,2\n"_s;
        const auto encoded = [&text](QStringConverter::Encoding encoding) {
            QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
            return QByteArray(encoder(text));
        };
        QTest::newRow("UTF-8") << text.toUtf8();
        QTest::newRow("UTF-8 with BOM") << encoded(QStringConverter::Utf8);
        QTest::newRow("UTF-16 little endian") << encoded(QStringConverter::Utf16LE);
        QTest::newRow("UTF-16 big endian") << encoded(QStringConverter::Utf16BE);
    }
    void encodingsAreRecognised()
    {
        QFETCH(QByteArray, content);
        m_folder->write(u"customers.csv"_s, content);
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages + run.out));
        QCOMPARE(names(), u"Jürgen|Müßig\nZoë|“Zo” Čapek\n"_s);
    }

    void windows1252IsReadAsWindowsWroteIt()
    {
        m_folder->write(u"customers.csv"_s,
            header
                + "1,J\xFCrgen,M\xFC\xDFig \x96 Sohn,juergen@example.com,yes,,10.00,1\n"
                  "2,Zo\xEB,\x84Zo\x93,zoe@example.com,yes,,20.00,2\n");
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages + run.out));
        QCOMPARE(names(), u"Jürgen|Müßig – Sohn\nZoë|„Zo“\n"_s);
    }

    void aFileThatEndsWithinQuotesLosesOnlyThatRow()
    {
        m_folder->write(u"customers.csv"_s, customerFile(20) + "21,Cy,\"Bro");
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv"_s});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.out.contains(u"21 rows read, 20 accepted, 1 rejected"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"a quote is opened in this line and never closed"_s), qPrintable(run.out));
        QCOMPARE(m_folder->customers(), 20);
        const QByteArray rejected = m_folder->read(u"customers.rejected.csv"_s);
        QVERIFY2(rejected.contains("\n22,"), rejected.constData());
        QVERIFY2(rejected.contains("Cy"), rejected.constData());

        // The rest of the file comes later: what is in stays as it is, the missing person joins.
        m_folder->write(
            u"customers.csv"_s, customerFile(20) + "21,Cy,\"Brown\",cy@example.com,yes,,1.00,1\n");
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 21);
    }

    void aPackedFileThatIsCutOffImportsNothing()
    {
        m_folder->write(u"customers.csv"_s, customerFile(20'000));
        QProcess pack;
        pack.setWorkingDirectory(m_folder->path());
        pack.start(u"gzip"_s, {u"customers.csv"_s});
        if (!pack.waitForFinished() || pack.exitCode() != 0)
            QSKIP("gzip is not here");
        const QByteArray whole = m_folder->read(u"customers.csv.gz"_s);
        m_folder->write(u"customers.csv.gz"_s, whole.left(whole.size() / 2));
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv.gz"_s});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"is cut off"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"Fetch the file again"_s), qPrintable(run.messages));
        QCOMPARE(m_folder->customers(), 0);

        m_folder->write(u"customers.csv.gz"_s, whole);
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv.gz"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 20'000);
    }

    void aHugeFieldIsTakenAsItIs()
    {
        constexpr int size = 8 << 20;
        m_folder->write(u"customers.csv"_s,
            header + customer(1) + "2,Bo,\"" + QByteArray(size, 'x') + "\",bo@example.com,yes,,1.00,1\n"
                + customer(3));
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages.left(1000) + run.out.left(1000)));
        QCOMPARE(names().size(), qsizetype(sizeof("Ada|Name1\nBo|\nAda|Name3\n") - 1 + size));
    }

    void rejectedRowsWithNowhereToGoStopTheImport()
    {
        m_folder->write(u"customers.csv"_s, customerFile(5) + "6,Bo,Ek,bo@example.com,yes,,many,2\n");
        const auto run = m_folder->runInShop({u"import"_s, u"customers.csv"_s, u"--rejects"_s, u"nowhere"_s});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(
            run.messages.contains(u"Nothing was imported; name another folder"_s), qPrintable(run.messages));
        QCOMPARE(m_folder->customers(), 0);
    }

    void anImportThatIsStoppedChangesNothingAndCanBeRunAgain_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("asked to end") << SIGTERM;
        QTest::newRow("window closed") << SIGHUP;
        QTest::newRow("killed") << SIGKILL;
    }
    void anImportThatIsStoppedChangesNothingAndCanBeRunAgain()
    {
        QFETCH(int, signal);
        m_folder->write(u"few.csv"_s, customerFile(10));
        QCOMPARE(m_folder->runInShop({u"import"_s, u"few.csv"_s}).exitCode, 0);
        constexpr int people = 60'000;
        const QString path = m_folder->write(u"many.csv"_s, customerFile(people));
        {
            const auto process = m_folder->startInShop({u"import"_s, u"many.csv"_s});
            QVERIFY(process->waitForStarted());
            // Well after the look at the header, well before the end.
            while (
                process->state() == QProcess::Running && positionIn(process->processId(), path) <= 1 << 20) {
                process->waitForReadyRead(1); // also notices an end
                QThread::msleep(1);
            }
            QCOMPARE(process->state(), QProcess::Running);
            ::kill(pid_t(process->processId()), signal);
            const auto run = finish(*process);
            if (signal == SIGKILL) {
                QCOMPARE(run.exitCode, -1);
            } else {
                QCOMPARE(run.exitCode, 3);
                QVERIFY2(run.messages.contains(u"The import was stopped. Nothing was imported."_s),
                    qPrintable(run.messages));
            }
            QCOMPARE(run.out, QString());
        }
        QCOMPARE(m_folder->customers(), 10);
        QCOMPARE(soundness(m_folder->path(u"shop.haberdash"_s)), u"ok"_s);
        QCOMPARE(m_folder->runInShop({u"import"_s, u"many.csv"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), people);
    }

    /// A script that saves the answer learns that it was not saved; what was done stays done.
    void anAnswerThatCannotBeWrittenIsNotCalledDone()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("there is no /dev/full");
        m_folder->write(u"customers.csv"_s, customerFile(5));
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(haberdashProgram(),
            {u"--workspace"_s, u"shop.haberdash"_s, u"--json"_s, u"import"_s, u"customers.csv"_s});
        const auto run = finish(process);
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.messages.contains(u"The answer could not be written"_s), qPrintable(run.messages));
        QCOMPARE(m_folder->customers(), 5);
    }

private:
    [[nodiscard]] QString names() const
    {
        auto connection = store::openWorkspace(m_folder->path(u"shop.haberdash"_s));
        return connection ? linesOf(*connection, u"SELECT first_name, last_name FROM customer ORDER BY id"_s)
                          : connection.error().detail;
    }

    std::unique_ptr<ProgramFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestTroubleWithFiles)
#include "tst_trouble_with_files.moc"
