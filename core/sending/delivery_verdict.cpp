// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/delivery_verdict.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;

namespace {

/// DELIVERY 1.3: 5 and 15 minutes, 1, 4, 8 and 24 hours, then it is given up.
constexpr std::chrono::minutes ladder[]
    = {std::chrono::minutes(5), std::chrono::minutes(15), std::chrono::minutes(60), std::chrono::minutes(240),
        std::chrono::minutes(480), std::chrono::minutes(1440)};

bool isHardBounce(const Delivery &delivery)
{
    // Only what says that the mailbox does not exist is the address's fault; policy and content are not.
    static const QStringList codes{u"5.1.0"_s, u"5.1.1"_s, u"5.1.2"_s, u"5.1.3"_s, u"5.1.6"_s, u"5.1.10"_s};
    return delivery.state == Delivery::State::Refused && delivery.concerns == Delivery::Concerns::Recipient
        && codes.contains(delivery.enhancedCode);
}

bool isSoftBounce(const Delivery &delivery)
{
    // Greylisting and throttling (4.7.x) say nothing of the mailbox; a full or sleeping one (x.2.x) does.
    // Gmail answers 5.2.1 also where too much came at once, so it takes three of them to end mail to an
    // address.
    return delivery.concerns == Delivery::Concerns::Recipient
        && (delivery.enhancedCode.startsWith(u"4.2."_s) || delivery.enhancedCode.startsWith(u"5.2."_s));
}

bool isThrottled(const Delivery &delivery)
{
    return delivery.state == Delivery::State::Deferred && !delivery.wasCancelled
        && (delivery.code == 421 || delivery.code == 429 || delivery.enhancedCode == u"4.5.3"_s
            || delivery.enhancedCode == u"4.7.28"_s || delivery.retryAfter);
}

void judgeFailure(Verdict &verdict, const Delivery &delivery, int attempts, Timestamp now)
{
    auto &settlement = verdict.settlement;
    // Throttled before it left: the account rests, and the message is next when it has.
    const bool neverLeft = isThrottled(delivery) && delivery.stage == Delivery::Stage::Connect;
    if (delivery.concerns == Delivery::Concerns::Account || delivery.wasCancelled || neverLeft) {
        // Not this message's fault, and certainly not taken: it stays in the plan.
        settlement.state = u"planned"_s;
    } else if (delivery.state == Delivery::State::Refused) {
        settlement.state = u"failed"_s;
        settlement.reason = delivery.concerns == Delivery::Concerns::Recipient ? u"recipient-refused"_s
                                                                               : u"message-refused"_s;
    } else if (attempts > int(std::size(ladder))) {
        settlement.state = u"failed"_s;
        settlement.reason = u"given-up"_s;
    } else {
        settlement.state = u"deferred"_s;
        settlement.reason = u"%1-deferred"_s.arg(deliver::toWord(delivery.concerns));
        const auto asked = delivery.retryAfter.value_or(std::chrono::seconds(0));
        settlement.nextAttempt = now + std::max<std::chrono::seconds>(ladder[attempts - 1], asked);
    }
}

} // namespace

bool isAboutMore(const Delivery &delivery)
{
    const bool isStranded = delivery.concerns == Delivery::Concerns::Account
        || delivery.concerns == Delivery::Concerns::Connection;
    return delivery.wasCancelled || isStranded || isThrottled(delivery) || delivery.retryAfter;
}

QString replyText(const Delivery &delivery)
{
    return delivery.enhancedCode.isEmpty() ? delivery.text
                                           : QString(delivery.enhancedCode + u' ' + delivery.text);
}

Verdict judge(const Delivery &delivery, int attempts, Timestamp now)
{
    Verdict verdict;
    auto &settlement = verdict.settlement;
    settlement.outcome = deliver::toWord(delivery.state);
    settlement.replyCode = delivery.code;
    settlement.reply = replyText(delivery);
    settlement.serviceId = delivery.serviceId;
    switch (delivery.state) {
    case Delivery::State::Sent:
        settlement.state = u"sent"_s;
        return verdict;
    case Delivery::State::Uncertain:
        settlement.state = u"uncertain"_s;
        settlement.reason = u"answer-lost"_s;
        return verdict;
    case Delivery::State::Refused:
    case Delivery::State::Deferred:
        judgeFailure(verdict, delivery, attempts, now);
        break;
    }
    verdict.isHardBounce = isHardBounce(delivery);
    verdict.isSoftBounce = isSoftBounce(delivery);
    verdict.isThrottled = isThrottled(delivery);
    if (delivery.concerns == Delivery::Concerns::Account)
        verdict.stopsAccount = u"The mail server does not let this account send: %1 %2"_s.arg(delivery.code)
                                   .arg(delivery.text);
    return verdict;
}

} // namespace haberdash::sending
