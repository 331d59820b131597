// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_connection.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <sys/socket.h>

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SecureStreamSocketImpl.h>
#include <Poco/Timespan.h>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds slice{100}; // how often a waiting connect looks whether it was cancelled

Poco::Timespan toTimespan(milliseconds duration)
{
    return Poco::Timespan(Poco::Timespan::TimeDiff(std::max<qint64>(duration.count(), 1)) * 1000);
}

milliseconds left(Clock::time_point deadline)
{
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(deadline - Clock::now()));
}

} // namespace

QString SmtpConnection::connectTo(const Poco::Net::SocketAddress &address, milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    Poco::Net::StreamSocket socket(address.family());
    socket.connectNB(address);
    while (!socket.poll(toTimespan(std::min(slice, left(deadline))),
        Poco::Net::Socket::SELECT_WRITE | Poco::Net::Socket::SELECT_ERROR)) {
        if (m_isInterrupted)
            return u"It was cancelled."_s;
        if (left(deadline).count() == 0)
            return u"The server did not answer within %1 seconds."_s.arg(double(timeout.count()) / 1000);
    }
    if (const int error = socket.impl()->socketError())
        return u"The server could not be reached: %1."_s.arg(QString::fromLocal8Bit(std::strerror(error)));
    socket.setBlocking(true);
    socket.setNoDelay(true); // or each message waits 40 ms for an acknowledgement
    m_plain = socket;
    m_socket = socket;
    return {};
}

QString SmtpConnection::connect(const SmtpAccount &account)
{
    drop();
    QString why = u"The host has no address."_s;
    try {
        const auto host = Poco::Net::DNS::resolve(account.host.toStdString());
        for (const auto &address : host.addresses()) {
            try {
                why = connectTo(Poco::Net::SocketAddress(address, account.port), account.timeouts.connect);
            } catch (const Poco::Exception &exception) {
                why = QString::fromStdString(exception.displayText());
            }
            if (why.isEmpty() || m_isInterrupted)
                break;
        }
    } catch (const Poco::Exception &exception) {
        why = u"The host “%1” cannot be found."_s.arg(account.host);
        static_cast<void>(exception);
    }
    if (!why.isEmpty())
        return why;
    m_isOpen = true;
    const std::scoped_lock lock(m_descriptorMutex);
    m_descriptor = m_plain.impl()->sockfd();
    if (m_isInterrupted)
        ::shutdown(m_descriptor, SHUT_RDWR);
    return {};
}

QString SmtpConnection::encrypt(const SmtpAccount &account)
{
    using Poco::Net::Context;
    try {
        const bool ownAuthority = !account.trustedCaFile.isEmpty();
        // Strict: the relaxed mode does not compare the host name for this machine.
        Context::Ptr context
            = new Context(Context::TLS_CLIENT_USE, "", "", account.trustedCaFile.toStdString(),
                Context::VERIFY_STRICT, 9, !ownAuthority, "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES");
        context->disableProtocols(
            Context::PROTO_SSLV2 | Context::PROTO_SSLV3 | Context::PROTO_TLSV1 | Context::PROTO_TLSV1_1);
        m_plain.setReceiveTimeout(toTimespan(account.timeouts.connect));
        m_plain.setSendTimeout(toTimespan(account.timeouts.connect));
        m_socket = Poco::Net::SecureStreamSocket::attach(m_plain, account.host.toStdString(), context);
        m_isEncrypted = true;
        return {};
    } catch (const Poco::Exception &exception) {
        return u"The encrypted connection to %1 failed: %2"_s.arg(
            account.host, QString::fromStdString(exception.displayText()));
    }
}

bool SmtpConnection::write(std::string_view bytes, milliseconds timeout, bool *mayBeOut)
{
    if (mayBeOut)
        *mayBeOut = false;
    size_t done = 0;
    try {
        m_plain.setSendTimeout(toTimespan(timeout));
        while (done < bytes.size()) {
            const int sent = m_socket.sendBytes(
                bytes.data() + done, int(std::min<size_t>(bytes.size() - done, 1 << 20)));
            if (sent <= 0)
                break;
            done += size_t(sent);
        }
    } catch (const Poco::Exception &) {
        // A plain socket that refuses bytes has not sent them; encryption may have passed some of them on.
        if (mayBeOut)
            *mayBeOut = m_isEncrypted;
    }
    return done == bytes.size();
}

SmtpConnection::Wait SmtpConnection::receive(Clock::time_point deadline)
{
    std::array<char, 8192> buffer;
    try {
        const milliseconds patience = left(deadline);
        if (patience.count() == 0)
            return Wait::Timeout;
        // The library's own time limit counts each system call: wait here, where it is exact.
        const bool hasPending = m_isEncrypted && m_socket.available() > 0;
        if (!hasPending && !m_plain.poll(toTimespan(patience), Poco::Net::Socket::SELECT_READ))
            return m_isInterrupted ? Wait::Closed : Wait::Timeout;
        m_plain.setReceiveTimeout(toTimespan(patience));
        const int count = m_socket.receiveBytes(buffer.data(), int(buffer.size()));
        if (count <= 0)
            return Wait::Closed;
        m_replies.add({buffer.data(), size_t(count)});
        return Wait::Ready;
    } catch (const Poco::TimeoutException &) {
        return Wait::Timeout;
    } catch (const Poco::Exception &) {
        return Wait::Closed;
    }
}

SmtpReply SmtpConnection::read(milliseconds timeout)
{
    using Lack = SmtpReply::Lack;
    const auto deadline = Clock::now() + timeout;
    for (;;) {
        if (auto reply = m_replies.take())
            return *reply;
        const Wait wait = receive(deadline);
        if (m_isInterrupted)
            return m_replies.takeUnfinished(Lack::Cancelled);
        if (wait != Wait::Ready)
            return m_replies.takeUnfinished(wait == Wait::Timeout ? Lack::Timeout : Lack::Closed);
    }
}

void SmtpConnection::drop()
{
    {
        const std::scoped_lock lock(m_descriptorMutex);
        m_descriptor = -1;
    }
    if (m_isOpen) {
        // Shut first: closing an encrypted socket would otherwise wait for the other end's goodbye.
        ::shutdown(m_plain.impl()->sockfd(), SHUT_RDWR);
        try {
            m_socket = Poco::Net::StreamSocket();
            m_plain.close();
        } catch (const Poco::Exception &) {
            m_plain = Poco::Net::StreamSocket(); // closed by the other end already
        }
    }
    m_replies = {};
    m_isOpen = false;
    m_isEncrypted = false;
}

void SmtpConnection::interrupt()
{
    m_isInterrupted = true;
    const std::scoped_lock lock(m_descriptorMutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

QString SmtpConnection::addressLiteral() const
{
    try {
        const auto host = m_plain.address().host();
        const QString text = QString::fromStdString(host.toString());
        return host.family() == Poco::Net::IPAddress::IPv6 ? u"[IPv6:%1]"_s.arg(text) : u"[%1]"_s.arg(text);
    } catch (const Poco::Exception &) {
        return u"[127.0.0.1]"_s;
    }
}

bool SmtpConnection::isLoopback() const
{
    try {
        return m_plain.peerAddress().host().isLoopback();
    } catch (const Poco::Exception &) {
        return false;
    }
}

} // namespace haberdash::deliver
