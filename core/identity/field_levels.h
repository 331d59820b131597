// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact/latin_form.h"
#include "core/identity/duplicate_finder.h"

namespace haberdash::identity {

/// Compares records field by field. Names and places recur, so what two texts have in common is kept.
class FieldLevels
{
public:
    explicit FieldLevels(const PersonRecords &records)
        : m_records(records)
    { }

    /// One level a field, in the order of `MatchField`. Names are compared both ways round, since people
    /// write the family name first now and then, and the better way counts.
    [[nodiscard]] Pattern compare(const PersonRecord &a, const PersonRecord &b);

private:
    [[nodiscard]] std::int8_t nameLevel(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] bool areNear(const std::u32string &a, const std::u32string &b) const;
    [[nodiscard]] std::int8_t givenLevel(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] std::int8_t placeLevel(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] std::int8_t townLevel(const PersonRecord &a, const PersonRecord &b);
    [[nodiscard]] std::int8_t numberLevel(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] std::int8_t phoneLevel(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] std::u32string latinForm(const std::u32string &name) const;
    [[nodiscard]] std::int8_t mailLevel(const PersonRecord &a, const PersonRecord &b) const;

    using Known = std::unordered_map<std::uint64_t, std::int8_t>;
    const PersonRecords &m_records;
    contact::LatinForm m_latin;
    Known m_names;
    Known m_places;
};

} // namespace haberdash::identity
