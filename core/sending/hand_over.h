// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/account_lanes.h"
#include "core/sending/hand_over_journal.h"

#include <atomic>
#include <future>

namespace haberdash::sending {

/// So many refusals one after the other mean that it is not about these people: a server that relays for
/// nobody would otherwise use up the whole audience.
inline constexpr int refusalsInARow = 10;

/// A message on its way.
struct Job
{
    store::OutboxRow row;
    QString domain;
    std::optional<campaign::MadeMessage> message;
    QString notMade; ///< why there is no message

    [[nodiscard]] HandOverKey key() const
    {
        return {row.id, row.attempts, row.claimedAt.value_or(Timestamp())};
    }
};

/// Claimed messages on the wire of one account, call by call, in a thread of their own: the run claims and
/// makes the next ones meanwhile. Ends early where an answer is about more than its message, and says which
/// messages were not begun. Each step is in the journal before it is taken.
class HandOver
{
public:
    /// Begins. Everything that is passed by reference outlives this.
    HandOver(Lane &lane, std::vector<Job> jobs, int way, int section, std::string campaign,
        HandOverJournal &journal);
    HandOver(const HandOver &) = delete;
    HandOver &operator=(const HandOver &) = delete;
    ~HandOver() { stop(); } // the future waits for the rest

    /// No further message is begun.
    void stop() { m_stops = true; }
    [[nodiscard]] bool isOverWithin(std::chrono::milliseconds time)
    {
        return m_wire.wait_for(time) == std::future_status::ready;
    }
    /// Waits for the end. An error where the journal could not be written; what was answered is there all the
    /// same.
    [[nodiscard]] Result<> finish() { return m_wire.get(); }

    // After the end:
    [[nodiscard]] int way() const { return m_way; }
    [[nodiscard]] std::vector<Job> &jobs() { return m_jobs; }
    /// One for each of the first jobs; the others were not begun.
    [[nodiscard]] const std::vector<deliver::Delivery> &answers() const { return m_answers; }
    [[nodiscard]] std::chrono::nanoseconds took() const { return m_took; }

private:
    [[nodiscard]] Result<> run();
    [[nodiscard]] Result<> call(size_t first, size_t count);
    [[nodiscard]] Result<> note(
        size_t job, HandOverJournal::Phase phase, const deliver::Delivery &answer = {});
    [[nodiscard]] bool mayGoOn() const;

    Lane &m_lane;
    std::vector<Job> m_jobs;
    int m_way;
    int m_section;
    std::string m_campaign;
    HandOverJournal &m_journal;
    int m_refusalsBefore;
    std::vector<deliver::Delivery> m_answers;
    std::chrono::nanoseconds m_took{0};
    std::atomic<bool> m_stops = false;
    std::future<Result<>> m_wire; // last: its thread uses the others
};

} // namespace haberdash::sending
