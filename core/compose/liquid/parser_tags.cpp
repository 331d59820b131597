// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of the parser that stand alone.
#include "core/compose/liquid/markup.h"
#include "core/compose/liquid/parser.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// Length of quoted texts that stand side by side.
size_t quotedLength(std::string_view text)
{
    size_t at = 0;
    while (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
        const size_t close = text.find(text[at], at + 1);
        if (close == std::string_view::npos)
            break;
        at = close + 1;
    }
    return at;
}

/// Length of the group before a colon at the start of a cycle, 0 where there is none: a quoted text, or the
/// longest run of plain characters and quoted texts that a colon follows.
size_t groupLength(std::string_view values)
{
    const auto isBeforeColon = [&](size_t at) {
        const std::string_view rest = leftTrimmed(values.substr(at));
        return !rest.empty() && rest.front() == ':';
    };
    if (const size_t quoted = firstQuotedLength(values); quoted > 0 && isBeforeColon(quoted))
        return quoted;
    const size_t end = runLength(values);
    size_t found = 0;
    for (size_t at = 0; at < end;) {
        const size_t quoted = firstQuotedLength(values.substr(at));
        at += quoted > 0 ? quoted : 1;
        if ((at == end || values[at] == ':') && isBeforeColon(at))
            found = at;
    }
    return found;
}

} // namespace

void Parser::parseAssign(Block &block, const Token &token)
{
    // The name is the first one that stands right before an equals sign.
    for (size_t start = 0; start < token.text.size(); ++start) {
        const std::string_view rest = token.text.substr(start);
        const size_t length = targetLength(rest);
        const size_t sign = std::min(rest.find_first_not_of(liquidBlanks, length), rest.size());
        if (length == 0 || rest.substr(sign, 1) != "=") {
            start += length > 0 ? length - 1 : 0;
            continue;
        }
        Token value = token;
        value.text = leftTrimmed(rest.substr(sign + 1));
        value.textOffset = token.textOffset + size_t(value.text.data() - token.text.data());
        auto reader = inside(value);
        const uint32_t expression = reader.expression(false);
        reader.needEnd();
        return add(
            block, node(Node::Type::Assign, token, expression, localSymbol(rest.substr(0, length))), true);
    }
    fail(token.offset, u"It is not said what to set to which value."_s, u"assign name = value"_s);
}

void Parser::parseCounter(Block &block, const Token &token)
{
    const auto type = token.name == "increment" ? Node::Type::Increment : Node::Type::Decrement;
    add(block, node(type, token, 0, localSymbol(trimmed(token.text))), false);
}

void Parser::parseRemark(Block &block, const Token &token)
{
    // Each line of a remark has its own #.
    for (size_t line = token.text.find('\n'); line != std::string_view::npos;
         line = token.text.find('\n', line + 1)) {
        const size_t first = token.text.find_first_not_of(liquidBlanks, line);
        if (first != std::string_view::npos && token.text[first] != '#')
            return fail(
                token.textOffset + first, u"This line of a remark does not begin with “#”."_s, u"#"_s);
    }
    add(block, node(Node::Type::Nothing, token, 0), true);
}

void Parser::parseLines(Block &block, const Token &token)
{
    auto outerTokens = std::exchange(m_tokens, tokenizeLines(token.text, token.textOffset));
    const auto outerAt = std::exchange(m_at, 0);
    parseBlock(block, nullptr, {});
    m_tokens = std::move(outerTokens);
    m_at = outerAt;
}

std::string Parser::cycleKey(const Cycle &cycle)
{
    std::string key = "values";
    for (const Operand &value : cycle.values) {
        if (value.type != Operand::Type::Literal) // one with variables goes on alone
            return "cycle " + std::to_string(m_program->cycles.size());
        key += ' ';
        appendInspected(m_program->literals[value.index], key);
    }
    return key;
}

void Parser::parseCycle(Block &block, const Token &token)
{
    Cycle cycle;
    std::string_view values = token.text;
    size_t group = fragmentLength(values);
    if (group == 0)
        return fail(token.offset, u"It is not said what to go through."_s, u"cycle 'one', 'two'"_s);
    group = groupLength(values);
    if (group > 0) {
        cycle.hasGroup = true;
        cycle.group = operandIn(token, values.substr(0, group));
        values.remove_prefix(values.find(':', group) + 1);
    }
    while (!values.empty()) {
        const size_t comma = std::min(values.find(','), values.size());
        if (const auto value = firstFragment(values.substr(0, comma))) {
            const Operand operand = operandIn(token, *value);
            if (operand.type != Operand::Type::Literal || operand.index != 0)
                cycle.values.push_back(operand);
        }
        values.remove_prefix(std::min(comma + 1, values.size()));
    }
    if (!cycle.hasGroup)
        cycle.key = cycleKey(cycle);
    m_program->cycles.push_back(std::move(cycle));
    add(block, node(Node::Type::Cycle, token, m_program->cycles.size() - 1), false);
}

std::optional<uint32_t> Parser::partial(std::string_view name)
{
    for (size_t i = 1; i < m_program->sources.size(); ++i) {
        if (m_program->sources[i].name == name)
            return uint32_t(i);
    }
    if (!m_options.partials)
        return std::nullopt;
    const auto found = m_options.partials->find(name);
    if (found == m_options.partials->end())
        return std::nullopt;
    const size_t slash = name.rfind('/');
    const auto base = slash == std::string_view::npos ? name : name.substr(slash + 1);
    m_program->sources.push_back({found->first, found->second, {}, 0, localSymbol(base), false, {}});
    return uint32_t(m_program->sources.size() - 1);
}

/// Name, `with` or `for`, `as` and values. `name` is the written name.
bool Parser::readPartialCall(PartialCall &call, const Token &token, std::string_view &name)
{
    const std::string_view text = token.text;
    const auto lengthOf
        = [&](std::string_view rest) { return call.isIsolated ? quotedLength(rest) : fragmentsLength(rest); };
    size_t at = 0;
    while (at < text.size() && lengthOf(text.substr(at)) == 0)
        ++at;
    if (at == text.size())
        return false;
    name = text.substr(at, lengthOf(text.substr(at)));
    call.name = operandIn(token, name);
    at += name.size();
    for (const std::string_view word : {"with", "for"}) {
        const size_t length = keywordLength(text.substr(at), word);
        const size_t value = length == 0 ? 0 : fragmentsLength(text.substr(at + length));
        if (value == 0)
            continue;
        call.hasWith = true;
        call.isLoop = word == "for" || !call.isIsolated;
        call.with = operandIn(token, text.substr(at + length, value));
        at += length + value;
        break;
    }
    if (const size_t length = keywordLength(text.substr(at), "as")) {
        if (const size_t alias = nameLength(text.substr(at + length)))
            call.alias = localSymbol(text.substr(at + length, alias));
    }
    for (const Attribute &attribute : attributesIn(text)) {
        const uint32_t symbol = localSymbol(attribute.name);
        const Operand value = operandIn(token, attribute.value);
        const auto known = std::find_if(call.arguments.begin(), call.arguments.end(),
            [&](const auto &each) { return each.first == symbol; });
        if (known != call.arguments.end())
            known->second = value;
        else
            call.arguments.emplace_back(symbol, value);
    }
    return true;
}

void Parser::parsePartial(Block &block, const Token &token)
{
    PartialCall call;
    call.isIsolated = token.name == "render";
    std::string_view name;
    if (!readPartialCall(call, token, name))
        return fail(token.text.empty() ? token.offset : token.textOffset,
            u"It is not said which partial to render."_s, u"the name of a partial in quotes"_s);
    const bool isLiteral = call.name.type == Operand::Type::Literal;
    call.isNameFixed = isLiteral && m_program->literals[call.name.index].isText();
    if (m_fault)
        return;
    if (call.isNameFixed) {
        const auto written = m_program->literals[call.name.index].text();
        const auto source = partial(written);
        if (!source && m_options.findsMistakesEarly)
            return fail(token.textOffset + size_t(name.data() - token.text.data()),
                u"There is no partial called “%1”."_s.arg(toQString(written)),
                u"the name of a saved partial"_s);
        call.source = source.value_or(0);
    } else if (!isLiteral && m_options.partials) {
        for (const auto &[each, text] : *m_options.partials)
            static_cast<void>(partial(each)); // the name is known only when it runs: any may be meant
    }
    m_program->partialCalls.push_back(std::move(call));
    add(block, node(Node::Type::Partial, token, m_program->partialCalls.size() - 1), false);
}

} // namespace haberdash::compose::liquid
