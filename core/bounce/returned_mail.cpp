// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/returned_mail.h"

#include "core/bounce/address_finder.h"
#include "core/bounce/judge.h"
#include "core/bounce/mail_signs.h"
#include "core/bounce/notice.h"
#include "core/bounce/own_keys.h"
#include "core/bounce/reason_rules.h"
#include "core/bounce/service_notice.h"
#include "core/bounce/status_report.h"
#include "core/bounce/text_notice.h"
#include "core/mail/charset.h"
#include "core/mail/text_piece.h"

#include <algorithm>
#include <array>

namespace haberdash::bounce {

namespace {

using Kind = ReturnedMail::Kind;
using Severity = ReturnedMail::Severity;
using ReturnedMails = std::vector<ReturnedMail>;

constexpr size_t longestDiagnostic = 1000;
constexpr size_t longestKey = 250;

/// UTF-8 without control characters, which would do as they like with a terminal; no letter is cut in two.
std::string inOneLine(std::string_view words, size_t most)
{
    const std::string utf8 = mail::decoded(words.substr(0, 4 * most), {}).text;
    std::string text;
    for (const char each : utf8) {
        const bool isControl = static_cast<unsigned char>(each) <= ' ' || each == 0x7f;
        if (!isControl || (!text.empty() && text.back() != ' '))
            text += isControl ? ' ' : each;
    }
    size_t end = std::min(text.size(), most);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    text.resize(end);
    return std::string(mail::trimmed(text));
}

Kind kindOf(std::string_view action)
{
    const std::string lower = lowerCase(action);
    if (lower.starts_with("delayed"))
        return Kind::Delayed;
    const bool isGood
        = lower.starts_with("delivered") || lower.starts_with("relayed") || lower.starts_with("expanded");
    return isGood ? Kind::Delivered : Kind::Bounce;
}

/// "smtp; 550 ...": what stands before the semicolon goes.
ServerWords diagnosticOf(const ReportFields &fields)
{
    std::string text = fieldOf(fields, "diagnostic-code");
    const size_t divider = text.find(';');
    std::string type;
    if (divider != std::string::npos && divider < 20 && text.find(' ') > divider) {
        type = lowerCase(text.substr(0, divider));
        text = mail::trimmed(text.substr(divider + 1));
    }
    ServerWords server = wordsOf(text);
    server.isFromProgram = type == "x-unix";
    const std::string status = statusIn(fieldOf(fields, "status"));
    if (isGeneral(server.status) && !status.empty() && (!isGeneral(status) || server.status.empty()))
        server.status = status;
    return server;
}

std::string recipientOf(const ReportFields &fields)
{
    for (const char *name : {"final-recipient", "original-recipient", "x-actual-recipient"}) {
        if (std::string address = addressOf(fieldOf(fields, name)); !address.empty())
            return address;
    }
    return {};
}

const SaidOfAddress *saidOf(const std::vector<SaidOfAddress> &said, const ReportFields &fields)
{
    for (const char *name : {"final-recipient", "original-recipient", "x-actual-recipient"}) {
        const std::string address = lowerCase(addressOf(fieldOf(fields, name)));
        for (const SaidOfAddress &each : said) {
            if (!address.empty() && lowerCase(each.address) == address)
                return &each;
        }
    }
    return nullptr;
}

/// What the notice says before it quotes a server, in plain words.
std::string ownWords(std::string_view text)
{
    return plainWords(text.substr(0, replyPlaceIn(text)));
}

/// What the status line adds in brackets: "5.4.4 (Illegal host/domain name found)".
std::string commentOf(const ReportFields &fields)
{
    const std::string status = fieldOf(fields, "status");
    const size_t open = status.find('(');
    return open == std::string::npos ? std::string() : status.substr(open);
}

ReturnedMail readReport(
    const ReportFields &fields, const Notice &notice, const std::vector<SaidOfAddress> &said, bool isOnly)
{
    Kind kind = kindOf(fieldOf(fields, "action"));
    if (kind == Kind::Bounce && fieldOf(fields, "action").empty() && isDelayNotice(notice))
        kind = Kind::Delayed;
    Judge judge(kind, diagnosticOf(fields));
    std::string recipient = recipientOf(fields);
    if (const SaidOfAddress *words = saidOf(said, fields))
        judge.hear(wordsOf(words->words));
    if (const std::string comment = commentOf(fields); !comment.empty())
        judge.hear(wordsOf(comment));
    if (isOnly)
        judge.hear(wordsOf(notice.text));
    ReturnedMail mail = judge.verdict(recipient);
    mail.originalRecipient = addressOf(fieldOf(fields, "original-recipient"));
    const auto own = isOnly ? reasonOfOwnWords(ownWords(notice.text)) : std::nullopt;
    // Where the reporting system, too, holds the address for unknown, it is no pretext; where it speaks of a
    // full or sleeping mailbox, there is one.
    const bool isBelieved = mail.reason == Reason::Filtered && own == Reason::UnknownMailbox;
    const bool isMilder
        = mail.severity == Severity::Hard && (own == Reason::MailboxFull || own == Reason::MailboxDisabled);
    if (isBelieved || isMilder) {
        mail.reason = *own;
        mail.severity = severityOf(mail.kind, mail.reason, mail.status);
    }
    return mail;
}

ReturnedMails readReports(const std::vector<ReportFields> &reports, const Notice &notice)
{
    const std::vector<SaidOfAddress> said = addressesSpokenOf(notice);
    ReturnedMails mails;
    for (const ReportFields &fields : reports)
        mails.push_back(readReport(fields, notice, said, reports.size() == 1));
    return mails;
}

ReturnedMails readText(const Notice &notice)
{
    std::vector<SaidOfAddress> said = addressesSpokenOf(notice);
    if (said.empty())
        said.emplace_back();
    const Kind kind = isDelayNotice(notice) ? Kind::Delayed : Kind::Bounce;
    ReturnedMails mails;
    for (const SaidOfAddress &each : said) {
        const bool isTold = !mail::trimmed(each.words).empty();
        Judge judge(kind, wordsOf(isTold ? std::string_view(each.words) : notice.text));
        if (isTold && said.size() == 1)
            judge.hear(wordsOf(notice.text));
        mails.push_back(judge.verdict(each.address));
    }
    return mails;
}

Kind kindOfFeedback(std::string_view type)
{
    if (type.starts_with("opt-out"))
        return Kind::OptOut;
    // These concern a forger or a filter, not the reader's wishes.
    const bool isNoComplaint = type == "auth-failure" || type == "not-spam" || type == "dmarc";
    return isNoComplaint ? Kind::Other : Kind::Complaint;
}

ReturnedMails readFeedback(const Notice &notice)
{
    const ReportFields fields = fieldsOf(notice.feedback);
    ReturnedMail mail;
    mail.feedbackType = lowerCase(fieldOf(fields, "feedback-type")).substr(0, 100);
    mail.kind = kindOfFeedback(mail.feedbackType);
    mail.reason = Reason::Feedback;
    std::vector<std::string> recipients;
    for (auto [each, end] = fields.equal_range("original-rcpt-to"); each != end && recipients.size() < 100;
         ++each)
        recipients.push_back(addressOf(each->second));
    if (recipients.empty())
        recipients = notice.original.recipients;
    if (recipients.empty())
        recipients.emplace_back();
    ReturnedMails mails;
    for (const std::string &each : recipients) {
        mail.recipient = each;
        mails.push_back(mail);
    }
    return mails;
}

/// A mail of somebody's, or of their machine.
ReturnedMails readLetter(const Notice &notice, Kind kind)
{
    ReturnedMail mail;
    mail.kind = kind;
    mail.reason = kind == Kind::AutoReply ? Reason::AutoReply : Reason::NotSaid;
    if (kind == Kind::UnsubscribeRequest) {
        mail.reason = Reason::Feedback;
        mail.feedbackType = "opt-out";
    }
    if (kind == Kind::Complaint) {
        mail.reason = Reason::Feedback;
        mail.feedbackType = "abuse";
        if (!notice.original.recipients.empty())
            mail.recipient = notice.original.recipients.front();
    } else if (const auto sender = addressesIn(notice.sender, 1); !sender.empty()) {
        mail.recipient = sender.front();
    }
    return {mail};
}

/// A bounce that somebody, or a provider, passes on within a notice of their own.
ReturnedMails readPassedOn(const Notice &notice)
{
    const Notice inner = readNotice(notice.original.source);
    const bool isTranscript = holds(plainWords(inner.text), "transcript of");
    if (!isFromMailSystem(inner) && !isTranscript)
        return {};
    std::vector<ReportFields> reports = recipientsOf(inner.status);
    if (reports.empty())
        reports = recipientsOf(inner.text);
    if (!reports.empty())
        return readReports(reports, inner);
    return isTranscript ? readText(inner) : ReturnedMails();
}

ReturnedMails readFailure(const Notice &notice)
{
    if (const auto reports = recipientsOf(notice.text); !reports.empty())
        return readReports(reports, notice);
    ReturnedMails mails = readText(notice);
    if (mails.front().reason == Reason::NotSaid && notice.hasOriginal) {
        if (ReturnedMails inner = readPassedOn(notice); !inner.empty())
            return inner;
    }
    return mails;
}

ReturnedMails readAsWhatItIs(const Notice &notice)
{
    if (!notice.feedback.empty())
        return readFeedback(notice);
    if (const auto reports = recipientsOf(notice.status); !reports.empty())
        return readReports(reports, notice);
    if (ReturnedMails mails = readServiceNotice(notice); !mails.empty())
        return mails;
    if (isOldComplaint(notice))
        return readLetter(notice, Kind::Complaint);
    const bool isSystem = isFromMailSystem(notice) || isFailureNote(notice);
    if (isAutoReply(notice) && notice.header("x-failed-recipients").empty())
        return readLetter(notice, Kind::AutoReply);
    if (isSystem || (hasBounceSubject(notice) && !mayBeAutoReply(notice)))
        return readFailure(notice);
    // Mail programs ask on their readers' behalf, and say that they did.
    if (asksToUnsubscribe(notice))
        return readLetter(notice, Kind::UnsubscribeRequest);
    return readLetter(notice, mayBeAutoReply(notice) ? Kind::AutoReply : Kind::Other);
}

} // namespace

std::string_view toWord(ReturnedMail::Kind kind)
{
    constexpr std::array<std::string_view, 8> words{"bounce", "delayed", "delivered", "complaint", "opt-out",
        "unsubscribe-request", "auto-reply", "other"};
    return words[size_t(kind)];
}

std::string_view toWord(ReturnedMail::Severity severity)
{
    constexpr std::array<std::string_view, 3> words{"none", "soft", "hard"};
    return words[size_t(severity)];
}

std::vector<ReturnedMail> readReturnedMail(std::string_view bytes)
{
    const Notice notice = readNotice(bytes);
    ReturnedMails mails = readAsWhatItIs(notice);
    for (ReturnedMail &mail : mails) {
        const bool isForSomebody = mails.size() == 1 && mail.kind != Kind::Other;
        if (mail.recipient.empty() && isForSomebody && !notice.original.recipients.empty())
            mail.recipient = notice.original.recipients.front();
        mail.recipient = inOneLine(mail.recipient, 400);
        mail.diagnostic = inOneLine(mail.diagnostic, longestDiagnostic);
        mail.feedbackType = inOneLine(mail.feedbackType, 100);
        addOwnKeys(notice, mail);
        mail.originalRecipient = inOneLine(mail.originalRecipient, 400);
        for (std::string *key :
            {&mail.returnToken, &mail.envelopeId, &mail.messageId, &mail.haberdashId, &mail.unsubscribeToken})
            *key = inOneLine(*key, longestKey);
    }
    return mails;
}

} // namespace haberdash::bounce
