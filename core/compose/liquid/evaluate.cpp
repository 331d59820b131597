// SPDX-License-Identifier: GPL-3.0-or-later
// What variables, filters and conditions come to.
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/number.h"
#include "core/compose/liquid/renderer.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;
using Bound = Variables::Bound;

namespace {

constexpr int64_t farthest = int64_t(1) << 61; // ends of ranges, so that their length can be counted

QString kindName(const Item &item)
{
    return item.isText() ? u"a text"_s : u"a number"_s;
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

/// Counters and the model, which assign and loops hide.
Item Renderer::environment(uint32_t symbol, uint32_t &hint)
{
    const Variables &variables = m_scratch.variables;
    if (!variables.counters.empty()) {
        const auto counter = variables.counters.find(symbol);
        if (counter != variables.counters.end())
            return counter->second;
    }
    const Value *value = variables.seesModel ? m_model.find(m_program.symbols[symbol], hint) : nullptr;
    return value ? Item::fromValue(*value) : Item();
}

Item Renderer::rootOf(const Path &path)
{
    if (path.isRootComputed) {
        const Item name = evaluate(path.root);
        return name.isText() ? variableNamed(name.text()) : Item();
    }
    auto &found = slot(path.symbol);
    if (found.bound == Bound::Unknown)
        found = {environment(path.symbol, m_scratch.hints[path.hint]), Bound::Model};
    return found.item;
}

Item Renderer::variableNamed(std::string_view name)
{
    uint32_t hint = 0;
    const auto known = m_program.symbolNumbers.find(name);
    if (known == m_program.symbolNumbers.end()) {
        const Value *value = m_scratch.variables.seesModel ? m_model.find(name) : nullptr;
        return value ? Item::fromValue(*value) : Item();
    }
    auto &found = slot(known->second);
    if (found.bound == Bound::Unknown)
        found = {environment(known->second, hint), Bound::Model};
    return found.item;
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
        case Segment::Type::Key:
            item = element(item, Item::fromText(segment.name), m_scratch.hints[segment.hint]);
            break;
        case Segment::Type::Index: {
            uint32_t hint = 0;
            item = element(item, Item::fromInteger(segment.index), hint);
            break;
        }
        case Segment::Type::Computed:
            item = element(item, evaluate(segment.key), m_scratch.hints[segment.hint]);
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
        return evaluateRange(low, high);
    }
    }
    return {};
}

std::optional<int64_t> Renderer::rangeEnd(const Item &item)
{
    if (item.isNil())
        return 0;
    const auto end = item.isText() ? std::optional(clamped(leadingInteger(item.text())))
                                   : strictInteger(m_scratch, item);
    return end ? std::optional(std::clamp(*end, -farthest, farthest)) : std::nullopt;
}

Item Renderer::evaluateRange(const Operand &low, const Operand &high)
{
    const auto from = rangeEnd(evaluate(low));
    const auto to = rangeEnd(evaluate(high));
    if (from && to)
        return Item::fromRange(*from, *to);
    m_scratch.fail(u"This range does not go from a whole number to a whole number."_s);
    return {};
}

Item Renderer::evaluate(const Expression &expression)
{
    const Item item = evaluate(expression.operand);
    return expression.filters.empty() ? item : applyFilters(expression, item);
}

Item Renderer::apply(const FilterCall &call, const Item &item)
{
    auto &values = m_scratch.argumentStack;
    values.clear();
    for (const Operand &argument : call.arguments) {
        values.push_back(evaluate(argument));
        m_scratch.spendOn(values.back());
    }
    if (!call.named.empty()) {
        auto &named = m_scratch.namedStack;
        named.clear();
        for (const auto &[name, operand] : call.named)
            named.push_back({name, evaluate(operand)});
        values.push_back(m_scratch.keepNamed(named));
    }
    if (!call.filter)
        m_scratch.fail(u"There is no filter called “%1”."_s.arg(toQString(call.name)),
            u"a filter such as upcase, default, date or money"_s);
    else if (values.size() < call.filter->fewestArguments)
        m_scratch.fail(u"The filter “%1” needs more than is given."_s.arg(toQString(call.name)));
    else if (values.size() > call.filter->mostArguments)
        m_scratch.fail(u"The filter “%1” is given more than it can use."_s.arg(toQString(call.name)));
    if (!call.filter || m_scratch.hasFailed())
        return {};
    const Arguments arguments{values};
    if (call.isDefault)
        m_scratch.trace(call.site, needsFallback(item, arguments) ? 1 : 0);
    return call.filter->function(m_scratch, item, arguments);
}

Item Renderer::applyFilters(const Expression &expression, Item item)
{
    for (const FilterCall &call : expression.filters) {
        m_scratch.spend(1);
        m_scratch.spendOn(item); // a filter walks through the whole list
        item = apply(call, item);
        if (m_scratch.hasFailed()) {
            failAt(call.place);
            return {};
        }
    }
    return item;
}

bool Renderer::contains(const Item &whole, const Item &part)
{
    if (!part.isTruthy())
        return false;
    if (whole.isText()) {
        const auto search = m_scratch.textOf(part);
        m_scratch.spend(searchSteps(whole.text(), search));
        return !m_scratch.hasFailed() && whole.text().find(search) != std::string_view::npos;
    }
    if (whole.isList()) {
        const size_t size = whole.count();
        for (size_t i = 0; i < size && !m_scratch.hasFailed(); ++i) {
            if (areEqual(whole.at(i), part))
                return true;
        }
        return false;
    }
    if (whole.kind == Item::Kind::Range)
        return part.isNumber() && compare(part, Item::fromInteger(whole.integer)) >= 0
            && compare(part, Item::fromInteger(int64_t(whole.size))) <= 0;
    return whole.kind == Item::Kind::Record && part.isText() && whole.object->find(part.text());
}

/// Only numbers with numbers and texts with texts; other kinds are neither less nor greater.
bool Renderer::compares(Condition::Type type, const Item &left, const Item &right)
{
    const auto hasOrder = [](const Item &item) { return item.isNumber() || item.isText(); };
    if (!hasOrder(left) || !hasOrder(right))
        return false;
    if (left.isText() != right.isText()) {
        m_scratch.fail(u"%1 and %2 cannot be compared."_s.arg(kindName(left), kindName(right)),
            u"two numbers or two texts"_s);
        m_scratch.failure[0] = m_scratch.failure.at(0).toUpper();
        return false;
    }
    const int order = compare(left, right);
    if (order == 2)
        return false;
    switch (type) {
    case Condition::Type::Less:
        return order < 0;
    case Condition::Type::Greater:
        return order > 0;
    case Condition::Type::LessEqual:
        return order <= 0;
    default:
        return order >= 0;
    }
}

bool Renderer::isTrue(uint32_t number)
{
    const Condition &condition = m_program.conditions[number];
    using Type = Condition::Type;
    switch (condition.type) {
    case Type::And:
        return isTrue(condition.first) && isTrue(condition.second);
    case Type::Or:
        return isTrue(condition.first) || (!m_scratch.hasFailed() && isTrue(condition.second));
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
    case Type::Contains:
        return contains(left, right);
    default:
        return compares(condition.type, left, right);
    }
}

} // namespace haberdash::compose::liquid
