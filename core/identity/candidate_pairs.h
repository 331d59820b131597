// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/person_records.h"

namespace haberdash::identity {

/// Two places in `PersonRecords::people`, the lower first.
struct CandidatePair
{
    std::uint32_t low;
    std::uint32_t high;
    friend bool operator==(const CandidatePair &, const CandidatePair &) = default;
};

struct Candidates
{
    std::vector<CandidatePair> pairs; ///< sorted, each once
    qint64 blocksTooLarge = 0; ///< groups that agree in something too common to mean anything
};

/// Pairs that agree in at least one thing that two records of one person would share (a phone, a name and a
/// postcode, a house and initials, ...): comparing all with all would take days.
[[nodiscard]] Candidates candidatePairs(const PersonRecords &records, Progress &progress);

} // namespace haberdash::identity
