// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"
#include "core/store/migration.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace haberdash;
using namespace haberdash::store;
using namespace Qt::Literals::StringLiterals;

namespace {

const WorkspaceInfo shop{u"Kontor"_s, *CurrencyCode::fromString(u"EUR"), QTimeZone("Europe/Berlin")};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

class CancelAtOnce final : public Progress
{
public:
    void report(qint64, qint64) override { }
    bool isCancelled() const override { return true; }
};

} // namespace

class TestWorkspace final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void aNewWorkspaceKeepsWhatItWasTold()
    {
        const auto file = path(u"new.haberdash"_s);
        {
            auto created = createWorkspace(file, shop);
            QVERIFY(created);
            QCOMPARE(created->integer(u"PRAGMA application_id"_s).value(), qint64(applicationId));
            QCOMPARE(created->integer(u"PRAGMA user_version"_s).value(), knownMigrations().size());
            QCOMPARE(created->integer(u"PRAGMA foreign_keys"_s).value(), 1);
        }
        auto opened = openWorkspace(file);
        QVERIFY(opened);
        QCOMPARE(readWorkspaceInfo(*opened).value(), shop);
        auto mode = opened->prepare(u"PRAGMA journal_mode"_s);
        QVERIFY(mode->step().value());
        QCOMPARE(mode->text(0), u"wal"_s);
    }

    void onlyTheOwnerMayReadIt()
    {
        const auto file = path(u"private.haberdash"_s);
        auto connection = createWorkspace(file, shop);
        QVERIFY(connection);
        QVERIFY(writeSetting(*connection, u"k"_s, u"v"_s));
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
            struct stat info
            { };
            QCOMPARE(::stat(QFile::encodeName(file + suffix).constData(), &info), 0);
            QCOMPARE(int(info.st_mode & 0777), 0600);
        }
    }

    void everyTableIsStrict()
    {
        auto connection = createWorkspace(path(u"strict.haberdash"_s), shop);
        auto tables = connection->prepare(
            u"SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"_s);
        int count = 0;
        while (tables->step().value()) {
            QVERIFY2(tables->integer(1) == 1, qPrintable(tables->text(0)));
            ++count;
        }
        QVERIFY(count > 20);
    }

    void anExistingFileIsNeverOverwritten()
    {
        const auto file = path(u"there.txt"_s);
        writeFile(file, "precious");
        const auto created = createWorkspace(file, shop);
        QVERIFY(!created);
        QCOMPARE(created.error().code, Error::Code::Refused);
        QCOMPARE(contentOf(file), QByteArray("precious"));
    }

    void aFolderThatIsNotThere()
    {
        const auto created = createWorkspace(path(u"nowhere/new.haberdash"_s), shop);
        QVERIFY(!created);
        QCOMPARE(created.error().code, Error::Code::Io);
    }

    void foreignFilesAreRefusedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("Name,Email\nAda,ada@example.com\n");
        QTest::newRow("binary") << QByteArray(5000, char(0xFF));
        QTest::newRow("cut-off header") << QByteArray("SQLite format 3\0", 16);
    }
    void foreignFilesAreRefusedAndLeftAlone()
    {
        QFETCH(QByteArray, content);
        const auto file = path(u"foreign"_s);
        writeFile(file, content);
        const auto opened = openWorkspace(file);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Invalid);
        QVERIFY(opened.error().detail.contains(u"not a Haberdash workspace"_s));
        QCOMPARE(contentOf(file), content);
    }

    void anotherProgramsDatabaseIsRefused()
    {
        const auto file = path(u"other.db"_s);
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(file.toUtf8().constData(), &handle), SQLITE_OK);
        QCOMPARE(
            sqlite3_exec(handle, "CREATE TABLE t (x); PRAGMA user_version = 1", nullptr, nullptr, nullptr),
            SQLITE_OK);
        sqlite3_close(handle);
        const auto before = contentOf(file);
        const auto opened = openWorkspace(file);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Invalid);
        QCOMPARE(contentOf(file), before);
    }

    void aNewerWorkspaceIsRefusedPolitely()
    {
        const auto file = path(u"newer.haberdash"_s);
        {
            auto connection = createWorkspace(file, shop);
            QVERIFY(connection->execute(u"PRAGMA user_version = 999"_s));
        }
        const auto before = contentOf(file);
        const auto opened = openWorkspace(file);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Refused);
        QVERIFY(opened.error().detail.contains(u"newer Haberdash"_s));
        QVERIFY(opened.error().detail.contains(u"999"_s));
        QCOMPARE(contentOf(file), before);
    }

    void aMissingFileIsNotMade()
    {
        const auto opened = openWorkspace(path(u"missing.haberdash"_s));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::NotFound);
        QVERIFY(!QFile::exists(path(u"missing.haberdash"_s)));
        QVERIFY(!openWorkspace(m_folder.path()));
    }

    void aReadOnlyWorkspaceSaysSoWhenItIsWrittenTo()
    {
        const auto file = path(u"readonly.haberdash"_s);
        QVERIFY(createWorkspace(file, shop));
        auto connection = openWorkspace(file, Connection::Access::ReadOnly);
        QVERIFY(connection);
        QCOMPARE(readWorkspaceInfo(*connection)->name, u"Kontor"_s);
        const auto written = writeSetting(*connection, u"k"_s, u"v"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().code, Error::Code::Storage);
        QVERIFY(written.error().detail.contains(u"cannot be written to"_s));
    }

    void aStoreThatAnotherProgramHolds()
    {
        const auto file = path(u"held.haberdash"_s);
        auto holder = createWorkspace(file, shop);
        auto lock = Transaction::begin(*holder);
        QVERIFY(lock);
        auto other = openWorkspace(file, Connection::Access::ReadWrite, std::chrono::milliseconds(20));
        QVERIFY(other); // reading goes on
        QCOMPARE(readWorkspaceInfo(*other)->name, u"Kontor"_s);
        const auto transaction = Transaction::begin(*other);
        QVERIFY(!transaction);
        QCOMPARE(transaction.error().code, Error::Code::Storage);
        QVERIFY(transaction.error().detail.contains(u"Another program is writing"_s));
    }

    void aFullDiskKeepsWhatWasCommittedAndNothingElse()
    {
        auto connection = createWorkspace(path(u"full.haberdash"_s), shop);
        QVERIFY(writeSetting(*connection, u"before"_s, u"kept"_s));
        // max_page_count makes SQLite report exactly what a full disk does.
        const auto pages = connection->integer(u"PRAGMA page_count"_s).value();
        QVERIFY(connection->execute(u"PRAGMA max_page_count = %1"_s.arg(pages + 5)));
        {
            auto transaction = Transaction::begin(*connection);
            Result<> written;
            for (int i = 0; i < 100 && written; ++i)
                written = writeSetting(*connection, u"key%1"_s.arg(i), QString(4000, u'x'));
            QVERIFY(!written);
            QCOMPARE(written.error().code, Error::Code::Storage);
            QVERIFY(written.error().detail.contains(u"disk is full"_s));
        }
        QCOMPARE(connection->integer(u"SELECT count(*) FROM setting WHERE key LIKE 'key%'"_s).value(), 0);
        QCOMPARE(readSetting(*connection, u"before"_s).value(), u"kept"_s);
    }

    void aTransactionRollsBackUnlessCommitted()
    {
        auto connection = createWorkspace(path(u"rollback.haberdash"_s), shop);
        {
            auto transaction = Transaction::begin(*connection);
            QVERIFY(writeSetting(*connection, u"a"_s, u"1"_s));
        }
        QCOMPARE(readSetting(*connection, u"a"_s).value(), QString());
        {
            auto transaction = Transaction::begin(*connection);
            QVERIFY(writeSetting(*connection, u"a"_s, u"1"_s));
            QVERIFY(transaction->commit());
        }
        QCOMPARE(readSetting(*connection, u"a"_s).value(), u"1"_s);
    }

    void consentEntriesAreNeverChanged()
    {
        auto connection = createWorkspace(path(u"ledger.haberdash"_s), shop);
        QVERIFY(connection->execute(
            u"INSERT INTO customer (id, email) VALUES (1, 'a@example.com');"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"VALUES (1, 'email', 'subscribed', 'form', 'test', 0)"_s));
        QVERIFY(!connection->execute(u"UPDATE consent_entry SET state = 'unsubscribed'"_s));
        QCOMPARE(
            connection->integer(u"SELECT count(*) FROM consent_entry WHERE state = 'subscribed'"_s).value(),
            1);
    }

    void aBackupIsWholeAndOwn()
    {
        const auto file = path(u"source.haberdash"_s);
        const auto copy = path(u"copy.haberdash"_s);
        auto connection = createWorkspace(file, shop);
        QVERIFY(writeSetting(*connection, u"k"_s, u"v"_s));
        NoProgress progress;
        QVERIFY(backUp(*connection, copy, progress));
        struct stat info
        { };
        QCOMPARE(::stat(QFile::encodeName(copy).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
        auto opened = openWorkspace(copy);
        QVERIFY(opened);
        QCOMPARE(readSetting(*opened, u"k"_s).value(), u"v"_s);
        const auto again = backUp(*connection, copy, progress);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::Refused);
    }

    void aBackupThatIsStoppedLeavesNothing()
    {
        auto connection = createWorkspace(path(u"long.haberdash"_s), shop);
        for (int i = 0; i < 2000; ++i)
            QVERIFY(writeSetting(*connection, u"key%1"_s.arg(i), QString(4000, u'x')));
        CancelAtOnce progress;
        const auto result = backUp(*connection, path(u"stopped.haberdash"_s), progress);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Cancelled);
        QVERIFY(!QFile::exists(path(u"stopped.haberdash"_s)));
        QVERIFY(!QFile::exists(path(u"stopped.haberdash.partial"_s)));
    }

    void aLongQueryCanBeStopped()
    {
        auto connection = createWorkspace(path(u"interrupt.haberdash"_s), shop);
        connection->setInterrupt([] { return true; });
        const auto result = connection->integer(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Cancelled);
        connection->setInterrupt({});
        QCOMPARE(connection->integer(u"SELECT 1"_s).value(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
