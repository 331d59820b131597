// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/fellegi_sunter.h"
#include "core/identity/person_records.h"

#include <QList>

namespace haberdash::identity {

/// What two records are compared in. The order is that of patterns.
enum class MatchField { Given, Surname, Street, House, Place, Phone, Mailbox, Birthday };
constexpr size_t matchFieldCount = 8;
/// "given name", "phone" ...
[[nodiscard]] QString toWords(MatchField field);

/// How a field of two records agrees, and what that is worth.
struct FieldEvidence
{
    MatchField field;
    std::int8_t level; ///< 2 equal, 1 nearly, 0 not; fields with a missing value are left out
    double bits; ///< log2(m / u): above 0 speaks for one person
    friend bool operator==(const FieldEvidence &, const FieldEvidence &) = default;
};

/// Two records that look like one person.
struct DuplicatePair
{
    CustomerId low;
    CustomerId high;
    double probability = 0;
    bool sure = false; ///< the same phone under the same name: a rule, not a guess
    /// What families have in common speaks for one person, but something tells two people apart: names that
    /// are only near, other birthdays, or neither phone nor address in common.
    bool doubtful = false;
    QList<FieldEvidence> evidence;
    [[nodiscard]] bool isCertain() const { return !doubtful && (sure || probability >= certain); }

    static constexpr double certain = 0.99;
    static constexpr double likely = 0.9;
};

struct DuplicateReport
{
    QList<DuplicatePair> pairs; ///< certain and likely ones, best first
    qint64 people = 0;
    qint64 compared = 0; ///< pairs
    qint64 blocksTooLarge = 0; ///< groups too common to be looked into
    bool learned = false; ///< whether the weights come from this shop's own data
};

/// Finds records of the same person: METHODS section on duplicates (blocking; three levels a field; Fellegi
/// and Sunter's weights learned from the shop itself). Members of a household, who share all but the first
/// name, are none. Changes nothing.
/// @param country two letters: whose people write numbers without a country code
[[nodiscard]] Result<DuplicateReport> findDuplicates(
    store::Connection &connection, const std::string &country, Progress &progress);

} // namespace haberdash::identity
