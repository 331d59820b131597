// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"
#include "core/store/workspace.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <QTest>

#include <sys/mount.h>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int people = 300;

QByteArray customerFile(int first, int count)
{
    QByteArray csv
        = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent,Total Orders\n";
    for (int i = first; i < first + count; ++i) {
        const QByteArray number = QByteArray::number(i);
        csv += number + ",Ada,Name" + number + ",ada" + number + "@example.com,yes,,10.00,1\n";
    }
    return csv;
}

/// A disk of its own with room for `bytes`, for as long as this lives. Needs root.
class SmallDisk
{
public:
    SmallDisk(const QString &folder, qint64 bytes)
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        m_isThere = ::mount("none", QFile::encodeName(folder).constData(), "tmpfs", 0,
                        u"size=%1"_s.arg(bytes).toUtf8().constData())
            == 0;
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    ~SmallDisk()
    {
        if (m_isThere)
            ::umount2(QFile::encodeName(m_folder).constData(), MNT_DETACH);
    }
    [[nodiscard]] bool isThere() const { return m_isThere; }

private:
    QString m_folder;
    bool m_isThere = false;
};

} // namespace

/// A workspace that is held, full, locked away, damaged or from the future: what the real program says, how
/// it ends, and that everything that was in the shop still is.
class TestTroubleWithTheStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        m_folder->write(u"customers.csv"_s, customerFile(1, people));
        QCOMPARE(m_folder->runInShop({u"import"_s, u"customers.csv"_s}).exitCode, 0);
        m_folder->write(u"more.csv"_s, customerFile(people + 1, people));
        m_before = contents();
    }

    void whileAnotherProgramWritesReadingGoesOnAndWritingSaysWhy()
    {
        {
            auto holder = store::openWorkspace(shop());
            QVERIFY(holder);
            const auto held = store::Transaction::begin(*holder);
            QVERIFY(held);
            QCOMPARE(m_folder->customers(), people);
            for (const QStringList &words : {QStringList{u"import"_s, u"more.csv"_s},
                     QStringList{u"segment"_s, u"save"_s, u"All"_s, u"--rule"_s, u"all()"_s}}) {
                const auto run = m_folder->runInShop(words);
                QCOMPARE(run.exitCode, 3);
                QVERIFY2(run.messages.contains(u"Another program is writing to"_s), qPrintable(run.messages));
                QVERIFY2(run.messages.contains(u"Nothing was changed"_s), qPrintable(run.messages));
                QVERIFY2(run.messages.contains(u"try again"_s), qPrintable(run.messages));
            }
        }
        nothingIsLost();
        QCOMPARE(m_folder->runInShop({u"import"_s, u"more.csv"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 2 * people);
    }

    void aFullDisk()
    {
        const SmallDisk disk(m_folder->path(u"disk"_s), QFileInfo(shop()).size() + (1 << 20));
        if (!disk.isThere())
            QSKIP("only root may mount a small disk");
        const QString full = m_folder->path(u"disk/shop.haberdash"_s);
        QVERIFY(QFile::copy(shop(), full));
        const auto inFull = [&](const QStringList &words) {
            return m_folder->run(QStringList{u"--workspace"_s, full} + words);
        };
        m_folder->write(u"many.csv"_s, customerFile(people + 1, 100'000));
        const auto run = inFull({u"import"_s, u"many.csv"_s});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"The disk is full"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"everything before it is safe"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"Make room"_s), qPrintable(run.messages));
        QCOMPARE(soundness(full), u"ok"_s);
        QCOMPARE(contentsOf(full), m_before);

        // A copy of the shop and a new shop there: neither fits, and no half of one stays.
        QVERIFY(fill(m_folder->path(u"disk/ballast"_s), 100'000));
        const auto backup = inFull({u"backup"_s, u"disk/copy.haberdash"_s});
        QCOMPARE(backup.exitCode, 3);
        QVERIFY2(backup.messages.contains(u"The disk is full"_s), qPrintable(backup.messages));
        const auto made = m_folder->run({u"new"_s, u"disk/second.haberdash"_s});
        QCOMPARE(made.exitCode, 3);
        QVERIFY2(made.messages.contains(u"The disk is full"_s), qPrintable(made.messages));
        QVERIFY(fill(m_folder->path(u"disk/more ballast"_s), 0));
        const auto list
            = inFull({u"segment"_s, u"members"_s, u"--rule"_s, u"all()"_s, u"--out"_s, u"disk/list.csv"_s});
        QCOMPARE(list.exitCode, 3);
        QVERIFY2(list.messages.contains(u"Make room"_s), qPrintable(list.messages));
        for (const auto *left :
            {u"copy.haberdash", u"copy.haberdash.partial", u"second.haberdash", u"list.csv"})
            QVERIFY(!QFile::exists(m_folder->path(u"disk/"_s + QString::fromUtf16(left))));

        // With room again everything works.
        QVERIFY(QFile::remove(m_folder->path(u"disk/ballast"_s)));
        QVERIFY(QFile::remove(m_folder->path(u"disk/more ballast"_s)));
        QCOMPARE(inFull({u"import"_s, u"more.csv"_s}).exitCode, 0);
        QCOMPARE(soundness(full), u"ok"_s);
    }

    void aQuotaThatIsUsedUp()
    {
        m_folder->write(u"many.csv"_s, customerFile(people + 1, 100'000));
        const auto run = m_folder->runInShop(
            {u"import"_s, u"many.csv"_s}, noFileAbove(QFileInfo(shop()).size() + 100'000));
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"Nothing of this step was kept"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"Make room"_s), qPrintable(run.messages));
        nothingIsLost();
        QCOMPARE(m_folder->runInShop({u"import"_s, u"more.csv"_s}).exitCode, 0);
    }

    void aStoreThatMayOnlyBeRead()
    {
        QFile::setPermissions(shop(), QFileDevice::ReadOwner);
        if (!keepsFromWriting(withoutRootsRights(), shop()))
            QSKIP("this user may write everywhere");
        const auto count = m_folder->runInShop(
            {u"--json"_s, u"segment"_s, u"count"_s, u"--rule"_s, u"all()"_s}, withoutRootsRights());
        QVERIFY2(count.exitCode == 0, qPrintable(count.messages));
        QCOMPARE(count.json()[u"matching"_s].toInt(), people);
        const auto run = m_folder->runInShop({u"import"_s, u"more.csv"_s}, withoutRootsRights());
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(
            run.messages.contains(u"cannot be written to. Nothing was changed"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"permissions"_s), qPrintable(run.messages));
        QFile::setPermissions(shop(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        nothingIsLost();
    }

    /// The store needs two files beside it while it is open: the message must not call it unreadable.
    void aFolderThatMayOnlyBeRead()
    {
        const QString folder = m_folder->path(u"archive"_s);
        QVERIFY(QDir().mkpath(folder));
        const QString archived = folder + u"/shop.haberdash"_s;
        QVERIFY(QFile::copy(shop(), archived));
        QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner);
        const bool isKept = keepsFromWriting(withoutRootsRights(), folder);
        ProgramRun run;
        if (isKept)
            run = m_folder->run(
                {u"--workspace"_s, archived, u"segment"_s, u"count"_s, u"--rule"_s, u"all()"_s},
                withoutRootsRights());
        const auto made = m_folder->run({u"new"_s, u"archive/new.haberdash"_s}, withoutRootsRights());
        const QStringList names = QDir(folder).entryList(QDir::Files);
        QFile::setPermissions(
            folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        if (!isKept)
            QSKIP("this user may write everywhere");
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"folder"_s), qPrintable(run.messages));
        QVERIFY2(run.messages.contains(u"open the copy"_s), qPrintable(run.messages));
        QVERIFY2(!run.messages.contains(u"Check that it exists"_s), qPrintable(run.messages));
        QCOMPARE(made.exitCode, 3);
        QVERIFY2(made.messages.contains(u"Choose another folder"_s), qPrintable(made.messages));
        QCOMPARE(names, QStringList{u"shop.haberdash"_s});
        QCOMPARE(contentsOf(archived), m_before);
    }

    void aStoreOfANewerProgramIsLeftAlone()
    {
        {
            auto connection = store::openWorkspace(shop());
            QVERIFY(connection && connection->execute(u"PRAGMA user_version = 999"_s));
        }
        const QByteArray before = m_folder->read(u"shop.haberdash"_s);
        for (const QStringList &words : {QStringList{u"import"_s, u"more.csv"_s},
                 QStringList{u"segment"_s, u"list"_s}, QStringList{u"backup"_s, u"copy.haberdash"_s}}) {
            const auto run = m_folder->runInShop(words);
            QCOMPARE(run.exitCode, 3);
            QVERIFY2(run.messages.contains(u"was written by a newer Haberdash"_s), qPrintable(run.messages));
            QVERIFY2(run.messages.contains(u"Update Haberdash"_s), qPrintable(run.messages));
        }
        QCOMPARE(m_folder->read(u"shop.haberdash"_s), before);
        QVERIFY(!QFile::exists(m_folder->path(u"copy.haberdash"_s)));
    }

    void aStoreThatIsCutOffIsLeftAlone_data()
    {
        QTest::addColumn<int>("perCent");
        QTest::addColumn<QString>("says");
        QTest::newRow("half") << 50 << u"is damaged"_s;
        QTest::newRow("the last tenth") << 90 << u"is damaged"_s;
        QTest::newRow("all of it") << 0 << u"is not a Haberdash workspace"_s;
    }
    void aStoreThatIsCutOffIsLeftAlone()
    {
        QFETCH(int, perCent);
        QFETCH(QString, says);
        const QByteArray whole = m_folder->read(u"shop.haberdash"_s);
        m_folder->write(u"shop.haberdash"_s, whole.left(whole.size() * perCent / 100));
        const QByteArray before = m_folder->read(u"shop.haberdash"_s);
        for (const QStringList &words : {QStringList{u"import"_s, u"more.csv"_s},
                 QStringList{u"segment"_s, u"count"_s, u"--rule"_s, u"all()"_s},
                 QStringList{u"backup"_s, u"copy.haberdash"_s}}) {
            const auto run = m_folder->runInShop(words);
            QCOMPARE(run.exitCode, 3);
            QVERIFY2(run.messages.contains(says), qPrintable(run.messages));
            QVERIFY2(run.messages.contains(u"left as it is"_s), qPrintable(run.messages));
            QCOMPARE(run.out, QString());
        }
        QCOMPARE(m_folder->read(u"shop.haberdash"_s), before);
        QVERIFY(!QFile::exists(m_folder->path(u"copy.haberdash"_s)));
        m_folder->write(u"shop.haberdash"_s, whole);
        nothingIsLost();
    }

private:
    [[nodiscard]] QString shop() const { return m_folder->path(u"shop.haberdash"_s); }

    static QString contentsOf(const QString &path)
    {
        auto connection = store::openWorkspace(path);
        return connection ? linesOf(*connection,
                   u"SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM identity), "
                   u"(SELECT count(*) FROM consent_entry), (SELECT count(*) FROM import_batch), "
                   u"(SELECT count(*) FROM import_file), (SELECT count(*) FROM segment), "
                   u"(SELECT group_concat(email) FROM customer)"_s)
                          : connection.error().detail;
    }
    [[nodiscard]] QString contents() const { return contentsOf(shop()); }

    void nothingIsLost() const
    {
        QCOMPARE(soundness(shop()), u"ok"_s);
        QCOMPARE(contents(), m_before);
    }

    /// Takes the room of a disk but for about `left` bytes.
    static bool fill(const QString &path, qint64 left)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        while (QStorageInfo(path).bytesAvailable() > left) {
            if (file.write(QByteArray(4096, 'x')) != 4096)
                break;
        }
        return QStorageInfo(path).bytesAvailable() <= left;
    }

    std::unique_ptr<ProgramFolder> m_folder;
    QString m_before;
};

QTEST_GUILESS_MAIN(TestTroubleWithTheStore)
#include "tst_trouble_with_the_store.moc"
