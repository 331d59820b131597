// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_mailbox_server.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>
#include <memory>

namespace haberdash::test {

namespace {

/// "UID FETCH" of "UID FETCH 1 (...)", "RETR" of "RETR 1".
QByteArray verbOf(const QByteArray &command)
{
    const auto words = command.split(' ');
    const QByteArray first = words.value(0).toUpper();
    return first == "UID" ? first + ' ' + words.value(1).toUpper() : first;
}

QByteArray headersOf(const QByteArray &mail)
{
    return mail.left(mail.indexOf("\r\n\r\n") + 4);
}

QByteArray literal(const QByteArray &bytes)
{
    return '{' + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
}

QByteArray inDots(const QByteArray &bytes)
{
    QByteArray block = bytes;
    block.replace("\r\n.", "\r\n..");
    return (block.startsWith('.') ? '.' + block : block) + (block.endsWith("\r\n") ? ".\r\n" : "\r\n.\r\n");
}

} // namespace

/// What is said to one client, as far as the plan lets it.
class ScriptedMailboxServer::Connection
{
public:
    Connection(QTcpSocket &socket, Plan plan, const std::atomic<bool> &stops)
        : m_socket(socket)
        , m_plan(std::move(plan))
        , m_stops(stops)
    { }

    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] bool isStalled() const { return m_isStalled; }
    [[nodiscard]] qint64 sent() const { return m_sent; }

    /// @param usual what is said without a plan
    void answer(const QByteArray &verb, const QByteArray &tag, const QByteArray &usual)
    {
        auto planned = m_plan.answers.find(verb);
        if (planned == m_plan.answers.end())
            return say(usual);
        QByteArray text = planned->size() > 1 ? planned->takeFirst() : planned->front();
        if (text == "drop")
            m_socket.abort();
        else if (text == "stall")
            m_isStalled = true;
        else if (text == "endless")
            sayEndlessly();
        else
            say(text.replace("%tag", tag) + "\r\n");
    }

    void leave()
    {
        if (isOpen() && !m_isStalled)
            m_socket.disconnectFromHost();
    }

private:
    void say(const QByteArray &text)
    {
        const bool isLimited = m_plan.mostBytes >= 0 && m_sent + text.size() > m_plan.mostBytes;
        const QByteArray part = isLimited ? text.left(m_plan.mostBytes - m_sent) : text;
        m_socket.write(part);
        m_socket.flush();
        m_sent += part.size();
        if (!isLimited)
            return;
        m_isStalled = m_plan.stallsThen;
        if (!m_isStalled)
            m_socket.disconnectFromHost();
    }

    void sayEndlessly()
    {
        const QByteArray lot(100'000, 'x');
        while (isOpen() && !m_stops) {
            m_socket.write(lot);
            m_socket.waitForBytesWritten(100);
        }
    }

    QTcpSocket &m_socket;
    Plan m_plan;
    const std::atomic<bool> &m_stops;
    qint64 m_sent = 0;
    bool m_isStalled = false;
};

ScriptedMailboxServer::ScriptedMailboxServer(Kind kind, QList<QByteArray> mails)
    : m_kind(kind)
    , m_mails(std::move(mails))
    , m_thread([this] { run(); })
{
    while (!m_isReady)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

ScriptedMailboxServer::~ScriptedMailboxServer()
{
    m_stops = true;
    m_thread.join();
}

void ScriptedMailboxServer::follow(const Plan &plan)
{
    const QMutexLocker lock(&m_mutex);
    m_plan = plan;
}

QList<QByteArray> ScriptedMailboxServer::received() const
{
    const QMutexLocker lock(&m_mutex);
    return m_received;
}

QByteArray ScriptedMailboxServer::imapAnswer(const QByteArray &tag, const QByteArray &command) const
{
    const QByteArray verb = verbOf(command);
    const QByteArray done = tag + " OK done\r\n";
    if (verb == "CAPABILITY") {
        const QByteArray usual = "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 MOVE UIDPLUS";
        return "* CAPABILITY " + (m_plan.capabilities.isEmpty() ? usual : m_plan.capabilities) + "\r\n"
            + done;
    }
    if (verb == "EXAMINE" || verb == "SELECT")
        return "* " + QByteArray::number(m_mails.size()) + " EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n" + tag
            + " OK [READ-ONLY] open\r\n";
    if (verb == "UID SEARCH") {
        const qsizetype first = command.mid(command.lastIndexOf(' ') + 1).split(':').front().toLongLong();
        QByteArray numbers;
        for (qsizetype uid = std::min(first, m_mails.size()); uid <= m_mails.size(); ++uid)
            numbers += ' ' + QByteArray::number(uid);
        return "* SEARCH" + numbers + "\r\n" + done;
    }
    if (verb == "UID FETCH") {
        QByteArray answer;
        for (const QByteArray &number : command.split(' ').value(2).split(',')) {
            const QByteArray &mail = m_mails.at(number.toLongLong() - 1);
            answer += "* " + number + " FETCH (UID " + number + ' ';
            if (command.contains("RFC822.SIZE"))
                answer += "RFC822.SIZE " + QByteArray::number(mail.size()) + ")\r\n";
            else if (command.contains("[HEADER]"))
                answer += "BODY[HEADER]<0> " + literal(headersOf(mail)) + ")\r\n";
            else
                answer += "BODY[] " + literal(mail) + ")\r\n";
        }
        return answer + done;
    }
    return done;
}

QByteArray ScriptedMailboxServer::popAnswer(const QByteArray &command) const
{
    const QByteArray verb = verbOf(command);
    QByteArray block;
    if (verb == "CAPA")
        block = m_plan.capabilities.isEmpty() ? QByteArray("TOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\n")
                                              : m_plan.capabilities;
    for (qsizetype i = 1; i <= m_mails.size(); ++i) {
        if (verb == "UIDL")
            block += QByteArray::number(i) + " name" + QByteArray::number(i) + "\r\n";
        if (verb == "LIST")
            block += QByteArray::number(i) + ' ' + QByteArray::number(m_mails[i - 1].size()) + "\r\n";
    }
    const bool isMail = verb == "RETR" || verb == "TOP";
    if (isMail) {
        const QByteArray &mail = m_mails.at(command.split(' ').value(1).toLongLong() - 1);
        block = verb == "RETR" ? mail : headersOf(mail);
    }
    const bool hasBlock = isMail || verb == "CAPA" || verb == "UIDL" || verb == "LIST";
    return "+OK done\r\n" + (hasBlock ? block.isEmpty() ? QByteArray(".\r\n") : inDots(block) : QByteArray());
}

void ScriptedMailboxServer::run()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    m_port = server.serverPort();
    m_isReady = true;
    while (!m_stops) {
        if (!server.waitForNewConnection(20))
            continue;
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        Plan plan;
        {
            const QMutexLocker lock(&m_mutex);
            plan = m_plan;
        }
        Connection connection(*socket, plan, m_stops);
        connection.answer("GREETING", {}, m_kind == Kind::Imap ? "* OK ready\r\n" : "+OK ready\r\n");
        while (!m_stops && connection.isOpen()) {
            if (!socket->canReadLine())
                socket->waitForReadyRead(20);
            while (!connection.isStalled() && connection.isOpen() && socket->canReadLine()) {
                QByteArray command = socket->readLine().chopped(2);
                QByteArray tag;
                if (m_kind == Kind::Imap) {
                    tag = command.split(' ').front();
                    command = command.mid(tag.size() + 1);
                }
                const QMutexLocker lock(&m_mutex);
                m_received << command;
                const QByteArray verb = verbOf(command);
                connection.answer(
                    verb, tag, m_kind == Kind::Imap ? imapAnswer(tag, command) : popAnswer(command));
                if (verb == "LOGOUT" || verb == "QUIT")
                    connection.leave();
            }
            m_bytesSent = connection.sent();
        }
        m_bytesSent = connection.sent();
    }
}

} // namespace haberdash::test
