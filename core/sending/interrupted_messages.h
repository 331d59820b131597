// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/hand_over_journal.h"
#include "core/store/outbox_repository.h"

namespace haberdash::sending {

/// A message that is claimed while nobody is sending, and how far it has come: begun, where nothing is known.
struct Interrupted
{
    store::OutboxRow row;
    HandOverJournal::Phase phase = HandOverJournal::Phase::Begun;
    deliver::Delivery answer; ///< where it was answered
};

/// What the store has as claimed, of all campaigns, beside what the journal says.
[[nodiscard]] Result<std::vector<Interrupted>> interruptedMessages(
    store::Outbox &outbox, const HandOverJournal &journal);

/// Settles what a run that was cut off had claimed, of all campaigns, by what its journal says: what was
/// answered is written down, what was not begun goes back into the plan, and the rest is uncertain. Only
/// while nobody is sending.
/// @return how many messages are uncertain now
[[nodiscard]] Result<qint64> settleInterrupted(
    store::Connection &connection, const HandOverJournal &journal, Timestamp now);

} // namespace haberdash::sending
