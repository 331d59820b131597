// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/service_transport.h"

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;
using Concerns = Delivery::Concerns;
using Kind = net::Setback::Kind;
using Reached = net::HttpExchange::Reached;
using Stage = Delivery::Stage;
using State = Delivery::State;

namespace {

/// How often an answer that was lost is asked for again, where the service knows the key of the first call.
constexpr int repetitions = 3;
/// Nobody waits longer than this for one message.
constexpr milliseconds longestPause{30'000};
/// Keys are remembered for 15 minutes at least (Brevo's changelog; its documentation says 30, Resend 24
/// hours). Whatever is asked again has to be asked well before.
constexpr std::chrono::minutes keyLifetime{10};
/// A slow line gets the time it needs: so many bytes a millisecond are half of what a telephone line has.
constexpr size_t slowestUpload = 16;

bool isLost(const Delivery &delivery)
{
    return delivery.state == State::Uncertain;
}

/// Nothing more may be tried for now.
bool isStop(const Delivery &delivery)
{
    return delivery.wasCancelled || delivery.retryAfter || delivery.concerns == Concerns::Account
        || delivery.concerns == Concerns::Connection;
}

Delivery notTried(const Delivery &cause)
{
    Delivery delivery = makeDelivery(State::Deferred, Stage::Connect,
        cause.concerns == Concerns::Account ? Concerns::Account : Concerns::Connection,
        cause.state == State::Sent ? u"Not tried yet: the service takes no more for now."_s
                                   : u"Not tried, because of the message before: %1"_s.arg(cause.text));
    delivery.wasCancelled = cause.wasCancelled;
    delivery.retryAfter = cause.retryAfter;
    return delivery;
}

net::HttpSettings settingsFor(const ServiceAccount &account)
{
    net::HttpSettings settings;
    settings.trustedCaFile = account.trustedCaFile;
    settings.connect = account.timeouts.connect;
    settings.limits.body = 2'000'000; // the answer to the largest batch has less than a tenth of that
    return settings;
}

} // namespace

ServiceTransport::ServiceTransport(std::unique_ptr<Dialect> dialect, const Clock &clock)
    : m_dialect(std::move(dialect))
    , m_clock(clock)
    , m_client(settingsFor(m_dialect->account()))
{ }

Capabilities ServiceTransport::limits() const
{
    return capabilitiesOf(m_dialect->account().service);
}

void ServiceTransport::cancel()
{
    m_client.cancel();
    const std::scoped_lock lock(m_mutex); // or a pause that is about to begin would not hear of it
    m_wake.notify_all();
}

bool ServiceTransport::pause(milliseconds duration)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, duration, [this] { return m_client.isCancelled(); });
}

/// Why there is no answer, and what that means for a message that was on its way.
Delivery ServiceTransport::describe(const net::HttpExchange &exchange) const
{
    const bool mayBeTaken = exchange.reached == Reached::All;
    Delivery delivery = makeDelivery(mayBeTaken ? State::Uncertain : State::Deferred,
        mayBeTaken ? Stage::Content : Stage::Connect, Concerns::Connection,
        u"%1: %2"_s.arg(m_dialect->name(), m_dialect->withoutSecret(exchange.setback.detail)));
    if (exchange.setback.kind == Kind::Untrusted && !mayBeTaken) {
        delivery.stage = Stage::Tls;
        delivery.concerns = Concerns::Account; // as with a mail server: it would be the same the next time
    }
    delivery.wasCancelled = exchange.setback.kind == Kind::Cancelled;
    delivery.code = exchange.reply.status;
    return delivery;
}

std::vector<Delivery> ServiceTransport::ask(
    const net::HttpRequest &request, size_t count, net::Deadline latest)
{
    const auto patience
        = m_dialect->account().timeouts.exchange + milliseconds(request.body.size() / slowestUpload);
    const auto exchange = m_client.exchange(request, std::min(net::in(patience), latest));
    // A status that came alone still says that a message was refused; a success wants to be whole.
    const bool isWhole = !exchange.setback;
    const bool isVerdict = isWhole || exchange.reply.status / 100 == 4;
    if (!isVerdict)
        return std::vector<Delivery>(count, describe(exchange));
    return m_dialect->read(ServiceReply::from(exchange.reply, isWhole, m_clock.now()), count);
}

std::vector<Delivery> ServiceTransport::call(const std::vector<const WireMessage *> &messages)
{
    const net::HttpRequest request = m_dialect->request(messages, m_clock.now());
    if (!limits().idempotency)
        return ask(request, messages.size(), net::Deadline::max());
    const auto latest = net::in(keyLifetime);
    auto answers = ask(request, messages.size(), latest);
    // The same bytes under the same key, within moments: the service takes them once, and says again what it
    // said. Later it may not: it forgets keys, and the message may be made anew with other words. So what is
    // lost after this stays uncertain.
    milliseconds wait = m_dialect->account().timeouts.askAgain;
    for (int i = 0; i < repetitions && std::any_of(answers.begin(), answers.end(), isLost); ++i) {
        const auto asked = std::max_element(answers.begin(), answers.end(),
            [](const Delivery &left, const Delivery &right) { return left.retryAfter < right.retryAfter; });
        wait = std::max<milliseconds>(wait, asked->retryAfter.value_or(std::chrono::seconds(0)));
        if (wait > longestPause || net::in(wait) >= latest || !pause(wait))
            break;
        wait *= 2;
        auto again = ask(request, messages.size(), latest);
        for (size_t k = 0; k < answers.size(); ++k) {
            if (!isLost(answers[k]))
                continue;
            // Only a success says more than the loss: a refusal now may come from whoever did not look for
            // the key first.
            const bool isKnown = again[k].state == State::Sent;
            answers[k] = std::move(again[k]);
            if (!isKnown) {
                answers[k].state = State::Uncertain;
                answers[k].stage = Stage::Content;
            }
        }
    }
    return answers;
}

std::vector<ServiceTransport::Group> ServiceTransport::groupsOf(
    const std::vector<WireMessage> &messages, const std::vector<size_t> &sendable) const
{
    const Capabilities can = limits();
    constexpr size_t between = 2; // a comma and a bracket
    std::vector<Group> groups;
    size_t bytes = 0;
    bool isOpen = false;
    for (const size_t i : sendable) {
        const size_t size = messages[i].body.size() + between;
        const bool fits = isOpen && messages[i].sharesCall && int(groups.back().size()) < can.batch
            && (can.batchBytes == 0 || bytes + size <= size_t(can.batchBytes));
        if (!fits) {
            groups.emplace_back();
            bytes = 0;
        }
        isOpen = messages[i].sharesCall;
        groups.back().push_back(i);
        bytes += size;
    }
    return groups;
}

std::vector<Delivery> ServiceTransport::send(std::span<const OutgoingMessage> messages)
{
    std::vector<Delivery> answers(messages.size());
    if (const QString fault = m_dialect->fault(); !fault.isEmpty()) {
        answers.assign(messages.size(),
            makeDelivery(State::Refused, Stage::Connect, Concerns::Account, m_dialect->withoutSecret(fault)));
        return answers;
    }
    std::vector<WireMessage> wires(messages.size());
    std::vector<size_t> sendable;
    for (size_t i = 0; i < messages.size(); ++i) {
        auto wire = m_dialect->write(messages[i]);
        if (wire) {
            wires[i] = std::move(*wire);
            sendable.push_back(i);
        } else {
            answers[i] = std::move(wire.error());
        }
    }
    auto groups = groupsOf(wires, sendable);
    std::optional<Delivery> stop;
    for (size_t next = 0; next < groups.size(); ++next) { // by index: it may grow
        const Group group = groups[next];
        if (stop) {
            for (const size_t i : group)
                answers[i] = notTried(*stop);
            continue;
        }
        std::vector<const WireMessage *> together;
        for (const size_t i : group)
            together.push_back(&wires[i]);
        auto given = call(together);
        const bool isRefusedTogether
            = group.size() > 1 && std::all_of(given.begin(), given.end(), [](const Delivery &each) {
                  return each.state == State::Refused && each.concerns == Concerns::Message
                      && each.code / 100 == 4;
              });
        // A batch that is refused as a whole says nothing of those that are innocent.
        if (isRefusedTogether) {
            for (const size_t i : group)
                groups.push_back({i});
            continue;
        }
        for (size_t k = 0; k < group.size(); ++k) {
            if (!stop && isStop(given[k]))
                stop = given[k];
            answers[group[k]] = std::move(given[k]);
        }
    }
    return answers;
}

Delivery ServiceTransport::open()
{
    if (const QString fault = m_dialect->fault(); !fault.isEmpty())
        return makeDelivery(
            State::Refused, Stage::Connect, Concerns::Account, m_dialect->withoutSecret(fault));
    const auto exchange = m_client.exchange(
        m_dialect->question(m_clock.now()), net::in(m_dialect->account().timeouts.exchange));
    if (!exchange.setback)
        return m_dialect->readAnswer(ServiceReply::from(exchange.reply, true, m_clock.now()));
    Delivery delivery = describe(exchange);
    delivery.state = State::Deferred; // nothing was sent
    return delivery;
}

std::unique_ptr<Transport> makeServiceTransport(
    ServiceAccount account, std::string secret, const Clock &clock)
{
    return std::make_unique<ServiceTransport>(makeDialect(std::move(account), std::move(secret)), clock);
}

} // namespace haberdash::deliver
