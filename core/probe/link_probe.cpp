// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/link_probe.h"

#include <QUrl>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include <sys/socket.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <Poco/Timespan.h>

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

namespace {

constexpr std::chrono::milliseconds slice{20}; // how often we look whether it takes too long

Poco::Net::Context::Ptr makeContext(const QString &trustedCaFile)
{
    using Poco::Net::Context;
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", trustedCaFile.toStdString(),
        Context::VERIFY_STRICT, 9, trustedCaFile.isEmpty(), "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES");
    context->disableProtocols(
        Context::PROTO_SSLV2 | Context::PROTO_SSLV3 | Context::PROTO_TLSV1 | Context::PROTO_TLSV1_1);
    return context;
}

struct Reply
{
    int status = 0;
    QString location;
};

/// The conversation of one worker, which the caller's thread ends where it takes too long: a server that
/// sends a byte now and then never runs into the time limit of a single read.
class Line
{
public:
    explicit Line(std::chrono::milliseconds patience)
        : m_patience(patience)
    { }

    /// A new address: its time begins.
    void begin()
    {
        const std::scoped_lock lock(m_mutex);
        m_deadline = Clock::now() + m_patience;
    }
    /// Throws where the time is over.
    [[nodiscard]] Poco::Timespan left() const
    {
        const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(m_deadline - Clock::now());
        if (rest.count() <= 0)
            throw Poco::TimeoutException();
        return Poco::Timespan(rest.count());
    }
    void setSession(Poco::Net::HTTPClientSession *session)
    {
        const std::scoped_lock lock(m_mutex);
        m_session = session;
    }
    [[nodiscard]] bool isOverdue() const { return Clock::now() > m_deadline; }
    /// On the caller's thread.
    void hangUp(bool always)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_session && (always || isOverdue()))
            ::shutdown(m_session->socket().impl()->sockfd(), SHUT_RDWR);
    }

private:
    std::chrono::milliseconds m_patience;
    std::mutex m_mutex;
    Clock::time_point m_deadline = Clock::time_point::max();
    Poco::Net::HTTPClientSession *m_session = nullptr;
};

/// One request, whose answer's head is read. Throws what Poco throws.
Reply request(const QUrl &url, const std::string &method, const Poco::Net::Context::Ptr &context, Line &line)
{
    const bool isEncrypted = url.scheme() == u"https"_s;
    const std::string host = url.host(QUrl::FullyEncoded).toStdString();
    if (host.empty())
        throw Poco::Net::HostNotFoundException();
    const auto port = Poco::UInt16(url.port(isEncrypted ? 443 : 80));
    const auto session = isEncrypted ? std::unique_ptr<Poco::Net::HTTPClientSession>(
                             std::make_unique<Poco::Net::HTTPSClientSession>(host, port, context))
                                     : std::make_unique<Poco::Net::HTTPClientSession>(host, port);
    session->setTimeout(line.left());
    QString target = url.path(QUrl::FullyEncoded);
    if (target.isEmpty())
        target = u"/"_s;
    if (url.hasQuery())
        target += u'?' + url.query(QUrl::FullyEncoded);
    HTTPRequest ask(method, target.toStdString(), HTTPRequest::HTTP_1_1);
    // Some servers turn away whoever does not say who they are.
    ask.set("User-Agent", "Haberdash (checks links of a mail)");
    ask.set("Accept", "*/*");
    line.setSession(session.get());
    HTTPResponse response;
    try {
        session->sendRequest(ask);
        session->receiveResponse(response);
    } catch (...) {
        line.setSession(nullptr);
        throw;
    }
    line.setSession(nullptr);
    static_cast<void>(line.left()); // what was cut off in the middle reads like a whole answer
    return {int(response.getStatus()), QString::fromStdString(response.get("Location", ""))};
}

bool isRedirection(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

LinkAnswer::Outcome outcomeOf(int status)
{
    using Outcome = LinkAnswer::Outcome;
    // 999 is what a large network of professionals says to programs.
    if (status == 401 || status == 403 || status == 429 || status == 999)
        return Outcome::Closed;
    if (status >= 500 || isRedirection(status))
        return Outcome::Failing;
    return status >= 400 ? Outcome::Gone : Outcome::Reached;
}

/// Follows redirections until they end, or until there were too many.
void follow(LinkAnswer &answer, const LinkLimits &limits, const Poco::Net::Context::Ptr &context, Line &line)
{
    QUrl url(answer.address);
    for (int hop = 0; hop <= limits.redirections; ++hop) {
        if (url.scheme() != u"http"_s && url.scheme() != u"https"_s) {
            answer.outcome = LinkAnswer::Outcome::Failing;
            answer.detail = u"it leads to something that is no page"_s;
            return;
        }
        Reply reply = request(url, HTTPRequest::HTTP_HEAD, context, line);
        if (reply.status >= 400)
            reply = request(url, HTTPRequest::HTTP_GET, context, line);
        answer.status = reply.status;
        answer.outcome = outcomeOf(reply.status);
        if (!isRedirection(reply.status) || reply.location.isEmpty())
            return;
        url = url.resolved(QUrl(reply.location));
        answer.leadsTo = url.toString();
    }
}

LinkAnswer tryLink(
    const QString &address, const LinkLimits &limits, const Poco::Net::Context::Ptr &context, Line &line)
{
    LinkAnswer answer;
    answer.address = address;
    const auto missed = [&answer](LinkAnswer::Outcome outcome, const QString &detail) {
        answer.outcome = outcome;
        answer.status = 0;
        answer.detail = detail;
    };
    using Outcome = LinkAnswer::Outcome;
    line.begin();
    try {
        follow(answer, limits, context, line);
    } catch (const Poco::Net::SSLException &exception) {
        missed(Outcome::Untrusted, QString::fromStdString(exception.displayText()));
    } catch (const Poco::Net::HostNotFoundException &) {
        missed(Outcome::Unreachable, u"there is no such host"_s);
    } catch (const Poco::Exception &exception) {
        missed(Outcome::Unreachable,
            line.isOverdue() || dynamic_cast<const Poco::TimeoutException *>(&exception)
                ? u"no answer within %1 seconds"_s.arg(double(limits.patience.count()) / 1000)
                : QString::fromStdString(exception.displayText()));
    }
    return answer;
}

} // namespace

Result<std::vector<LinkAnswer>> tryLinks(
    const QStringList &addresses, const LinkLimits &limits, Progress &progress)
{
    std::vector<LinkAnswer> answers(size_t(addresses.size()));
    const auto context = makeContext(limits.trustedCaFile);
    std::atomic<size_t> next = 0;
    std::atomic<size_t> done = 0;
    std::atomic<bool> isCancelled = false;
    std::deque<Line> lines;
    const auto work = [&](Line &line) {
        for (size_t i = next++; i < answers.size() && !isCancelled; i = next++) {
            answers[i] = tryLink(addresses[qsizetype(i)], limits, context, line);
            ++done;
        }
    };
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < std::min(limits.atOnce, int(addresses.size())); ++i)
            workers.emplace_back(work, std::ref(lines.emplace_back(limits.patience)));
        // The progress wants to be called from this thread.
        for (size_t seen = 0; seen < answers.size() && !isCancelled; seen = done) {
            progress.report(qint64(seen), qint64(answers.size()));
            isCancelled = progress.isCancelled();
            for (Line &line : lines)
                line.hangUp(isCancelled);
            std::this_thread::sleep_for(slice);
        }
    }
    if (isCancelled)
        return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
    progress.report(qint64(answers.size()), qint64(answers.size()));
    return answers;
}

} // namespace haberdash::probe
