// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/judge.h"

#include "core/bounce/reason_rules.h"

namespace haberdash::bounce {

using Kind = ReturnedMail::Kind;
using Severity = ReturnedMail::Severity;

namespace {

/// A status about address or mailbox is clear enough beside words that are not understood.
bool isTelling(std::string_view status)
{
    return status.size() > 4 && (status.substr(1, 3) == ".1." || status.substr(1, 3) == ".2.")
        && !status.ends_with(".0");
}

} // namespace

Severity severityOf(Kind kind, Reason reason, std::string_view status)
{
    if (kind == Kind::Delayed)
        return Severity::Soft;
    if (kind != Kind::Bounce)
        return Severity::None;
    const bool isPassing = reason == Reason::NoMailAccepted && status.starts_with('4');
    return isForEver(reason) && !isPassing ? Severity::Hard : Severity::Soft;
}

bool isGeneral(std::string_view status)
{
    return status.empty() || status.ends_with(".0.0");
}

ServerWords wordsOf(std::string_view words)
{
    ServerWords server;
    server.words = words;
    server.plain = plainWords(words);
    server.status = statusIn(words);
    server.replyCode = replyCodeIn(words);
    server.stage = stageIn(server.plain);
    return server;
}

Judge::Judge(Kind kind, ServerWords nearest)
    : m_kind(kind)
    , m_server(std::move(nearest))
{ }

void Judge::hear(const ServerWords &more)
{
    // A report without the server's words has a status that says as little.
    if (m_server.words.empty() && isGeneral(m_server.status) && !more.status.empty())
        m_server.status = more.status;
    if (m_server.words.empty())
        m_server.words = more.words;
    if (m_server.replyCode == 0)
        m_server.replyCode = more.replyCode;
    if (m_server.stage == Stage::Unknown)
        m_server.stage = more.stage;
    if (m_server.status.empty())
        m_server.status = more.status;
    m_further.push_back(more.plain);
}

ReturnedMail Judge::verdict(const std::string &recipient) const
{
    ReturnedMail mail;
    mail.kind = m_kind;
    mail.recipient = recipient;
    mail.reason = reason();
    mail.status = m_server.status;
    mail.replyCode = m_server.replyCode;
    mail.diagnostic = m_server.words;
    mail.severity = severityOf(mail.kind, mail.reason, mail.status);
    return mail;
}

Reason Judge::reason() const
{
    if (m_kind == Kind::Delivered)
        return Reason::Delivered;
    Reason found = reasonOf(m_server);
    const bool isTold = m_server.replyCode != 0 && isTelling(m_server.status);
    if (found == Reason::SyntaxError || (!isTold && !reasonInWords(m_server))) {
        if (const auto better = reasonFurther())
            found = *better;
    }
    // While a server goes on trying, a name that is not found is only a part of the delay.
    const bool isUnknown
        = found == Reason::Unclear || found == Reason::NotSaid || found == Reason::NetworkFailure;
    return isUnknown && m_kind == Kind::Delayed ? Reason::Expired : found;
}

std::optional<Reason> Judge::reasonFurther() const
{
    ServerWords server = m_server;
    for (const std::string &plain : m_further) {
        server.plain = plain;
        if (const auto reason = reasonInWords(server))
            return reason;
    }
    return std::nullopt;
}

} // namespace haberdash::bounce
