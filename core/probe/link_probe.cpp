// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/link_probe.h"

#include "core/net/http_client.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>

namespace haberdash::probe {

using namespace Qt::Literals::StringLiterals;
using net::Setback;

namespace {

constexpr std::chrono::milliseconds slice{20}; // how often we look whether somebody asked to stop

/// One request, of whose answer the head is read.
net::HttpExchange request(
    const QUrl &url, const std::string &method, net::HttpClient &client, net::Deadline deadline)
{
    net::HttpRequest ask;
    ask.method = method;
    ask.url = url;
    ask.wantsBody = false;
    // Some servers turn away whoever does not say who they are.
    ask.fields = {{"User-Agent", "Haberdash (checks links of a mail)"}, {"Accept", "*/*"}};
    return client.exchange(ask, deadline);
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
Setback follow(LinkAnswer &answer, const LinkLimits &limits, net::HttpClient &client, net::Deadline deadline)
{
    QUrl url(answer.address);
    for (int hop = 0; hop <= limits.redirections; ++hop) {
        if (url.scheme() != u"http"_s && url.scheme() != u"https"_s) {
            answer.outcome = LinkAnswer::Outcome::Failing;
            answer.detail = u"it leads to something that is no page"_s;
            return {};
        }
        auto exchange = request(url, "HEAD", client, deadline);
        if (!exchange.setback && exchange.reply.status >= 400)
            exchange = request(url, "GET", client, deadline);
        if (exchange.setback)
            return exchange.setback;
        answer.status = exchange.reply.status;
        answer.outcome = outcomeOf(answer.status);
        const auto location = exchange.reply.field("location");
        if (!isRedirection(answer.status) || location.empty())
            return {};
        url = url.resolved(QUrl(QString::fromUtf8(location.data(), qsizetype(location.size()))));
        answer.leadsTo = url.toString();
    }
    return {};
}

LinkAnswer tryLink(const QString &address, const LinkLimits &limits, net::HttpClient &client)
{
    LinkAnswer answer;
    answer.address = address;
    const Setback setback = follow(answer, limits, client, net::in(limits.patience));
    if (!setback)
        return answer;
    using Kind = Setback::Kind;
    answer.outcome
        = setback.kind == Kind::Untrusted ? LinkAnswer::Outcome::Untrusted : LinkAnswer::Outcome::Unreachable;
    answer.status = 0;
    answer.detail = setback.kind == Kind::NoSuchHost ? u"there is no such host"_s
        : setback.kind == Kind::Timeout
        ? u"no answer within %1 seconds"_s.arg(double(limits.patience.count()) / 1000)
        : setback.detail;
    return answer;
}

} // namespace

Result<std::vector<LinkAnswer>> tryLinks(
    const QStringList &addresses, const LinkLimits &limits, Progress &progress)
{
    std::vector<LinkAnswer> answers(size_t(addresses.size()));
    net::HttpSettings settings;
    settings.trustedCaFile = limits.trustedCaFile;
    settings.connect = limits.patience;
    std::atomic<size_t> next = 0;
    std::atomic<size_t> done = 0;
    std::atomic<bool> isCancelled = false;
    std::deque<net::HttpClient> clients; // which stay where they are
    const auto work = [&](net::HttpClient &client) {
        for (size_t i = next++; i < answers.size() && !isCancelled; i = next++) {
            answers[i] = tryLink(addresses[qsizetype(i)], limits, client);
            ++done;
        }
    };
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < std::min(limits.atOnce, int(addresses.size())); ++i)
            workers.emplace_back(work, std::ref(clients.emplace_back(settings)));
        // The progress wants to be called from this thread.
        for (size_t seen = 0; seen < answers.size() && !isCancelled; seen = done) {
            progress.report(qint64(seen), qint64(answers.size()));
            isCancelled = progress.isCancelled();
            if (isCancelled)
                std::for_each(clients.begin(), clients.end(), [](net::HttpClient &each) { each.cancel(); });
            std::this_thread::sleep_for(slice);
        }
    }
    if (isCancelled)
        return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
    progress.report(qint64(answers.size()), qint64(answers.size()));
    return answers;
}

} // namespace haberdash::probe
