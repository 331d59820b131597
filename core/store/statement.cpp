// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"

#include "core/store/connection.h"
#include "core/store/statement_cache.h"

#include <sqlite3.h>

namespace haberdash::store {

namespace {

void check([[maybe_unused]] int code)
{
    // Binding fails only for an index or a statement that we got wrong, or for texts beyond SQLite's 1 GB
    // limit, which the readers in front of us refuse.
    Q_ASSERT(code == SQLITE_OK);
}

} // namespace

void Statement::GiveBack::operator()(sqlite3_stmt *statement) const
{
    cache->giveBack(statement);
}

Statement::Statement(sqlite3_stmt *statement, std::shared_ptr<StatementCache> cache)
    : m_statement(statement, GiveBack{std::move(cache)})
{ }

Statement &Statement::bind(int index, qint64 value)
{
    check(sqlite3_bind_int64(m_statement.get(), index, value));
    return *this;
}

Statement &Statement::bind(int index, double value)
{
    check(sqlite3_bind_double(m_statement.get(), index, value));
    return *this;
}

Statement &Statement::bind(int index, const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    check(sqlite3_bind_text64(m_statement.get(), index, bytes.constData(), sqlite3_uint64(bytes.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(int index, std::string_view value)
{
    check(sqlite3_bind_text64(m_statement.get(), index, value.data() ? value.data() : "", value.size(),
        SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindView(int index, std::string_view value)
{
    check(sqlite3_bind_text64(m_statement.get(), index, value.data() ? value.data() : "", value.size(),
        SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindBlob(int index, const QByteArray &value)
{
    check(sqlite3_bind_blob64(
        m_statement.get(), index, value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::bindNull(int index)
{
    check(sqlite3_bind_null(m_statement.get(), index));
    return *this;
}

Error Statement::lastError(int code) const
{
    sqlite3 *handle = sqlite3_db_handle(m_statement.get());
    return describeSqlite(code, QString::fromUtf8(sqlite3_errmsg(handle)),
        QString::fromUtf8(sqlite3_db_filename(handle, nullptr)));
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    auto error = lastError(code);
    sqlite3_reset(m_statement.get());
    return tl::unexpected(std::move(error));
}

Result<> Statement::run()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_DONE && code != SQLITE_ROW) {
        auto error = lastError(code);
        sqlite3_reset(m_statement.get());
        return tl::unexpected(std::move(error));
    }
    sqlite3_reset(m_statement.get());
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    const auto bytes = view(column);
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

std::string_view Statement::view(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return bytes ? std::string_view(bytes, size_t(sqlite3_column_bytes(m_statement.get(), column)))
                 : std::string_view();
}

QByteArray Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement.get(), column));
}

std::optional<Timestamp> Statement::optionalTimestamp(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(timestamp(column));
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_statement.get());
}

QString Statement::columnName(int column) const
{
    return QString::fromUtf8(sqlite3_column_name(m_statement.get(), column));
}

} // namespace haberdash::store
