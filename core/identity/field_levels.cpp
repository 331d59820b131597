// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/field_levels.h"

#include "core/base/edit_distance.h"
#include "core/contact/name_key.h"
#include "core/identity/string_distance.h"

#include <algorithm>

namespace haberdash::identity {

namespace {

constexpr double nearName = 0.88; // Jaro-Winkler, METHODS

bool isAscii(const std::u32string &text)
{
    return std::all_of(text.begin(), text.end(), [](char32_t c) { return c < 0x80; });
}

std::u32string withoutDigits(std::u32string text)
{
    std::erase_if(text, [](char32_t c) { return c >= U'0' && c <= U'9'; });
    return text;
}

std::uint64_t pairKey(std::uint32_t a, std::uint32_t b)
{
    return std::uint64_t(std::min(a, b)) << 32 | std::max(a, b);
}

template<typename Compute>
std::int8_t remembered(
    std::unordered_map<std::uint64_t, std::int8_t> &known, std::uint32_t a, std::uint32_t b, Compute compute)
{
    const auto [entry, added] = known.try_emplace(pairKey(a, b), std::int8_t(0));
    if (added)
        entry->second = compute();
    return entry->second;
}

} // namespace

std::int8_t FieldLevels::nameLevel(std::uint32_t a, std::uint32_t b)
{
    if (a == 0 || b == 0)
        return missing;
    if (a == b)
        return 2;
    return remembered(m_names, a, b,
        [&]() -> std::int8_t { return areNear(m_records.names.text(a), m_records.names.text(b)) ? 1 : 0; });
}

bool FieldLevels::areNear(const std::u32string &a, const std::u32string &b) const
{
    if (jaroWinkler(a, b) >= nearName)
        return true;
    // "Иван" and "ivan" are one name on two keyboards.
    if (isAscii(a) == isAscii(b))
        return false;
    return jaroWinkler(latinForm(a), latinForm(b)) >= nearName;
}

std::u32string FieldLevels::latinForm(const std::u32string &name) const
{
    return isAscii(name) ? name
                         : contact::nameKey(m_latin.of(QString::fromStdU32String(name))).toStdU32String();
}

/// "E." is near to "Emily".
std::int8_t FieldLevels::givenLevel(std::uint32_t a, std::uint32_t b)
{
    const std::int8_t level = nameLevel(a, b);
    if (level != 0)
        return level;
    const auto &one = m_records.names.text(a);
    const auto &two = m_records.names.text(b);
    if (one.size() != 1 && two.size() != 1)
        return 0;
    return latinForm(one).substr(0, 1) == latinForm(two).substr(0, 1) ? 1 : 0;
}

std::int8_t FieldLevels::placeLevel(std::uint32_t a, std::uint32_t b)
{
    if (a == 0 || b == 0)
        return missing;
    if (a == b)
        return 2;
    return remembered(m_places, a, b, [&]() -> std::int8_t {
        return jaroWinkler(m_records.places.text(a), m_records.places.text(b)) >= nearName ? 1 : 0;
    });
}

/// Postcode and town say the same thing twice, so they count once: the postcode where both have one.
std::int8_t FieldLevels::townLevel(const PersonRecord &a, const PersonRecord &b)
{
    const std::int8_t postcode = numberLevel(a.postcode, b.postcode);
    const std::int8_t city = placeLevel(a.city, b.city);
    if (postcode == missing)
        return city;
    // A digit off in the same town is a slip of the pen.
    return postcode == 0 && city == 2 ? 1 : postcode;
}

std::int8_t FieldLevels::numberLevel(std::uint32_t a, std::uint32_t b) const
{
    if (a == 0 || b == 0)
        return missing;
    if (a == b)
        return 2;
    return isOneEditAway(m_records.numbers.text(a), m_records.numbers.text(b)) ? 1 : 0;
}

/// Two digits that changed places, or one too few. Another digit is another line: they are given out in a
/// row.
std::int8_t FieldLevels::phoneLevel(std::uint32_t a, std::uint32_t b) const
{
    const std::int8_t level = numberLevel(a, b);
    if (level != 1)
        return level;
    std::u32string one = m_records.numbers.text(a);
    std::u32string two = m_records.numbers.text(b);
    if (one.size() != two.size())
        return 1;
    std::sort(one.begin(), one.end());
    std::sort(two.begin(), two.end());
    return one == two ? 1 : 0;
}

std::int8_t FieldLevels::mailLevel(const PersonRecord &a, const PersonRecord &b) const
{
    if (a.mailbox == 0 || b.mailbox == 0)
        return missing;
    const bool sameDomain = a.mailDomain == b.mailDomain;
    if (a.mailbox == b.mailbox)
        return sameDomain ? 2 : 1;
    const auto &one = m_records.mail.text(a.mailbox);
    const auto &two = m_records.mail.text(b.mailbox);
    // "anna12" and "anna13" were told apart on purpose.
    if (!sameDomain || withoutDigits(one) == withoutDigits(two) || one.size() < 5)
        return 0;
    return isOneEditAway(one, two) ? 1 : 0;
}

Pattern FieldLevels::compare(const PersonRecord &a, const PersonRecord &b)
{
    std::int8_t given = givenLevel(a.given, b.given);
    std::int8_t surname = nameLevel(a.surname, b.surname);
    if (given <= 0 && surname <= 0 && a.given != 0 && a.surname != 0 && b.given != 0 && b.surname != 0) {
        const std::int8_t crossedGiven = nameLevel(a.given, b.surname);
        const std::int8_t crossedSurname = nameLevel(a.surname, b.given);
        if (crossedGiven > 0 && crossedSurname > 0) {
            given = crossedGiven;
            surname = crossedSurname;
        }
    }
    return {given, surname, placeLevel(a.street, b.street), numberLevel(a.house, b.house), townLevel(a, b),
        phoneLevel(a.phone, b.phone), mailLevel(a, b), numberLevel(a.birthday, b.birthday)};
}

} // namespace haberdash::identity
