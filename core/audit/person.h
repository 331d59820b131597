// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/dates.h"
#include "core/store/connection.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace haberdash::audit {

/// What the ledger says about mail to one person.
struct ConsentFacts
{
    bool any = false; ///< there is an entry in force
    std::string state; ///< of the newest entry in force
    std::optional<qint64> saidAt; ///< when that was said, where the source tells
    bool proven = false; ///< the entry names a proof
    bool dateIsImpossible = false; ///< some entry lies after the instant or before the year 2000
    std::optional<qint64> firstYes; ///< the first dated yes
    bool undatedYes = false; ///< a yes without date: it counts from the beginning
};

/// One person as the checks see them. Texts are UTF-8 as stored; empty where unknown. Refilled row by row.
struct Person
{
    qint64 id = 0;
    std::string email;
    std::string emailKey; ///< trimmed, lower case
    std::string firstName;
    std::string lastName;
    std::string company;
    std::string phone;
    std::string country;
    std::string birthday;
    std::optional<qint64> createdAt;
    ConsentFacts consent;
    std::string suppression; ///< why the address must not be written to; empty: it may

    [[nodiscard]] std::string_view domain() const;
    [[nodiscard]] std::string_view localPart() const;
    [[nodiscard]] bool isSubscribed() const { return consent.state == "subscribed"; }
};

/// "Ada Lovelace", or the address, or "Customer 12".
[[nodiscard]] QString nameOf(const Person &person);

/// Reads people in the order of their numbers, each with consent and suppression, in one pass over each
/// table.
class PersonReader
{
public:
    /// @param ids only these; nothing: all
    [[nodiscard]] static Result<PersonReader> open(
        store::Connection &connection, const PossibleTimes &times, const std::optional<QByteArray> &ids = {});
    /// False after the last.
    [[nodiscard]] Result<bool> next(Person &person);

private:
    PersonReader(const PossibleTimes &times, store::Statement people, store::Statement consent);
    Result<> readConsent(Person &person);

    PossibleTimes m_times;
    store::Statement m_people;
    store::Statement m_consent;
    bool m_hasEntry = false;
    std::unordered_map<std::string, std::string> m_suppressions;
};

/// Numbers as a JSON list, for "IN (SELECT value FROM json_each(?))".
[[nodiscard]] QByteArray jsonList(const qint64 *ids, size_t count);

} // namespace haberdash::audit
