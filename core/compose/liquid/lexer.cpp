// SPDX-License-Identifier: GPL-3.0-or-later
// Words, numbers and signs of what stands inside braces.
#include "core/compose/liquid/tokens.h"

#include <algorithm>
#include <array>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

using Type = Lexeme::Type;

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

size_t comparisonLength(std::string_view text)
{
    for (const std::string_view sign : {"==", "!=", "<>", "<=", ">=", "<", ">"}) {
        if (text.substr(0, sign.size()) == sign)
            return sign.size();
    }
    constexpr std::string_view contains = "contains";
    const bool isWord = text.substr(0, contains.size()) == contains && text.size() > contains.size()
        && isLiquidBlank(text[contains.size()]);
    return isWord ? contains.size() : 0;
}

size_t numberLength(std::string_view text)
{
    size_t at = text.front() == '-' ? 1 : 0;
    const size_t first = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    if (at == first)
        return 0;
    if (at + 1 < text.size() && text[at] == '.' && isDigit(text[at + 1])) {
        ++at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
    }
    return at;
}

size_t wordLength(std::string_view text)
{
    if (!isWordCharacter(text.front()) || isDigit(text.front()))
        return 0;
    size_t at = 1;
    while (at < text.size() && (isWordCharacter(text[at]) || text[at] == '-'))
        ++at;
    return at < text.size() && text[at] == '?' ? at + 1 : at;
}

size_t quotedLength(std::string_view text)
{
    if (text.front() != '"' && text.front() != '\'')
        return 0;
    const size_t close = text.find(text.front(), 1);
    return close == std::string_view::npos ? 0 : close + 1;
}

Type signType(char character)
{
    constexpr std::array<std::pair<char, Type>, 10> signs{{{'|', Type::Pipe}, {'.', Type::Dot},
        {':', Type::Colon}, {',', Type::Comma}, {'[', Type::OpenSquare}, {']', Type::CloseSquare},
        {'(', Type::OpenRound}, {')', Type::CloseRound}, {'?', Type::Question}, {'-', Type::Dash}}};
    for (const auto &[sign, type] : signs) {
        if (sign == character)
            return type;
    }
    return Type::End;
}

TokenFault faultAt(std::string_view rest, size_t offset)
{
    const char character = rest.front();
    if (character == '"' || character == '\'')
        return {offset, u"This quoted text is never closed."_s, QString(QLatin1Char(character))};
    if (character == '=')
        return {offset, u"A single “=” compares nothing."_s, u"“==”"_s};
    size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
        ++length;
    return {offset, u"“%1” cannot stand here."_s.arg(QString::fromUtf8(rest.data(), qsizetype(length))),
        u"a variable, a number, a quoted text or a filter"_s};
}

/// The lexeme at the start of `rest`, which is not empty; of type End where there is none.
Lexeme lexemeAt(std::string_view rest, size_t offset)
{
    const auto made = [&](Type type, size_t length) { return Lexeme{type, rest.substr(0, length), offset}; };
    if (const size_t length = comparisonLength(rest))
        return made(Type::Comparison, length);
    if (const size_t length = quotedLength(rest))
        return made(Type::Text, length);
    if (const size_t length = numberLength(rest))
        return made(Type::Number, length);
    if (const size_t length = wordLength(rest))
        return made(Type::Word, length);
    if (rest.substr(0, 2) == "..")
        return made(Type::DotDot, 2);
    return made(signType(rest.front()), 1);
}

} // namespace

std::vector<Lexeme> lex(std::string_view markup, size_t offset, std::optional<TokenFault> &fault)
{
    std::vector<Lexeme> lexemes;
    for (size_t i = 0; i < markup.size();) {
        if (isLiquidBlank(markup[i])) {
            ++i;
            continue;
        }
        const Lexeme found = lexemeAt(markup.substr(i), offset + i);
        if (found.type == Type::End) {
            fault = faultAt(markup.substr(i), offset + i);
            break;
        }
        lexemes.push_back(found);
        i += found.text.size();
    }
    lexemes.push_back({Type::End, markup.substr(markup.size()), offset + markup.size()});
    return lexemes;
}

} // namespace haberdash::compose::liquid
