// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/service_event_source.h"

#include <thread>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int attempts = 3;
/// The fullest page that a service gives has a third of that.
constexpr size_t largestPage = 8'000'000;

net::HttpSettings settingsFor(const ServiceAccount &account)
{
    net::HttpSettings settings;
    settings.trustedCaFile = account.trustedCaFile;
    settings.connect = account.timeouts.connect;
    settings.limits.body = largestPage;
    return settings;
}

EventFault faultOf(const QString &text)
{
    EventFault fault;
    fault.text = text;
    return fault;
}

} // namespace

EventTerms eventTermsOf(Service service)
{
    EventTerms terms;
    switch (service) {
    case Service::SendGrid:
        terms.overlap = 72h; // its log goes by when a message was accepted, not by what happened when
        break;
    case Service::Mailgun:
        terms.rest = 15s;
        break;
    case Service::Postmark:
        terms.keeps = 24h * 45;
        break;
    case Service::Ses:
        terms.missing
            = u"Amazon SES tells only which addresses bounced for good or complained; what else happened needs an export of its events."_s;
        break;
    case Service::Brevo:
        terms.keeps = 24h * 89; // 90 days are as much as one question may span, both ends included
        terms.rest = 15min; // 300 questions an hour, which others ask with the same key, too
        break;
    case Service::Resend:
        terms.overlap = 72h;
        terms.missing
            = u"Resend tells only the last thing that happened to a mail, and not when: a mail that was opened after it was delivered may only be known as opened."_s;
        break;
    }
    return terms;
}

ServiceEventSource::ServiceEventSource(std::unique_ptr<Dialect> dialect, const Clock &clock)
    : m_dialect(std::move(dialect))
    , m_reader(makeEventReader(*m_dialect))
    , m_clock(clock)
    , m_client(settingsFor(m_dialect->account()))
{ }

bool ServiceEventSource::pause(std::chrono::milliseconds duration, const Progress &progress)
{
    constexpr auto step = 50ms;
    for (auto left = duration; left > 0ms; left -= step) {
        if (progress.isCancelled())
            return false;
        std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(step, left));
    }
    return !progress.isCancelled();
}

EventFault ServiceEventSource::judge(const ServiceReply &reply, const EventCursor &at) const
{
    const int status = reply.status();
    const auto [words, wait] = m_dialect->refusalIn(reply);
    const QString name = m_dialect->name();
    EventFault fault;
    fault.wait = wait;
    if (status == 401 || status == 403)
        fault.text
            = u"%1 does not let this key read events. Give it the right to read them there."_s.arg(name);
    else if (status == 402)
        fault.text = u"%1 says that reading events is not part of what is paid for."_s.arg(name);
    else if (status == 420 || status == 429 || (status == 503 && wait))
        fault.text = u"%1 has had as many questions as it takes for now."_s.arg(name);
    else if (status / 100 == 5)
        fault.text = u"%1 failed (%2)."_s.arg(name).arg(status);
    else if (status / 100 == 3)
        fault.text
            = u"What answers is not %1: it sends us elsewhere. Check the address of the service."_s.arg(name);
    else
        fault.text = u"%1 does not answer what it was asked (%2)."_s.arg(name).arg(status);
    if (!words.isEmpty())
        fault.text += u" It says: "_s + words;
    const bool isMidway = !at.token.isEmpty() || at.offset > 0;
    fault.isPlaceRefused = isMidway && (status == 400 || status == 404 || status == 410 || status == 422);
    return fault;
}

ServiceEventSource::Attempt ServiceEventSource::ask(const EventCursor &at)
{
    const auto exchange = m_client.exchange(
        m_reader->question(at, m_clock.now()), net::in(m_dialect->account().timeouts.exchange));
    if (exchange.setback) {
        const bool isTransient = exchange.setback.kind != net::Setback::Kind::Untrusted;
        return {tl::unexpected(faultOf(
                    u"%1: %2"_s.arg(m_dialect->name(), m_dialect->withoutSecret(exchange.setback.detail)))),
            isTransient};
    }
    const auto reply = ServiceReply::from(exchange.reply, true, m_clock.now());
    if (reply.status() == 404 && !at.pending.isEmpty())
        return {m_reader->withoutMessage(at), false};
    if (!reply.isSuccess()) {
        auto fault = judge(reply, at);
        const bool isTransient = reply.status() / 100 == 5 && !fault.wait;
        return {tl::unexpected(std::move(fault)), isTransient};
    }
    auto page = m_reader->read(reply, at);
    if (!page)
        return {
            tl::unexpected(faultOf(
                u"What answers is not %1, or it has changed how it tells events."_s.arg(m_dialect->name()))),
            false};
    if (const auto wait = waitAskedBy(reply)) {
        const auto until = m_clock.now() + *wait;
        page->next.notBefore = until;
    } else {
        page->next.notBefore.reset();
    }
    return {std::move(*page), false};
}

tl::expected<EventPage, EventFault> ServiceEventSource::pull(const EventCursor &at, const Progress &progress)
{
    if (const QString fault = m_dialect->fault(); !fault.isEmpty())
        return tl::unexpected(faultOf(m_dialect->withoutSecret(fault)));
    auto wait = m_dialect->account().timeouts.askAgain;
    for (int i = 1;; ++i) {
        auto attempt = ask(at);
        if (attempt.answer || !attempt.mayBeAskedAgain || i == attempts)
            return std::move(attempt.answer);
        if (!pause(wait, progress)) {
            EventFault fault = faultOf(u"Stopped."_s);
            fault.isCancelled = true;
            return tl::unexpected(fault);
        }
        wait *= 2;
    }
}

std::unique_ptr<EventSource> makeEventSource(ServiceAccount account, std::string secret, const Clock &clock)
{
    return std::make_unique<ServiceEventSource>(makeDialect(std::move(account), std::move(secret)), clock);
}

} // namespace haberdash::deliver
