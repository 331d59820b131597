// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_client.h"

#include <algorithm>

namespace haberdash::net {

using namespace Qt::Literals::StringLiterals;
using Kind = Setback::Kind;
using Reached = HttpExchange::Reached;

namespace {

/// Servers close idle connections after five seconds and more. One that is closed while we write to it leaves
/// us without an answer, so we are the ones who give it up first.
constexpr std::chrono::milliseconds longestIdle{3'000};
/// The end of a request goes out by itself. As long as it was not handed to the socket, the server cannot
/// have a whole request, whatever became of the rest.
constexpr size_t lastPiece = 256;

QUrl placeOf(const QUrl &url)
{
    QUrl place;
    place.setScheme(url.scheme());
    place.setHost(url.host());
    place.setPort(url.port(url.scheme() == u"https"_s ? 443 : 80));
    return place;
}

bool isOneLine(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
        [](unsigned char each) { return (each < ' ' && each != '\t') || each == 0x7F; });
}

/// Empty where a line break would let somebody write fields of his own.
std::string headOf(const HttpRequest &request)
{
    std::string target = request.url.path(QUrl::FullyEncoded).toStdString();
    if (target.empty())
        target = "/";
    if (request.url.hasQuery())
        target += '?' + request.url.query(QUrl::FullyEncoded).toStdString();
    std::string host = request.url.host(QUrl::FullyEncoded).toStdString();
    if (host.find(':') != std::string::npos)
        host = '[' + host + ']'; // IPv6
    if (request.url.port() >= 0)
        host += ':' + std::to_string(request.url.port());
    std::string head = request.method + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    for (const auto &[name, value] : request.fields) {
        if (!isOneLine(name) || !isOneLine(value))
            return {};
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.body.empty() || request.method == "POST")
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return head + "\r\n";
}

} // namespace

HttpClient::HttpClient(HttpSettings settings)
    : m_settings(std::move(settings))
{ }

bool HttpClient::isOfUseFor(const QUrl &url) const
{
    return m_link.isOpen() && placeOf(url) == m_place && std::chrono::steady_clock::now() < m_usableUntil
        && !m_link.isDisturbed();
}

Setback HttpClient::open(const QUrl &url, Deadline deadline)
{
    const QString host = url.host(QUrl::FullyEncoded);
    if (host.isEmpty() || (url.scheme() != u"https"_s && url.scheme() != u"http"_s))
        return {Kind::NoSuchHost, u"“%1” is no address of a web server."_s.arg(url.toString())};
    m_place = placeOf(url);
    const auto patience = std::min(m_settings.connect, leftUntil(deadline));
    if (auto setback = m_link.connect(host, quint16(m_place.port()), patience))
        return setback;
    if (url.scheme() != u"https"_s)
        return {};
    return m_link.encrypt(host, m_settings.trustedCaFile, std::min(deadline, in(m_settings.connect)));
}

Setback HttpClient::write(
    const std::string &head, const std::string &body, Deadline deadline, Reached &reached)
{
    const std::string all = head + body;
    const size_t early = all.size() - std::min(all.size(), lastPiece);
    reached = Reached::Nothing;
    if (early > 0) {
        reached = Reached::Part;
        if (auto setback = m_link.write(std::string_view(all).substr(0, early), deadline))
            return setback;
    }
    if (m_link.isInterrupted())
        return {Kind::Cancelled, u"It was cancelled."_s};
    reached = Reached::All;
    return m_link.write(std::string_view(all).substr(early), deadline);
}

Setback HttpClient::read(HttpReplyReader &reader, Deadline deadline)
{
    using State = HttpReplyReader::State;
    std::string bytes;
    while (reader.state() == State::Unfinished) {
        bytes.clear();
        Setback setback = m_link.read(bytes, deadline);
        if (setback.kind == Kind::Closed && reader.finish() == State::Done)
            break;
        if (setback)
            return setback;
        reader.add(bytes);
    }
    if (reader.state() == State::Nonsense)
        return {Kind::Nonsense, u"The server answered with something that is not HTTP."_s};
    if (reader.state() == State::TooLong)
        return {Kind::TooLong, u"The server answered with more than an answer can hold."_s};
    return {};
}

HttpExchange HttpClient::ask(const HttpRequest &request, const std::string &head, Deadline deadline)
{
    HttpExchange result;
    HttpReplyReader reader(request.wantsBody && request.method != "HEAD", m_settings.limits);
    result.setback = write(head, request.body, deadline, result.reached);
    if (!result.setback) {
        result.setback = read(reader, deadline);
    } else if (result.setback.kind == Kind::Closed) {
        // A server that has heard enough answers early and hangs up: its word may have come all the same.
        if (!read(reader, deadline))
            result.setback = {};
    }
    result.reply = reader.reply();
    if (result.setback || !request.wantsBody || !reader.keepsOpen())
        m_link.drop();
    m_usableUntil = in(longestIdle);
    return result;
}

HttpExchange HttpClient::exchange(const HttpRequest &request, Deadline deadline)
{
    const std::string head = headOf(request);
    if (head.empty())
        return {{Kind::Nonsense, u"The request would hold a line break where none may be."_s}, {}, {}};
    for (;;) {
        const bool isUsed = isOfUseFor(request.url);
        if (!isUsed) {
            if (auto setback = open(request.url, deadline)) {
                m_link.drop();
                return {std::move(setback), {}, {}};
            }
        }
        HttpExchange result = ask(request, head, deadline);
        // An idle connection that was closed: the server has no whole request, so a new one is safe.
        if (result.setback.kind == Kind::Closed && isUsed && result.reached != Reached::All)
            continue;
        return result;
    }
}

} // namespace haberdash::net
