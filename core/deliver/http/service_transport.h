// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/dialect.h"

#include <condition_variable>
#include <mutex>

namespace haberdash::deliver {

/// Sends through a service whose form and answers a `Dialect` knows. Decides what may be asked again, which
/// is what keeps a message from being sent twice.
class ServiceTransport final : public Transport
{
public:
    ServiceTransport(std::unique_ptr<Dialect> dialect, const Clock &clock);

    [[nodiscard]] Capabilities limits() const override;
    [[nodiscard]] Delivery open() override;
    [[nodiscard]] std::vector<Delivery> send(std::span<const OutgoingMessage> messages) override;
    void cancel() override;
    void close() override { m_client.close(); }

private:
    using Group = std::vector<size_t>; ///< indices of messages that go in one call
    [[nodiscard]] std::vector<Group> groupsOf(
        const std::vector<WireMessage> &messages, const std::vector<size_t> &sendable) const;
    [[nodiscard]] std::vector<Delivery> call(const std::vector<const WireMessage *> &messages);
    [[nodiscard]] std::vector<Delivery> ask(
        const net::HttpRequest &request, size_t count, net::Deadline latest);
    /// False where it was cancelled in the meantime.
    [[nodiscard]] bool pause(std::chrono::milliseconds duration);
    [[nodiscard]] Delivery describe(const net::HttpExchange &exchange) const;

    std::unique_ptr<Dialect> m_dialect;
    const Clock &m_clock;
    net::HttpClient m_client;
    std::mutex m_mutex;
    std::condition_variable m_wake;
};

} // namespace haberdash::deliver
