// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/reason_rules.h"

#include "core/bounce/reason_phrases.h"
#include "core/mail/text_piece.h"

namespace haberdash::bounce {

namespace {

using enum Reason;

struct StatusReason
{
    std::string_view detail; ///< without the class: "1.1"
    Reason reason;
};
// RFC 3463, 5248, 7372, 7505, 7504, and what Microsoft and Google made of them.
constexpr StatusReason statuses[]{
    {"1.0", UnknownMailbox},
    {"1.1", UnknownMailbox},
    {"1.2", UnknownHost},
    {"1.3", UnknownMailbox}, // bad syntax: no mailbox can be called so
    {"1.6", Moved},
    {"1.7", SenderRefused},
    {"1.8", SenderRefused},
    {"1.9", NotByTheRules},
    {"1.10", NoMailAccepted},
    {"2.0", Filtered},
    {"2.1", MailboxDisabled},
    {"2.2", MailboxFull},
    {"2.3", LimitExceeded},
    {"2.4", Filtered},
    {"3.0", SystemFailure},
    {"3.1", SystemFull},
    {"3.2", NoMailAccepted},
    {"3.3", SystemFailure},
    {"3.4", MessageTooBig},
    {"3.5", SystemFailure},
    {"4.0", NetworkFailure},
    {"4.1", Expired},
    {"4.2", Expired},
    {"4.3", SystemFailure},
    {"4.4", UnknownHost},
    {"4.5", SystemFull},
    {"4.6", NetworkFailure},
    {"4.7", Expired},
    {"4.310", SystemFailure},
    {"4.312", NetworkFailure},
    {"4.316", Expired},
    {"4.317", EncryptionFailed},
    {"5.2", SyntaxError},
    {"5.3", PolicyViolation},
    {"5.4", SyntaxError},
    {"6.0", ContentRefused},
    {"6.1", ContentRefused},
    {"6.2", ContentRefused},
    {"6.3", ContentRefused},
    {"6.5", ContentRefused},
    {"6.6", ContentRefused},
    {"6.7", SyntaxError},
    {"7.0", SecurityRefused},
    {"7.1", SecurityRefused},
    {"7.2", Filtered},
    {"7.8", SecurityRefused},
    {"7.9", SecurityRefused},
    {"7.10", SecurityRefused},
    {"7.13", MailboxDisabled},
    {"7.14", SecurityRefused},
    {"7.20", AuthenticationFailed},
    {"7.21", AuthenticationFailed},
    {"7.22", AuthenticationFailed},
    {"7.23", AuthenticationFailed},
    {"7.24", AuthenticationFailed},
    {"7.25", NoReverseName},
    {"7.26", AuthenticationFailed},
    {"7.27", NoMailAccepted},
    {"7.28", SendingTooFast},
    {"7.29", EncryptionFailed},
    {"7.30", AuthenticationFailed},
    {"7.31", AuthenticationFailed},
    {"7.32", AuthenticationFailed},
    {"7.40", AuthenticationFailed},
    {"7.509", AuthenticationFailed},
    {"7.515", AuthenticationFailed},
};

std::optional<Reason> firstIn(std::span<const ReasonPhrase> phrases, std::string_view words)
{
    for (const ReasonPhrase &phrase : phrases) {
        if (holds(words, phrase.words))
            return phrase.reason;
    }
    return std::nullopt;
}

/// 5.1.1 and its like are about the address, 5.2.1 is about the mailbox, 5.5.0 about a command: none of them
/// is about the mail, which is what a filter looks at.
bool isAboutMailbox(std::string_view status)
{
    if (status.size() < 4)
        return false;
    return status.substr(1, 3) == ".1." || status.substr(1) == ".2.1" || status.substr(1) == ".5.0";
}

/// Whether "unknown" is likely a filter's pretext: a server that knows its users refuses at RCPT, or says
/// 5.1.1. Who says it once it has seen the mail, by a bare code, or calls it a matter of policy, protects the
/// mailbox from this mail.
bool isPretext(const ServerWords &server)
{
    if (server.replyCode == 0 || server.replyCode == 553 || isAboutMailbox(server.status))
        return false; // 553 is about how the address is written
    const bool isPolicy = server.status.size() > 4 && server.status.substr(1, 3) == ".7.";
    return server.stage != Stage::Recipient || isPolicy;
}

bool isTemporary(const ServerWords &server)
{
    return server.status.starts_with('4') || (server.status.empty() && server.replyCode / 100 == 4);
}

/// Exit codes of programs as sysexits.h has them: what a mail server is told.
Reason reasonOfExit(std::string_view words)
{
    if (words == "67")
        return UnknownMailbox;
    if (words == "68")
        return UnknownHost;
    const bool isOfSystem
        = words == "71" || words == "72" || words == "73" || words == "74" || words == "77" || words == "78";
    return isOfSystem ? SystemFailure : ProgramFailed;
}

/// Whether a name with dots, and no address, is said not to exist.
bool namesMissingHost(std::string_view words)
{
    const size_t place = words.find(" does not exist");
    if (place == std::string_view::npos)
        return false;
    const size_t blank = words.rfind(' ', place == 0 ? 0 : place - 1);
    const std::string_view name = words.substr(blank == std::string_view::npos ? 0 : blank + 1, place);
    const std::string_view host = name.substr(0, name.find(' '));
    const bool isDotted = host.find('.') != std::string_view::npos && !host.ends_with('.');
    return isDotted && host.find_first_of("@<>[]()'\"") == std::string_view::npos;
}

/// What a stage alone says.
std::optional<Reason> reasonOfStage(Stage stage)
{
    if (stage == Stage::Sender)
        return SenderRefused;
    if (stage == Stage::Connect)
        return Blocked;
    return std::nullopt;
}

} // namespace

std::optional<Reason> reasonInWords(const ServerWords &server)
{
    if (server.isFromProgram)
        return holds(server.plain, "quota") ? MailboxFull : reasonOfExit(mail::trimmed(server.words));
    if (auto reason = firstIn(exactPhrases(), server.plain)) {
        // A name that is not found for now is the network's fault; one that the sender has, the sender's.
        if (*reason == UnknownHost && isTemporary(server))
            return NetworkFailure;
        // RFC 3463 tells what is too large for the mailbox from what is too large for the server.
        if (*reason == MessageTooBig && server.replyCode == 552 && server.status.ends_with(".2.3"))
            return LimitExceeded;
        return *reason == UnknownHost && server.stage == Stage::Sender ? SenderRefused : *reason;
    }
    const auto vague = firstIn(vaguePhrases(), server.plain);
    if (server.stage == Stage::Sender || server.stage == Stage::Connect) {
        // "Service not available" before anything was said is meant for who connects.
        const bool isMeantForUs = server.stage == Stage::Connect && vague == SystemFailure;
        const bool isBetter = vague && *vague != SecurityRefused && !isMeantForUs;
        return isBetter ? vague : reasonOfStage(server.stage);
    }
    if (namesMissingHost(server.plain))
        return isTemporary(server) ? NetworkFailure : UnknownHost;
    if (const auto unknown = firstIn(unknownMailboxPhrases(), server.plain)) {
        // Where "unknown" is a pretext, what else is said is the reason.
        if (isPretext(server))
            return vague && *vague != Expired && *vague != SystemFailure ? vague : Filtered;
        return reasonOfStatus(server) == Moved ? Moved : *unknown;
    }
    return vague;
}

std::optional<Reason> reasonOfOwnWords(std::string_view plain)
{
    if (const auto exact = firstIn(exactPhrases(), plain))
        return exact;
    return firstIn(unknownMailboxPhrases(), plain);
}

std::optional<Reason> reasonOfStatus(const ServerWords &server)
{
    if (server.status.size() < 5)
        return std::nullopt;
    const std::string_view detail = std::string_view(server.status).substr(2);
    for (const StatusReason &each : statuses) {
        if (each.detail != detail)
            continue;
        if (each.reason == UnknownHost && isTemporary(server))
            return NetworkFailure;
        return each.reason;
    }
    return std::nullopt;
}

Reason reasonOf(const ServerWords &server)
{
    if (const auto reason = reasonInWords(server))
        return *reason;
    if (const auto reason = reasonOfStatus(server))
        return *reason;
    if (const auto reason = reasonOfStage(server.stage))
        return *reason;
    // RFC 5321: the server did not understand us.
    if (server.replyCode >= 500 && server.replyCode <= 504)
        return SyntaxError;
    const bool isGeneral = server.status.empty() || server.status.ends_with(".0.0");
    return isGeneral ? NotSaid : Unclear;
}

} // namespace haberdash::bounce
