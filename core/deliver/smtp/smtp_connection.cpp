// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_connection.h"

namespace haberdash::deliver {

namespace {

net::ServerAddress serverOf(const SmtpAccount &account)
{
    return {account.host, account.port, account.trustedCaFile, account.timeouts.connect};
}

} // namespace

QString SmtpConnection::connect(const SmtpAccount &account)
{
    drop();
    return m_link.connect(serverOf(account));
}

QString SmtpConnection::encrypt(const SmtpAccount &account)
{
    return m_link.encrypt(serverOf(account));
}

SmtpReply SmtpConnection::read(std::chrono::milliseconds timeout)
{
    using Lack = SmtpReply::Lack;
    using Wait = net::ServerLink::Wait;
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        if (auto reply = m_replies.take())
            return *reply;
        const Wait wait = m_link.receive(deadline);
        if (m_link.isInterrupted())
            return m_replies.takeUnfinished(Lack::Cancelled);
        if (wait != Wait::Ready)
            return m_replies.takeUnfinished(wait == Wait::Timeout ? Lack::Timeout : Lack::Closed);
        m_replies.add(m_link.received());
    }
}

void SmtpConnection::drop()
{
    m_link.drop();
    m_replies = {};
}

} // namespace haberdash::deliver
