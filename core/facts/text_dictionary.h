// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/column.h"

#include <string_view>

namespace haberdash::facts {

/// Different texts, each once, by code from 1; code 0 is "no text" and reads as empty.
class TextDictionary
{
public:
    TextDictionary();
    /// The code of a text, a new one where it has none yet. An empty text is 0.
    [[nodiscard]] quint32 code(std::string_view text);
    [[nodiscard]] std::string_view text(quint32 code) const
    {
        return {m_bytes.data() + m_begin[code], size_t(m_begin[code + 1] - m_begin[code])};
    }
    /// Codes are below this.
    [[nodiscard]] size_t size() const { return m_begin.size() - 1; }
    /// No more codes from now on: forgets what only finding needs.
    void finish();
    [[nodiscard]] size_t bytes() const { return m_bytes.bytes() + m_begin.bytes() + m_slots.bytes(); }

private:
    void grow();

    Column<char> m_bytes;
    Column<quint64> m_begin;
    Column<quint32> m_slots; ///< open addressing; 0 is free
};

} // namespace haberdash::facts
