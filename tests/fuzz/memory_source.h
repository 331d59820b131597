// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/byte_source.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace haberdash::fuzz {

/// Bytes in memory, given out in pieces of changing size up to `longest`.
class MemorySource final : public importing::ByteSource
{
public:
    MemorySource(std::string_view bytes, size_t longest)
        : m_bytes(bytes)
        , m_longest(longest)
    { }
    Result<qint64> read(char *target, qint64 size) override
    {
        m_turn = m_turn * 5 + 3;
        const size_t piece = m_longest <= 1 ? 1 : 1 + m_turn % m_longest;
        const size_t count = std::min({piece, size_t(size), m_bytes.size() - m_at});
        if (count > 0)
            std::memcpy(target, m_bytes.data() + m_at, count);
        m_at += count;
        return qint64(count);
    }
    qint64 position() const override { return qint64(m_at); }
    qint64 size() const override { return qint64(m_bytes.size()); }

private:
    std::string_view m_bytes;
    size_t m_longest;
    size_t m_at = 0;
    size_t m_turn = 0;
};

/// A file that holds these bytes until the next call.
[[nodiscard]] QString fileWith(std::string_view bytes);

} // namespace haberdash::fuzz
