// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cutting_proxy.h"

#include <QMutexLocker>

#include <algorithm>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace haberdash::test {

namespace {

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

sockaddr *generic(sockaddr_in &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

int connectTo(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(port);
    if (::connect(socket, generic(address), sizeof address) != 0)
        qFatal("the proxy finds no server");
    return socket;
}

bool writeAll(int socket, const char *bytes, qint64 count)
{
    while (count > 0) {
        const auto written = ::send(socket, bytes, size_t(count), MSG_NOSIGNAL);
        if (written <= 0)
            return false;
        bytes += written;
        count -= written;
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(quint16 server)
    : m_server(server)
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(m_listener, generic(address), size) != 0 || ::listen(m_listener, 8) != 0
        || ::getsockname(m_listener, generic(address), &size) != 0)
        qFatal("the proxy has no port");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy()
{
    m_stops = true;
    m_thread.join();
    ::close(m_listener);
}

void CuttingProxy::cutNext(Direction direction, qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    m_cut = {direction, bytes};
}

qint64 CuttingProxy::carried(Direction direction) const
{
    const QMutexLocker lock(&m_mutex);
    return m_carried[int(direction)];
}

void CuttingProxy::run()
{
    while (!m_stops) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        const int server = connectTo(m_server);
        Cut cut;
        {
            const QMutexLocker lock(&m_mutex);
            cut = std::exchange(m_cut, {});
            m_carried[0] = m_carried[1] = 0;
        }
        carry(client, server, cut);
        ::close(client);
        ::close(server);
    }
}

void CuttingProxy::carry(int client, int server, const Cut &cut)
{
    const int sockets[2] = {client, server}; // by the direction of what is read from them
    while (!m_stops) {
        pollfd waiting[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        if (::poll(waiting, 2, 20) < 0)
            return;
        for (int from = 0; from < 2; ++from) {
            if (waiting[from].revents == 0)
                continue;
            char bytes[16 * 1024];
            const auto count = ::recv(sockets[from], bytes, sizeof bytes, 0);
            if (count <= 0)
                return;
            qint64 passes = count;
            if (cut.bytes >= 0 && int(cut.direction) == from)
                passes = std::min<qint64>(count, cut.bytes - carried(cut.direction));
            const bool goesOn = writeAll(sockets[1 - from], bytes, passes) && passes == count;
            {
                const QMutexLocker lock(&m_mutex);
                m_carried[from] += passes;
            }
            if (!goesOn)
                return;
        }
    }
}

} // namespace haberdash::test
