// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/mime_message.h"

#include <QString>

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace haberdash::deliver {

/// Who a message is from and for on the way, as opposed to what its headers say.
struct Envelope
{
    EmailAddress sender; ///< where bounces go
    EmailAddress recipient; ///< one: each answer belongs to one customer
    friend bool operator==(const Envelope &, const Envelope &) = default;
};

/// One message on its way. Mail servers take its bytes; services with an interface of their own want the
/// parts that those were made of. Everything is the caller's and lives until `send` returns.
struct OutgoingMessage
{
    Envelope envelope;
    std::string_view mime; ///< as made by compose::composeMessage: CRLF line ends, no bare CR or LF
    const compose::MessageParts *parts = nullptr; ///< what `mime` was made of; never null
    std::string_view
        key; ///< ASCII letters, digits and "-": the same for the same message, however often tried
    std::string_view campaign; ///< UTF-8: what the service is to file it under; may be empty
};

/// What became of one message.
struct Delivery
{
    enum class State {
        Sent, ///< the server took responsibility for it
        Refused, ///< permanent: the same message to the same address will be refused again
        Deferred, ///< temporary, and certainly not taken: may be tried again
        Uncertain ///< the link broke after the message may have been complete: never send again by itself
    };
    /// How far the conversation got.
    enum class Stage { Connect, Greeting, Hello, Tls, Authentication, Sender, Recipient, Data, Content };
    /// Whom a failure is about, and so what has to stop.
    enum class Concerns {
        Nobody, ///< sent
        Message, ///< this message only (size, content, or nothing known)
        Recipient, ///< this address
        Account, ///< sender, password, permission, quota: the whole run stops
        Connection ///< the link or the server: try later over a new one
    };

    State state = State::Deferred;
    Stage stage = Stage::Connect;
    Concerns concerns = Concerns::Connection;
    int code = 0; ///< SMTP or HTTP reply code; 0 where there was no reply
    QString enhancedCode; ///< "5.1.1", or empty
    QString text; ///< the server's words, or what happened instead
    bool wasCancelled = false;
    QString serviceId; ///< what the other side calls the message, where it said so
    std::optional<std::chrono::seconds> retryAfter; ///< how long the other side asks us to wait
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

/// "sent", "refused", "deferred", "uncertain"
[[nodiscard]] QString toWord(Delivery::State state);
/// "connect", "recipient", "content" ...
[[nodiscard]] QString toWord(Delivery::Stage stage);
/// "recipient", "account" ...
[[nodiscard]] QString toWord(Delivery::Concerns concerns);

/// What a way out can do. One row for each in `capabilitiesOf`.
struct Capabilities
{
    int batch = 1; ///< messages that one call may carry
    qint64 batchBytes = 0; ///< bytes of one call; 0: no limit known
    qint64 messageBytes = 0; ///< bytes of one message; 0: no limit known, or the server says so itself
    bool inlineImages = true; ///< pictures inside the message (cid:)
    bool metadata = false; ///< our key comes back with its events
    bool eventPull = false; ///< bounces, opens and clicks can be asked for, each when it happened
    bool idempotency = false; ///< the same key twice is taken once: a lost answer may be asked for again
    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/// A way out for messages: a mail server, the interface of a mail service, or a double in a test. For one
/// thread; only `cancel` may be called from others.
class Transport
{
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual Capabilities limits() const = 0;
    /// Reaches the other side and signs in, without sending: for "test this account". Sent means: all went
    /// well.
    [[nodiscard]] virtual Delivery open() = 0;
    /// Hands complete messages over and waits for the answers. Blocks; not for the window's thread.
    /// @param messages at least one, at most `limits().batch`
    /// @return one answer for each message, in their order; those that were not tried because an earlier one
    /// failed are deferred with Stage::Connect
    [[nodiscard]] virtual std::vector<Delivery> send(std::span<const OutgoingMessage> messages) = 0;
    /// Ends what `send` is doing, from any thread. Calls to `send` afterwards do nothing and say so.
    virtual void cancel() = 0;
    /// Says goodbye and frees the connection. The next `send` opens a new one.
    virtual void close() = 0;
};

} // namespace haberdash::deliver
