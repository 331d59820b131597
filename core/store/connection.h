// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/statement.h"

#include <chrono>
#include <functional>
#include <memory>

struct sqlite3;

namespace haberdash::store {

/// Turns a code of SQLite into an error that says what happened to `path`, what was kept and what to do.
[[nodiscard]] Error describeSqlite(int code, const QString &message, const QString &path);

/// One connection to one file, for one thread. Closed when it goes out of scope.
class Connection
{
public:
    enum class Access { ReadWrite, ReadOnly };
    /// How much a power cut may cost. Usual: the file stays whole, the last commits may be lost. Strict: none
    /// is lost; for the outbox, where a lost row could mean a second mail.
    enum class Durability { Usual, Strict };
    static constexpr std::chrono::milliseconds usualPatience = std::chrono::seconds(5);

    /// Opens a file that exists. Checks nothing about its content: see `openWorkspace`.
    /// @param patience how long to wait for another program that is writing, before Error::Code::Storage
    [[nodiscard]] static Result<Connection> open(const QString &path, Access access = Access::ReadWrite,
        std::chrono::milliseconds patience = usualPatience);
    /// A database that lives in memory only and is gone with the connection.
    [[nodiscard]] static Result<Connection> openInMemory();

    Connection(Connection &&) noexcept = default;
    Connection &operator=(Connection &&) noexcept = default;

    [[nodiscard]] Result<Statement> prepare(const QString &sql);
    /// Runs one statement or several, without values.
    [[nodiscard]] Result<> execute(const QString &sql);
    /// The first column of the first row of a query without values; an error where there is none.
    [[nodiscard]] Result<qint64> integer(const QString &sql);
    [[nodiscard]] Result<> setDurability(Durability durability);
    /// How long to wait for another program that is writing, from now on. Once `isImpatient` is true it waits
    /// no longer than usual.
    void setPatience(
        std::chrono::milliseconds patience = usualPatience, std::function<bool()> isImpatient = {});
    [[nodiscard]] qint64 lastInsertId() const;
    /// Rows that the last statement changed.
    [[nodiscard]] qint64 changes() const;
    [[nodiscard]] QString path() const;
    /// Asked every few thousand steps of a running statement; true ends it with Error::Code::Cancelled. An
    /// empty function asks no more.
    void setInterrupt(std::function<bool()> shouldStop);
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }

private:
    struct Close
    {
        std::shared_ptr<StatementCache> statements;
        void operator()(sqlite3 *handle) const;
    };
    explicit Connection(sqlite3 *handle);
    [[nodiscard]] static Result<Connection> openWith(
        const QByteArray &name, int flags, std::chrono::milliseconds patience);

    struct Patience
    {
        std::chrono::milliseconds limit;
        std::function<bool()> isImpatient;
        std::chrono::steady_clock::time_point since;
    };

    // On the heap because SQLite keeps their addresses while the connection may move.
    std::unique_ptr<std::function<bool()>> m_shouldStop;
    std::unique_ptr<Patience> m_patience;
    std::unique_ptr<sqlite3, Close> m_handle;
};

} // namespace haberdash::store
