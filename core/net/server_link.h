// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace haberdash::net {

/// Where a server is.
struct ServerAddress
{
    QString host;
    quint16 port = 0;
    QString
        trustedCaFile; ///< PEM, instead of the system's certificates; for servers with their own authority
    std::chrono::milliseconds patience{30'000}; ///< for a connection, and for agreeing on encryption
    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

/// The socket to a server, encrypted or not, each wait with an exact time limit. Exceptions of the library
/// end here. One thread, but for `interrupt`.
class ServerLink
{
public:
    enum class Wait { Ready, Timeout, Closed };

    ServerLink();
    ~ServerLink();
    /// Empty text: connected. Tries each address of the host.
    [[nodiscard]] QString connect(const ServerAddress &server);
    /// Empty text: the link is encrypted and the certificate belongs to the host.
    [[nodiscard]] QString encrypt(const ServerAddress &server);
    /// False where not everything went out. `mayBeOut` then says whether the last bytes may have reached the
    /// server all the same.
    [[nodiscard]] bool write(
        std::string_view bytes, std::chrono::milliseconds timeout, bool *mayBeOut = nullptr);
    /// Waits for bytes: what came is in `received` until the next call.
    [[nodiscard]] Wait receive(std::chrono::steady_clock::time_point deadline);
    [[nodiscard]] std::string_view received() const { return m_received; }
    void drop();
    /// From any thread: whatever waits on the socket ends, and nothing begins any more.
    void interrupt();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const { return m_isEncrypted; }
    [[nodiscard]] bool isInterrupted() const { return m_isInterrupted; }
    /// "[192.0.2.7]": this end, as mail servers are told it.
    [[nodiscard]] QString addressLiteral() const;
    [[nodiscard]] bool isLoopback() const;

private:
    struct Sockets; ///< of the library, which nobody else needs to know

    std::unique_ptr<Sockets> m_sockets;
    std::string m_received;
    bool m_isOpen = false;
    bool m_isEncrypted = false;
    std::atomic<bool> m_isInterrupted = false;
    std::mutex m_descriptorMutex; ///< between `interrupt` and the closing of the descriptor
    int m_descriptor = -1;
};

} // namespace haberdash::net
