// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/notice.h"

#include "core/bounce/address_finder.h"
#include "core/bounce/notice_text.h"
#include "core/mail/charset.h"
#include "core/mail/mime_part.h"
#include "core/mail/text_piece.h"
#include "core/mail/transfer_coding.h"

#include <algorithm>

namespace haberdash::bounce {

namespace {

using mail::MimePart;
constexpr size_t npos = std::string_view::npos;
constexpr size_t largestMail = 4'000'000;
constexpr size_t longestText = 200'000;

std::string parameter(const MimePart &part, const std::string &name)
{
    const auto found = part.parameters.find(name);
    return found == part.parameters.end() ? std::string() : found->second;
}

/// Whole lines, so that no letter is cut in two.
std::string beginningOf(std::string text)
{
    if (text.size() > longestText) {
        const size_t lineEnd = text.rfind('\n', longestText);
        text.resize(lineEnd == npos ? longestText : lineEnd);
    }
    return text;
}

/// The part's text in UTF-8, with plain line ends.
std::string textOf(const MimePart &part)
{
    const std::string content = beginningOf(part.content());
    return withPlainLineEnds(mail::decoded(content, parameter(part, "charset")).text);
}

std::string withoutAngles(std::string_view id)
{
    id = mail::trimmed(id);
    const size_t open = id.find('<');
    if (open != npos)
        id.remove_prefix(open + 1);
    return std::string(mail::trimmed(id.substr(0, std::min(id.find('>'), size_t(250)))));
}

/// Fills what is not known yet from the headers of what came back.
void readOriginal(std::string_view source, Original &original)
{
    const MimePart head = mail::readMime(source.substr(0, longestText));
    if (original.messageId.empty())
        original.messageId = withoutAngles(head.header("message-id"));
    if (original.haberdashId.empty())
        original.haberdashId = withoutAngles(head.header("x-haberdash-id"));
    if (original.recipients.empty())
        original.recipients = addressesIn(head.header("to"));
    if (original.source.empty())
        original.source = source.substr(0, longestText);
}

/// The line that parts of a multipart mail are divided by where its header does not name it.
std::string guessedBoundary(std::string_view body)
{
    for (size_t at = 0; at < body.size();) {
        const std::string_view line = mail::nextLine(body, at);
        if (!line.starts_with("--") || line.size() < 6 || line.size() > 200)
            continue;
        const std::string next = lowerCase(body.substr(at, 8));
        if (next == "content-")
            return std::string(line.substr(2));
    }
    return {};
}

class Sorter
{
public:
    explicit Sorter(Notice &notice)
        : m_notice(notice)
    { }

    void visit(const MimePart &part)
    {
        const std::string_view type = part.type;
        if (!part.parts.empty()) {
            for (const MimePart &each : part.parts)
                visit(each);
        } else if (type.starts_with("multipart/")) {
            visitBroken(part);
        } else if (type == "message/delivery-status" || type == "message/global-delivery-status") {
            m_notice.status += textOf(part) + '\n';
        } else if (type == "message/feedback-report") {
            m_notice.feedback += textOf(part) + '\n';
        } else if (isReturned(part)) {
            m_notice.hasOriginal = true;
            readOriginal(withPlainLineEnds(part.content()), m_notice.original);
        } else if (type == "text/html") {
            m_page += textOfPage(textOf(part)) + '\n';
        } else if (type.starts_with("text/") || part.headers.empty()) {
            m_notice.text += textOf(part) + '\n';
        }
    }

    /// Cuts what came back off the text.
    void finish()
    {
        std::string &text = m_notice.text;
        if (mail::trimmed(text).empty())
            text = std::move(m_page);
        text = beginningOf(std::move(text));
        size_t noticeEnd = 0;
        const size_t start = originalStart(text, noticeEnd);
        if (start >= text.size())
            return;
        m_notice.hasOriginal = true;
        readOriginal(mail::trimmed(std::string_view(text).substr(start)), m_notice.original);
        text.resize(noticeEnd);
    }

private:
    /// Also a text that is attached and begins with headers.
    static bool isReturned(const MimePart &part)
    {
        const std::string_view type = part.type;
        const bool isFile = lowerCase(part.header("content-disposition")).starts_with("attachment");
        return type == "message/rfc822" || type == "message/global" || type == "message/partial"
            || type == "text/rfc822-headers" || type == "text/rfc822" || type == "message/global-headers"
            || type == "message/rfc822-headers"
            || (isFile && type == "text/plain" && mail::looksLikeMail(part.body));
    }

    void visitBroken(const MimePart &part)
    {
        const std::string boundary = m_isMended ? std::string() : guessedBoundary(part.body);
        m_isMended = true;
        if (boundary.empty()) {
            m_notice.text += textOf(part) + '\n';
            return;
        }
        const std::string source
            = "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n" + std::string(part.body);
        visit(mail::readMime(source));
    }

    Notice &m_notice;
    std::string m_page;
    bool m_isMended = false;
};

} // namespace

Notice readNotice(std::string_view bytes)
{
    std::string source = withPlainLineEnds(bytes.substr(0, largestMail));
    std::string_view rest = source;
    if (rest.starts_with("\xef\xbb\xbf"))
        rest.remove_prefix(3);
    while (rest.starts_with('\n'))
        rest.remove_prefix(1);
    // Mailboxes put a line of their own before the headers.
    if (rest.starts_with("From ") || rest.starts_with(">From "))
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    const MimePart whole = mail::readMime(rest);
    Notice notice;
    notice.subject = mail::withoutEncodedWords(whole.header("subject"));
    notice.sender = lowerCase(mail::withoutEncodedWords(whole.header("from")));
    notice.receivers = addressesIn(whole.header("to"));
    notice.isReport
        = whole.type == "multipart/report" && lowerCase(parameter(whole, "report-type")) != "feedback-report";
    Sorter sorter(notice);
    sorter.visit(whole);
    sorter.finish();
    notice.headers = whole.headers;
    return notice;
}

std::string Notice::header(const std::string &name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

} // namespace haberdash::bounce
