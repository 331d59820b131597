// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/store/campaign_repository.h"

namespace haberdash::sending {

/// Writes what would be sent as .eml files and changes nothing. Gives how many.
[[nodiscard]] Result<qint64> writeMessages(store::Connection &connection, const store::Campaign &campaign,
    const QString &folder, const Clock &clock, Timestamp asOf, Progress &progress);

} // namespace haberdash::sending
