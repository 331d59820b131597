// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_faults.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;
using deliver::Service;
using Fault = FakeMailService::Fault;
using Reply = FakeMailService::Reply;

namespace {

const auto reply = &ScriptedHttpServer::reply;

Fault answers(const Reply &instead, bool takes)
{
    return {takes, [instead](const Reply &) { return instead; }};
}

/// A refusal in the service's words: never one that was taken.
Fault refusal(Service service, std::mt19937 &random)
{
    static constexpr std::array statuses{400, 400, 422, 413, 429, 429, 401, 402, 403, 404, 503};
    const int status = statuses[random() % statuses.size()];
    static const std::array<QByteArray, 6> hints{"", "Retry-After: 1\r\n", "Retry-After: 60\r\n",
        "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1795867260\r\n", "Retry-After: nonsense\r\n",
        "x-sib-ratelimit-remaining: 0\r\nx-sib-ratelimit-reset: 40\r\n"};
    // A second of waiting is too long for thousands of runs.
    const auto &hint = hints[(random() % 5 + 2) % 6];
    return answers(reply(status, hint, FakeMailService::errorBody(service, u"no"_s, u"300"_s)), false);
}

/// A failure of which nobody knows whether it came before or after the message was taken.
Fault failure(Service service, std::mt19937 &random)
{
    static constexpr std::array statuses{500, 502, 503, 504, 520, 408};
    const int status = statuses[random() % statuses.size()];
    // With its own words, 503 is a refusal at the door.
    const bool isOwn = status != 503 && random() % 2 == 0;
    return answers(reply(status, {},
                       isOwn ? FakeMailService::errorBody(service, u"oops"_s, u"500"_s)
                             : QByteArray("<html>Bad gateway</html>")),
        random() % 2 == 0);
}

/// An answer that breaks off, or is not what it says.
Fault broken(std::mt19937 &random)
{
    const auto kind = random() % 12;
    const auto where = double(random() % 1000) / 1000;
    const bool stalls = random() % 40 == 0; // which takes its time
    const bool drips = random() % 6 == 0;
    // Slow is not broken: nobody confirms what he has not taken.
    const bool takes = kind == 8 || random() % 3 != 0;
    return {takes, [kind, where, stalls, drips](Reply honest) {
                const QByteArray head = "HTTP/1.1 200 OK\r\n";
                honest.closes = true;
                switch (kind) {
                case 0:
                    honest.bytes = "\x16\x03\x01 what is this\r\n\r\n";
                    break;
                case 1:
                    honest.bytes = head + "Content-Length: 10000000\r\n\r\n" + QByteArray(10'000'000, ' ');
                    break;
                case 2:
                    honest.bytes = head + QByteArray("A: b\r\n").repeated(20'000);
                    break;
                case 3: // shorter than it says
                    honest.bytes.replace("Content-Length: ", "Content-Length: 9");
                    break;
                case 4: // longer than it says
                    honest.bytes.replace("Content-Length: ", "Content-Length: 1\r\nX: ");
                    break;
                case 5:
                    honest.bytes = head + "Content-Length: 2\r\n\r\n{}";
                    break;
                case 6:
                    honest.bytes = head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n";
                    break;
                case 7:
                    honest.bytes = head + "Content-Length: 23\r\n\r\nMailgun Nonsense portal";
                    break;
                case 8: // slowly, and whole
                    honest.bytesAtOnce = drips ? int(honest.bytes.size() / 2 + 1) : 0;
                    honest.closes = false;
                    break;
                default:
                    honest.bytes.truncate(qsizetype(where * double(honest.bytes.size())));
                    honest.stalls = stalls;
                }
                return honest;
            }};
}

/// An answer to a batch that has lost some of its items, or their ids.
Fault partial(std::mt19937 &random)
{
    const bool losesId = random() % 2 == 0;
    return {true, [losesId](const Reply &honest) {
                const auto body = honest.bytes.mid(honest.bytes.indexOf("\r\n\r\n") + 4);
                QJsonDocument json = QJsonDocument::fromJson(body);
                QJsonArray items = json.isArray() ? json.array() : json.object()[u"data"_s].toArray();
                if (items.isEmpty())
                    return honest;
                items.removeLast();
                if (losesId)
                    items.append(QJsonObject{{u"ErrorCode"_s, 0}});
                const QJsonDocument less
                    = json.isArray() ? QJsonDocument(items) : QJsonDocument(QJsonObject{{u"data"_s, items}});
                return reply(200, {}, less.toJson(QJsonDocument::Compact));
            }};
}

} // namespace

Fault randomFault(Service service, std::mt19937 &random)
{
    switch (random() % 10) {
    case 0:
        return {};
    case 1:
    case 2:
        return refusal(service, random);
    case 3:
    case 4:
        return failure(service, random);
    case 5:
        return {true, {}, qsizetype(random() % 2'500)};
    case 6:
        return partial(random);
    default:
        return broken(random);
    }
}

} // namespace haberdash::test
