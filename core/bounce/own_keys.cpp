// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/own_keys.h"

#include "core/base/ascii_case.h"
#include "core/bounce/address_finder.h"
#include "core/bounce/status_report.h"
#include "core/mail/text_piece.h"

#include <algorithm>

namespace haberdash::bounce {

namespace {

constexpr size_t longestToken = 200;

bool isTokenSign(char each)
{
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9')
        || std::string_view("-_.~=").find(each) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && text.size() <= longestToken && std::all_of(text.begin(), text.end(), isTokenSign);
}

/// The first id of "<a@b> <c@d>", or the last, without < and >.
std::string idIn(std::string_view text, bool isLast)
{
    const size_t open = isLast ? text.rfind('<') : text.find('<');
    if (open == std::string_view::npos)
        return {};
    const size_t end = text.find('>', open);
    return end == std::string_view::npos ? std::string() : std::string(text.substr(open + 1, end - open - 1));
}

/// The report's own words come first, then what the mail answers.
std::string messageIdOf(const Notice &notice, const ReportFields &report)
{
    if (!notice.original.messageId.empty())
        return notice.original.messageId;
    for (const char *name : {"original-message-id", "x-original-message-id"}) {
        if (std::string id = idIn(fieldOf(report, name), false); !id.empty())
            return id;
    }
    if (std::string id = idIn(notice.header("in-reply-to"), false); !id.empty())
        return id;
    return idIn(notice.header("references"), true);
}

/// "x7q2" of "b+x7q2@shop.example". Servers tell the address in headers of their own before To, which other
/// people write.
std::string returnTokenOf(const Notice &notice)
{
    for (const char *name : {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"}) {
        for (const std::string &address : addressesIn(notice.header(name))) {
            const size_t plus = address.find('+');
            const size_t at = address.rfind('@');
            if (plus == std::string::npos || at == std::string::npos || plus > at)
                continue;
            const auto token = std::string_view(address).substr(plus + 1, at - plus - 1);
            if (isToken(token))
                return std::string(token);
        }
    }
    return {};
}

/// "abc-1" of "unsubscribe abc-1", which is what our links ask mail programs to write.
std::string unsubscribeTokenOf(const Notice &notice)
{
    constexpr std::string_view command = "unsubscribe";
    std::string_view subject = mail::trimmed(notice.subject);
    if (!lowerCase(subject.substr(0, command.size())).starts_with(command))
        return {};
    subject.remove_prefix(command.size());
    if (subject.starts_with(':'))
        subject.remove_prefix(1);
    const bool isApart = !subject.empty() && mail::isBlank(subject.front());
    subject = mail::trimmed(subject);
    return isApart && isToken(subject) ? std::string(subject) : std::string();
}

} // namespace

void addOwnKeys(const Notice &notice, ReturnedMail &mail)
{
    const ReportFields report = fieldsOf(notice.feedback.empty() ? notice.status : notice.feedback);
    mail.messageId = messageIdOf(notice, report);
    mail.haberdashId = notice.original.haberdashId;
    mail.envelopeId = fieldOf(report, "original-envelope-id");
    mail.returnToken = returnTokenOf(notice);
    if (mail.kind == ReturnedMail::Kind::UnsubscribeRequest)
        mail.unsubscribeToken = unsubscribeTokenOf(notice);
}

} // namespace haberdash::bounce
