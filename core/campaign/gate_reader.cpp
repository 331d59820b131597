// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/gate_reader.h"

#include "core/base/email_address.h"
#include "core/contact/mailboxes.h"

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

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

Result<GateReader> GateReader::open(store::Connection &connection, const store::Campaign &campaign)
{
    const auto &settings = campaign.settings;
    HABERDASH_TRY_ASSIGN(
        reader, store::RecipientReader::open(connection, campaign.id, settings.purpose, settings.gate));
    GateReader gate(connection, std::move(reader), settings.gate);
    gate.m_campaign = campaign.id;
    if (campaign.holdoutPerMille > 0) {
        HABERDASH_TRY_ASSIGN(heldOut,
            connection.prepare(u"SELECT 1 FROM outbox WHERE customer_id = ?1 AND campaign_id = ?2 "
                               u"AND state = 'held_out'"_s));
        gate.m_heldOut.emplace(std::move(heldOut));
    }
    return gate;
}

Result<GateReader> GateReader::openForAnyMail(store::Connection &connection)
{
    const store::CampaignSettings settings;
    HABERDASH_TRY_ASSIGN(
        reader, store::RecipientReader::open(connection, {}, settings.purpose, settings.gate));
    return GateReader(connection, std::move(reader), settings.gate);
}

Result<> GateReader::describeLots(consent::Recipient &recipient, CustomerId customer, Timestamp now)
{
    if (!m_group || (m_group->perMille > 0 && (now < m_group->from || now >= m_group->until))) {
        HABERDASH_TRY_ASSIGN(group, store::controlGroupAt(*m_connection, now));
        m_group = group;
    }
    if (m_group->contains(customer))
        recipient.controlGroupUntil = m_group->until;
    if (!m_heldOut)
        return {};
    HABERDASH_TRY_ASSIGN(isHeldOut, m_heldOut->bind(1, customer).bind(2, m_campaign).step());
    recipient.isHeldOut = isHeldOut;
    m_heldOut->reset();
    return {};
}

Result<GateReader::Answer> GateReader::ask(CustomerId customer, Timestamp now)
{
    Answer answer;
    HABERDASH_TRY_ASSIGN(recipient, m_reader.of(customer, now));
    answer.recipient = std::move(recipient);
    describeAddress(answer.recipient);
    HABERDASH_TRY(describeLots(answer.recipient, customer, now));
    answer.address = answer.recipient.address;
    answer.obstacles = consent::obstaclesFor(answer.recipient, m_policy, now);
    return answer;
}

} // namespace haberdash::campaign
