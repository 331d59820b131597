// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_smtp_server.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace haberdash::test {

namespace {

const ScriptedSmtpServer::Script &kindAnswers()
{
    static const ScriptedSmtpServer::Script answers{
        {"CONNECT", {"220 test ESMTP"}},
        {"EHLO",
            {"250-test\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 "
             "8BITMIME"}},
        {"HELO", {"250 test"}},
        {"MAIL", {"250 2.1.0 Ok"}},
        {"RCPT", {"250 2.1.5 Ok"}},
        {"DATA", {"354 Go on"}},
        {".", {"250 2.0.0 Ok: queued as 1"}},
        {"AUTH", {"235 2.7.0 Welcome"}},
        {"LINE", {"235 2.7.0 Welcome"}},
        {"STARTTLS", {"502 5.5.1 Unknown"}},
        {"RSET", {"250 2.0.0 Ok"}},
        {"QUIT", {"221 2.0.0 Bye"}},
    };
    return answers;
}

} // namespace

ScriptedSmtpServer::ScriptedSmtpServer(Script script)
    : m_script(std::move(script))
    , m_thread([this] { run(); })
{
    while (!m_isReady)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

ScriptedSmtpServer::~ScriptedSmtpServer()
{
    m_stops = true;
    m_thread.join();
}

QList<QByteArray> ScriptedSmtpServer::received() const
{
    const QMutexLocker lock(&m_mutex);
    return m_received;
}

int ScriptedSmtpServer::connectionCount() const
{
    const QMutexLocker lock(&m_mutex);
    return m_connections;
}

void ScriptedSmtpServer::run()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    m_port = server.serverPort();
    m_isReady = true;
    Script left = m_script;
    const auto answer = [&](const QByteArray &command) {
        auto &answers = left.contains(command) ? left[command]
                                               : left.insert(command, kindAnswers().value(command)).value();
        if (answers.isEmpty())
            return QByteArray("500 5.5.2 Unknown");
        return answers.size() > 1 ? answers.takeFirst() : answers.front();
    };
    while (!m_stops) {
        if (!server.waitForNewConnection(20))
            continue;
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        {
            const QMutexLocker lock(&m_mutex);
            ++m_connections;
        }
        bool inContent = false;
        bool inLine = false;
        bool isStalled = false;
        QByteArray content;
        const auto reply = [&](const QByteArray &command) {
            const QByteArray text = answer(command);
            inContent = command == "DATA" && text.startsWith("354");
            inLine = text.startsWith("334");
            if (text == "drop") {
                socket->abort();
            } else if (text == "stall") {
                isStalled = true;
            } else {
                socket->write(text + "\r\n");
                socket->flush();
                if (text.startsWith("421") || command == "QUIT")
                    socket->disconnectFromHost();
            }
        };
        reply("CONNECT");
        while (!m_stops && socket->state() == QAbstractSocket::ConnectedState) {
            if (!socket->canReadLine())
                socket->waitForReadyRead(20);
            while (
                !isStalled && socket->state() == QAbstractSocket::ConnectedState && socket->canReadLine()) {
                QByteArray line = socket->readLine();
                if (inContent) {
                    if (line == ".\r\n") {
                        {
                            const QMutexLocker lock(&m_mutex);
                            m_received << content;
                        }
                        content.clear();
                        inContent = false;
                        reply(".");
                    } else {
                        content += line.startsWith('.') ? line.mid(1) : line;
                    }
                    continue;
                }
                line.chop(line.endsWith("\r\n") ? 2 : 1);
                {
                    const QMutexLocker lock(&m_mutex);
                    m_received << line;
                }
                reply(inLine ? QByteArray("LINE") : line.split(' ').front().toUpper());
            }
        }
    }
}

} // namespace haberdash::test
