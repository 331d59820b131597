// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/candidate_pairs.h"

#include "core/identity/string_distance.h"

#include <algorithm>
#include <array>
#include <functional>

namespace haberdash::identity {

namespace {

/// The hash of what a block is about; 0 where the record has not all of it.
class BlockKey
{
public:
    BlockKey &add(std::uint32_t code)
    {
        m_complete = m_complete && code != 0;
        return mix(code);
    }
    BlockKey &mix(std::uint64_t value)
    {
        m_hash ^= value + 0x9E3779B97F4A7C15ull + (m_hash << 6) + (m_hash >> 2);
        m_hash *= 0xBF58476D1CE4E5B9ull;
        m_hash ^= m_hash >> 31;
        return *this;
    }
    [[nodiscard]] std::uint64_t value() const { return m_complete ? m_hash | 1 : 0; }

private:
    std::uint64_t m_hash = 0x51ED270B;
    bool m_complete = true;
};

/// What blocks need of a text beside its number, made once for each text.
class Derived
{
public:
    explicit Derived(const PersonRecords &records)
        : m_records(records)
    { }

    std::uint64_t soundexOf(std::uint32_t name)
    {
        if (name >= m_soundex.size())
            m_soundex.resize(name + 1, 0);
        auto &code = m_soundex[name];
        if (code == 0) {
            std::string ascii;
            for (const char32_t character : m_records.names.text(name))
                ascii += character < 0x80 ? char(character) : ' ';
            code = std::hash<std::string>()(soundex(ascii)) | 1;
        }
        return code;
    }
    /// First letters of both names, in either order: "Kim Morgan" and "Morgan Kim" agree.
    std::uint64_t initialsOf(const PersonRecord &person, size_t letters)
    {
        auto one = m_records.names.text(person.given).substr(0, letters);
        auto two = m_records.names.text(person.surname).substr(0, letters);
        if (two < one)
            std::swap(one, two);
        return std::hash<std::u32string>()(one + U'|' + two);
    }
    /// The letters of a mailbox in order: two that changed places make no difference.
    std::uint64_t lettersOf(std::uint32_t mailbox)
    {
        if (mailbox >= m_letters.size())
            m_letters.resize(mailbox + 1, 0);
        auto &code = m_letters[mailbox];
        if (code == 0) {
            std::u32string sorted = m_records.mail.text(mailbox);
            std::sort(sorted.begin(), sorted.end());
            code = std::hash<std::u32string>()(sorted) | 1;
        }
        return code;
    }
    bool isLong(std::uint32_t mailbox) const { return m_records.mail.text(mailbox).size() >= 5; }

private:
    const PersonRecords &m_records;
    std::vector<std::uint64_t> m_soundex;
    std::vector<std::uint64_t> m_letters;
};

struct Block
{
    size_t largest; ///< a group of more says nothing
    std::function<std::uint64_t(const PersonRecord &)> key;
};

std::vector<Block> blocksOf(Derived &derived)
{
    constexpr size_t usual = 200;
    // Names alone lead somewhere only where they are rare.
    constexpr size_t rare = 20;
    using Person = const PersonRecord &;
    const auto named = [](Person p) { return p.given != 0 || p.surname != 0; };
    return {
        {usual, [](Person p) { return BlockKey().add(p.phone).value(); }},
        {usual,
            [&derived](
                Person p) { return derived.isLong(p.mailbox) ? BlockKey().add(p.mailbox).value() : 0; }},
        {usual,
            [&derived](
                Person p) { return BlockKey().add(p.mailDomain).mix(derived.lettersOf(p.mailbox)).value(); }},
        {usual,
            [&derived](Person p) {
                return p.surname != 0 ? BlockKey().add(p.postcode).mix(derived.soundexOf(p.surname)).value()
                                      : 0;
            }},
        {rare, [](Person p) { return BlockKey().add(p.given).add(p.surname).value(); }},
        {usual, [](Person p) { return BlockKey().add(p.given).add(p.surname).add(p.birthday).value(); }},
        {usual,
            [&derived, named](Person p) {
                return named(p) ? BlockKey().add(p.street).add(p.house).mix(derived.initialsOf(p, 1)).value()
                                : 0;
            }},
        {usual, [](Person p) { return BlockKey().add(p.given).add(p.postcode).value(); }},
        {usual, [](Person p) { return BlockKey().add(p.surname).add(p.city).value(); }},
        {usual,
            [&derived, named](Person p) {
                return named(p) ? BlockKey().add(p.house).add(p.city).mix(derived.initialsOf(p, 1)).value()
                                : 0;
            }},
        {usual,
            [&derived, named](Person p) {
                return named(p)
                    ? BlockKey().add(p.house).add(p.postcode).mix(derived.initialsOf(p, 1)).value()
                    : 0;
            }},
        {rare,
            [&derived](Person p) {
                return p.given != 0 && p.surname != 0
                    ? BlockKey().add(p.region).mix(derived.initialsOf(p, 3)).value()
                    : 0;
            }},
        {usual, [](Person p) { return BlockKey().add(p.line2).add(p.region).add(p.surname).value(); }},
        {rare,
            [&derived](Person p) {
                if (p.given == 0 || p.surname == 0)
                    return std::uint64_t(0);
                const auto one = derived.soundexOf(p.given);
                const auto two = derived.soundexOf(p.surname);
                return BlockKey().mix(std::min(one, two)).mix(std::max(one, two)).value();
            }},
    };
}

} // namespace

Candidates candidatePairs(const PersonRecords &records, Progress &progress)
{
    Candidates candidates;
    Derived derived(records);
    const auto blocks = blocksOf(derived);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    std::vector<std::uint64_t> found;
    qint64 done = 0;
    for (const Block &block : blocks) {
        if (progress.isCancelled())
            break;
        keyed.clear();
        for (std::uint32_t i = 0; i < records.people.size(); ++i) {
            if (const std::uint64_t key = block.key(records.people[i]); key != 0)
                keyed.emplace_back(key, i);
        }
        std::sort(keyed.begin(), keyed.end());
        for (size_t first = 0; first < keyed.size();) {
            size_t last = first + 1;
            while (last < keyed.size() && keyed[last].first == keyed[first].first)
                ++last;
            if (last - first > block.largest) {
                ++candidates.blocksTooLarge;
            } else {
                for (size_t i = first; i < last; ++i) {
                    for (size_t j = i + 1; j < last; ++j)
                        found.push_back(std::uint64_t(keyed[i].second) << 32 | keyed[j].second);
                }
            }
            first = last;
        }
        // Kept small while it grows: most pairs are found by several blocks.
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        progress.report(++done, qint64(blocks.size()));
    }
    candidates.pairs.reserve(found.size());
    for (const std::uint64_t pair : found)
        candidates.pairs.push_back({std::uint32_t(pair >> 32), std::uint32_t(pair)});
    return candidates;
}

} // namespace haberdash::identity
