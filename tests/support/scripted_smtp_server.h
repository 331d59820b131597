// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QStringList>

#include <memory>
#include <thread>

namespace haberdash::test {

/// An SMTP server on loopback that answers as a script says, one connection after the other, on a thread of
/// its own. What the script does not mention is answered kindly.
class ScriptedSmtpServer
{
public:
    /// Answers by the first word of the command: "EHLO", "MAIL", "RCPT", "DATA", "AUTH", "STARTTLS", "RSET",
    /// "QUIT"; "CONNECT" is the greeting, "." the end of the content, "LINE" a line in answer to 334.
    /// Each time a command comes, its next answer is used; the last one stays.
    /// Answers are sent as they are, plus CRLF. "drop" closes the connection, "stall" never answers.
    using Script = QMap<QByteArray, QList<QByteArray>>;

    explicit ScriptedSmtpServer(Script script);
    ~ScriptedSmtpServer();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Commands as they came, without line ends; contents as one entry, dots taken off.
    [[nodiscard]] QList<QByteArray> received() const;
    [[nodiscard]] int connectionCount() const;

private:
    void run();

    Script m_script;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    QList<QByteArray> m_received;
    int m_connections = 0;
    std::atomic<bool> m_stops = false;
    std::atomic<bool> m_isReady = false;
    std::thread m_thread;
};

} // namespace haberdash::test
