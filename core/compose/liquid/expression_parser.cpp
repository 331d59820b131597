// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/expression_parser.h"

#include <charconv>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestExpression = 100; // brackets within brackets, conditions joined in one tag

QString quoted(std::string_view text)
{
    return u"“%1”"_s.arg(QString::fromUtf8(text.data(), qsizetype(text.size())));
}

QString describe(const Lexeme &lexeme)
{
    return lexeme.type == Lexeme::Type::End ? u"the end"_s : quoted(lexeme.text);
}

} // namespace

uint32_t symbolOf(Program &program, std::string_view name)
{
    for (size_t i = 0; i < program.symbols.size(); ++i) {
        if (program.symbols[i] == name)
            return uint32_t(i);
    }
    program.symbols.emplace_back(name);
    program.isLocalSymbol.push_back(false);
    return uint32_t(program.symbols.size() - 1);
}

ExpressionParser::ExpressionParser(Program &program, uint32_t source, std::string_view markup, size_t offset,
    std::optional<TokenFault> &fault)
    : m_program(program)
    , m_source(source)
    , m_markup(markup)
    , m_offset(offset)
    , m_fault(fault)
    , m_lexemes(lex(markup, offset, fault))
{
    if (m_fault)
        m_at = m_lexemes.size() - 1;
}

const Lexeme &ExpressionParser::following() const
{
    return m_lexemes[std::min(m_at + 1, m_lexemes.size() - 1)];
}

bool ExpressionParser::isSign(std::string_view sign) const
{
    return current().type == Lexeme::Type::Sign && current().text == sign;
}

bool ExpressionParser::isWord(std::string_view word) const
{
    return current().type == Lexeme::Type::Word && current().text == word;
}

void ExpressionParser::advance()
{
    if (m_at + 1 < m_lexemes.size())
        ++m_at;
}

bool ExpressionParser::takeSign(std::string_view sign)
{
    const bool found = isSign(sign);
    if (found)
        advance();
    return found;
}

bool ExpressionParser::takeWord(std::string_view word)
{
    const bool found = isWord(word);
    if (found)
        advance();
    return found;
}

void ExpressionParser::needSign(std::string_view sign)
{
    if (!takeSign(sign))
        fail(u"%1 cannot stand here."_s.arg(describe(current())), quoted(sign));
}

std::string_view ExpressionParser::needWord(const QString &what)
{
    if (current().type != Lexeme::Type::Word) {
        fail(u"%1 cannot stand here."_s.arg(describe(current())), what);
        return {};
    }
    const auto word = current().text;
    advance();
    return word;
}

void ExpressionParser::needEnd()
{
    if (!atEnd())
        fail(u"%1 is too much here."_s.arg(describe(current())),
            u"the end of the tag, or a filter after “|”"_s);
}

void ExpressionParser::fail(QString message, QString expected)
{
    if (!m_fault)
        m_fault = TokenFault{current().offset, std::move(message), std::move(expected)};
    m_at = m_lexemes.size() - 1;
}

std::string_view ExpressionParser::textBetween(size_t from, size_t to) const
{
    return m_markup.substr(from - m_offset, to - from);
}

std::string_view ExpressionParser::trimmedBetween(size_t from, size_t to) const
{
    constexpr std::string_view edges = " \t\r\n\f\v|,";
    const auto text = to > from ? textBetween(from, to) : std::string_view();
    const size_t start = std::min(text.find_first_not_of(edges), text.size());
    return text.substr(start, text.find_last_not_of(edges) + 1 - start);
}

Operand ExpressionParser::literal(Item item)
{
    m_program.literals.push_back(item);
    return {Operand::Type::Literal, uint32_t(m_program.literals.size() - 1)};
}

Operand ExpressionParser::operand()
{
    const Lexeme lexeme = current();
    switch (lexeme.type) {
    case Lexeme::Type::Integer: {
        advance();
        int64_t value = 0;
        const char *end = lexeme.text.data() + lexeme.text.size();
        if (std::from_chars(lexeme.text.data(), end, value).ec == std::errc())
            return literal(Item::fromInteger(value));
        double large = 0;
        std::from_chars(lexeme.text.data(), end, large);
        return literal(Item::fromDecimal(large));
    }
    case Lexeme::Type::Decimal: {
        advance();
        double value = 0;
        std::from_chars(lexeme.text.data(), lexeme.text.data() + lexeme.text.size(), value);
        return literal(Item::fromDecimal(value));
    }
    case Lexeme::Type::Text:
        advance();
        return literal(Item::fromText(lexeme.text));
    case Lexeme::Type::Word:
    case Lexeme::Type::Sign:
        if (lexeme.text == "(") {
            advance();
            if (++m_depth > deepestExpression) {
                fail(u"This is nested too deeply."_s, {});
                return {};
            }
            const Operand low = operand();
            needSign("..");
            const Operand high = operand();
            needSign(")");
            --m_depth;
            m_program.ranges.emplace_back(low, high);
            return {Operand::Type::Range, uint32_t(m_program.ranges.size() - 1)};
        }
        if (lexeme.type == Lexeme::Type::Word || lexeme.text == "[")
            return variable();
        break;
    case Lexeme::Type::End:
        break;
    }
    fail(lexeme.type == Lexeme::Type::End ? u"Something is missing here."_s
                                          : u"%1 cannot stand here."_s.arg(describe(lexeme)),
        u"a variable, a number or a quoted text"_s);
    return {};
}

Operand ExpressionParser::variable()
{
    const Lexeme first = current();
    Path path;
    path.place = {m_source, uint32_t(first.offset)};
    if (first.type == Lexeme::Type::Word) {
        advance();
        if (!isSign(".") && !isSign("[")) {
            Item item;
            if (first.text == "true" || first.text == "false")
                return literal(Item::fromBoolean(first.text == "true"));
            if (first.text == "nil" || first.text == "null")
                return literal(item);
            if (first.text == "empty" || first.text == "blank") {
                item.kind = first.text == "empty" ? Item::Kind::Empty : Item::Kind::Blank;
                return literal(item);
            }
        }
        path.symbol = symbolOf(m_program, first.text);
    } else { // ["a name with blanks"]
        advance();
        if (current().type != Lexeme::Type::Text) {
            fail(u"%1 cannot stand here."_s.arg(describe(current())), u"a name in quotes"_s);
            return {};
        }
        path.symbol = symbolOf(m_program, current().text);
        advance();
        needSign("]");
    }
    path.hint = m_program.hintCount++;
    if (++m_depth > deepestExpression)
        fail(u"This is nested too deeply."_s, {});
    while (isSign(".") || isSign("[")) {
        Segment segment;
        if (takeSign(".")) {
            // Digits too: lists may be asked as `items.0`.
            if (current().type == Lexeme::Type::Integer) {
                segment.type = Segment::Type::Index;
                std::from_chars(
                    current().text.data(), current().text.data() + current().text.size(), segment.index);
                advance();
            } else {
                segment.name = std::string(needWord(u"a name after the dot"_s));
            }
        } else {
            takeSign("[");
            if (current().type == Lexeme::Type::Text) {
                segment.name = std::string(current().text);
                advance();
            } else if (current().type == Lexeme::Type::Integer) {
                segment.type = Segment::Type::Index;
                std::from_chars(
                    current().text.data(), current().text.data() + current().text.size(), segment.index);
                advance();
            } else {
                segment.type = Segment::Type::Computed;
                segment.key = operand();
            }
            needSign("]");
        }
        segment.hint = m_program.hintCount++;
        path.segments.push_back(std::move(segment));
    }
    --m_depth;
    const Lexeme &last = m_lexemes[m_at > 0 ? m_at - 1 : 0];
    const size_t quote = last.type == Lexeme::Type::Text ? 2 : 0;
    path.text = std::string(textBetween(first.offset, last.offset + last.text.size() + quote));
    m_program.paths.push_back(std::move(path));
    const auto index = uint32_t(m_program.paths.size() - 1);
    VariableUse use;
    use.path = m_program.paths[index].text;
    use.position = m_program.positionOf(m_program.paths[index].place);
    m_program.uses.push_back(std::move(use));
    return {Operand::Type::Variable, index};
}

void ExpressionParser::filter(std::vector<FilterCall> &filters, bool &hasFallback, size_t expressionFrom)
{
    FilterCall call;
    call.place = {m_source, uint32_t(current().offset)};
    const Lexeme nameLexeme = current();
    const auto name = needWord(u"the name of a filter"_s);
    if (m_fault)
        return;
    call.filter = findFilter(name);
    if (!call.filter) {
        m_fault = TokenFault{nameLexeme.offset, u"There is no filter called %1."_s.arg(quoted(name)),
            u"a filter such as upcase, default, date or money"_s};
        m_at = m_lexemes.size() - 1;
        return;
    }
    hasFallback = hasFallback || name == "default";
    const size_t valuesFrom = following().offset;
    if (takeSign(":")) {
        do {
            if (current().type == Lexeme::Type::Word && following().type == Lexeme::Type::Sign
                && following().text == ":") {
                std::string key(current().text);
                advance();
                advance();
                call.named.emplace_back(std::move(key), operand());
            } else {
                call.arguments.push_back(operand());
            }
        } while (takeSign(","));
    }
    if (m_fault)
        return;
    if (call.arguments.size() < call.filter->fewestArguments
        || call.arguments.size() > call.filter->mostArguments) {
        const bool few = call.arguments.size() < call.filter->fewestArguments;
        const int count = few ? call.filter->fewestArguments : call.filter->mostArguments;
        m_fault = TokenFault{nameLexeme.offset,
            few ? u"The filter %1 needs more than is given."_s.arg(quoted(name))
                : u"The filter %1 is given more than it can use."_s.arg(quoted(name)),
            count == 0 ? u"nothing after the name"_s
                       : u"%1 value(s) after “%2:”"_s.arg(count).arg(
                           QString::fromUtf8(name.data(), qsizetype(name.size())))};
        m_at = m_lexemes.size() - 1;
        return;
    }
    if (name == "default") {
        call.isDefault = true;
        call.site = m_program.addSite(BranchSite::Kind::Default, call.place);
        m_program.sites[call.site].subject = trimmedBetween(expressionFrom, call.place.offset);
        m_program.sites[call.site].conditions.emplace_back(trimmedBetween(valuesFrom, current().offset));
    }
    filters.push_back(std::move(call));
}

uint32_t ExpressionParser::expression(bool isWritten)
{
    Expression expression;
    expression.place = {m_source, uint32_t(current().offset)};
    expression.operand = operand();
    const size_t use = m_program.uses.size();
    while (takeSign("|"))
        filter(expression.filters, expression.hasFallback, expression.place.offset);
    if (isWritten && expression.operand.type == Operand::Type::Variable && !m_fault) {
        // The use of the operand itself stands before those of the filters' values.
        m_program.uses[use - 1].isWritten = true;
        m_program.uses[use - 1].hasFallback = expression.hasFallback;
    }
    m_program.expressions.push_back(std::move(expression));
    return uint32_t(m_program.expressions.size() - 1);
}

uint32_t ExpressionParser::comparison(int depth)
{
    Condition condition;
    if (isWord("not") && !(following().type == Lexeme::Type::Sign && following().text != "(")
        && following().type != Lexeme::Type::End) {
        takeWord("not");
        condition.type = Condition::Type::Not;
        if (depth > deepestExpression)
            fail(u"This condition is too long."_s, {});
        else
            condition.first = comparison(depth + 1);
    } else {
        condition.left = operand();
        using Type = Condition::Type;
        Type type = Type::Truthy;
        if (takeSign("=="))
            type = Type::Equal;
        else if (takeSign("!=") || takeSign("<>"))
            type = Type::NotEqual;
        else if (takeSign("<="))
            type = Type::LessEqual;
        else if (takeSign(">="))
            type = Type::GreaterEqual;
        else if (takeSign("<"))
            type = Type::Less;
        else if (takeSign(">"))
            type = Type::Greater;
        else if (takeWord("contains"))
            type = Type::Contains;
        else if (isSign("="))
            fail(u"A single “=” compares nothing."_s, u"“==”"_s);
        condition.type = type;
        if (type != Type::Truthy)
            condition.right = operand();
    }
    m_program.conditions.push_back(condition);
    return uint32_t(m_program.conditions.size() - 1);
}

uint32_t ExpressionParser::joined(int depth)
{
    const uint32_t first = comparison(depth);
    const bool both = isWord("and");
    if (!both && !isWord("or"))
        return first;
    advance();
    if (depth > deepestExpression) {
        fail(u"This condition is too long."_s, {});
        return first;
    }
    // From the right, as everywhere in Liquid: a and b or c is a and (b or c).
    Condition condition;
    condition.type = both ? Condition::Type::And : Condition::Type::Or;
    condition.first = first;
    condition.second = joined(depth + 1);
    m_program.conditions.push_back(condition);
    return uint32_t(m_program.conditions.size() - 1);
}

uint32_t ExpressionParser::condition()
{
    return joined(0);
}

} // namespace haberdash::compose::liquid
