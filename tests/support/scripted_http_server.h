// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace haberdash::test {

/// An HTTP server on loopback that answers what a function says, many connections at once, each on a thread
/// of its own.
class ScriptedHttpServer
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray path; ///< with the query
        QByteArray head; ///< the lines as they came
        QByteArray body;
    };
    struct Reply
    {
        QByteArray bytes; ///< as they go over the wire, head and all
        int bytesAtOnce = 0; ///< above 0: so many every 20 ms, until the server is gone
        bool stalls
            = false; ///< afterwards nothing more comes, and the connection stays until the client goes
        bool closes = false; ///< afterwards the connection is closed
    };
    using Answer = std::function<Reply(const Request &)>;

    /// Asked before each request: hangs up once so many bytes of it have come; below 0 for never.
    using Patience = std::function<qsizetype()>;

    /// @param certificate, key PEM files; empty: no encryption
    explicit ScriptedHttpServer(Answer answer, const QString &certificate = {}, const QString &key = {});
    ~ScriptedHttpServer();
    /// Before the first request.
    void setPatience(Patience patience);
    [[nodiscard]] quint16 port() const;
    /// So many were made.
    [[nodiscard]] int connections() const;
    /// In the order in which they came.
    [[nodiscard]] QList<Request> received() const;

    /// "HTTP/1.1 STATUS ..." with a length and the headers given, each ending in CRLF.
    [[nodiscard]] static Reply reply(int status, const QByteArray &headers = {}, const QByteArray &body = {});

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace haberdash::test
