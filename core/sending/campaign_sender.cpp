// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/campaign_sender.h"

#include "core/campaign/campaign_planner.h"
#include "core/campaign/campaign_trial.h"
#include "core/sending/campaign_run.h"
#include "core/sending/interrupted_messages.h"
#include "core/sending/sending_lock.h"
#include "core/store/transaction.h"
#include "core/store/workspace.h"

#include <QSysInfo>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using store::CampaignState;

namespace {

/// Another program may write for minutes, as a large import does: what a server said must be written down all
/// the same, or the message would be uncertain.
class LongPatience
{
public:
    LongPatience(store::Connection &connection, const Progress &progress)
        : m_connection(connection)
    {
        m_connection.setPatience(std::chrono::minutes(30), [&progress] { return progress.isCancelled(); });
    }
    LongPatience(const LongPatience &) = delete;
    LongPatience &operator=(const LongPatience &) = delete;
    ~LongPatience() { m_connection.setPatience(); }

private:
    store::Connection &m_connection;
};

Result<> mustBeSendable(store::Connection &connection, const store::Campaign &campaign)
{
    if (campaign.state != CampaignState::Approved && campaign.state != CampaignState::Sending
        && campaign.state != CampaignState::Paused)
        return failure(Error::Code::Refused,
            u"“%1” is %2 and cannot be sent. Nothing was changed."_s.arg(
                campaign.name, store::toWord(campaign.state)));
    HABERDASH_TRY_ASSIGN(digest, campaign::currentDigest(connection, campaign));
    if (digest != campaign.digest)
        return failure(Error::Code::Refused,
            u"“%1” was changed after it was approved. Nothing was sent; take the approval back, look at it again, and approve it."_s
                .arg(campaign.name));
    return {};
}

Result<QList<store::Account>> accountsOf(store::Connection &connection, const store::Campaign &campaign)
{
    QList<store::Account> accounts;
    HABERDASH_TRY_ASSIGN(first, store::accountById(connection, campaign.account));
    accounts.append(first);
    for (const AccountId id : campaign.settings.furtherAccounts) {
        if (id == campaign.account)
            continue;
        HABERDASH_TRY_ASSIGN(further, store::accountById(connection, id));
        accounts.append(further);
    }
    return accounts;
}

} // namespace

Result<SendReport> sendCampaign(store::Connection &connection, CampaignId id,
    const OpenTransport &openTransport, const Clock &clock, Timestamp asOf, Progress &progress,
    const SendOptions &options)
{
    const SendingLock lock(connection.path());
    if (!lock.isHeld())
        return failure(Error::Code::Refused,
            u"Another program is sending from this workspace. Nothing was changed; wait until it is done."_s);
    const LongPatience patience(connection, progress);
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    HABERDASH_TRY(connection.setDurability(store::Connection::Durability::Strict));
    HABERDASH_TRY(mustBeSendable(connection, campaign));
    HABERDASH_TRY_ASSIGN(accounts, accountsOf(connection, campaign));
    HandOverJournal journal(connection.path(), QSysInfo::bootUniqueId());
    HABERDASH_TRY_ASSIGN(recovered, settleInterrupted(connection, journal, clock.now()));
    HABERDASH_TRY(campaign::decideTrial(connection, campaign, clock.now()));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    const auto makeMaker = [&connection, &campaign, asOf](const store::Account &account) {
        return campaign::MessageMaker::create(connection, campaign::designsOf(campaign),
            {campaign.id, campaign.salt, campaign.name, account, asOf, false, false,
                campaign::occasionOf(campaign.id), campaign::stylesOf(campaign)});
    };
    HABERDASH_TRY_ASSIGN(
        lanes, AccountLanes::open(connection, outbox, accounts, openTransport, makeMaker, clock.now()));
    HABERDASH_TRY_ASSIGN(gate, campaign::GateReader::open(connection, campaign));
    HABERDASH_TRY_ASSIGN(books, AnswerBooks::open(connection));
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(hours,
        campaign::ArrivalHours::open(connection, campaign.settings.schedule, campaign.salt, info.timeZone));
    HABERDASH_TRY(journal.begin());
    return CampaignRun({connection, std::move(campaign), std::move(outbox), std::move(gate), std::move(books),
                           std::move(hours), std::move(lanes), journal, clock, progress, options})
        .go(recovered);
}

Result<QList<store::Campaign>> campaignsDue(store::Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(all, store::campaigns(connection));
    QList<store::Campaign> due;
    for (const auto &campaign : all) {
        const auto &starts = campaign.settings.schedule.startsAt;
        const bool begins = campaign.state == CampaignState::Approved && starts && *starts <= now;
        const bool goesOn
            = campaign.state == CampaignState::Paused && campaign.resumesAt && *campaign.resumesAt <= now;
        // A program that was cut off leaves it like this; one that is at it holds the lock. Asked only then:
        // whoever begins to send in the moment of the question would be refused.
        const bool wasCutOff
            = campaign.state == CampaignState::Sending && SendingLock(connection.path()).isHeld();
        if (begins || goesOn || wasCutOff)
            due.append(campaign);
    }
    std::stable_sort(due.begin(), due.end(), [](const store::Campaign &a, const store::Campaign &b) {
        return a.settings.gate.priority > b.settings.gate.priority;
    });
    return due;
}

Result<> pauseCampaign(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    const bool goesOnByItself = campaign.state == CampaignState::Paused && campaign.resumesAt;
    if (campaign.state != CampaignState::Sending && campaign.state != CampaignState::Approved
        && !goesOnByItself)
        return failure(
            Error::Code::Refused, u"“%1” is not being sent. Nothing was changed."_s.arg(campaign.name));
    return store::setCampaignState(connection, id, CampaignState::Paused, now);
}

Result<> cancelCampaign(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    if (campaign.state == CampaignState::Done || campaign.state == CampaignState::Cancelled)
        return failure(Error::Code::Refused, u"“%1” is over. Nothing was changed."_s.arg(campaign.name));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(outbox.cancelPlanned(id, now));
    HABERDASH_TRY(store::setCampaignState(connection, id, CampaignState::Cancelled, now));
    return transaction.commit();
}

Result<> settleUncertain(
    store::Connection &connection, MessageId message, Fate fate, const QString &who, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(row, outbox.row(message));
    if (row.state != u"uncertain"_s)
        return failure(
            Error::Code::Refused, u"The message is %1, not uncertain. Nothing was changed."_s.arg(row.state));
    store::Settlement settlement;
    settlement.state = fate == Fate::Arrived ? u"sent"_s : u"planned"_s;
    settlement.reason = fate == Fate::Arrived ? u"settled-by-hand"_s : u"planned-by-hand"_s;
    settlement.reply = u"%1 (%2, %3)"_s.arg(
        fate == Fate::Arrived ? u"It arrived."_s : u"It did not arrive."_s, who, toIsoString(now));
    settlement.replyCode = row.replyCode;
    HABERDASH_TRY(outbox.settle(message, settlement, now));
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, row.campaign));
    if (fate == Fate::DidNotArrive && campaign.state == CampaignState::Done)
        HABERDASH_TRY(store::setCampaignState(connection, campaign.id, CampaignState::Paused, now));
    return transaction.commit();
}

} // namespace haberdash::sending
