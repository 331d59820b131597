// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_connection.h"

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

QString SmtpConnection::connect(const SmtpAccount &account)
{
    drop();
    return m_link.connect(account.host, account.port, account.timeouts.connect).detail;
}

QString SmtpConnection::encrypt(const SmtpAccount &account)
{
    return m_link.encrypt(account.host, account.trustedCaFile, net::in(account.timeouts.connect)).detail;
}

bool SmtpConnection::write(std::string_view bytes, milliseconds timeout, bool *mayBeOut)
{
    const bool isOut = !m_link.write(bytes, net::in(timeout));
    // A plain socket that refuses bytes has not sent them; encryption may have passed some of them on.
    if (mayBeOut)
        *mayBeOut = !isOut && m_link.isEncrypted();
    return isOut;
}

SmtpReply SmtpConnection::read(milliseconds timeout)
{
    using Lack = SmtpReply::Lack;
    const auto deadline = net::in(timeout);
    std::string bytes;
    for (;;) {
        if (auto reply = m_replies.take())
            return *reply;
        bytes.clear();
        const auto setback = m_link.read(bytes, deadline);
        if (m_link.isInterrupted())
            return m_replies.takeUnfinished(Lack::Cancelled);
        if (setback)
            return m_replies.takeUnfinished(
                setback.kind == net::Setback::Kind::Timeout ? Lack::Timeout : Lack::Closed);
        m_replies.add(bytes);
    }
}

void SmtpConnection::drop()
{
    m_link.drop();
    m_replies = {};
}

QString SmtpConnection::addressLiteral() const
{
    const QString address = m_link.ownAddress();
    if (address.isEmpty())
        return u"[127.0.0.1]"_s;
    return address.contains(u':') ? u"[IPv6:%1]"_s.arg(address) : u"[%1]"_s.arg(address);
}

} // namespace haberdash::deliver
