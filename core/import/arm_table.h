// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/outcome_file.h"

namespace haberdash::importing {

/// Reads a file with one row an arm, as mail services show a test: a column of names, one of recipients
/// ("recipients", "sent", "delivered" ...), then how many clicked, ordered ..., and perhaps what came in:
/// "revenue" or "mean revenue", with "revenue sd" or "revenue sum of squares" per recipient. Nothing where
/// the file is not of this kind: no such columns, or several rows an arm that look like recipients.
/// Invalid: several rows of counts for an arm, a cell that is no number, more who did it than recipients,
/// sums that cannot be, two currencies, no such control arm.
[[nodiscard]] Result<std::optional<OutcomeFile>> readArmTable(
    const QString &path, const OutcomeColumns &columns, const OutcomeFileOptions &options);

} // namespace haberdash::importing
