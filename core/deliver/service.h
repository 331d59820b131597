// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/deliver/transport.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace haberdash::deliver {

/// Mail services that are spoken to by their own interface.
enum class Service { SendGrid, Mailgun, Postmark, Ses, Brevo, Resend };

[[nodiscard]] std::span<const Service> allServices();
/// "sendgrid", "mailgun", "postmark", "ses", "brevo", "resend"
[[nodiscard]] QString toWord(Service service);
[[nodiscard]] std::optional<Service> serviceFromWord(QStringView word);
/// As its makers write it: "Amazon SES".
[[nodiscard]] QString nameOf(Service service);

/// What each service can do; the one table of it. Facts: DELIVERY 9.3 to 9.12; figures that only general
/// knowledge gives are marked in core/decisions/0060.
[[nodiscard]] Capabilities capabilitiesOf(Service service);

/// How an account at a service is reached. The key is not part of it.
struct ServiceAccount
{
    struct Timeouts
    {
        std::chrono::milliseconds connect{20'000};
        std::chrono::milliseconds exchange{60'000}; ///< one question with its answer; large messages get more
        std::chrono::milliseconds askAgain{
            2'000}; ///< before a lost answer is asked for again; doubles each time
        friend bool operator==(const Timeouts &, const Timeouts &) = default;
    };
    Service service = Service::SendGrid;
    QString user; ///< SES: the id of the access key; the others have only the secret
    QString domain; ///< Mailgun: the sending domain
    QString region; ///< SES: "eu-central-1"; SendGrid and Mailgun: "eu", or empty for the United States
    QString stream = QStringLiteral("broadcast"); ///< Postmark: the message stream
    QString endpoint; ///< instead of the service's own address; http only to this machine
    QString trustedCaFile; ///< PEM, instead of the system's certificates
    Timeouts timeouts;
    friend bool operator==(const ServiceAccount &, const ServiceAccount &) = default;
};

/// A way out through a service. Opens nothing yet; an account that cannot be used as it is filled in says so
/// when it is opened or sent with.
/// @param secret the API key, server token or secret access key; never written to a log or into a `Delivery`
/// @param clock for signatures, and for services that name the moment when they will listen again; the
/// caller's
[[nodiscard]] std::unique_ptr<Transport> makeServiceTransport(
    ServiceAccount account, std::string secret, const Clock &clock);

} // namespace haberdash::deliver
