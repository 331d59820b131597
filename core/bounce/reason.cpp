// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/reason.h"

#include <array>

namespace haberdash::bounce {

namespace {

struct Description
{
    Reason reason;
    std::string_view word;
    std::string_view sentence;
    bool isForEver = false;
};

constexpr std::array descriptions{
    Description{Reason::UnknownMailbox, "unknown-mailbox", "Nobody has this address.", true},
    Description{Reason::UnknownHost, "unknown-host", "The domain of the address does not exist.", true},
    Description{Reason::Moved, "moved", "The mailbox has moved to another address.", true},
    Description{Reason::NoMailAccepted, "no-mail-accepted", "The domain of the address takes no mail.", true},
    Description{Reason::MailboxFull, "mailbox-full", "The mailbox is full."},
    Description{Reason::MailboxDisabled, "mailbox-disabled", "The mailbox is disabled or sleeps."},
    Description{Reason::Filtered, "filtered", "The mailbox refused this mail."},
    Description{Reason::LimitExceeded, "limit-exceeded", "The mail is too large for this mailbox."},
    Description{Reason::Suppressed, "suppressed", "The mail service did not try: the address failed before."},
    Description{Reason::SenderRefused, "sender-refused", "The sender's address was refused."},
    Description{Reason::Blocked, "blocked", "The sending server was refused."},
    Description{Reason::BadReputation, "bad-reputation", "The sending server has a bad reputation."},
    Description{Reason::NoReverseName, "no-reverse-name", "The sending server's address has no name in DNS."},
    Description{Reason::AuthenticationFailed, "authentication-failed", "The mail failed SPF, DKIM or DMARC."},
    Description{
        Reason::RelayingDenied, "relaying-denied", "The server does not pass mail on to this address."},
    Description{Reason::SecurityRefused, "security-refused", "The server did not allow it."},
    Description{
        Reason::TooManyConnections, "too-many-connections", "Too many connections or recipients at once."},
    Description{Reason::SendingTooFast, "sending-too-fast", "Too many mails in too short a time."},
    Description{Reason::PolicyViolation, "policy-violation", "The mail is against the rules of the server."},
    Description{Reason::SpamDetected, "spam-detected", "The mail was taken for spam."},
    Description{Reason::VirusDetected, "virus-detected", "The mail was taken for a virus."},
    Description{
        Reason::ContentRefused, "content-refused", "The server cannot take what the mail is made of."},
    Description{Reason::MessageTooBig, "message-too-big", "The mail is too large."},
    Description{Reason::NotByTheRules, "not-by-the-rules", "The mail's headers are not as they have to be."},
    Description{Reason::Expired, "expired", "The mail could not be delivered in time."},
    Description{Reason::NetworkFailure, "network-failure", "The way to the server is disturbed."},
    Description{Reason::EncryptionFailed, "encryption-failed", "No encrypted connection came about."},
    Description{Reason::SystemFailure, "system-failure", "The server has trouble of its own."},
    Description{Reason::SystemFull, "system-full", "The server has no room left."},
    Description{Reason::ProgramFailed, "program-failed", "A program that the server hands mail to failed."},
    Description{Reason::SyntaxError, "syntax-error", "The server did not understand a command."},
    Description{Reason::Delivered, "delivered", "The mail was delivered."},
    Description{Reason::AutoReply, "auto-reply", "An automatic reply: the mail was delivered."},
    Description{Reason::Feedback, "feedback", "A mail provider reports what became of the mail."},
    Description{Reason::Unclear, "unclear", "The server's reason is not understood."},
    Description{Reason::NotSaid, "not-said", "No reason is given."},
};

constexpr bool isInOrder()
{
    for (size_t at = 0; at < descriptions.size(); ++at) {
        if (size_t(descriptions[at].reason) != at)
            return false;
    }
    return descriptions.size() == size_t(Reason::NotSaid) + 1;
}
static_assert(isInOrder());

} // namespace

std::string_view toWord(Reason reason)
{
    return descriptions[size_t(reason)].word;
}

std::string_view toSentence(Reason reason)
{
    return descriptions[size_t(reason)].sentence;
}

bool isForEver(Reason reason)
{
    return descriptions[size_t(reason)].isForEver;
}

} // namespace haberdash::bounce
