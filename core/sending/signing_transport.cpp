// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/signing_transport.h"

namespace haberdash::sending {

using deliver::Delivery;

SigningTransport::SigningTransport(
    std::unique_ptr<deliver::Transport> way, compose::DkimSigner signer, const Clock &clock)
    : m_way(std::move(way))
    , m_signer(std::move(signer))
    , m_clock(clock)
{ }

std::vector<Delivery> SigningTransport::send(std::span<const deliver::OutgoingMessage> messages)
{
    std::vector<std::string> bytes;
    bytes.reserve(messages.size()); // views into it stay good
    std::vector<deliver::OutgoingMessage> signedOnes(messages.begin(), messages.end());
    for (auto &message : signedOnes) {
        auto made = m_signer.sign(message.mime, m_clock.now());
        if (!made) {
            Delivery withoutIt;
            withoutIt.state = Delivery::State::Deferred;
            withoutIt.concerns = Delivery::Concerns::Account;
            withoutIt.text = made.error().detail;
            return std::vector<Delivery>(messages.size(), withoutIt);
        }
        message.mime = bytes.emplace_back(std::move(*made));
    }
    return m_way->send(signedOnes);
}

} // namespace haberdash::sending
