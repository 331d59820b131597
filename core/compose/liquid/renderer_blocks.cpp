// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of the renderer that choose and repeat: if, case, for, tablerow, cycle, increment.
#include "core/compose/liquid/number.h"
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

Renderer::Flow Renderer::runIf(const Node &node)
{
    const Decision &decision = m_program.decisions[node.index];
    for (size_t i = 0; i < decision.branches.size(); ++i) {
        const Branch &branch = decision.branches[i];
        const bool fits = branch.isElse || isTrue(branch.condition) != branch.isNegated;
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

bool Renderer::matches(const Branch &branch, const Item &value)
{
    return std::any_of(branch.values.begin(), branch.values.end(),
        [&](const Operand &each) { return areEqual(value, evaluate(each)); });
}

Renderer::Flow Renderer::runCase(const Node &node)
{
    const Decision &decision = m_program.decisions[node.index];
    const Item value = evaluate(decision.subject);
    m_scratch.spendOn(value);
    bool matched = false;
    // Every branch that matches is written, and each `else` that nothing before it matched.
    for (size_t i = 0; i < decision.branches.size(); ++i) {
        const Branch &branch = decision.branches[i];
        if (branch.isElse ? matched : !matches(branch, value))
            continue;
        m_scratch.trace(decision.site, i);
        if (branch.isElse) {
            if (const Flow flow = runBlock(branch.block); flow != Flow::Next)
                return flow;
            continue;
        }
        matched = true;
        // Once for each of its values that matches.
        for (const Operand &each : branch.values) {
            if (!areEqual(value, evaluate(each)))
                continue;
            if (const Flow flow = runBlock(branch.block); flow != Flow::Next)
                return flow;
        }
    }
    const bool hasElse = std::any_of(decision.branches.begin(), decision.branches.end(),
        [](const Branch &branch) { return branch.isElse; });
    if (!matched && !hasElse)
        m_scratch.trace(decision.site, decision.branches.size());
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    return Flow::Next;
}

int64_t Renderer::option(const Operand &operand, int64_t absent, bool isStrict)
{
    constexpr int64_t most = int64_t(1) << 61;
    const Item item = evaluate(operand);
    if (item.isNil())
        return absent;
    std::optional<int64_t> number;
    if (isStrict)
        number = strictInteger(m_scratch, item);
    else if (item.isText())
        number = clamped(leadingInteger(item.text()));
    else if (item.isNumber())
        number = clamped(Number::fromItem(item).whole());
    if (!number)
        m_scratch.fail(u"A limit, offset or number of columns is no whole number."_s, u"a whole number"_s);
    return std::clamp(number.value_or(0), -most, most);
}

/// What can be gone through: a text is one thing, named values are pairs of name and value.
Item Renderer::sequenceOf(const Item &item, bool &isText)
{
    isText = item.isText();
    if (isText) {
        const Item *single = item.size > 0 ? m_scratch.make(item) : nullptr;
        return Item::fromList(single, single ? 1 : 0);
    }
    if (item.kind != Item::Kind::Record)
        return item;
    std::vector<Item> pairs;
    m_scratch.spend(item.count());
    for (const auto &[name, value] : item.object->entries())
        pairs.push_back(m_scratch.keepList({Item::fromText(name), Item::fromValue(value)}));
    return m_scratch.keepList(pairs);
}

bool Renderer::turns(const Loop &loop, Item &collection, size_t &first, size_t &size)
{
    const bool isFor = !loop.name.empty();
    const int64_t from = loop.continues ? int64_t(m_scratch.variables.loopMemory[loop.memory])
        : loop.hasOffset                ? option(loop.offset, 0, isFor)
                                        : 0;
    bool isText = false;
    collection = sequenceOf(evaluate(loop.collection), isText);
    const bool isSequence = collection.isList() || collection.kind == Item::Kind::Range;
    const auto total = int64_t(isSequence ? collection.count() : 0);
    constexpr int64_t unlimited = int64_t(1) << 62;
    const int64_t limit = loop.hasLimit ? option(loop.limit, isFor ? unlimited : 0, isFor) : unlimited;
    const int64_t to = isText ? total : std::min(total, limit >= unlimited ? total : from + limit);
    const int64_t start = isText ? 0 : std::clamp<int64_t>(from, 0, total);
    first = size_t(start);
    size = size_t(std::max<int64_t>(0, to - start));
    if (isFor)
        m_scratch.variables.loopMemory[loop.memory] = size_t(from + int64_t(size));
    return size > 0;
}

Renderer::Flow Renderer::runTurns(
    const Node &node, const Loop &loop, LoopState &state, const Item &collection, size_t first)
{
    const auto size = size_t(state.length);
    for (size_t i = 0; i < size; ++i) {
        if (!fits(node))
            return Flow::Failed;
        put(loop.symbol, collection.at(loop.isReversed ? first + size - 1 - i : first + i));
        const Flow flow = runBlock(loop.body);
        state.index0 = int64_t(i) + 1;
        if (flow == Flow::Failed)
            return flow;
        if (flow == Flow::Break)
            break;
    }
    return Flow::Next;
}

Renderer::Flow Renderer::runFor(const Node &node)
{
    const Loop &loop = m_program.loops[node.index];
    Item collection;
    size_t first = 0;
    size_t size = 0;
    const bool hasTurns = turns(loop, collection, first, size);
    LoopState *state = m_scratch.make(LoopState{0, int64_t(size), 0, loop.name, m_loop});
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    m_scratch.trace(loop.site, hasTurns ? 0 : 1);
    if (!hasTurns)
        return loop.hasElse ? runBlock(loop.otherwise) : Flow::Next;
    const LoopState *outer = std::exchange(m_loop, state);
    const auto coveredLoop = cover(m_program.forLoopSymbol, Item::fromLoop(state));
    const auto coveredItem = cover(loop.symbol, Item());
    const Flow result = runTurns(node, loop, *state, collection, first);
    uncover(loop.symbol, coveredItem);
    uncover(m_program.forLoopSymbol, coveredLoop);
    m_loop = outer;
    return result;
}

Renderer::Flow Renderer::runCells(
    const Node &node, const Loop &loop, LoopState &state, const Item &collection, size_t first)
{
    for (int64_t i = 0; i < state.length; ++i) {
        if (!fits(node))
            return Flow::Failed;
        const int64_t column = state.columns > 0 ? i % state.columns : i;
        m_out += "<td class=\"col";
        appendNumber(column + 1, m_out);
        m_out += "\">";
        put(loop.symbol, collection.at(first + size_t(i)));
        const Flow flow = runBlock(loop.body);
        m_out += "</td>";
        if (flow == Flow::Failed)
            return flow;
        if (flow == Flow::Break)
            break;
        if (column + 1 == state.columns && i + 1 < state.length) {
            m_out += "</tr>\n<tr class=\"row";
            appendNumber(i / state.columns + 2, m_out);
            m_out += "\">";
        }
        state.index0 = i + 1;
    }
    return Flow::Next;
}

Renderer::Flow Renderer::runTableRow(const Node &node)
{
    const Loop &loop = m_program.loops[node.index];
    const Item given = evaluate(loop.collection);
    Item collection;
    size_t first = 0;
    size_t size = 0;
    const bool hasTurns = given.isTruthy() && turns(loop, collection, first, size);
    const int64_t columns
        = loop.hasColumns && given.isTruthy() ? option(loop.columns, 0, false) : int64_t(size);
    LoopState *state
        = m_scratch.make(LoopState{0, int64_t(size), columns, loop.name, nullptr, LoopState::Kind::TableRow});
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    m_scratch.trace(loop.site, hasTurns ? 0 : 1);
    if (!given.isTruthy())
        return Flow::Next;
    const auto coveredLoop = cover(m_program.tableLoopSymbol, Item::fromLoop(state));
    const auto coveredItem = cover(loop.symbol, Item());
    m_out += "<tr class=\"row1\">\n";
    const Flow result = runCells(node, loop, *state, collection, first);
    m_out += "</tr>\n";
    uncover(loop.symbol, coveredItem);
    uncover(m_program.tableLoopSymbol, coveredLoop);
    return result;
}

Renderer::Flow Renderer::runCycle(const Node &node)
{
    const Cycle &cycle = m_program.cycles[node.index];
    std::string key = cycle.key;
    if (cycle.hasGroup) {
        key = "group ";
        appendInspected(evaluate(cycle.group), key, m_scratch.options().limits.scratchBytes);
    }
    int64_t &turn = m_scratch.variables.cycles[key];
    const auto index = size_t(turn);
    // A group may have been used with more values than this has.
    if (index < cycle.values.size())
        write(evaluate(cycle.values[index]));
    turn = index + 1 >= cycle.values.size() ? 0 : int64_t(index) + 1;
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    return Flow::Next;
}

Renderer::Flow Renderer::count(const Node &node)
{
    uint32_t hint = 0;
    const Item now = environment(node.other, hint);
    if (now.isTruthy() && !now.isNumber())
        return failWith(node.place, u"This counter is no number."_s, u"a number, or a name not used yet"_s);
    const Number start = Number::fromItem(now);
    const Number next = start.plus(Number(node.type == Node::Type::Increment ? 1 : -1));
    const Item shown = node.type == Node::Type::Increment && now.isTruthy() ? now
        : node.type == Node::Type::Increment                                ? Item::fromInteger(0)
                                                                            : next.toItem(m_scratch);
    Variables &variables = m_scratch.variables;
    variables.counters[node.other] = next.toItem(m_scratch);
    appendPlain(shown, m_out);
    auto &seen = variables.covers[node.other] > 0 ? variables.behind[node.other] : slot(node.other);
    if (seen.bound != Variables::Bound::Local)
        seen.bound = Variables::Bound::Unknown;
    return Flow::Next;
}

} // namespace haberdash::compose::liquid
