// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/text_dictionary.h"

namespace haberdash::facts {

namespace {

/// Good enough to spread short texts, and fast; stays within one run.
size_t hashOf(std::string_view text)
{
    quint64 hash = text.size() * 0x9E3779B97F4A7C15ull;
    size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        quint64 word = 0;
        std::memcpy(&word, text.data() + i, 8);
        hash = (hash ^ word) * 0xBF58476D1CE4E5B9ull;
        hash ^= hash >> 29;
    }
    quint64 rest = 0;
    if (i < text.size())
        std::memcpy(&rest, text.data() + i, text.size() - i);
    hash = (hash ^ rest) * 0x94D049BB133111EBull;
    return size_t(hash ^ (hash >> 32));
}

} // namespace

TextDictionary::TextDictionary()
{
    m_begin.push_back(0);
    m_begin.push_back(0);
}

quint32 TextDictionary::code(std::string_view text)
{
    if (text.empty())
        return 0;
    if (size() * 2 >= m_slots.size())
        grow();
    const size_t mask = m_slots.size() - 1;
    size_t slot = hashOf(text) & mask;
    while (m_slots[slot] != 0) {
        if (this->text(m_slots[slot]) == text)
            return m_slots[slot];
        slot = (slot + 1) & mask;
    }
    const auto fresh = quint32(size());
    m_slots[slot] = fresh;
    const size_t begin = m_bytes.size();
    if (begin + text.size() > m_bytes.bytes())
        m_bytes.reserve(std::max(m_bytes.bytes() * 2, begin + text.size() + 256));
    m_bytes.resize(begin + text.size());
    std::memcpy(m_bytes.data() + begin, text.data(), text.size());
    m_begin.push_back(m_bytes.size());
    return fresh;
}

void TextDictionary::grow()
{
    Column<quint32> slots;
    slots.resize(m_slots.empty() ? 64 : m_slots.size() * 2);
    const size_t mask = slots.size() - 1;
    for (quint32 code = 1; code < size(); ++code) {
        size_t slot = hashOf(text(code)) & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = code;
    }
    m_slots = std::move(slots);
}

void TextDictionary::finish()
{
    m_slots = Column<quint32>();
    m_bytes.trim();
    m_begin.trim();
}

} // namespace haberdash::facts
