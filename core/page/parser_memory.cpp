// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/parser_memory.h"

#include <cstdlib>

namespace haberdash::page {

ParserMemory::~ParserMemory()
{
    while (m_first) {
        Block *next = m_first->next;
        std::free(m_first);
        m_first = next;
    }
}

void *ParserMemory::allocate(void *memory, size_t size)
{
    auto *self = static_cast<ParserMemory *>(memory);
    const size_t whole = size + sizeof(Block);
    void *bytes = whole <= self->m_left ? std::malloc(whole) : nullptr;
    if (!bytes)
        std::longjmp(self->m_wayOut, 1);
    self->m_left -= whole;
    auto *block = static_cast<Block *>(bytes);
    *block = {nullptr, self->m_first, whole};
    if (self->m_first)
        self->m_first->previous = block;
    self->m_first = block;
    return block + 1;
}

void ParserMemory::release(void *memory, void *bytes)
{
    if (!bytes)
        return;
    auto *self = static_cast<ParserMemory *>(memory);
    Block *block = static_cast<Block *>(bytes) - 1;
    (block->previous ? block->previous->next : self->m_first) = block->next;
    if (block->next)
        block->next->previous = block->previous;
    self->m_left += block->size;
    std::free(block);
}

} // namespace haberdash::page
