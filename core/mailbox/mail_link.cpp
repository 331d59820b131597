// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/mail_link.h"

#include <algorithm>

namespace haberdash::mailbox {

using namespace Qt::Literals::StringLiterals;
using Kind = net::Setback::Kind;

namespace {

constexpr std::chrono::milliseconds slice{100}; ///< how often a wait looks whether somebody wants to stop
constexpr size_t mostWords = 300;

/// A server's words on one line, cut where they get long.
QString shown(std::string_view words)
{
    words = words.substr(0, mostWords);
    return QString::fromUtf8(words.data(), qsizetype(words.size())).simplified();
}

} // namespace

size_t roomFor(qint64 limit)
{
    constexpr qint64 slack = 100'000;
    return size_t(limit + limit / 4 + slack);
}

bool isOneLine(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char each) { return each == '\r' || each == '\n' || each == '\0'; });
}

MailLink::MailLink(const MailboxAccount &account, Progress &progress)
    : m_account(account)
    , m_progress(progress)
{ }

MailLink::~MailLink()
{
    m_link.drop();
}

tl::unexpected<Error> MailLink::fault(Error::Code code, const QString &what) const
{
    return failure(code, u"The mailbox server %1 %2"_s.arg(m_account.host, what));
}

tl::unexpected<Error> MailLink::fault(Error::Code code, const QString &what, std::string_view words) const
{
    const QString said = shown(words);
    return fault(code, said.isEmpty() ? QString(what + u'.') : QString(what + u". It says: " + said));
}

Result<> MailLink::open()
{
    if (const auto setback = m_link.connect(m_account.host, m_account.port, m_account.timeouts.connect))
        return fault(Error::Code::Network, u"cannot be reached. "_s + setback.detail);
    return m_account.security == MailboxAccount::Security::Tls ? encrypt(0) : Result<>();
}

Result<> MailLink::encrypt(size_t unread)
{
    if (unread > 0)
        return fault(Error::Code::Refused,
            u"sent something before the connection was encrypted. Somebody may be listening in, so nothing was read."_s);
    const auto setback
        = m_link.encrypt(m_account.host, m_account.trustedCaFile, net::in(m_account.timeouts.connect));
    if (!setback)
        return {};
    // A certificate that is wrong today is wrong in a minute: somebody has to look at it.
    return fault(setback.kind == Kind::Untrusted ? Error::Code::Refused : Error::Code::Network,
        u"cannot be spoken to in secret. "_s + setback.detail);
}

Result<> MailLink::send(std::string_view bytes)
{
    if (const auto setback = m_link.write(bytes, net::in(m_account.timeouts.command)))
        return fault(Error::Code::Network, u"takes nothing any more. "_s + setback.detail);
    return {};
}

Result<> MailLink::receive(net::Deadline deadline)
{
    while (!m_link.awaitBytes(std::min(deadline, net::in(slice)))) {
        if (m_progress.isCancelled())
            return failure(Error::Code::Cancelled, u"It was cancelled."_s);
        if (net::leftUntil(deadline).count() == 0)
            return fault(Error::Code::Network, u"did not answer in time."_s);
    }
    m_received.clear();
    const auto setback = m_link.read(m_received, deadline);
    if (!setback)
        return {};
    return fault(Error::Code::Network,
        setback.kind == Kind::Timeout ? u"did not answer in time."_s : u"closed the connection."_s);
}

Result<> MailLink::maySignIn() const
{
    if (m_link.isEncrypted() || m_link.isLoopback() || m_account.allowPlainCredentials)
        return {};
    return fault(Error::Code::Refused,
        u"is spoken to without encryption, so the password was not sent. Choose TLS or STARTTLS."_s);
}

} // namespace haberdash::mailbox
