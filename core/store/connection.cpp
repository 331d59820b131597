// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"

#include "core/store/sql_functions.h"
#include "core/store/statement_cache.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

bool liesInClosedFolder(const QString &path)
{
    const QFileInfo file(path);
    return file.isReadable() && !QFileInfo(file.absolutePath()).isWritable();
}

} // namespace

Error describeSqlite(int code, const QString &message, const QString &path)
{
    const QString file = path.isEmpty() ? u"the workspace"_s : u"“%1”"_s.arg(path);
    const int kind = code & 0xFF;
    const bool isAboutPlace = kind == SQLITE_READONLY || kind == SQLITE_PERM || kind == SQLITE_CANTOPEN;
    if (isAboutPlace && liesInClosedFolder(path))
        return {Error::Code::Storage,
            u"%1 lies in a folder that cannot be written to, and a workspace needs room beside it while it is open. It was left as it is. Copy it to another folder, and open the copy."_s
                .arg(file)};
    switch (kind) {
    case SQLITE_INTERRUPT:
        return {Error::Code::Cancelled, u"Stopped. Nothing was changed."_s};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Error::Code::Storage,
            u"Another program is writing to %1. Nothing was changed. Wait until it is done, or close it, and try again."_s
                .arg(file)};
    case SQLITE_FULL:
        return {Error::Code::Storage,
            u"The disk is full: %1 could not grow. Nothing of this step was kept, everything before it is safe. Make room and try again."_s
                .arg(file)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {Error::Code::Storage,
            u"%1 cannot be written to. Nothing was changed. Check the permissions of the file and of its folder."_s
                .arg(file)};
    case SQLITE_CANTOPEN:
        return {Error::Code::Storage,
            u"%1 cannot be opened. Check that it exists and that you may read it."_s.arg(file)};
    case SQLITE_NOTADB:
        return {Error::Code::Invalid, u"%1 is not a Haberdash workspace. It was left as it is."_s.arg(file)};
    case SQLITE_CORRUPT:
        return {Error::Code::Storage,
            u"%1 is damaged (%2). It was left as it is. Go back to a backup, or copy the file before you try anything else."_s
                .arg(file, message)};
    case SQLITE_IOERR:
        return {Error::Code::Storage,
            u"The disk reported an error while %1 was read or written (%2). Nothing of this step was kept, everything before it is safe. Make room if the disk or your share of it is full, and try again; if it happens again, copy the file to another disk."_s
                .arg(file, message)};
    default:
        return {Error::Code::Storage,
            u"%1 refused a step: %2. Nothing of this step was kept."_s.arg(file, message)};
    }
}

void Connection::Close::operator()(sqlite3 *handle) const
{
    statements->close();
    sqlite3_close_v2(handle);
}

Connection::Connection(sqlite3 *handle)
    : m_handle(handle, Close{std::make_shared<StatementCache>()})
{ }

Result<Connection> Connection::openWith(const QByteArray &name, int flags, std::chrono::milliseconds patience)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection connection(handle); // closes it also where opening failed
    if (code != SQLITE_OK)
        return tl::unexpected(
            describeSqlite(code, QString::fromUtf8(sqlite3_errstr(code)), QString::fromUtf8(name)));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, int(patience.count()));
    // This build would take "text" in double quotes for a string where it finds no such column: a typing
    // error would pass.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    addFunctions(handle);
    return connection;
}

Result<Connection> Connection::open(const QString &path, Access access, std::chrono::milliseconds patience)
{
    const QFileInfo file(path);
    if (!file.exists())
        return failure(Error::Code::NotFound, u"There is no file “%1”."_s.arg(path));
    if (!file.isFile())
        return failure(Error::Code::Invalid, u"“%1” is not a file."_s.arg(path));
    const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    auto connection = openWith(path.toUtf8(), flags, patience);
    if (!connection)
        return connection;
    HABERDASH_TRY(connection->execute(
        u"PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"_s));
    return connection;
}

Result<Connection> Connection::openInMemory()
{
    auto connection
        = openWith(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, std::chrono::milliseconds(0));
    if (connection)
        HABERDASH_TRY(connection->execute(u"PRAGMA foreign_keys = ON;"_s));
    return connection;
}

Result<Statement> Connection::prepare(const QString &sql)
{
    const QByteArray bytes = sql.toUtf8();
    const auto &cache = m_handle.get_deleter().statements;
    sqlite3_stmt *statement = cache->take(bytes);
    if (statement)
        return Statement(statement, cache);
    const int code = sqlite3_prepare_v3(
        m_handle.get(), bytes.constData(), int(bytes.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(
            describeSqlite(code, QString::fromUtf8(sqlite3_errmsg(m_handle.get())), path()));
    return Statement(statement, cache);
}

Result<> Connection::execute(const QString &sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql.toUtf8().constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(
            describeSqlite(code, QString::fromUtf8(sqlite3_errmsg(m_handle.get())), path()));
    return {};
}

Result<qint64> Connection::integer(const QString &sql)
{
    HABERDASH_TRY_ASSIGN(statement, prepare(sql));
    HABERDASH_TRY_ASSIGN(hasRow, statement.step());
    if (!hasRow)
        return failure(Error::Code::NotFound, u"The query gave no row."_s);
    return statement.integer(0);
}

Result<> Connection::setDurability(Durability durability)
{
    return execute(
        durability == Durability::Strict ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = NORMAL"_s);
}

void Connection::setPatience(std::chrono::milliseconds patience, std::function<bool()> isImpatient)
{
    m_patience = std::make_unique<Patience>(Patience{patience, std::move(isImpatient), {}});
    sqlite3_busy_handler(
        m_handle.get(),
        [](void *data, int tries) {
            using Clock = std::chrono::steady_clock;
            auto &waiting = *static_cast<Patience *>(data);
            if (tries == 0)
                waiting.since = Clock::now();
            const auto waited = Clock::now() - waiting.since;
            if (waited >= waiting.limit
                || (waited >= usualPatience && waiting.isImpatient && waiting.isImpatient()))
                return 0;
            sqlite3_sleep(20);
            return 1;
        },
        m_patience.get());
}

qint64 Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

qint64 Connection::changes() const
{
    return sqlite3_changes64(m_handle.get());
}

QString Connection::path() const
{
    const char *name = sqlite3_db_filename(m_handle.get(), nullptr);
    return name ? QString::fromUtf8(name) : QString();
}

void Connection::setInterrupt(std::function<bool()> shouldStop)
{
    if (!shouldStop) {
        sqlite3_progress_handler(m_handle.get(), 0, nullptr, nullptr);
        m_shouldStop.reset();
        return;
    }
    m_shouldStop = std::make_unique<std::function<bool()>>(std::move(shouldStop));
    sqlite3_progress_handler(
        m_handle.get(), 4000,
        [](void *data) { return (*static_cast<std::function<bool()> *>(data))() ? 1 : 0; },
        m_shouldStop.get());
}

} // namespace haberdash::store
