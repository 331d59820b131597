// SPDX-License-Identifier: GPL-3.0-or-later
// `render`, which shows a partial only what it is given, and `include`, which shows it everything.
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

std::optional<uint32_t> Renderer::sourceOf(const PartialCall &call, const Node &node)
{
    const Item item = evaluate(call.name);
    const std::string_view name = item.isText() ? item.text() : std::string_view();
    uint32_t source = call.source;
    for (size_t i = 1; i < m_program.sources.size() && !call.isNameFixed; ++i) {
        if (item.isText() && m_program.sources[i].name == name)
            source = uint32_t(i);
    }
    if (!call.isIsolated && m_isolation > 0) {
        failWith(node.place, u"“include” is not allowed in a partial that is rendered."_s, u"render"_s);
    } else if (!item.isText()) {
        failWith(node.place, u"The name of a partial is no text."_s, u"the name of a saved partial"_s);
    } else if (source == 0) {
        failWith(node.place,
            u"There is no partial called “%1”."_s.arg(QString::fromUtf8(name.data(), qsizetype(name.size()))),
            u"the name of a saved partial"_s);
    } else if (m_program.sources[source].isBroken) {
        m_scratch.fail(m_program.sources[source].fault.message);
        if (!m_error)
            m_error = m_program.sources[source].fault;
    } else if (m_partialDepth >= m_scratch.options().limits.partialDepth) {
        failWith(node.place, u"Partials call each other without end; this was stopped."_s);
    } else {
        return source;
    }
    return std::nullopt;
}

Renderer::Flow Renderer::runSource(uint32_t source, const Node &node)
{
    ++m_partialDepth;
    const Flow flow = fits(node) ? runBlock(m_program.sources[source].block) : Flow::Failed;
    --m_partialDepth;
    return flow;
}

Renderer::Flow Renderer::runIsolated(const PartialCall &call, uint32_t source, const Item &with,
    LoopState *loop, const std::vector<std::pair<uint32_t, Item>> &arguments)
{
    Variables outer;
    std::swap(outer, m_scratch.variables);
    m_scratch.variables.start(m_program);
    m_scratch.variables.seesModel = false;
    m_scratch.spend(m_program.symbols.size() / 64);
    const LoopState *outerLoop = std::exchange(m_loop, nullptr);
    if (loop)
        put(m_program.forLoopSymbol, Item::fromLoop(loop));
    for (const auto &[symbol, item] : arguments)
        put(symbol, item);
    if (!with.isNil())
        put(call.alias ? call.alias : m_program.sources[source].symbol, with);
    ++m_isolation;
    ++m_partialDepth;
    const Flow flow = m_scratch.hasFailed() ? Flow::Failed : runBlock(m_program.sources[source].block);
    --m_partialDepth;
    --m_isolation;
    m_loop = outerLoop;
    std::swap(outer, m_scratch.variables);
    return flow == Flow::Failed ? flow : Flow::Next;
}

Renderer::Flow Renderer::runRender(const PartialCall &call, uint32_t source, const Node &node)
{
    std::vector<std::pair<uint32_t, Item>> arguments;
    for (const auto &[symbol, operand] : call.arguments)
        arguments.emplace_back(symbol, evaluate(operand));
    Item with = call.hasWith ? evaluate(call.with) : Item();
    const bool isSequence = with.isList() || with.kind == Item::Kind::Range;
    if (!call.isLoop || (!isSequence && with.kind != Item::Kind::Record))
        return runIsolated(call, source, with, nullptr, arguments);
    bool isText = false;
    with = sequenceOf(with, isText);
    const size_t size = with.count();
    LoopState *state
        = m_scratch.make(LoopState{0, int64_t(size), 0, m_program.sources[source].name, nullptr});
    for (size_t i = 0; i < size && fits(node); ++i) {
        if (runIsolated(call, source, with.at(i), state, arguments) == Flow::Failed)
            return Flow::Failed;
        state->index0 = int64_t(i) + 1;
    }
    return m_scratch.hasFailed() ? Flow::Failed : Flow::Next;
}

Renderer::Flow Renderer::runInclude(const PartialCall &call, uint32_t source, const Node &node)
{
    // Without `with` it is the variable that has the partial's name.
    const Item with = call.hasWith ? evaluate(call.with) : variableNamed(m_program.sources[source].name);
    std::vector<std::pair<uint32_t, Variables::Slot>> covered;
    const auto use
        = [&](uint32_t symbol, const Item &item) { covered.emplace_back(symbol, cover(symbol, item)); };
    for (const auto &[symbol, operand] : call.arguments)
        use(symbol, evaluate(operand)); // it sees those before it
    const uint32_t symbol = call.alias ? call.alias : m_program.sources[source].symbol;
    use(symbol, with);
    Flow result = Flow::Next;
    if (with.isList()) {
        for (size_t i = 0, size = with.count(); i < size && result == Flow::Next; ++i) {
            put(symbol, with.at(i));
            result = runSource(source, node);
        }
    } else {
        result = runSource(source, node);
    }
    for (auto each = covered.rbegin(); each != covered.rend(); ++each)
        uncover(each->first, each->second);
    return result;
}

Renderer::Flow Renderer::runPartial(const Node &node)
{
    const PartialCall &call = m_program.partialCalls[node.index];
    const auto source = sourceOf(call, node);
    if (!source)
        return Flow::Failed;
    const Flow flow = call.isIsolated ? runRender(call, *source, node) : runInclude(call, *source, node);
    if (m_scratch.hasFailed())
        failAt(node.place);
    return flow;
}

} // namespace haberdash::compose::liquid
