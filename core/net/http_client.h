// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http_reply.h"
#include "core/net/link.h"

#include <QUrl>

namespace haberdash::net {

struct HttpRequest
{
    std::string method = "GET";
    QUrl url; ///< http or https
    /// Besides Host, Content-Length and Connection, which are written here.
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
    bool wantsBody = true; ///< false: the head of the answer is enough
};

/// What became of one request.
struct HttpExchange
{
    /// How much of the request the server may have.
    enum class Reached {
        Nothing,
        Part, ///< certainly not its end; a server has to drop such a request (RFC 9112, 6.3)
        All
    };
    Setback setback; ///< none: the reply is whole
    Reached reached = Reached::Nothing;
    HttpReply reply; ///< with a setback: as far as it came
    friend bool operator==(const HttpExchange &, const HttpExchange &) = default;
};

struct HttpSettings
{
    QString trustedCaFile; ///< PEM, instead of the system's certificates
    std::chrono::milliseconds connect{20'000}; ///< for each address of the host
    HttpLimits limits;
};

/// Asks web servers, one request at a time, over a connection that stays open while it is of use. Speaks
/// HTTP/1.1 over a `Link` of its own rather than Poco's session, because that does not tell what was sent
/// when it broke. Follows no redirections: what they mean is the caller's to say. One thread, but for
/// `cancel`.
class HttpClient
{
public:
    explicit HttpClient(HttpSettings settings = {});

    [[nodiscard]] HttpExchange exchange(const HttpRequest &request, Deadline deadline);
    /// From any thread. Requests afterwards are not tried.
    void cancel() { m_link.interrupt(); }
    void close() { m_link.drop(); }
    [[nodiscard]] bool isCancelled() const { return m_link.isInterrupted(); }

private:
    [[nodiscard]] bool isOfUseFor(const QUrl &url) const;
    [[nodiscard]] Setback open(const QUrl &url, Deadline deadline);
    [[nodiscard]] HttpExchange ask(const HttpRequest &request, const std::string &head, Deadline deadline);
    [[nodiscard]] Setback write(
        const std::string &head, const std::string &body, Deadline deadline, HttpExchange::Reached &reached);
    [[nodiscard]] Setback read(HttpReplyReader &reader, Deadline deadline);

    HttpSettings m_settings;
    Link m_link;
    QUrl m_place; ///< scheme, host and port that the link leads to
    Deadline m_usableUntil{}; ///< the link is not used again after this
};

} // namespace haberdash::net
