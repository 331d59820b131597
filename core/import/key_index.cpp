// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/key_index.h"

#include "core/base/stable_hash.h"

#include <functional>

namespace haberdash::importing {

namespace {

constexpr size_t firstSize = 1024; // a power of two

quint32 checkOf(std::string_view text)
{
    return quint32(stableHash(text) >> 32);
}

} // namespace

/// Where an entry is, or the free slot where it belongs.
size_t KeyIndex::place(quint64 hash, quint32 check) const
{
    const size_t mask = m_slots.size() - 1;
    size_t i = hash & mask;
    while (m_slots[i].number != 0 && (m_slots[i].hash != hash || m_slots[i].check != check))
        i = (i + 1) & mask;
    return i;
}

qint64 KeyIndex::find(std::string_view text) const
{
    if (m_slots.empty())
        return 0;
    return m_slots[place(std::hash<std::string_view>()(text), checkOf(text))].number;
}

void KeyIndex::insert(std::string_view text, qint64 number)
{
    Q_ASSERT(number > 0 && number <= 0xffffffff);
    // At most seven of ten slots are taken, so that free ones are near.
    if ((m_size + 1) * 10 > m_slots.size() * 7)
        grow();
    const quint64 hash = std::hash<std::string_view>()(text);
    const quint32 check = checkOf(text);
    Slot &slot = m_slots[place(hash, check)];
    if (slot.number != 0)
        return;
    slot = {hash, check, quint32(number)};
    ++m_size;
}

void KeyIndex::grow()
{
    std::vector<Slot> old = std::exchange(m_slots, {});
    m_slots.resize(old.empty() ? firstSize : old.size() * 2);
    for (const Slot &slot : old) {
        if (slot.number != 0)
            m_slots[place(slot.hash, slot.check)] = slot;
    }
}

} // namespace haberdash::importing
