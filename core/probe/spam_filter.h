// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace haberdash::probe {

/// What SpamAssassin thinks of a message.
struct SpamVerdict
{
    /// One of its rules that the message met.
    struct Reason
    {
        QString rule; ///< "DRUG_ED_CAPS"
        QString words; ///< the filter's own, in English: "Mentions an E.D. drug"
        double points = 0;
        friend bool operator==(const Reason &, const Reason &) = default;
    };
    double score = 0; ///< points; the more, the likelier it is put away
    double limit = 5; ///< from here on it counts as spam
    std::vector<Reason> reasons; ///< those that add points, the gravest first
    friend bool operator==(const SpamVerdict &, const SpamVerdict &) = default;
};

/// Where the filter is; empty where it is not installed.
[[nodiscard]] QString findSpamFilter();

/// Has a message judged by the program at `filter`, called as SpamAssassin is, without its network tests.
/// Io where it cannot be started, takes longer than `patience` or answers something else; Cancelled where the
/// progress says so.
/// @param mime the message as it would go over the wire
[[nodiscard]] Result<SpamVerdict> askSpamFilter(const QString &filter, std::string_view mime,
    Progress &progress, std::chrono::milliseconds patience = std::chrono::seconds(60));

/// Reads what `spamassassin --test-mode` wrote; nothing where that is no verdict.
[[nodiscard]] std::optional<SpamVerdict> readSpamReport(const QString &report);

} // namespace haberdash::probe
