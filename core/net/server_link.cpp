// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/server_link.h"

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

namespace haberdash::net {

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

/// Empty text: `plain` is connected.
QString connectTo(const Poco::Net::SocketAddress &address, milliseconds timeout,
    const std::atomic<bool> &isInterrupted, Poco::Net::StreamSocket &plain)
{
    const auto deadline = Clock::now() + timeout;
    Poco::Net::StreamSocket socket(address.family());
    socket.connectNB(address);
    while (!socket.poll(toTimespan(std::min(slice, left(deadline))),
        Poco::Net::Socket::SELECT_WRITE | Poco::Net::Socket::SELECT_ERROR)) {
        if (isInterrupted)
            return u"It was cancelled."_s;
        if (left(deadline).count() == 0)
            return u"The server did not answer within %1 seconds."_s.arg(double(timeout.count()) / 1000);
    }
    if (const int error = socket.impl()->socketError())
        return u"The server could not be reached: %1."_s.arg(QString::fromLocal8Bit(std::strerror(error)));
    socket.setBlocking(true);
    socket.setNoDelay(true); // or each message waits 40 ms for an acknowledgement
    plain = socket;
    return {};
}

} // namespace

struct ServerLink::Sockets
{
    Poco::Net::StreamSocket plain; ///< owns the descriptor
    Poco::Net::StreamSocket spoken; ///< what is spoken through: `plain` or TLS around it
};

ServerLink::ServerLink()
    : m_sockets(std::make_unique<Sockets>())
{ }

ServerLink::~ServerLink() = default;

QString ServerLink::connect(const ServerAddress &server)
{
    drop();
    QString why = u"The host has no address."_s;
    try {
        const auto host = Poco::Net::DNS::resolve(server.host.toStdString());
        for (const auto &address : host.addresses()) {
            try {
                why = connectTo(Poco::Net::SocketAddress(address, server.port), server.patience,
                    m_isInterrupted, m_sockets->plain);
            } catch (const Poco::Exception &exception) {
                why = QString::fromStdString(exception.displayText());
            }
            if (why.isEmpty() || m_isInterrupted)
                break;
        }
    } catch (const Poco::Exception &exception) {
        why = u"The host “%1” cannot be found."_s.arg(server.host);
        static_cast<void>(exception);
    }
    if (!why.isEmpty())
        return why;
    m_sockets->spoken = m_sockets->plain;
    m_isOpen = true;
    const std::scoped_lock lock(m_descriptorMutex);
    m_descriptor = m_sockets->plain.impl()->sockfd();
    if (m_isInterrupted)
        ::shutdown(m_descriptor, SHUT_RDWR);
    return {};
}

QString ServerLink::encrypt(const ServerAddress &server)
{
    using Poco::Net::Context;
    try {
        const bool ownAuthority = !server.trustedCaFile.isEmpty();
        // Strict: the relaxed mode does not compare the host name for this machine.
        Context::Ptr context
            = new Context(Context::TLS_CLIENT_USE, "", "", server.trustedCaFile.toStdString(),
                Context::VERIFY_STRICT, 9, !ownAuthority, "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES");
        context->disableProtocols(
            Context::PROTO_SSLV2 | Context::PROTO_SSLV3 | Context::PROTO_TLSV1 | Context::PROTO_TLSV1_1);
        m_sockets->plain.setReceiveTimeout(toTimespan(server.patience));
        m_sockets->plain.setSendTimeout(toTimespan(server.patience));
        m_sockets->spoken
            = Poco::Net::SecureStreamSocket::attach(m_sockets->plain, server.host.toStdString(), context);
        m_isEncrypted = true;
        return {};
    } catch (const Poco::Exception &exception) {
        return u"The encrypted connection to %1 failed: %2"_s.arg(
            server.host, QString::fromStdString(exception.displayText()));
    }
}

bool ServerLink::write(std::string_view bytes, milliseconds timeout, bool *mayBeOut)
{
    if (mayBeOut)
        *mayBeOut = false;
    size_t done = 0;
    try {
        m_sockets->plain.setSendTimeout(toTimespan(timeout));
        while (done < bytes.size()) {
            const int sent = m_sockets->spoken.sendBytes(
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

ServerLink::Wait ServerLink::receive(Clock::time_point deadline)
{
    std::array<char, 16384> buffer; // as much as one record of TLS holds
    m_received.clear();
    try {
        const milliseconds patience = left(deadline);
        if (patience.count() == 0)
            return Wait::Timeout;
        // The library's own time limit counts each system call: wait here, where it is exact.
        const bool hasPending = m_isEncrypted && m_sockets->spoken.available() > 0;
        if (!hasPending && !m_sockets->plain.poll(toTimespan(patience), Poco::Net::Socket::SELECT_READ))
            return m_isInterrupted ? Wait::Closed : Wait::Timeout;
        m_sockets->plain.setReceiveTimeout(toTimespan(patience));
        const int count = m_sockets->spoken.receiveBytes(buffer.data(), int(buffer.size()));
        if (count <= 0)
            return Wait::Closed;
        m_received.assign(buffer.data(), size_t(count));
        return Wait::Ready;
    } catch (const Poco::TimeoutException &) {
        return Wait::Timeout;
    } catch (const Poco::Exception &) {
        return Wait::Closed;
    }
}

void ServerLink::drop()
{
    {
        const std::scoped_lock lock(m_descriptorMutex);
        m_descriptor = -1;
    }
    if (m_isOpen) {
        // Shut first: closing an encrypted socket would otherwise wait for the other end's goodbye.
        ::shutdown(m_sockets->plain.impl()->sockfd(), SHUT_RDWR);
        try {
            m_sockets->spoken = Poco::Net::StreamSocket();
            m_sockets->plain.close();
        } catch (const Poco::Exception &) {
            m_sockets->plain = Poco::Net::StreamSocket(); // closed by the other end already
        }
    }
    m_received.clear();
    m_isOpen = false;
    m_isEncrypted = false;
}

void ServerLink::interrupt()
{
    m_isInterrupted = true;
    const std::scoped_lock lock(m_descriptorMutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

QString ServerLink::addressLiteral() const
{
    try {
        const auto host = m_sockets->plain.address().host();
        const QString text = QString::fromStdString(host.toString());
        return host.family() == Poco::Net::IPAddress::IPv6 ? u"[IPv6:%1]"_s.arg(text) : u"[%1]"_s.arg(text);
    } catch (const Poco::Exception &) {
        return u"[127.0.0.1]"_s;
    }
}

bool ServerLink::isLoopback() const
{
    try {
        return m_sockets->plain.peerAddress().host().isLoopback();
    } catch (const Poco::Exception &) {
        return false;
    }
}

} // namespace haberdash::net
