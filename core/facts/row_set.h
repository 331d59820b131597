// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace haberdash::facts {

/// A set of rows 0 to size - 1, one bit each: for a million customers 125 KB, and an intersection of two such
/// sets takes microseconds.
class RowSet
{
public:
    RowSet() = default;
    explicit RowSet(size_t rows)
        : m_words((rows + 63) / 64)
        , m_rows(rows)
    { }
    [[nodiscard]] static RowSet all(size_t rows);

    [[nodiscard]] size_t rows() const { return m_rows; }
    [[nodiscard]] bool test(size_t row) const { return m_words[row / 64] >> (row % 64) & 1; }
    void set(size_t row) { m_words[row / 64] |= quint64(1) << (row % 64); }
    void reset(size_t row) { m_words[row / 64] &= ~(quint64(1) << (row % 64)); }
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] std::vector<quint32> toRows() const;
    /// Leaves out all but the first so many.
    void keepFirst(size_t limit);
    /// How many are in both.
    [[nodiscard]] qint64 countAlso(const RowSet &other) const;

    // Both sides have the same number of rows.
    RowSet &operator&=(const RowSet &other);
    RowSet &operator|=(const RowSet &other);
    RowSet &operator-=(const RowSet &other);

    /// 64 rows each; bits behind the last row are zero and must stay so.
    [[nodiscard]] quint64 *words() { return m_words.data(); }
    [[nodiscard]] const quint64 *words() const { return m_words.data(); }
    friend bool operator==(const RowSet &, const RowSet &) = default;

private:
    std::vector<quint64> m_words;
    size_t m_rows = 0;
};

} // namespace haberdash::facts
