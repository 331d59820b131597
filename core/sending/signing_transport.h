// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/compose/dkim.h"
#include "core/deliver/transport.h"

#include <memory>

namespace haberdash::sending {

/// Puts our DKIM signature on each message before it goes the way of another transport: for a mail server
/// that does not sign by itself. A message that cannot be signed is not sent.
class SigningTransport final : public deliver::Transport
{
public:
    /// @param clock outlives this: a signature says when it was made
    SigningTransport(std::unique_ptr<deliver::Transport> way, compose::DkimSigner signer, const Clock &clock);

    [[nodiscard]] deliver::Capabilities limits() const override { return m_way->limits(); }
    [[nodiscard]] deliver::Delivery open() override { return m_way->open(); }
    [[nodiscard]] std::vector<deliver::Delivery> send(
        std::span<const deliver::OutgoingMessage> messages) override;
    void cancel() override { m_way->cancel(); }
    void close() override { m_way->close(); }

private:
    std::unique_ptr<deliver::Transport> m_way;
    compose::DkimSigner m_signer;
    const Clock &m_clock;
};

} // namespace haberdash::sending
