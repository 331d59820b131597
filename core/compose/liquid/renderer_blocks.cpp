// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of the renderer that hold blocks: if, case, for, tablerow, cycle, render and include.
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

Renderer::Flow Renderer::runIf(const Node &node)
{
    const Decision &decision = m_program.decisions[node.index];
    for (size_t i = 0; i < decision.branches.size(); ++i) {
        const Branch &branch = decision.branches[i];
        const bool fits = branch.isElse || isTrue(branch.condition);
        if (m_scratch.hasFailed()) {
            failAt(node.place);
            return Flow::Failed;
        }
        if (fits) {
            m_scratch.trace(decision.site, i);
            return runBlock(branch.block);
        }
    }
    m_scratch.trace(decision.site, decision.branches.size());
    return Flow::Next;
}

Renderer::Flow Renderer::runCase(const Node &node)
{
    const Decision &decision = m_program.decisions[node.index];
    const Item value = evaluate(decision.subject);
    bool matched = false;
    for (size_t i = 0; i < decision.branches.size(); ++i) {
        const Branch &branch = decision.branches[i];
        const bool fits = branch.isElse
            ? !matched
            : std::any_of(branch.values.begin(), branch.values.end(),
                [&](const Operand &each) { return areEqual(value, evaluate(each)); });
        if (!fits)
            continue;
        matched = true;
        m_scratch.trace(decision.site, i);
        if (const Flow flow = runBlock(branch.block); flow != Flow::Next)
            return flow;
    }
    if (!matched)
        m_scratch.trace(decision.site, decision.branches.size());
    return Flow::Next;
}

bool Renderer::turns(const Loop &loop, Item &collection, size_t &first, size_t &size)
{
    collection = evaluate(loop.collection);
    if (collection.isText() && collection.size > 0) {
        if (const Item *single = m_scratch.make(collection))
            collection = Item::fromList(single, 1);
    } else if (collection.kind == Item::Kind::Record) {
        // Named values are gone through as pairs of name and value.
        std::vector<Item> pairs;
        for (const auto &[name, value] : collection.object->entries())
            pairs.push_back(m_scratch.keepList({Item::fromText(name), Item::fromValue(value)}));
        collection = m_scratch.keepList(pairs);
    }
    const size_t total = collection.count();
    first = 0;
    if (loop.continues)
        first = m_scratch.loopMemory[loop.memory];
    else if (loop.hasOffset)
        first = size_t(std::max<int64_t>(0, toInteger(evaluate(loop.offset))));
    first = std::min(first, total);
    size = total - first;
    if (loop.hasLimit)
        size = std::min(size, size_t(std::max<int64_t>(0, toInteger(evaluate(loop.limit)))));
    m_scratch.loopMemory[loop.memory] = first + size;
    return size > 0;
}

Renderer::Flow Renderer::runFor(const Node &node)
{
    const Loop &loop = m_program.loops[node.index];
    Item collection;
    size_t first = 0;
    size_t size = 0;
    const bool hasTurns = turns(loop, collection, first, size);
    m_scratch.trace(loop.site, hasTurns ? 0 : 1);
    if (!hasTurns)
        return loop.hasElse ? runBlock(loop.otherwise) : Flow::Next;
    LoopState *state = m_scratch.make(LoopState{0, int64_t(size), 0, loop.name, m_loop});
    if (!state) {
        failAt(node.place);
        return Flow::Failed;
    }
    const LoopState *outer = std::exchange(m_loop, state);
    const Saved savedLoop = bind(m_program.forLoopSymbol, Item::fromLoop(state));
    const Saved savedItem = bind(loop.symbol, Item());
    Flow result = Flow::Next;
    for (size_t i = 0; i < size; ++i) {
        if (!fits(node)) {
            result = Flow::Failed;
            break;
        }
        state->index0 = int64_t(i);
        m_scratch.slots[loop.symbol] = collection.at(loop.isReversed ? first + size - 1 - i : first + i);
        m_scratch.bound[loop.symbol] = Scratch::Bound::Local;
        const Flow flow = runBlock(loop.body);
        if (flow == Flow::Failed)
            result = flow;
        if (flow == Flow::Break || flow == Flow::Failed)
            break;
    }
    restore(loop.symbol, savedItem);
    restore(m_program.forLoopSymbol, savedLoop);
    m_loop = outer;
    return result;
}

Renderer::Flow Renderer::runTableRow(const Node &node)
{
    const Loop &loop = m_program.loops[node.index];
    Item collection;
    size_t first = 0;
    size_t size = 0;
    const bool hasTurns = turns(loop, collection, first, size);
    m_scratch.trace(loop.site, hasTurns ? 0 : 1);
    if (!hasTurns)
        return Flow::Next;
    const int64_t asked = loop.hasColumns ? toInteger(evaluate(loop.columns)) : 0;
    const int64_t columns = asked > 0 ? asked : int64_t(size);
    LoopState *state = m_scratch.make(LoopState{0, int64_t(size), columns, loop.name, nullptr});
    if (!state) {
        failAt(node.place);
        return Flow::Failed;
    }
    const Saved savedLoop = bind(m_program.tableLoopSymbol, Item::fromLoop(state));
    const Saved savedItem = bind(loop.symbol, Item());
    Flow result = Flow::Next;
    for (size_t i = 0; i < size; ++i) {
        if (!fits(node)) {
            result = Flow::Failed;
            break;
        }
        state->index0 = int64_t(i);
        const int64_t column = int64_t(i) % columns;
        if (column == 0) {
            m_out += i == 0 ? "<tr class=\"row" : "</tr><tr class=\"row";
            appendNumber(int64_t(i) / columns + 1, m_out);
            m_out += "\">";
        }
        m_out += "<td class=\"col";
        appendNumber(column + 1, m_out);
        m_out += "\">";
        m_scratch.slots[loop.symbol] = collection.at(first + i);
        m_scratch.bound[loop.symbol] = Scratch::Bound::Local;
        const Flow flow = runBlock(loop.body);
        m_out += "</td>";
        if (flow == Flow::Failed)
            result = flow;
        if (flow == Flow::Break || flow == Flow::Failed)
            break;
    }
    m_out += "</tr>";
    restore(loop.symbol, savedItem);
    restore(m_program.tableLoopSymbol, savedLoop);
    return result;
}

Renderer::Flow Renderer::runCycle(const Node &node)
{
    const Cycle &cycle = m_program.cycles[node.index];
    std::string key = cycle.key;
    if (cycle.hasGroup) {
        key = "group ";
        key += m_scratch.textOf(evaluate(cycle.group));
    }
    int64_t &turn = m_scratch.cycles[key];
    const auto index = size_t(turn) % cycle.values.size();
    turn = int64_t(index) + 1;
    write(evaluate(cycle.values[index]));
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    return Flow::Next;
}

Renderer::Flow Renderer::runSource(const PartialCall &call, uint32_t source, const Item &with)
{
    const uint32_t symbol = call.alias ? call.alias : m_program.sources[source].symbol;
    if (!call.isLoop || !with.isSequence()) {
        const Saved saved = call.hasWith ? bind(symbol, with) : Saved{};
        const Flow flow = runBlock(m_program.sources[source].block);
        if (call.hasWith)
            restore(symbol, saved);
        return flow == Flow::Failed ? flow : Flow::Next;
    }
    const size_t size = with.count();
    LoopState *state = m_scratch.make(LoopState{0, int64_t(size), 0, m_program.symbols[symbol], m_loop});
    if (!state)
        return Flow::Failed;
    const Saved savedLoop = bind(m_program.forLoopSymbol, Item::fromLoop(state));
    const Saved savedItem = bind(symbol, Item());
    Flow result = Flow::Next;
    for (size_t i = 0; i < size && result == Flow::Next; ++i) {
        state->index0 = int64_t(i);
        m_scratch.slots[symbol] = with.at(i);
        m_scratch.bound[symbol] = Scratch::Bound::Local;
        m_scratch.spend(1);
        if (m_scratch.hasFailed() || runBlock(m_program.sources[source].block) == Flow::Failed)
            result = Flow::Failed;
    }
    restore(symbol, savedItem);
    restore(m_program.forLoopSymbol, savedLoop);
    return result;
}

Renderer::Flow Renderer::runPartial(const Node &node)
{
    const PartialCall &call = m_program.partialCalls[node.index];
    uint32_t source = call.source;
    if (!call.isNameFixed) {
        const std::string_view name = m_scratch.textOf(evaluate(call.name));
        for (size_t i = 1; i < m_program.sources.size(); ++i) {
            if (m_program.sources[i].name == name)
                source = uint32_t(i);
        }
        if (source == 0) {
            failWith(node.place,
                u"There is no partial called “%1”."_s.arg(
                    QString::fromUtf8(name.data(), qsizetype(name.size()))));
            return Flow::Failed;
        }
    }
    if (m_partialDepth >= m_scratch.options().limits.partialDepth) {
        failWith(node.place, u"Partials call each other without end; this was stopped."_s);
        return Flow::Failed;
    }
    std::vector<std::pair<uint32_t, Item>> arguments;
    for (const auto &[symbol, operand] : call.arguments)
        arguments.emplace_back(symbol, evaluate(operand));

    std::vector<Item> slots;
    std::vector<Scratch::Bound> bound;
    std::vector<std::pair<uint32_t, Saved>> saved;
    const bool sawModel = m_seesModel;
    const LoopState *outerLoop = m_loop;
    const Item with = call.hasWith ? evaluate(call.with) : Item();
    if (call.isIsolated) { // it sees its arguments only
        slots = m_scratch.slots;
        bound = m_scratch.bound;
        std::fill(m_scratch.slots.begin(), m_scratch.slots.end(), Item());
        std::fill(m_scratch.bound.begin(), m_scratch.bound.end(), Scratch::Bound::Unknown);
        m_seesModel = false;
        m_loop = nullptr;
    }
    saved.reserve(arguments.size());
    for (const auto &[symbol, item] : arguments)
        saved.emplace_back(symbol, bind(symbol, item));
    ++m_partialDepth;
    m_scratch.spend(call.isIsolated ? 1 + slots.size() / 64 : 1);
    const Flow flow = runSource(call, source, with);
    --m_partialDepth;
    if (call.isIsolated) {
        m_scratch.slots = std::move(slots);
        m_scratch.bound = std::move(bound);
        m_seesModel = sawModel;
        m_loop = outerLoop;
    } else {
        for (auto each = saved.rbegin(); each != saved.rend(); ++each)
            restore(each->first, each->second);
    }
    if (flow == Flow::Failed)
        failAt(node.place);
    return flow;
}

} // namespace haberdash::compose::liquid
