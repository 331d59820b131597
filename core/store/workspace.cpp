// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace.h"

#include "core/store/migration.h"
#include "core/store/transaction.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> createEmptyFile(const QString &path)
{
    const int descriptor
        = ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const int reason = errno;
        if (reason == EEXIST)
            return failure(Error::Code::Refused,
                u"There is a file “%1” already. It was left as it is; choose another name, or open it."_s.arg(
                    path));
        return failure(Error::Code::Io,
            u"“%1” cannot be made: %2. Choose another folder."_s.arg(
                path, QString::fromLocal8Bit(std::strerror(reason))));
    }
    ::close(descriptor);
    return {};
}

Result<> checkFile(Connection &connection, int newest, Connection::Access access)
{
    const QString path = connection.path();
    HABERDASH_TRY_ASSIGN(id, connection.integer(u"PRAGMA application_id"_s));
    if (id != applicationId)
        return failure(
            Error::Code::Invalid, u"“%1” is not a Haberdash workspace. It was left as it is."_s.arg(path));
    HABERDASH_TRY_ASSIGN(version, connection.integer(u"PRAGMA user_version"_s));
    if (version > newest)
        return failure(Error::Code::Refused,
            u"“%1” was written by a newer Haberdash (its format is %2, this program knows %3). It was left "
            u"as it is. "
            u"Update Haberdash to open it."_s.arg(path)
                .arg(version)
                .arg(newest));
    if (version < newest && access == Connection::Access::ReadOnly)
        return failure(Error::Code::Refused,
            u"“%1” was written by an older Haberdash and cannot be brought up to date while it is read-only. "
            u"Copy it to a folder where you may write, and open the copy."_s.arg(path));
    return {};
}

} // namespace

Result<Connection> createWorkspace(const QString &path, const WorkspaceInfo &info)
{
    HABERDASH_TRY(createEmptyFile(path));
    const auto build = [&]() -> Result<Connection> {
        HABERDASH_TRY_ASSIGN(connection, Connection::open(path));
        HABERDASH_TRY(connection.execute(u"PRAGMA journal_mode = WAL"_s));
        HABERDASH_TRY(connection.execute(u"PRAGMA application_id = %1"_s.arg(applicationId)));
        HABERDASH_TRY(migrate(connection, knownMigrations()));
        HABERDASH_TRY(writeWorkspaceInfo(connection, info));
        return connection;
    };
    auto connection = build();
    if (!connection) {
        // A half-made file would be refused for ever after.
        for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s, u"-journal"_s})
            QFile::remove(path + suffix);
    }
    return connection;
}

Result<Connection> openWorkspace(
    const QString &path, Connection::Access access, std::chrono::milliseconds patience)
{
    const auto migrations = knownMigrations();
    HABERDASH_TRY_ASSIGN(connection, Connection::open(path, access, patience));
    HABERDASH_TRY(checkFile(connection, int(migrations.size()), access));
    if (access == Connection::Access::ReadWrite) {
        HABERDASH_TRY(connection.execute(u"PRAGMA journal_mode = WAL"_s));
        HABERDASH_TRY(migrate(connection, migrations));
    }
    return connection;
}

Result<WorkspaceInfo> readWorkspaceInfo(Connection &connection)
{
    WorkspaceInfo info;
    HABERDASH_TRY_ASSIGN(name, readSetting(connection, u"name"_s));
    HABERDASH_TRY_ASSIGN(currency, readSetting(connection, u"currency"_s));
    HABERDASH_TRY_ASSIGN(zone, readSetting(connection, u"time_zone"_s));
    info.name = name;
    HABERDASH_TRY_ASSIGN(code, CurrencyCode::fromString(currency));
    info.currency = code;
    info.timeZone = QTimeZone(zone.toLatin1());
    if (!info.timeZone.isValid())
        return failure(Error::Code::Invalid,
            u"The workspace names a time zone that this system does not know: “%1”."_s.arg(zone));
    return info;
}

Result<> writeWorkspaceInfo(Connection &connection, const WorkspaceInfo &info)
{
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY(writeSetting(connection, u"name"_s, info.name));
    HABERDASH_TRY(writeSetting(connection, u"currency"_s, info.currency.toString()));
    HABERDASH_TRY(writeSetting(connection, u"time_zone"_s, QString::fromLatin1(info.timeZone.id())));
    return transaction.commit();
}

Result<QString> readSetting(Connection &connection, const QString &key)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"SELECT value FROM setting WHERE key = ?1"_s));
    statement.bind(1, key);
    HABERDASH_TRY_ASSIGN(found, statement.step());
    return found ? statement.text(0) : QString();
}

Result<> writeSetting(Connection &connection, const QString &key, const QString &value)
{
    HABERDASH_TRY_ASSIGN(statement,
        connection.prepare(
            u"INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s));
    return statement.bind(1, key).bind(2, value).run();
}

Result<Timestamp> defaultAsOf(Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(fixed, readSetting(connection, u"as_of"_s));
    return fixed.isEmpty() ? now : parseInstant(fixed, QTimeZone::utc());
}

Result<qint64> countRows(Connection &connection, const QString &table)
{
    return connection.integer(u"SELECT count(*) FROM \"%1\""_s.arg(table));
}

Result<qint64> dataVersion(Connection &connection)
{
    return connection.integer(u"PRAGMA data_version"_s);
}

} // namespace haberdash::store
