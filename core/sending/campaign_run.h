// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/campaign/arrival_hours.h"
#include "core/campaign/gate_reader.h"
#include "core/sending/account_lanes.h"
#include "core/sending/answer_books.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/hand_over.h"

namespace haberdash::sending {

/// One run of sending a campaign: gate, claim, wire, result. While some messages are on the wire the results
/// of those before are written down, and the next ones are made and claimed.
class CampaignRun
{
public:
    struct Parts
    {
        store::Connection &connection;
        store::Campaign campaign;
        store::Outbox outbox;
        campaign::GateReader gate;
        AnswerBooks books;
        campaign::ArrivalHours hours;
        std::unique_ptr<AccountLanes> lanes;
        HandOverJournal &journal;
        const Clock &clock;
        Progress &progress;
        SendOptions options;
    };
    explicit CampaignRun(Parts parts);
    /// @param recovered messages that an earlier run left in doubt, for the report
    [[nodiscard]] Result<SendReport> go(qint64 recovered);

private:
    struct Batch
    {
        int way = 0;
        size_t gathered = 0; ///< some may turn out not to go
        std::vector<Job> jobs;
    };
    struct Settled
    {
        store::OutboxRow row;
        Verdict verdict;
    };

    [[nodiscard]] Result<> sendAll();
    [[nodiscard]] bool isGoing();
    [[nodiscard]] Result<Batch> gather(Timestamp now);
    void makeMessages(Batch &batch, Timestamp now);
    [[nodiscard]] Result<Batch> prepare();
    [[nodiscard]] Result<> claim(Batch &batch, Timestamp now);
    [[nodiscard]] Result<bool> mayGo(Job &job, Timestamp now);
    [[nodiscard]] Result<> launch(Batch &batch);
    [[nodiscard]] Result<> land();
    void adaptCalls(Lane &lane, bool wentWell, std::chrono::nanoseconds took) const;
    void follow(Lane &lane, const deliver::Delivery &delivery, const Verdict &verdict, Timestamp now);
    void stopWhereAddressesAreDead();
    [[nodiscard]] Result<> settlePrevious(Timestamp now);
    void giveBack(Lane &lane, const Job &job);
    [[nodiscard]] Result<bool> stillSending();
    [[nodiscard]] Result<bool> waitForMore();
    [[nodiscard]] Result<bool> waitUntil(Timestamp next);
    [[nodiscard]] Result<> lookAtTrial(Timestamp now);
    [[nodiscard]] Result<> finish();
    [[nodiscard]] Result<SendReport> reportOn(const Error &error);
    void tally(const QString &state);

    store::Connection &m_connection;
    store::Campaign m_campaign;
    store::Outbox m_outbox;
    campaign::GateReader m_gate;
    AnswerBooks m_books;
    campaign::ArrivalHours m_hours;
    std::unique_ptr<AccountLanes> m_lanes;
    HandOverJournal &m_journal;
    const Clock &m_clock;
    Progress &m_progress;
    SendOptions m_options;
    SendQueue m_queue;
    SendReport m_report;
    SendReport m_written; ///< m_report as far as the store has it
    std::vector<Settled> m_previous; ///< answered, and not yet written down
    std::vector<MessageId> m_released; ///< claimed, not begun, and not yet given back
    std::optional<Timestamp> m_resumesAt; ///< set where the run may go on by itself
    qint64 m_done = 0;
    qint64 m_planned = 0;
    qint64 m_hardBounces = 0;
    std::chrono::nanoseconds m_makingTook{0}; ///< of the messages prepared last
    size_t m_messageBytes = 0; ///< of the last message, as a guess at the next
    int m_section = 0; ///< of the journal, for the next claim
    bool m_wasOnTheWire = false;
    std::unique_ptr<HandOver> m_flight; ///< last: its thread uses lanes and journal
};

} // namespace haberdash::sending
