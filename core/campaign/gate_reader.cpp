// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/gate_reader.h"

#include "core/base/email_address.h"
#include "core/contact/mailboxes.h"

namespace haberdash::campaign {

namespace {

void describeAddress(consent::Recipient &recipient)
{
    if (recipient.address.isEmpty())
        return;
    const auto address = EmailAddress::fromString(recipient.address);
    recipient.addressIsValid = address.has_value();
    if (!address)
        return;
    recipient.addressIsRole = contact::isRoleMailbox(address->localPart().toLower().toStdString());
    recipient.addressIsDisposable = contact::isDisposableDomain(address->domain().toLower().toStdString());
}

} // namespace

Split splitOf(const store::Campaign &campaign)
{
    Split split{campaign.salt, campaign.holdoutPerMille, {}};
    for (const auto &variant : campaign.variants)
        split.weights.append(variant.weight);
    return split;
}

Result<GateReader> GateReader::open(store::Connection &connection, const store::Campaign &campaign)
{
    const auto &settings = campaign.settings;
    HABERDASH_TRY_ASSIGN(
        reader, store::RecipientReader::open(connection, campaign.id, settings.purpose, settings.gate));
    return GateReader(std::move(reader), settings.gate, splitOf(campaign));
}

Result<GateReader> GateReader::openForAnyMail(store::Connection &connection)
{
    const store::CampaignSettings settings;
    HABERDASH_TRY_ASSIGN(
        reader, store::RecipientReader::open(connection, {}, settings.purpose, settings.gate));
    return GateReader(std::move(reader), settings.gate, Split{});
}

Result<GateReader::Answer> GateReader::ask(CustomerId customer, Timestamp now)
{
    Answer answer;
    HABERDASH_TRY_ASSIGN(recipient, m_reader.of(customer, now));
    answer.recipient = std::move(recipient);
    describeAddress(answer.recipient);
    answer.recipient.isHeldOut = armOf(customer, m_split) < 0;
    answer.address = answer.recipient.address;
    answer.obstacles = consent::obstaclesFor(answer.recipient, m_policy, now);
    return answer;
}

} // namespace haberdash::campaign
