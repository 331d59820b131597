// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/renderer.h"

#include "core/compose/liquid/filters.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

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
    runBlock(m_program.sources[0].block);
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void Renderer::failAt(const Place &place)
{
    if (!m_error)
        m_error = m_program.errorAt(place, m_scratch.failure, m_scratch.failureExpected);
}

void Renderer::failWith(const Place &place, QString message)
{
    m_scratch.fail(std::move(message));
    failAt(place);
}

bool Renderer::fits(const Node &node)
{
    if (++m_scratch.steps > m_scratch.options().limits.steps) {
        m_scratch.spend(0);
    }
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
        break;
    case Node::Type::Output:
        return output(node) ? Flow::Next : Flow::Failed;
    case Node::Type::Assign: {
        const Item item = evaluate(m_program.expressions[node.index]);
        if (m_scratch.hasFailed()) {
            failAt(m_program.expressions[node.index].place);
            return Flow::Failed;
        }
        bind(node.other, item);
        break;
    }
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
    case Node::Type::Partial:
        return runPartial(node);
    }
    return Flow::Next;
}

Renderer::Saved Renderer::bind(uint32_t symbol, const Item &item)
{
    Saved saved{m_scratch.slots[symbol], m_scratch.bound[symbol]};
    m_scratch.slots[symbol] = item;
    m_scratch.bound[symbol] = Scratch::Bound::Local;
    return saved;
}

void Renderer::restore(uint32_t symbol, const Saved &saved)
{
    m_scratch.slots[symbol] = saved.item;
    m_scratch.bound[symbol] = saved.bound;
}

Item Renderer::rootOf(const Path &path)
{
    Item &slot = m_scratch.slots[path.symbol];
    if (m_scratch.bound[path.symbol] != Scratch::Bound::Unknown)
        return slot;
    slot = Item();
    if (m_seesModel) {
        if (const Value *value = m_model.find(m_program.symbols[path.symbol], m_scratch.hints[path.hint]))
            slot = Item::fromValue(*value);
    }
    m_scratch.bound[path.symbol] = Scratch::Bound::Model;
    return slot;
}

Item Renderer::evaluatePath(const Path &path)
{
    Item item = rootOf(path);
    for (const Segment &segment : path.segments) {
        if (item.isText())
            m_scratch.spendOn(item); // its size is counted
        switch (segment.type) {
        case Segment::Type::Name:
            item = member(item, segment.name, m_scratch.hints[segment.hint]);
            break;
        case Segment::Type::Index:
            item = element(item, Item::fromInteger(segment.index));
            break;
        case Segment::Type::Computed:
            item = element(item, evaluate(segment.key));
            break;
        }
    }
    return item;
}

Item Renderer::evaluate(const Operand &operand)
{
    switch (operand.type) {
    case Operand::Type::Literal:
        return m_program.literals[operand.index];
    case Operand::Type::Variable:
        return evaluatePath(m_program.paths[operand.index]);
    case Operand::Type::Range: {
        const auto &[low, high] = m_program.ranges[operand.index];
        const int64_t from = std::clamp<int64_t>(toInteger(evaluate(low)), -1'000'000'000, 1'000'000'000);
        const int64_t to = std::clamp<int64_t>(toInteger(evaluate(high)), -1'000'000'000, 1'000'000'000);
        return Item::fromRange(from, to);
    }
    }
    return {};
}

Item Renderer::evaluate(const Expression &expression)
{
    const Item item = evaluate(expression.operand);
    return expression.filters.empty() ? item : applyFilters(expression, item);
}

Item Renderer::applyFilters(const Expression &expression, Item item)
{
    for (const FilterCall &call : expression.filters) {
        m_scratch.spend(1);
        m_scratch.spendOn(item); // a filter walks through the whole list
        auto &values = m_scratch.argumentStack;
        auto &named = m_scratch.namedStack;
        values.clear();
        named.clear();
        for (const Operand &argument : call.arguments) {
            const Item value = evaluate(argument);
            m_scratch.spendOn(value);
            values.push_back(value);
        }
        for (const auto &[name, operand] : call.named)
            named.push_back({name, evaluate(operand)});
        if (call.isDefault && !m_scratch.hasFailed())
            m_scratch.trace(call.site, needsFallback(item, Arguments{values, named}) ? 1 : 0);
        if (!m_scratch.hasFailed())
            item = call.filter->function(m_scratch, item, Arguments{values, named});
        if (m_scratch.hasFailed()) {
            failAt(call.place);
            return {};
        }
    }
    return item;
}

void Renderer::write(const Item &item)
{
    if (item.isSequence()) {
        // A list may show a large text many times.
        for (size_t i = 0, size = item.count(); i < size && hasRoom(); ++i)
            write(item.at(i));
    } else if (m_escapes && item.isText() && !item.isSafe) {
        appendEscaped(item.text(), m_out);
    } else {
        appendText(item, m_out);
    }
}

void Renderer::noteMissing(const Expression &expression, const Item &item)
{
    if (expression.operand.type != Operand::Type::Variable || expression.hasFallback)
        return;
    const uint32_t index = expression.operand.index;
    const Path &path = m_program.paths[index];
    const bool isEmpty = item.isText() && item.size == 0 && !m_program.isLocalSymbol[path.symbol];
    const bool hasNoText = item.isNil() || item.kind == Item::Kind::Record;
    if ((!hasNoText && !isEmpty) || m_scratch.isMissing[index])
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
    if (item.isNil() || item.kind == Item::Kind::Record || (item.isText() && item.size == 0))
        noteMissing(expression, item);
    if (!expression.filters.empty()) {
        item = applyFilters(expression, item);
        if (m_scratch.hasFailed())
            return false;
    }
    if (item.isSequence() && item.count() > 1000) {
        m_scratch.spend(item.count());
        if (m_scratch.hasFailed()) {
            failAt(node.place);
            return false;
        }
    }
    write(item);
    if (!hasRoom()) {
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
    bind(node.other, text);
    return flow;
}

Renderer::Flow Renderer::count(const Node &node)
{
    auto found = m_scratch.counters.find(node.other);
    if (found == m_scratch.counters.end()) {
        const Value *start = m_seesModel ? m_model.find(m_program.symbols[node.other]) : nullptr;
        found = m_scratch.counters.emplace(node.other, start ? start->integer().value_or(0) : 0).first;
    }
    int64_t shown = found->second;
    // The model may begin with the largest number there is: the counter stays there.
    const int64_t step = node.type == Node::Type::Increment ? 1 : -1;
    if (int64_t next = 0; !__builtin_add_overflow(found->second, step, &next))
        found->second = next;
    if (step < 0)
        shown = found->second;
    appendNumber(shown, m_out);
    if (m_scratch.bound[node.other] != Scratch::Bound::Local) {
        m_scratch.slots[node.other] = Item::fromInteger(found->second);
        m_scratch.bound[node.other] = Scratch::Bound::Model;
    }
    return Flow::Next;
}

bool Renderer::contains(const Item &whole, const Item &part)
{
    if (whole.isText()) {
        const auto search = m_scratch.textOf(part);
        m_scratch.spend(searchSteps(whole.text(), search));
        return !part.isNil() && !m_scratch.hasFailed() && whole.text().find(search) != std::string_view::npos;
    }
    if (whole.isSequence()) {
        const size_t size = whole.count();
        for (size_t i = 0; i < size && !m_scratch.hasFailed(); ++i) {
            if (areEqual(whole.at(i), part))
                return true;
        }
        return false;
    }
    return whole.kind == Item::Kind::Record && part.isText() && whole.object->find(part.text());
}

bool Renderer::isTrue(uint32_t number)
{
    const Condition &condition = m_program.conditions[number];
    using Type = Condition::Type;
    switch (condition.type) {
    case Type::And:
        return isTrue(condition.first) && isTrue(condition.second);
    case Type::Or:
        return isTrue(condition.first) || isTrue(condition.second);
    case Type::Not:
        return !isTrue(condition.first);
    case Type::Truthy:
        return evaluate(condition.left).isTruthy();
    default:
        break;
    }
    const Item left = evaluate(condition.left);
    const Item right = evaluate(condition.right);
    m_scratch.spendOn(left);
    m_scratch.spendOn(right);
    if (m_scratch.hasFailed())
        return false;
    switch (condition.type) {
    case Type::Equal:
        return areEqual(left, right);
    case Type::NotEqual:
        return !areEqual(left, right);
    case Type::Less:
        return compare(left, right) == -1;
    case Type::Greater:
        return compare(left, right) == 1;
    case Type::LessEqual: {
        const int order = compare(left, right);
        return order == -1 || order == 0;
    }
    case Type::GreaterEqual: {
        const int order = compare(left, right);
        return order == 1 || order == 0;
    }
    case Type::Contains:
        return contains(left, right);
    default:
        return false;
    }
}

} // namespace haberdash::compose::liquid
