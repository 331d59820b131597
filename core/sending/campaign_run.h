// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/campaign/arrival_hours.h"
#include "core/campaign/gate_reader.h"
#include "core/sending/account_lanes.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/delivery_books.h"
#include "core/sending/delivery_verdict.h"

namespace haberdash::sending {

/// One run of sending a campaign: gate, claim, wire, result, message by message or batch by batch. Claim and
/// result are transactions around the wire; the result of one hand-over and the claim for the next share one.
class CampaignRun
{
public:
    struct Parts
    {
        store::Connection &connection;
        store::Campaign campaign;
        store::Outbox outbox;
        campaign::GateReader gate;
        DeliveryBooks books;
        campaign::ArrivalHours hours;
        std::unique_ptr<AccountLanes> lanes;
        const Clock &clock;
        Progress &progress;
        SendOptions options;
    };
    explicit CampaignRun(Parts parts);
    [[nodiscard]] Result<SendReport> go();

private:
    /// A message on its way through one hand-over.
    struct Job
    {
        store::OutboxRow row;
        QString domain;
        std::optional<campaign::MadeMessage> message;
        QString notMade; ///< why there is no message
    };
    struct Batch
    {
        int way = 0;
        std::vector<Job> jobs;
    };
    struct Settled
    {
        store::OutboxRow row;
        Verdict verdict;
    };

    [[nodiscard]] Result<> sendAll();
    [[nodiscard]] Result<Batch> gather(Timestamp now);
    void makeMessages(Batch &batch, Timestamp now);
    [[nodiscard]] Result<> settleAndClaim(Batch &batch);
    [[nodiscard]] Result<bool> mayGo(Job &job, Timestamp now);
    void handOver(Batch &batch);
    void follow(Lane &lane, const deliver::Delivery &delivery, const Verdict &verdict, Timestamp now);
    [[nodiscard]] Result<> settlePrevious(Timestamp now);
    [[nodiscard]] Result<> settleNow();
    [[nodiscard]] Result<> recordSent(const store::OutboxRow &row, Timestamp now);
    [[nodiscard]] Result<> recordBounce(const Settled &settled, Timestamp now);
    [[nodiscard]] Result<bool> stillSending();
    [[nodiscard]] Result<bool> waitForMore(Timestamp now);
    [[nodiscard]] Result<> finish();
    [[nodiscard]] Result<SendReport> reportOn(const Error &error);
    void tally(const QString &state);

    store::Connection &m_connection;
    store::Campaign m_campaign;
    store::Outbox m_outbox;
    campaign::GateReader m_gate;
    DeliveryBooks m_books;
    campaign::ArrivalHours m_hours;
    std::unique_ptr<AccountLanes> m_lanes;
    const Clock &m_clock;
    Progress &m_progress;
    SendOptions m_options;
    SendQueue m_queue;
    SendReport m_report;
    SendReport m_written; ///< m_report as far as the store has it
    std::vector<Settled> m_previous; ///< answered, and not yet written down
    std::optional<Timestamp> m_resumesAt; ///< set where the run may go on by itself
    qint64 m_done = 0;
    qint64 m_planned = 0;
    qint64 m_hardBounces = 0;
    bool m_wasOnTheWire = false;
};

} // namespace haberdash::sending
