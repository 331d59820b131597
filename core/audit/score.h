// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/finding.h"

namespace haberdash::audit {

/// How far the data can be trusted, 0 to 100, and why.
struct Score
{
    int value = 100; ///< 100 only where no check found anything
    double taken = 0; ///< all points together; may exceed 100
    friend bool operator==(const Score &, const Score &) = default;
};

/// What a finding of this size takes: a severity has a most that it takes, reached where this share of what
/// was looked at is found, and less in proportion below it.
///
/// | severity | at most | reached at |
/// | serious  | 15      |  5 %       |
/// | warning  |  6      | 20 %       |
/// | notice   |  2      | 50 %       |
///
/// A finding takes at least 0.1.
[[nodiscard]] double pointsFor(const Finding &finding);
/// "3.2 of at most 15 points: 1.1 % of 2,000 people; all 15 at 5 %"
[[nodiscard]] QString pointsInWords(const Finding &finding);
/// 100 less what the findings take, rounded down, never below 0.
[[nodiscard]] Score scoreOf(const QList<Finding> &findings);
/// "You can trust most of this data", by the score and the worst severity.
[[nodiscard]] QString verdictOf(const Score &score, const QList<Finding> &findings);

} // namespace haberdash::audit
