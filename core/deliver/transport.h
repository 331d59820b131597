// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/email_address.h"

#include <QString>

#include <string_view>

namespace haberdash::deliver {

/// Who a message is from and for on the way, as opposed to what its headers say.
struct Envelope
{
    EmailAddress sender; ///< where bounces go
    EmailAddress recipient; ///< one: each answer belongs to one customer
    friend bool operator==(const Envelope &, const Envelope &) = default;
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
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

/// "sent", "refused", "deferred", "uncertain"
[[nodiscard]] QString toWord(Delivery::State state);
/// "connect", "recipient", "content" ...
[[nodiscard]] QString toWord(Delivery::Stage stage);
/// "recipient", "account" ...
[[nodiscard]] QString toWord(Delivery::Concerns concerns);

/// A way out for messages: an SMTP server, the interface of a mail service, or a double in a test.
class Transport
{
public:
    virtual ~Transport() = default;
    /// Hands one complete message over and waits for the answer. Blocks; not for the window's thread.
    /// @param message as made by compose::composeMessage: CRLF line ends, no bare CR or LF
    [[nodiscard]] virtual Delivery send(const Envelope &envelope, std::string_view message) = 0;
    /// Ends what `send` is doing, from any thread. Calls to `send` afterwards do nothing and say so.
    virtual void cancel() = 0;
    /// Says goodbye and frees the connection. The next `send` opens a new one.
    virtual void close() = 0;
};

} // namespace haberdash::deliver
