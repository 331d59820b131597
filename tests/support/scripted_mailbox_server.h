// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>

#include <atomic>
#include <thread>

namespace haberdash::test {

/// A mailbox on loopback that speaks just enough IMAP or POP3 and misbehaves as it is told, one connection
/// after the other, on a thread of its own.
class ScriptedMailboxServer
{
public:
    enum class Kind { Imap, Pop3 };
    struct Plan
    {
        /// Said instead of the usual, by command: "GREETING", "CAPABILITY", "UID SEARCH", "UID FETCH", "RETR"
        /// ...
        /// "%tag" stands for the command's name. "drop" closes the connection, "stall" says nothing more,
        /// "endless" never ends. Each time a command comes, its next answer is used; the last one stays.
        QMap<QByteArray, QList<QByteArray>> answers;
        qint64 mostBytes = -1; ///< of a connection; then it is closed
        bool stallsThen = false; ///< ... or nothing more is said
        QByteArray capabilities; ///< instead of the usual
    };

    /// @param mails with CRLF line ends; numbered from 1
    ScriptedMailboxServer(Kind kind, QList<QByteArray> mails);
    ~ScriptedMailboxServer();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// For connections from now on.
    void follow(const Plan &plan);
    /// Bytes that the last connection was sent.
    [[nodiscard]] qint64 bytesSent() const { return m_bytesSent; }
    /// Commands as they came, without tags.
    [[nodiscard]] QList<QByteArray> received() const;

private:
    class Connection;
    void run();
    [[nodiscard]] QByteArray imapAnswer(const QByteArray &tag, const QByteArray &command) const;
    [[nodiscard]] QByteArray popAnswer(const QByteArray &command) const;

    const Kind m_kind;
    const QList<QByteArray> m_mails;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    Plan m_plan;
    QList<QByteArray> m_received;
    std::atomic<qint64> m_bytesSent = 0;
    std::atomic<bool> m_stops = false;
    std::atomic<bool> m_isReady = false;
    std::thread m_thread;
};

} // namespace haberdash::test
