// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/dialect.h"

namespace haberdash::deliver {

/// Mailgun v3: a form for each message; 200 and an id.
/// Source: DELIVERY 9.4 and 9.12.
class MailgunDialect final : public Dialect
{
public:
    using Dialect::Dialect;
    [[nodiscard]] tl::expected<WireMessage, Delivery> write(const OutgoingMessage &message) const override;
    [[nodiscard]] net::HttpRequest request(
        const std::vector<const WireMessage *> &messages, Timestamp now) const override;
    [[nodiscard]] net::HttpRequest question(Timestamp now) const override;
    void sign(net::HttpRequest &request, Timestamp now) const override;

protected:
    [[nodiscard]] std::vector<Delivery> accepted(const ServiceReply &reply, size_t count) const override;
    [[nodiscard]] ServiceError errorIn(const ServiceReply &reply) const override;
    void refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const override;
    [[nodiscard]] Delivery welcome(const ServiceReply &reply) const override;
    [[nodiscard]] QString ownFault() const override;
    [[nodiscard]] QString home() const override;
};

} // namespace haberdash::deliver
