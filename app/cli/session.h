// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/segment/rule_sql.h"
#include "core/store/workspace.h"

#include <QJsonObject>
#include <QString>

namespace haberdash::cli {

/// What a command ends with.
enum class Exit {
    Done = 0,
    Incomplete = 1, ///< done, but something was refused or found wanting
    Usage = 2, ///< the command was not understood
    Failed = 3 ///< nothing was changed
};

/// What all commands share: the options in front of them, the workspace, and where answers go.
class Session
{
public:
    explicit Session(const Clock &clock)
        : m_clock(clock)
    { }

    std::string workspacePath;
    std::string asOfText;
    bool json = false;

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] bool hasWorkspace() const { return !path().isEmpty(); }
    /// Opens the workspace of --workspace or HABERDASH_WORKSPACE.
    [[nodiscard]] Result<store::Connection> open(
        store::Connection::Access access = store::Connection::Access::ReadWrite) const;
    /// The instant of --as-of, or the one at which the workspace stands still, or now.
    [[nodiscard]] Result<Timestamp> asOf(store::Connection &connection, const QTimeZone &zone) const;
    /// Instant, calendar and currency for questions about customers.
    [[nodiscard]] Result<segment::Context> context(store::Connection &connection) const;

    /// Prints the object with --json, the text without it. Where that fails the program does not end with
    /// Exit::Done.
    void answer(const QJsonObject &object, const QString &text);
    /// For people only: to stderr, so that it never mixes with an answer.
    static void say(const QString &text);
    /// Prints the error and makes the program end with Exit::Failed.
    void fail(const Error &error);
    /// Makes the program end so, unless it ends worse already.
    void finish(Exit exit);
    [[nodiscard]] Exit exit() const { return m_exit; }

private:
    [[nodiscard]] QString path() const;

    const Clock &m_clock;
    Exit m_exit = Exit::Done;
};

/// UTF-8 to stdout. False where not all of it went out.
bool writeOut(const QString &text);

} // namespace haberdash::cli
