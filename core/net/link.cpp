// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/link.h"

#include "core/net/watchdog.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>

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
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = Setback::Kind;

Deadline in(milliseconds patience)
{
    return steady_clock::now() + patience;
}

milliseconds leftUntil(Deadline deadline)
{
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(deadline - steady_clock::now()));
}

namespace {

constexpr milliseconds slice{100}; // how often a waiting connect looks whether it was cancelled

Poco::Timespan toTimespan(milliseconds duration)
{
    return Poco::Timespan(Poco::Timespan::TimeDiff(std::max<qint64>(duration.count(), 1)) * 1000);
}

QString shown(const Poco::Exception &exception)
{
    return QString::fromStdString(exception.displayText());
}

QString inSeconds(milliseconds duration)
{
    return QString::number(double(duration.count()) / 1000);
}

Poco::Net::Context::Ptr makeContext(const QString &trustedCaFile)
{
    using Poco::Net::Context;
    // Strict: the relaxed mode does not compare the host name for this machine.
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", trustedCaFile.toStdString(),
        Context::VERIFY_STRICT, 9, trustedCaFile.isEmpty(), "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES");
    context->disableProtocols(
        Context::PROTO_SSLV2 | Context::PROTO_SSLV3 | Context::PROTO_TLSV1 | Context::PROTO_TLSV1_1);
    return context;
}

} // namespace

class Link::Socket
{
public:
    ~Socket() { drop(); }

    Setback connect(const QString &host, quint16 port, milliseconds patience);
    Setback encrypt(const QString &host, const QString &trustedCaFile, Deadline deadline);
    Setback write(std::string_view bytes, Deadline deadline);
    Setback read(std::string &bytes, Deadline deadline);
    void drop();
    void interrupt();
    bool awaitBytes(const Poco::Timespan &patience) const;

    Poco::Net::StreamSocket plain; ///< owns the descriptor
    Poco::Net::StreamSocket spoken; ///< what is spoken through: `plain` or TLS around it
    bool isOpen = false;
    bool isEncrypted = false;
    std::atomic<bool> isInterrupted = false;

private:
    Setback connectTo(const Poco::Net::SocketAddress &address, milliseconds patience);
    void shut();
    Setback lost(const QString &what) const;
    /// Has the link cut at the deadline while `act` is under way. Nothing of the library gets out.
    template<typename Act>
    Setback inTime(Deadline deadline, const Act &act);

    std::mutex m_descriptorMutex; ///< between those who shut the descriptor and its closing
    int m_descriptor = -1;
    std::unique_ptr<Watchdog> m_watchdog; ///< from the first connection on
};

Setback Link::Socket::lost(const QString &what) const
{
    if (isInterrupted)
        return {Kind::Cancelled, u"It was cancelled."_s};
    return {Kind::Closed, what};
}

template<typename Act>
Setback Link::Socket::inTime(Deadline deadline, const Act &act)
{
    if (!isOpen)
        return lost(u"There is no connection."_s);
    if (!m_watchdog)
        m_watchdog = std::make_unique<Watchdog>([this] { shut(); });
    m_watchdog->watch(deadline);
    Setback setback;
    try {
        setback = act();
    } catch (const Poco::TimeoutException &) {
        setback = {Kind::Timeout, u"The server did not answer in time."_s};
    } catch (const Poco::Net::SSLConnectionUnexpectedlyClosedException &) {
        setback = lost(u"The server closed the connection."_s);
    } catch (const Poco::Net::SSLException &exception) {
        setback = {Kind::Untrusted, shown(exception)};
    } catch (const Poco::Exception &exception) {
        setback = lost(shown(exception));
    }
    const bool wasInTime = m_watchdog->rest();
    if (setback && isInterrupted)
        return lost({});
    if (setback && !wasInTime)
        return {Kind::Timeout, u"The server did not answer in time."_s};
    return setback;
}

Setback Link::Socket::connectTo(const Poco::Net::SocketAddress &address, milliseconds patience)
{
    const auto deadline = in(patience);
    Poco::Net::StreamSocket socket(address.family());
    socket.connectNB(address);
    while (!socket.poll(toTimespan(std::min(slice, leftUntil(deadline))),
        Poco::Net::Socket::SELECT_WRITE | Poco::Net::Socket::SELECT_ERROR)) {
        if (isInterrupted)
            return lost({});
        if (leftUntil(deadline).count() == 0)
            return {
                Kind::Timeout, u"The server did not answer within %1 seconds."_s.arg(inSeconds(patience))};
    }
    if (const int error = socket.impl()->socketError())
        return {Kind::Unreachable,
            u"The server could not be reached: %1."_s.arg(QString::fromLocal8Bit(std::strerror(error)))};
    socket.setBlocking(true);
    socket.setNoDelay(true); // or each message waits 40 ms for an acknowledgement
    plain = socket;
    spoken = socket;
    return {};
}

Setback Link::Socket::connect(const QString &host, quint16 port, milliseconds patience)
{
    drop();
    Setback setback{Kind::NoSuchHost, u"The host has no address."_s};
    try {
        const auto entry = Poco::Net::DNS::resolve(host.toStdString());
        for (const auto &address : entry.addresses()) {
            try {
                setback = connectTo(Poco::Net::SocketAddress(address, port), patience);
            } catch (const Poco::Exception &exception) {
                setback = {Kind::Unreachable, shown(exception)};
            }
            if (!setback || isInterrupted)
                break;
        }
    } catch (const Poco::Exception &) {
        setback = {Kind::NoSuchHost, u"The host “%1” cannot be found."_s.arg(host)};
    }
    if (setback)
        return setback;
    isOpen = true;
    const std::scoped_lock lock(m_descriptorMutex);
    m_descriptor = plain.impl()->sockfd();
    if (isInterrupted)
        ::shutdown(m_descriptor, SHUT_RDWR);
    return {};
}

Setback Link::Socket::encrypt(const QString &host, const QString &trustedCaFile, Deadline deadline)
{
    const auto setback = inTime(deadline, [&] {
        plain.setReceiveTimeout(toTimespan(leftUntil(deadline)));
        plain.setSendTimeout(toTimespan(leftUntil(deadline)));
        spoken = Poco::Net::SecureStreamSocket::attach(plain, host.toStdString(), makeContext(trustedCaFile));
        isEncrypted = true;
        return Setback();
    });
    if (!setback)
        return {};
    return {setback.kind, u"The encrypted connection to %1 failed: %2"_s.arg(host, setback.detail)};
}

Setback Link::Socket::write(std::string_view bytes, Deadline deadline)
{
    return inTime(deadline, [&] {
        plain.setSendTimeout(toTimespan(leftUntil(deadline)));
        for (size_t done = 0; done < bytes.size();) {
            const int sent = spoken.sendBytes(
                bytes.data() + done, int(std::min<size_t>(bytes.size() - done, size_t(1) << 20)));
            if (sent <= 0)
                return lost(u"The server closed the connection."_s);
            done += size_t(sent);
        }
        return Setback();
    });
}

Setback Link::Socket::read(std::string &bytes, Deadline deadline)
{
    return inTime(deadline, [&]() -> Setback {
        std::array<char, 16384> buffer;
        const bool hasPending = isEncrypted && spoken.available() > 0;
        if (!hasPending && !plain.poll(toTimespan(leftUntil(deadline)), Poco::Net::Socket::SELECT_READ))
            return {Kind::Timeout, u"The server did not answer in time."_s};
        plain.setReceiveTimeout(toTimespan(leftUntil(deadline)));
        const int count = spoken.receiveBytes(buffer.data(), int(buffer.size()));
        if (count <= 0)
            return lost(u"The server closed the connection."_s);
        bytes.append(buffer.data(), size_t(count));
        return {};
    });
}

void Link::Socket::shut()
{
    const std::scoped_lock lock(m_descriptorMutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

void Link::Socket::drop()
{
    // Shut first: closing an encrypted socket would otherwise wait for the other end's goodbye.
    shut();
    {
        const std::scoped_lock lock(m_descriptorMutex);
        m_descriptor = -1;
    }
    if (isOpen) {
        try {
            spoken = Poco::Net::StreamSocket();
            plain.close();
        } catch (const Poco::Exception &) {
            plain = Poco::Net::StreamSocket(); // closed by the other end already
        }
    }
    isOpen = false;
    isEncrypted = false;
}

void Link::Socket::interrupt()
{
    isInterrupted = true;
    shut();
}

bool Link::Socket::awaitBytes(const Poco::Timespan &patience) const
{
    try {
        return !isOpen || (isEncrypted && spoken.available() > 0)
            || plain.poll(patience, Poco::Net::Socket::SELECT_READ);
    } catch (const Poco::Exception &) {
        return true;
    }
}

Link::Link()
    : m_socket(std::make_unique<Socket>())
{ }

Link::~Link() = default;

Setback Link::connect(const QString &host, quint16 port, milliseconds patience)
{
    return m_socket->connect(host, port, patience);
}

Setback Link::encrypt(const QString &host, const QString &trustedCaFile, Deadline deadline)
{
    return m_socket->encrypt(host, trustedCaFile, deadline);
}

Setback Link::write(std::string_view bytes, Deadline deadline)
{
    return m_socket->write(bytes, deadline);
}

Setback Link::read(std::string &bytes, Deadline deadline)
{
    return m_socket->read(bytes, deadline);
}

void Link::drop()
{
    m_socket->drop();
}

void Link::interrupt()
{
    m_socket->interrupt();
}

bool Link::isOpen() const
{
    return m_socket->isOpen;
}

bool Link::isEncrypted() const
{
    return m_socket->isEncrypted;
}

bool Link::isInterrupted() const
{
    return m_socket->isInterrupted;
}

bool Link::isDisturbed() const
{
    return m_socket->awaitBytes(Poco::Timespan(0));
}

bool Link::awaitBytes(Deadline deadline) const
{
    return m_socket->awaitBytes(toTimespan(leftUntil(deadline)));
}

bool Link::isLoopback() const
{
    try {
        return m_socket->plain.peerAddress().host().isLoopback();
    } catch (const Poco::Exception &) {
        return false;
    }
}

QString Link::ownAddress() const
{
    try {
        return QString::fromStdString(m_socket->plain.address().host().toString());
    } catch (const Poco::Exception &) {
        return {};
    }
}

} // namespace haberdash::net
