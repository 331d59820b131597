// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace haberdash::store {
class Connection;
}

namespace haberdash::identity {

/// Each distinct text once, under a number. 0 is the empty text: a value that is missing.
class TextPool
{
public:
    TextPool();
    /// Numbers what `makeKey` makes of a text; each distinct text is made into a key once.
    template<typename MakeKey>
    std::uint32_t keyOf(std::string_view raw, MakeKey makeKey)
    {
        m_probe.assign(raw);
        if (const auto known = m_byRaw.find(m_probe); known != m_byRaw.end())
            return known->second;
        const std::uint32_t code = codeOf(makeKey(QString::fromUtf8(raw.data(), qsizetype(raw.size()))));
        m_byRaw.emplace(m_probe, code);
        return code;
    }
    [[nodiscard]] std::uint32_t codeOf(const QString &key);
    [[nodiscard]] const std::u32string &text(std::uint32_t code) const { return m_texts[code]; }

private:
    std::deque<std::u32string> m_texts;
    std::unordered_map<std::u32string, std::uint32_t> m_byKey;
    std::unordered_map<std::string, std::uint32_t> m_byRaw;
    std::string m_probe;
};

/// What is compared of one customer: keys, as numbers in pools.
struct PersonRecord
{
    CustomerId id;
    std::uint32_t given = 0;
    std::uint32_t surname = 0;
    std::uint32_t street = 0; ///< without its house number
    std::uint32_t house = 0;
    std::uint32_t line2 = 0;
    std::uint32_t postcode = 0;
    std::uint32_t city = 0;
    std::uint32_t region = 0; ///< the country where there is none
    std::uint32_t phone = 0;
    std::uint32_t mailbox = 0; ///< before the @, without "+tag"
    std::uint32_t mailDomain = 0;
    std::uint32_t birthday = 0;
};

/// All customers of a shop, ready to be compared.
struct PersonRecords
{
    TextPool names;
    TextPool places; ///< streets, towns, regions
    TextPool numbers; ///< house numbers, postcodes, phones, days
    TextPool mail;
    std::vector<PersonRecord> people;

    /// @param country two letters: whose people write numbers without a country code where a record names
    /// none
    [[nodiscard]] static Result<PersonRecords> load(
        store::Connection &connection, const std::string &country, Progress &progress);
};

/// "12 Main Street" -> "main street" and "12"; also "Hauptstraße 12a".
struct StreetLine
{
    QString street;
    QString house;
};
[[nodiscard]] StreetLine splitStreet(const QString &line);

} // namespace haberdash::identity
