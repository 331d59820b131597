// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>

#include <atomic>
#include <thread>

namespace haberdash::test {

/// Stands on loopback between a client and a server and breaks a connection off after so many bytes, as a bad
/// line does: what came through before is not taken back, and nobody is told.
class CuttingProxy
{
public:
    enum class Direction { ToServer, ToClient };

    explicit CuttingProxy(quint16 server);
    ~CuttingProxy();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// The next connection ends after `bytes` in that direction; those after it are whole.
    void cutNext(Direction direction, qint64 bytes);
    /// How many bytes the last connection carried.
    [[nodiscard]] qint64 carried(Direction direction) const;

private:
    struct Cut
    {
        Direction direction = Direction::ToServer;
        qint64 bytes = -1; ///< below 0: none
    };
    void run();
    void carry(int client, int server, const Cut &cut);

    quint16 m_server;
    int m_listener = -1;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    Cut m_cut;
    qint64 m_carried[2] = {0, 0};
    std::atomic<bool> m_stops = false;
    std::thread m_thread;
};

} // namespace haberdash::test
