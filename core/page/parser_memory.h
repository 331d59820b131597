// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csetjmp>
#include <cstddef>

namespace haberdash::page {

/// Memory for a parser written in C that has no answer to "there is none": beyond its budget it jumps back to
/// `wayOut`, and gives back all that was taken when it goes. So no page can eat the machine's memory, and no
/// deep tree is taken down by recursion.
class ParserMemory
{
public:
    explicit ParserMemory(size_t budget)
        : m_left(budget)
    { }
    ~ParserMemory();
    ParserMemory(const ParserMemory &) = delete;
    ParserMemory &operator=(const ParserMemory &) = delete;

    /// Where to go on when the budget is spent; set before the parser begins.
    [[nodiscard]] std::jmp_buf &wayOut() { return m_wayOut; }
    // For the parser; `memory` is a ParserMemory.
    static void *allocate(void *memory, size_t size);
    static void release(void *memory, void *bytes);

private:
    struct alignas(std::max_align_t) Block
    {
        Block *previous;
        Block *next;
        size_t size;
    };
    std::jmp_buf m_wayOut{};
    Block *m_first = nullptr;
    size_t m_left;
};

} // namespace haberdash::page
