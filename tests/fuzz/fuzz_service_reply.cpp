// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/dialect.h"
#include "core/deliver/http/event_reader.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

namespace haberdash::fuzz {

using namespace deliver;
using net::HttpReplyReader;
using State = Delivery::State;

namespace {

const std::string secret = "SECRET-key";

ServiceAccount accountAt(Service service)
{
    ServiceAccount account;
    account.service = service;
    account.domain = QStringLiteral("shop.example");
    account.region = QStringLiteral("eu");
    account.user = QStringLiteral("AKID");
    return account;
}

HttpReplyReader read(std::string_view bytes, size_t longest)
{
    HttpReplyReader reader(true, {2'000, 4'000});
    for (size_t at = 0; at < bytes.size(); at += longest)
        reader.add(bytes.substr(at, longest));
    reader.finish();
    return reader;
}

void requireSound(const Delivery &delivery, const ServiceReply &reply)
{
    require(delivery.state != State::Sent || (reply.isSuccess() && reply.isWhole),
        "only a whole success says that a message was taken");
    require(delivery.state != State::Sent || delivery.concerns == Delivery::Concerns::Nobody,
        "what was taken concerns nobody");
    require(delivery.text.size() <= 501 && delivery.serviceId.size() <= 501, "texts have their limits");
    require(!delivery.text.isEmpty() || delivery.state == State::Sent, "a failure says something");
    const QString told = delivery.text + delivery.serviceId;
    require(std::none_of(told.begin(), told.end(), [](QChar each) { return each < u' ' || each == u'\x7f'; }),
        "texts have no control characters", told);
    require(!told.contains(QString::fromStdString(secret)), "nobody hears the key", told);
    require(
        !delivery.retryAfter || (delivery.retryAfter->count() > 0 && delivery.retryAfter->count() <= 86'400),
        "a wait is a day at most");
}

void requireGoesOn(const std::optional<EventPage> &page, const EventCursor &at)
{
    if (!page)
        return;
    require(page->next != at, "nobody is asked the same for ever");
    require(page->next.isInside() || page->next.readUntil == at.until, "a window that is closed was read");
    for (const ServiceEvent &each : page->events)
        require(each.raw.size() <= 100
                && std::none_of(each.raw.begin(), each.raw.end(), [](QChar letter) { return letter < u' '; }),
            "names are for one line", each.raw);
}

} // namespace

/// The first byte says which service is speaking and how many messages it was sent; the rest is its reply,
/// also to a question for events.
void fuzzServiceReply(Bytes input)
{
    if (input.empty())
        return;
    const auto bytes = toView(input).substr(1);
    const HttpReplyReader whole = read(bytes, std::max<size_t>(bytes.size(), 1));
    for (const size_t piece : {size_t(1), size_t(1 + hashOf(input) % 50)}) {
        const HttpReplyReader other = read(bytes, piece);
        require(other.state() == whole.state(), "replies in pieces end the same");
        require(whole.state() != HttpReplyReader::State::Done || other.reply() == whole.reply(),
            "replies in pieces are the same");
    }
    const auto services = allServices();
    const auto dialect = makeDialect(accountAt(services[input[0] % services.size()]), secret);
    const bool isWhole = whole.state() == HttpReplyReader::State::Done;
    const auto reply = ServiceReply::from(whole.reply(), isWhole, fromMilliseconds(1'795'867'200'000));
    const size_t count = 1 + input[0] / 64;
    const auto answers = dialect->read(reply, count);
    require(answers.size() == count, "one answer for each message");
    for (const Delivery &each : answers)
        requireSound(each, reply);
    require(dialect->read(reply, count) == answers, "the same reply is read the same");
    const Delivery answer = dialect->readAnswer(reply);
    require(answer.state != State::Uncertain, "a question leaves nothing in doubt");
    require(!answer.text.isEmpty() && answer.text.size() <= 501, "a question has an answer");
    const auto events = makeEventReader(*dialect);
    for (int part = 0; part < 4; ++part) {
        EventCursor at;
        at.from = fromMilliseconds(1'795'000'000'000);
        at.until = fromMilliseconds(1'795'867'200'000);
        at.part = part;
        if (input[0] / services.size() % 2 == 1)
            at.pending = QStringList{QStringLiteral("m1")};
        requireGoesOn(events->read(reply, at), at);
    }
}

} // namespace haberdash::fuzz
