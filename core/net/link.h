// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace haberdash::net {

using Deadline = std::chrono::steady_clock::time_point;

[[nodiscard]] Deadline in(std::chrono::milliseconds patience);
/// Never below zero.
[[nodiscard]] std::chrono::milliseconds leftUntil(Deadline deadline);

/// Why something did not come about on the network.
struct Setback
{
    enum class Kind {
        None, ///< all went well
        NoSuchHost,
        Unreachable, ///< the host is known, and nobody takes the call
        Untrusted, ///< the certificate does not hold, or what is spoken there is no TLS
        Timeout,
        Closed, ///< the other end hung up
        Nonsense, ///< what came is not what is spoken here
        TooLong, ///< more came than we are willing to take
        Cancelled
    };
    Kind kind = Kind::None;
    QString detail; ///< whole sentences in English; empty where all went well

    [[nodiscard]] explicit operator bool() const { return kind != Kind::None; }
    friend bool operator==(const Setback &, const Setback &) = default;
};

/// A connection to a host, encrypted or not. Each call ends at its deadline, whatever the other end does: one
/// that sends a byte now and then does not prolong it. (Finding the address of a host is the system's and
/// takes as long as that does.) Exceptions of the library end here. One thread, but for `interrupt`.
class Link
{
public:
    Link();
    ~Link();
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    /// Tries each address of the host until one answers; each has the whole patience.
    [[nodiscard]] Setback connect(const QString &host, quint16 port, std::chrono::milliseconds patience);
    /// From here on everything is encrypted, and the certificate belongs to the host.
    /// @param trustedCaFile PEM, instead of the system's certificates; may be empty
    [[nodiscard]] Setback encrypt(const QString &host, const QString &trustedCaFile, Deadline deadline);
    /// Where there is a setback, nobody knows how many of the bytes went out.
    [[nodiscard]] Setback write(std::string_view bytes, Deadline deadline);
    /// Appends what came to `bytes`: at least one, if there is no setback.
    [[nodiscard]] Setback read(std::string &bytes, Deadline deadline);
    void drop();
    /// From any thread: whatever waits on the socket ends, and nothing begins any more.
    void interrupt();

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isEncrypted() const;
    [[nodiscard]] bool isInterrupted() const;
    /// True once something came or the other end hung up; false at the deadline. Nothing is read, and the
    /// link is as good as before.
    [[nodiscard]] bool awaitBytes(Deadline deadline) const;
    /// Something came, or the other end hung up, while nobody asked: no good for another question.
    [[nodiscard]] bool isDisturbed() const;
    [[nodiscard]] bool isLoopback() const;
    /// "192.0.2.7": the address of this end; empty where it is not connected.
    [[nodiscard]] QString ownAddress() const;

private:
    class Socket;
    std::unique_ptr<Socket> m_socket;
};

} // namespace haberdash::net
