// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace haberdash::mailbox {

/// A mailbox that mail comes back to, and how its server is reached. The password or token is not part of it.
struct MailboxAccount
{
    enum class Kind { Imap, Pop3 };
    enum class Security {
        Plain, ///< no encryption; credentials only on this machine
        StartTls, ///< encryption is asked for and required (IMAP 143, POP3 110)
        Tls ///< encrypted from the first byte (IMAP 993, POP3 995)
    };
    enum class Auth {
        Password,
        XOAuth2 ///< the secret is an access token
    };
    struct Timeouts
    {
        std::chrono::milliseconds connect{30'000};
        std::chrono::milliseconds command{60'000}; ///< for the whole answer to a command
        std::chrono::milliseconds mail{600'000}; ///< for one whole mail
        std::chrono::milliseconds goodbye{2'000}; ///< taking leave never holds anybody up longer
        friend bool operator==(const Timeouts &, const Timeouts &) = default;
    };

    Kind kind = Kind::Imap;
    QString host;
    quint16 port = 993;
    Security security = Security::Tls;
    QString user;
    Auth auth = Auth::Password;
    QString folder = QStringLiteral("INBOX"); ///< of IMAP; POP3 has only one
    QString handledFolder; ///< of IMAP: where mails go that are done with; empty: all stay where they are
    QString
        trustedCaFile; ///< PEM, instead of the system's certificates; for servers with their own authority
    bool allowPlainCredentials = false; ///< send the password unencrypted to another machine
    Timeouts timeouts;
    friend bool operator==(const MailboxAccount &, const MailboxAccount &) = default;
};

} // namespace haberdash::mailbox
