// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/hand_over_journal.h"
#include "core/store/connection.h"

namespace haberdash::sending {

/// Settles what a run that was cut off had claimed, of all campaigns, by what its journal says: what was
/// answered is written down, what was not begun goes back into the plan, and the rest is uncertain. Only
/// while nobody is sending.
/// @return how many messages are uncertain now
[[nodiscard]] Result<qint64> settleInterrupted(
    store::Connection &connection, const HandOverJournal &journal, Timestamp now);

} // namespace haberdash::sending
