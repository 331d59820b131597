// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/row_set.h"

#include <bit>

namespace haberdash::facts {

RowSet RowSet::all(size_t rows)
{
    RowSet set(rows);
    for (quint64 &word : set.m_words)
        word = ~quint64(0);
    if (rows % 64 != 0)
        set.m_words.back() = (quint64(1) << (rows % 64)) - 1;
    return set;
}

qint64 RowSet::count() const
{
    qint64 count = 0;
    for (const quint64 word : m_words)
        count += std::popcount(word);
    return count;
}

qint64 RowSet::countAlso(const RowSet &other) const
{
    qint64 count = 0;
    for (size_t i = 0; i < m_words.size(); ++i)
        count += std::popcount(m_words[i] & other.m_words[i]);
    return count;
}

std::vector<quint32> RowSet::toRows() const
{
    std::vector<quint32> rows;
    rows.reserve(size_t(count()));
    for (size_t i = 0; i < m_words.size(); ++i) {
        for (quint64 word = m_words[i]; word != 0; word &= word - 1)
            rows.push_back(quint32(i * 64 + size_t(std::countr_zero(word))));
    }
    return rows;
}

void RowSet::keepFirst(size_t limit)
{
    for (quint64 &word : m_words) {
        const auto here = size_t(std::popcount(word));
        if (here > limit) {
            quint64 kept = 0;
            for (; limit > 0; --limit) {
                const quint64 lowest = word & (~word + 1);
                kept |= lowest;
                word ^= lowest;
            }
            word = kept;
        } else {
            limit -= here;
        }
    }
}

RowSet &RowSet::operator&=(const RowSet &other)
{
    for (size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
    return *this;
}

RowSet &RowSet::operator|=(const RowSet &other)
{
    for (size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

RowSet &RowSet::operator-=(const RowSet &other)
{
    for (size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= ~other.m_words[i];
    return *this;
}

} // namespace haberdash::facts
