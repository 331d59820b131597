// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;
using Bound = Variables::Bound;

namespace {

constexpr size_t deepestBlocks = 2000; // all partials together; what the stack of a thread holds with ease

} // namespace

Renderer::Renderer(const Program &program, const Object &model, Scratch &scratch, std::string &out)
    : m_program(program)
    , m_model(model)
    , m_scratch(scratch)
    , m_out(out)
    , m_outStart(out.size())
    , m_escapes(scratch.options().escape == Escape::Html)
{ }

TemplateResult<> Renderer::run()
{
    const Flow flow = runBlock(m_program.sources[0].block);
    if (flow == Flow::Failed)
        failAt({}); // unless it is known already where
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void Renderer::failAt(const Place &place)
{
    if (!m_error)
        m_error = m_program.errorAt(place, m_scratch.failure, m_scratch.failureExpected);
}

Renderer::Flow Renderer::failWith(const Place &place, QString message, QString expected)
{
    m_scratch.fail(std::move(message), std::move(expected));
    failAt(place);
    return Flow::Failed;
}

bool Renderer::fits(const Node &node)
{
    m_scratch.spend(1);
    if (m_scratch.hasFailed() || !hasRoom()) {
        failAt(node.place);
        return false;
    }
    return true;
}

bool Renderer::hasRoom()
{
    const size_t most = m_scratch.options().limits.outputBytes;
    if (m_out.size() - m_outStart <= most)
        return true;
    m_scratch.fail(u"This template writes more than %1 bytes; it was stopped."_s.arg(most));
    return false;
}

Renderer::Flow Renderer::runBlock(uint32_t block)
{
    if (++m_blockDepth > deepestBlocks)
        m_scratch.fail(u"Blocks and partials stand too deep within each other; this was stopped."_s);
    const Flow flow = runNodes(block);
    --m_blockDepth;
    return flow;
}

Renderer::Flow Renderer::runNodes(uint32_t block)
{
    if (m_scratch.hasFailed())
        return Flow::Failed;
    for (const Node &node : m_program.blocks[block]) {
        if (node.type == Node::Type::Text) {
            m_out.append(node.text);
            continue;
        }
        if (!fits(node))
            return Flow::Failed;
        const Flow flow = runNode(node);
        if (flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

Renderer::Flow Renderer::runNode(const Node &node)
{
    switch (node.type) {
    case Node::Type::Text:
    case Node::Type::Nothing:
        break;
    case Node::Type::Output:
        return output(node) ? Flow::Next : Flow::Failed;
    case Node::Type::Assign:
        return runAssign(node);
    case Node::Type::Capture:
        return capture(node);
    case Node::Type::If:
        return runIf(node);
    case Node::Type::Case:
        return runCase(node);
    case Node::Type::For:
        return runFor(node);
    case Node::Type::TableRow:
        return runTableRow(node);
    case Node::Type::Cycle:
        return runCycle(node);
    case Node::Type::Increment:
    case Node::Type::Decrement:
        return count(node);
    case Node::Type::Break:
        return Flow::Break;
    case Node::Type::Continue:
        return Flow::Continue;
    case Node::Type::IfChanged:
        return runIfChanged(node);
    case Node::Type::Partial:
        return runPartial(node);
    }
    return Flow::Next;
}

Renderer::Flow Renderer::runAssign(const Node &node)
{
    const Item item = evaluate(m_program.expressions[node.index]);
    if (m_scratch.hasFailed()) {
        failAt(m_program.expressions[node.index].place);
        return Flow::Failed;
    }
    assign(node.other, item);
    return Flow::Next;
}

void Renderer::assign(uint32_t symbol, const Item &item)
{
    Variables &variables = m_scratch.variables;
    auto &place = variables.covers[symbol] > 0 ? variables.behind[symbol] : variables.slots[symbol];
    place = {item, Bound::Local};
}

Variables::Slot Renderer::cover(uint32_t symbol, const Item &item)
{
    Variables &variables = m_scratch.variables;
    const Variables::Slot covered = variables.slots[symbol];
    if (variables.covers[symbol]++ == 0)
        variables.behind[symbol] = covered;
    put(symbol, item);
    return covered;
}

void Renderer::uncover(uint32_t symbol, const Variables::Slot &covered)
{
    Variables &variables = m_scratch.variables;
    slot(symbol) = --variables.covers[symbol] == 0 ? variables.behind[symbol] : covered;
}

void Renderer::write(const Item &item)
{
    if (item.isList()) {
        // A list may show a large text many times.
        for (size_t i = 0, size = item.count(); i < size && hasRoom(); ++i)
            write(item.at(i));
    } else if (m_escapes && !item.isSafe && item.isText()) {
        appendEscaped(item.text(), m_out);
    } else if (m_escapes && item.isRecord()) {
        std::string text;
        appendPlain(item, text, m_scratch.options().limits.outputBytes);
        appendEscaped(text, m_out);
    } else {
        appendPlain(item, m_out, m_outStart + m_scratch.options().limits.outputBytes);
    }
}

void Renderer::noteMissing(const Expression &expression, const Item &item)
{
    if (expression.operand.type != Operand::Type::Variable || expression.hasFallback)
        return;
    const uint32_t index = expression.operand.index;
    const Path &path = m_program.paths[index];
    const bool isEmpty = item.isText() && item.size == 0 && !m_program.isLocalSymbol[path.symbol];
    if ((!item.isNil() && !item.isRecord() && !isEmpty) || m_scratch.isMissing[index])
        return;
    m_scratch.isMissing[index] = true;
    auto &missing = m_scratch.missing;
    if (std::find(missing.begin(), missing.end(), path.text) == missing.end())
        missing.push_back(path.text);
}

bool Renderer::output(const Node &node)
{
    const Expression &expression = m_program.expressions[node.index];
    Item item = evaluate(expression.operand);
    if (item.isNil() || item.isRecord() || (item.isText() && item.size == 0))
        noteMissing(expression, item);
    if (!expression.filters.empty())
        item = applyFilters(expression, item);
    if (item.isList() && item.count() > 1000)
        m_scratch.spend(item.count());
    if (!m_scratch.hasFailed())
        write(item);
    if (m_scratch.hasFailed() || !hasRoom()) {
        failAt(node.place);
        return false;
    }
    return true;
}

Renderer::Flow Renderer::capture(const Node &node)
{
    const size_t start = m_out.size();
    const Flow flow = runBlock(node.index);
    const Item text = m_scratch.keep(std::string_view(m_out).substr(start), m_escapes);
    m_out.resize(start);
    if (m_scratch.hasFailed()) {
        failAt(node.place);
        return Flow::Failed;
    }
    assign(node.other, text);
    return flow;
}

Renderer::Flow Renderer::runIfChanged(const Node &node)
{
    const size_t start = m_out.size();
    const Flow flow = runBlock(node.index);
    std::string &last = m_scratch.variables.lastChanged;
    const std::string_view written = std::string_view(m_out).substr(start);
    if (written == last)
        m_out.resize(start);
    else
        last = written;
    return flow;
}

} // namespace haberdash::compose::liquid
