// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/scratch.h"

#include <algorithm>
#include <cstring>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t chunkBytes = 64 * 1024;

} // namespace

void Arena::reset()
{
    m_chunk = m_at = m_used = 0;
}

char *Arena::allocate(size_t bytes, size_t alignment)
{
    m_used += bytes;
    for (;;) {
        if (m_chunk == m_chunks.size()) {
            const size_t size = std::max(chunkBytes, bytes + alignment);
            m_chunks.push_back({std::make_unique<char[]>(size), size});
        }
        const size_t start = (m_at + alignment - 1) / alignment * alignment;
        if (start + bytes <= m_chunks[m_chunk].size) {
            m_at = start + bytes;
            return m_chunks[m_chunk].bytes.get() + start;
        }
        ++m_chunk;
        m_at = 0;
    }
}

char *Scratch::allocate(size_t bytes, size_t alignment)
{
    if (m_arena.used() + bytes > m_options->limits.scratchBytes) {
        fail(u"This template makes too much text on the way; it was stopped."_s);
        return nullptr;
    }
    return m_arena.allocate(bytes, alignment);
}

Item Scratch::keep(std::string_view text, bool safe)
{
    char *place = allocate(text.size(), 1);
    if (!place)
        return Item::fromText({});
    std::copy(text.begin(), text.end(), place);
    return Item::fromText({place, text.size()}, safe);
}

Item Scratch::keepList(const std::vector<Item> &items)
{
    char *place = allocate(items.size() * sizeof(Item), alignof(Item));
    if (!place)
        return Item::fromList(nullptr, 0);
    auto *copy = reinterpret_cast<Item *>(place);
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return Item::fromList(copy, items.size());
}

Item Scratch::keepNamed(const std::vector<NamedArgument> &named)
{
    char *place = allocate(named.size() * sizeof(NamedArgument), alignof(NamedArgument));
    if (!place)
        return {};
    auto *copy = reinterpret_cast<NamedArgument *>(place);
    std::uninitialized_copy(named.begin(), named.end(), copy);
    return Item::fromNamed(copy, named.size());
}

std::string_view Scratch::textOf(const Item &item)
{
    if (item.isText())
        return item.text();
    std::string text;
    appendPlain(item, text, m_options->limits.scratchBytes);
    return keep(text).text();
}

void Scratch::fail(QString message, QString expected)
{
    if (m_hasFailed)
        return;
    m_hasFailed = true;
    failure = std::move(message);
    failureExpected = std::move(expected);
}

void Scratch::look()
{
    constexpr size_t stepsBetween = 256; // a look at the clock takes as long as a short filter
    const Limits &limits = m_options->limits;
    m_nextLook = limits.steps + 1;
    if (steps > limits.steps) {
        fail(u"This template runs too long; it was stopped after %1 steps."_s.arg(limits.steps));
    } else if (limits.time.count() > 0) {
        m_nextLook = std::min(m_nextLook, steps + stepsBetween);
        if (std::chrono::steady_clock::now() > m_deadline)
            fail(u"This template runs too long; it was stopped after %1 ms."_s.arg(limits.time.count()));
    }
}

void Scratch::spendOn(const Item &item)
{
    if (item.isText()) {
        spend(item.size / 1024);
    } else if (item.isList()) {
        spend(item.count());
        for (size_t i = 0, count = item.count(); i < count && !m_hasFailed; ++i)
            spendOn(item.at(i));
    } else if (item.isRecord()) {
        spend(item.count() / 16);
    }
}

void Variables::start(const Program &program)
{
    slots.assign(program.symbols.size(), Slot());
    behind.resize(program.symbols.size());
    covers.assign(program.symbols.size(), 0);
    cycles.clear();
    counters.clear();
    loopMemory.assign(program.loopMemoryCount, 0);
    lastChanged.clear();
}

void Scratch::start(const Program &program, const RenderOptions &options)
{
    m_arena.reset();
    m_options = &options;
    m_hasFailed = false;
    failure.clear();
    failureExpected.clear();
    steps = 0;
    sampleCount = 0;
    m_nextLook = 0;
    if (options.limits.time.count() > 0)
        m_deadline = std::chrono::steady_clock::now() + options.limits.time;
    variables.start(program);
    variables.seesModel = true;
    // Hints are places to look first: wrong ones cost time, never the answer.
    if (m_program != &program || hints.size() != program.hintCount)
        hints.assign(program.hintCount, 0);
    m_program = &program;
    missing.clear();
    isMissing.assign(program.paths.size(), false);
    outcomes.assign(options.traceBranches ? program.sites.size() : 0, 0);
    argumentStack.clear();
    namedStack.clear();
}

} // namespace haberdash::compose::liquid
