// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace haberdash::bounce {

/// Why a mail came back, or what it is that came.
enum class Reason {
    // The address is of no use.
    UnknownMailbox, ///< nobody of that name
    UnknownHost, ///< no such domain
    Moved, ///< the mailbox went elsewhere
    NoMailAccepted, ///< the domain takes no mail at all
    // The mailbox exists, and cannot or will not take the mail now.
    MailboxFull,
    MailboxDisabled,
    Filtered, ///< refused once the mail was seen; the address itself was taken
    LimitExceeded, ///< too large for this mailbox
    Suppressed, ///< a mail service did not even try: the address failed before
    // The sender is not wanted.
    SenderRefused,
    Blocked, ///< the address of the sending server
    BadReputation,
    NoReverseName, ///< the sending server's address has no name
    AuthenticationFailed, ///< SPF, DKIM or DMARC
    RelayingDenied,
    SecurityRefused, ///< not allowed, without more
    TooManyConnections,
    SendingTooFast,
    // The message is not wanted.
    PolicyViolation,
    SpamDetected,
    VirusDetected,
    ContentRefused,
    MessageTooBig,
    NotByTheRules, ///< a header that RFC 5322 does not allow
    // It did not come through.
    Expired, ///< tried for long, in vain
    NetworkFailure,
    EncryptionFailed, ///< STARTTLS
    SystemFailure,
    SystemFull,
    ProgramFailed, ///< what the server hands mail to, such as a filter of the recipient's
    SyntaxError, ///< a command was not understood
    // No failure.
    Delivered,
    AutoReply,
    Feedback, ///< a complaint, or another report of a mail provider's
    // Nobody knows.
    Unclear, ///< something is said that we do not understand
    NotSaid
};
/// "unknown-mailbox" ...: for files and scripts.
[[nodiscard]] std::string_view toWord(Reason reason);
/// One English sentence for people.
[[nodiscard]] std::string_view toSentence(Reason reason);
/// Whether mail to the address can never arrive, so that it must not be tried again.
[[nodiscard]] bool isForEver(Reason reason);

} // namespace haberdash::bounce
