// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"

namespace haberdash::sample {

/// The day at which the sample shop stands still: 30 June 2026, 00:00 UTC.
[[nodiscard]] Timestamp sampleAsOf();

/// Makes a workspace with a shop of about 2,000 invented customers and two years of history: goods with drawn
/// pictures, orders, events, consent, a few segments, two emails and a finished campaign to learn from. The
/// same bytes of content on every machine. Refuses to touch a file that is there.
[[nodiscard]] Result<> makeSampleShop(const QString &path, Progress &progress);

} // namespace haberdash::sample
