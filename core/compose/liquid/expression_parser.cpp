// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/expression_parser.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

using Type = Lexeme::Type;

constexpr int deepestExpression = 100; // brackets within brackets
constexpr size_t mostConditions = 1000; // joined in one tag

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString quoted(std::string_view text)
{
    return u"“%1”"_s.arg(toQString(text));
}

QString describe(const Lexeme &lexeme)
{
    return lexeme.type == Type::End ? u"the end"_s : quoted(lexeme.text);
}

Condition::Type comparisonType(std::string_view sign)
{
    using Kind = Condition::Type;
    if (sign == "==")
        return Kind::Equal;
    if (sign == "!=" || sign == "<>")
        return Kind::NotEqual;
    if (sign == "<")
        return Kind::Less;
    if (sign == ">")
        return Kind::Greater;
    if (sign == "<=")
        return Kind::LessEqual;
    return sign == ">=" ? Kind::GreaterEqual : Kind::Contains;
}

} // namespace

ExpressionParser::ExpressionParser(Program &program, uint32_t source, std::string_view markup, size_t offset,
    std::optional<TokenFault> &fault, bool findsMistakesEarly)
    : m_program(program)
    , m_source(source)
    , m_markup(markup)
    , m_offset(offset)
    , m_fault(fault)
    , m_findsMistakesEarly(findsMistakesEarly)
    , m_reader(program, source, fault)
    , m_lexemes(lex(markup, offset, fault))
{
    if (m_fault)
        m_at = m_lexemes.size() - 1;
}

void ExpressionParser::advance()
{
    if (m_at + 1 < m_lexemes.size())
        ++m_at;
}

bool ExpressionParser::take(Type type)
{
    const bool found = is(type) && type != Type::End;
    if (found)
        advance();
    return found;
}

bool ExpressionParser::takeWord(std::string_view word)
{
    return is(Type::Word) && current().text == word && take(Type::Word);
}

void ExpressionParser::need(Type type, const QString &expected)
{
    if (!take(type))
        fail(u"%1 cannot stand here."_s.arg(describe(current())), expected);
}

std::string_view ExpressionParser::needWord(const QString &what)
{
    const auto word = current().text;
    need(Type::Word, what);
    return m_fault ? std::string_view() : word;
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

std::string_view ExpressionParser::trimmedBetween(size_t from, size_t to) const
{
    constexpr std::string_view edges = " \t\r\n\f\v|,";
    const auto text = to > from ? m_markup.substr(from - m_offset, to - from) : std::string_view();
    const size_t start = std::min(text.find_first_not_of(edges), text.size());
    return text.substr(start, text.find_last_not_of(edges) + 1 - start);
}

std::string_view ExpressionParser::keep(std::string text, size_t offset)
{
    // As a rule it is written without needless blanks, and the template keeps it.
    const std::string_view source
        = m_markup.substr(std::min(offset - m_offset, m_markup.size()), text.size());
    if (source == text)
        return source;
    m_program.keptTexts.push_back(std::move(text));
    return m_program.keptTexts.back();
}

void ExpressionParser::appendLookups(std::string &text, int depth)
{
    while (!m_fault && (is(Type::Dot) || is(Type::OpenSquare))) {
        if (take(Type::Dot)) {
            text += '.';
            text += needWord(u"a name after the dot"_s);
            continue;
        }
        take(Type::OpenSquare);
        text += '[';
        appendValue(text, depth + 1);
        need(Type::CloseSquare, u"“]”"_s);
        text += ']';
    }
}

void ExpressionParser::appendValue(std::string &text, int depth)
{
    if (depth > deepestExpression)
        return fail(u"This is nested too deeply."_s, {});
    const Lexeme lexeme = current();
    switch (lexeme.type) {
    case Type::Text:
    case Type::Number:
        advance();
        text += lexeme.text;
        return;
    case Type::Word:
        advance();
        text += lexeme.text;
        return appendLookups(text, depth);
    case Type::OpenSquare:
        return appendLookups(text, depth);
    case Type::OpenRound:
        advance();
        text += '(';
        appendValue(text, depth + 1);
        need(Type::DotDot, u"“..”"_s);
        text += "..";
        appendValue(text, depth + 1);
        need(Type::CloseRound, u"“)”"_s);
        text += ')';
        return;
    default:
        fail(lexeme.type == Type::End ? u"Something is missing here."_s
                                      : u"%1 cannot stand here."_s.arg(describe(lexeme)),
            u"a variable, a number or a quoted text"_s);
    }
}

ExpressionParser::Written ExpressionParser::value(bool knowsQuestions)
{
    const size_t offset = current().offset;
    std::string text;
    appendValue(text, 0);
    if (m_fault)
        return {};
    const std::string_view kept = keep(std::move(text), offset);
    return {m_reader.read(kept, offset, knowsQuestions), kept};
}

void ExpressionParser::argument(FilterCall &call)
{
    const Lexeme first = current();
    const bool hasName
        = first.type == Type::Word && m_at + 1 < m_lexemes.size() && m_lexemes[m_at + 1].type == Type::Colon;
    if (!hasName) {
        call.arguments.push_back(value().operand);
        return;
    }
    advance();
    advance();
    const Written given = value();
    if (first.text.back() != '?') {
        // The last one of a name counts, at the place of the first.
        for (auto &[name, operand] : call.named) {
            if (name == first.text) {
                operand = given.operand;
                return;
            }
        }
        call.named.emplace_back(std::string(first.text), given.operand);
        return;
    }
    // Ruby reads "a?: b" as the path a?.b
    m_program.keptTexts.push_back(std::string(first.text) + ": " + std::string(given.text));
    call.arguments.push_back(m_reader.read(m_program.keptTexts.back(), first.offset));
}

void ExpressionParser::checkCount(const FilterCall &call)
{
    const size_t count = call.arguments.size() + (call.named.empty() ? 0 : 1);
    const bool few = count < call.filter->fewestArguments;
    if (m_fault || (!few && count <= call.filter->mostArguments))
        return;
    const int wanted = few ? call.filter->fewestArguments : call.filter->mostArguments;
    m_fault = TokenFault{call.place.offset,
        few ? u"The filter %1 needs more than is given."_s.arg(quoted(call.name))
            : u"The filter %1 is given more than it can use."_s.arg(quoted(call.name)),
        wanted == 0 ? u"nothing after the name"_s
                    : u"%1 value(s) after “%2:”"_s.arg(wanted).arg(toQString(call.name))};
    m_at = m_lexemes.size() - 1;
}

FilterCall ExpressionParser::filter(size_t expressionFrom)
{
    FilterCall call;
    call.place = {m_source, uint32_t(current().offset)};
    call.name = std::string(needWord(u"the name of a filter"_s));
    call.filter = findFilter(call.name);
    if (!m_fault && !call.filter && m_findsMistakesEarly) {
        m_fault = TokenFault{call.place.offset, u"There is no filter called %1."_s.arg(quoted(call.name)),
            u"a filter such as upcase, default, date or money"_s};
        m_at = m_lexemes.size() - 1;
    }
    size_t valuesFrom = current().offset;
    if (take(Type::Colon)) {
        valuesFrom = current().offset;
        do
            argument(call);
        while (take(Type::Comma));
    }
    if (!m_fault && call.filter && m_findsMistakesEarly)
        checkCount(call);
    if (!m_fault && call.name == "default") {
        call.isDefault = true;
        call.site = m_program.addSite(BranchSite::Kind::Default, call.place);
        m_program.sites[call.site].subject = trimmedBetween(expressionFrom, call.place.offset);
        m_program.sites[call.site].conditions.emplace_back(trimmedBetween(valuesFrom, current().offset));
    }
    return call;
}

uint32_t ExpressionParser::expression(bool isWritten)
{
    Expression expression;
    expression.place = {m_source, uint32_t(current().offset)};
    const size_t use = m_program.uses.size();
    if (!atEnd())
        expression.operand = value().operand;
    while (!m_fault && take(Type::Pipe)) {
        expression.filters.push_back(filter(expression.place.offset));
        expression.hasFallback = expression.hasFallback || expression.filters.back().name == "default";
    }
    if (isWritten && expression.operand.type == Operand::Type::Variable && !m_fault) {
        // The use of the operand itself stands before those of the filters' values.
        m_program.uses[use].isWritten = true;
        m_program.uses[use].hasFallback = expression.hasFallback;
    }
    m_program.expressions.push_back(std::move(expression));
    return uint32_t(m_program.expressions.size() - 1);
}

uint32_t ExpressionParser::comparison()
{
    Condition condition;
    condition.left = value(true).operand;
    const Lexeme sign = current();
    if (take(Type::Comparison)) {
        condition.type = comparisonType(sign.text);
        condition.right = value(true).operand;
    }
    m_program.conditions.push_back(condition);
    return uint32_t(m_program.conditions.size() - 1);
}

uint32_t ExpressionParser::condition()
{
    // From the right, as everywhere in Liquid: a and b or c is a and (b or c).
    std::vector<uint32_t> parts{comparison()};
    std::vector<Condition::Type> joints;
    while (!m_fault && is(Type::Word) && (current().text == "and" || current().text == "or")) {
        joints.push_back(current().text == "and" ? Condition::Type::And : Condition::Type::Or);
        advance();
        parts.push_back(comparison());
        if (parts.size() > mostConditions)
            fail(u"This condition is too long."_s, {});
    }
    uint32_t last = parts.back();
    for (size_t i = joints.size(); i-- > 0;) {
        Condition joined;
        joined.type = joints[i];
        joined.first = parts[i];
        joined.second = last;
        m_program.conditions.push_back(joined);
        last = uint32_t(m_program.conditions.size() - 1);
    }
    return last;
}

} // namespace haberdash::compose::liquid
