// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/service_reply.h"
#include "core/deliver/service.h"
#include "core/net/http_client.h"

#include <tl/expected.hpp>

#include <vector>

namespace haberdash::deliver {

/// One message in the form that a service takes.
struct WireMessage
{
    std::string body;
    std::string contentType = "application/json";
    bool sharesCall = false; ///< others may go in the same call
    std::string key; ///< `OutgoingMessage::key`
};

/// What is different from service to service: the form of a message, and the meaning of an answer. Knows no
/// socket: `ServiceTransport` sends what it writes, and a fuzzer can feed what it reads.
class Dialect
{
public:
    Dialect(ServiceAccount account, std::string secret);
    virtual ~Dialect();
    Dialect(const Dialect &) = delete;
    Dialect &operator=(const Dialect &) = delete;

    [[nodiscard]] const ServiceAccount &account() const { return m_account; }
    [[nodiscard]] QString name() const { return nameOf(m_account.service); }

    /// Why the account cannot be used as it is filled in; empty: it can be tried.
    [[nodiscard]] QString fault() const;
    /// The message for the wire, or why the service cannot carry it.
    [[nodiscard]] virtual tl::expected<WireMessage, Delivery> write(const OutgoingMessage &message) const = 0;
    /// One call with these messages: at least one; more only where all of them share calls.
    [[nodiscard]] virtual net::HttpRequest request(
        const std::vector<const WireMessage *> &messages, Timestamp now) const = 0;
    /// What an answer to that says of each message.
    [[nodiscard]] std::vector<Delivery> read(const ServiceReply &reply, size_t count) const;

    /// Asks something harmless that needs the key.
    [[nodiscard]] virtual net::HttpRequest question(Timestamp now) const = 0;
    /// Sent: signed in, and nothing that would keep it from sending was found.
    [[nodiscard]] Delivery readAnswer(const ServiceReply &reply) const;

    /// `text` with everything taken out that would give the secret away.
    [[nodiscard]] QString withoutSecret(QString text) const;

    /// A request to a path of the service, or of what stands in for it.
    [[nodiscard]] net::HttpRequest to(const std::string &method, const QString &path) const;
    /// Adds the key to a request that is complete otherwise.
    virtual void sign(net::HttpRequest &request, Timestamp now) const = 0;
    /// What a failure says and how long it asks to wait, whatever the question was.
    struct Refusal
    {
        QString words; ///< the service's, for one line; may be empty
        std::optional<std::chrono::seconds> wait;
    };
    [[nodiscard]] Refusal refusalIn(const ServiceReply &reply) const;

protected:
    /// What a success says of each of `count` messages; empty where it is not in the service's own form.
    [[nodiscard]] virtual std::vector<Delivery> accepted(const ServiceReply &reply, size_t count) const = 0;
    /// The service's own error in a body; empty where it is somebody else's.
    [[nodiscard]] virtual ServiceError errorIn(const ServiceReply &reply) const = 0;
    /// Makes more of a failure than its status says.
    virtual void refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const;
    /// What the answer to the question says, where its status is a success.
    [[nodiscard]] virtual Delivery welcome(const ServiceReply &reply) const = 0;
    /// True where the question was refused by somebody who knows the key all the same.
    [[nodiscard]] virtual bool isSignedIn(const ServiceError &error) const;
    /// What is wrong with the fields that only this service has.
    [[nodiscard]] virtual QString ownFault() const { return {}; }
    /// "https://api.example.com", without a slash at the end.
    [[nodiscard]] virtual QString home() const = 0;

    [[nodiscard]] const std::string &secret() const { return m_secret; }
    /// What an account lacks, for `welcome`.
    [[nodiscard]] Delivery unfit(const QString &why) const;
    [[nodiscard]] Delivery fit(const QString &text) const;

private:
    [[nodiscard]] Delivery judge(const ServiceReply &reply) const;

    ServiceAccount m_account;
    std::string m_secret;
};

[[nodiscard]] std::unique_ptr<Dialect> makeDialect(ServiceAccount account, std::string secret);

} // namespace haberdash::deliver
