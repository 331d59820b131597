// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace haberdash::importing {

/// Numbers under texts, in 16 bytes an entry whatever the texts' length: an import of a million people holds
/// three million keys. Only hashes are kept, 96 bits of them: among a hundred million keys two that are taken
/// for one come about once in ten trillion imports.
class KeyIndex
{
public:
    /// The number under a text, or 0.
    [[nodiscard]] qint64 find(std::string_view text) const;
    /// Puts a number (1 to 2^32 - 1) under a text; the first one stays.
    void insert(std::string_view text, qint64 number);
    [[nodiscard]] size_t size() const { return m_size; }

private:
    struct Slot
    {
        quint64 hash = 0;
        quint32 check = 0;
        quint32 number = 0; ///< 0: free
    };
    [[nodiscard]] size_t place(quint64 hash, quint32 check) const;
    void grow();

    std::vector<Slot> m_slots;
    size_t m_size = 0;
};

} // namespace haberdash::importing
