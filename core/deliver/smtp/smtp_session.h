// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/deliver/oauth/access_tokens.h"
#include "core/deliver/transport.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <string>

namespace haberdash::deliver {

/// How a mail server is reached. The password or token is not part of it.
struct SmtpAccount
{
    enum class Security {
        Plain, ///< no encryption; credentials only on this machine
        StartTls, ///< encryption is asked for and required (587)
        Tls ///< encrypted from the first byte (465)
    };
    enum class Auth {
        None,
        Automatic, ///< SCRAM-SHA-256, PLAIN, LOGIN: the first of these that the server offers
        ScramSha256, ///< the password itself never leaves this machine
        Plain,
        Login,
        XOAuth2 ///< the secret is an access token
    };
    struct Timeouts
    {
        std::chrono::milliseconds connect{30'000};
        std::chrono::milliseconds command{300'000}; ///< RFC 5321 4.5.3.2: greeting, MAIL, RCPT
        std::chrono::milliseconds data{120'000}; ///< the go-ahead for DATA
        std::chrono::milliseconds content{600'000}; ///< the answer to the final dot
        std::chrono::milliseconds goodbye{2'000}; ///< QUIT never holds anybody up longer
        friend bool operator==(const Timeouts &, const Timeouts &) = default;
    };

    QString host;
    quint16 port = 587;
    Security security = Security::StartTls;
    Auth auth = Auth::Automatic;
    QString user;
    QString ehloName; ///< a real host name or "[192.0.2.7]"; empty: the address of this end in brackets
    QString
        trustedCaFile; ///< PEM, instead of the system's certificates; for servers with their own authority
    bool allowPlainCredentials = false; ///< send the password unencrypted to another machine
    Timeouts timeouts;
    friend bool operator==(const SmtpAccount &, const SmtpAccount &) = default;
};

/// What the server said it can do after the last EHLO.
struct SmtpCapabilities
{
    bool pipelining = false;
    bool eightBitMime = false;
    bool smtpUtf8 = false;
    bool startTls = false;
    bool hasSize = false;
    quint64 maxSize = 0; ///< 0: no limit known
    QStringList auth; ///< "PLAIN", "LOGIN", "XOAUTH2" ...
    friend bool operator==(const SmtpCapabilities &, const SmtpCapabilities &) = default;
};

/// One connection to a mail server: opened when first needed, kept for many messages, opened anew after it
/// was lost. Meant for one thread; only `cancel` may be called from others.
class SmtpSession final : public Transport
{
public:
    /// @param secret password or access token; never written to a log or into a `Delivery`
    /// @param tokens where they are given, they are asked for an access token at each sign-in, and once for a
    /// new one where the server does not take it; the secret then says nothing
    SmtpSession(SmtpAccount account, std::string secret, std::unique_ptr<AccessTokens> tokens = nullptr);
    ~SmtpSession() override;

    [[nodiscard]] Capabilities limits() const override;
    [[nodiscard]] Delivery open() override;
    [[nodiscard]] std::vector<Delivery> send(std::span<const OutgoingMessage> messages) override;
    /// Hands over one message of which only the bytes are there.
    [[nodiscard]] Delivery send(const Envelope &envelope, std::string_view message);
    void cancel() override;
    void close() override;

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isEncrypted() const;
    [[nodiscard]] const SmtpCapabilities &capabilities() const;

private:
    class Conversation;
    std::unique_ptr<Conversation> m_conversation;
};

} // namespace haberdash::deliver
