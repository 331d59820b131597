// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/service_reply.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using std::chrono::seconds;

namespace {

constexpr seconds longestWait{86'400};
/// Numbers above this are a moment, below it a number of seconds: services do both (DELIVERY 9.3, 9.7, 9.10).
constexpr qint64 smallestMoment = 1'000'000'000;

std::optional<seconds> within(qint64 wait)
{
    if (wait <= 0)
        return std::nullopt;
    return seconds(std::min<qint64>(wait, longestWait.count()));
}

std::optional<seconds> readWait(const QString &text, Timestamp now)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber); // some send "0.35"
    if (!isNumber)
        return waitUntil(text, now);
    if (!(number > 0 && number < 1e15))
        return std::nullopt;
    const auto whole = qint64(std::ceil(number));
    return within(whole < smallestMoment ? whole : whole - toMilliseconds(now) / 1000);
}

struct Limit
{
    std::string_view remaining;
    std::string_view reset;
};
constexpr std::array<Limit, 3> limits{{
    {"x-ratelimit-remaining", "x-ratelimit-reset"}, // SendGrid
    {"x-sib-ratelimit-remaining", "x-sib-ratelimit-reset"}, // Brevo
    {"ratelimit-remaining", "ratelimit-reset"}, // Resend
}};

} // namespace

ServiceReply ServiceReply::from(net::HttpReply http, bool isWhole, Timestamp now)
{
    ServiceReply reply;
    if (isWhole)
        reply.json
            = QJsonDocument::fromJson(QByteArray::fromRawData(http.body.data(), qsizetype(http.body.size())));
    reply.http = std::move(http);
    reply.isWhole = isWhole;
    reply.now = now;
    return reply;
}

QString ServiceReply::field(std::string_view name) const
{
    const auto value = http.field(name);
    return QString::fromUtf8(value.data(), qsizetype(value.size()));
}

std::optional<seconds> waitUntil(QStringView date, Timestamp now)
{
    const auto comma = date.indexOf(u',');
    const QString bare = date.mid(comma + 1).trimmed().toString().section(u' ', 0, 3);
    QDateTime moment = QLocale::c().toDateTime(bare, u"d MMM yyyy HH:mm:ss"_s);
    if (comma < 0 || !moment.isValid())
        return std::nullopt;
    moment.setTimeSpec(Qt::UTC); // HTTP allows nothing else, and Mailgun writes it so
    return within(moment.toSecsSinceEpoch() - toMilliseconds(now) / 1000);
}

std::optional<seconds> waitAskedBy(const ServiceReply &reply)
{
    if (!reply.isSuccess()) {
        if (const auto wait = readWait(reply.field("retry-after"), reply.now))
            return wait;
    }
    const bool isTurnedAway = reply.status() == 429;
    for (const Limit &limit : limits) {
        if (isTurnedAway || reply.field(limit.remaining) == u"0"_s) {
            if (const auto wait = readWait(reply.field(limit.reset), reply.now))
                return wait;
        }
    }
    return std::nullopt;
}

Delivery makeDelivery(
    Delivery::State state, Delivery::Stage stage, Delivery::Concerns concerns, const QString &text)
{
    Delivery delivery;
    delivery.state = state;
    delivery.stage = stage;
    delivery.concerns = concerns;
    delivery.text = text;
    return delivery;
}

Delivery takenAs(const QString &serviceId, const QString &text, const ServiceReply &reply)
{
    Delivery delivery
        = makeDelivery(Delivery::State::Sent, Delivery::Stage::Content, Delivery::Concerns::Nobody, text);
    delivery.code = reply.status();
    delivery.serviceId = serviceId;
    delivery.retryAfter = waitAskedBy(reply);
    return delivery;
}

Delivery cannotCarry(const QString &why)
{
    return makeDelivery(Delivery::State::Refused, Delivery::Stage::Content, Delivery::Concerns::Message, why);
}

} // namespace haberdash::deliver
