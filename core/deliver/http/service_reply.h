// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/deliver/transport.h"
#include "core/net/http_client.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::deliver {

/// The answer of a service: what came over the wire, and what can be read from it.
struct ServiceReply
{
    net::HttpReply http;
    bool isWhole = true; ///< false: the link broke in the middle of it
    QJsonDocument json; ///< null where the body is no JSON, or not whole
    Timestamp now{}; ///< when it came

    [[nodiscard]] static ServiceReply from(net::HttpReply http, bool isWhole, Timestamp now);
    [[nodiscard]] int status() const { return http.status; }
    [[nodiscard]] bool isSuccess() const { return http.status / 100 == 2; }
    [[nodiscard]] QJsonObject object() const { return json.object(); }
    [[nodiscard]] QString field(std::string_view name) const;
};

/// What a service says in its own form of an error.
struct ServiceError
{
    bool isOwn = false; ///< somebody between us and the service may have answered in its place
    QString text; ///< for people
    QString word; ///< for programs: "MessageRejected", "406"; may be empty
};

/// How long the answer asks us to wait before the next call: Retry-After, or the moment when a used-up limit
/// begins anew. Never longer than a day.
[[nodiscard]] std::optional<std::chrono::seconds> waitAskedBy(const ServiceReply &reply);
/// The wait until "Mon, 25 Aug 2025 07:00:31 UTC"; nothing where that is no date, or over.
[[nodiscard]] std::optional<std::chrono::seconds> waitUntil(QStringView date, Timestamp now);

[[nodiscard]] Delivery makeDelivery(
    Delivery::State state, Delivery::Stage stage, Delivery::Concerns concerns, const QString &text);
/// Taken by the service, which calls it `serviceId`.
[[nodiscard]] Delivery takenAs(const QString &serviceId, const QString &text, const ServiceReply &reply);
/// A message that never leaves because the service could not carry it.
[[nodiscard]] Delivery cannotCarry(const QString &why);

} // namespace haberdash::deliver
