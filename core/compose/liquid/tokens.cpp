// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/tokens.h"

#include <algorithm>
#include <array>

namespace haberdash::compose::liquid {

namespace {

constexpr std::string_view strippable("\0 \t\r\n\f\v", 7);

size_t wordLength(std::string_view text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isWordCharacter);
    return size_t(end - text.begin());
}

/// Name and inside of a tag; `inner` is what stands between `{%` and `%}` without its dashes.
void readTag(Token &token, std::string_view inner)
{
    const size_t start = std::min(inner.find_first_not_of(liquidBlanks), inner.size());
    inner.remove_prefix(start);
    const size_t length = !inner.empty() && inner.front() == '#' ? 1 : wordLength(inner);
    if (length == 0) {
        token.type = Token::Type::Broken;
        return;
    }
    token.type = Token::Type::Tag;
    token.name = inner.substr(0, length);
    inner.remove_prefix(length);
    inner.remove_prefix(std::min(inner.find_first_not_of(liquidBlanks), inner.size()));
    token.text = inner;
}

/// The piece that begins with braces at `open`.
Token tokenAt(std::string_view source, size_t open)
{
    Token token;
    token.offset = token.textOffset = open;
    token.type = Token::Type::Broken;
    const bool isTag = source[open + 1] == '%';
    size_t close = source.find(isTag ? "%}" : "}", open + 2);
    if (close == std::string_view::npos) {
        token.whole = source.substr(open, 2);
        return token;
    }
    close += isTag || source.substr(close, 2) == "}}" ? 2 : 1;
    token.whole = source.substr(open, close - open);
    if (token.whole.size() < 4 || (!isTag && token.whole.substr(token.whole.size() - 2) != "}}"))
        return token;
    std::string_view inner = token.whole.substr(2, token.whole.size() - 4);
    token.trimsBefore = !inner.empty() && inner.front() == '-';
    token.trimsAfter = !inner.empty() && inner.back() == '-';
    if (token.trimsBefore)
        inner.remove_prefix(1);
    if (!inner.empty() && inner.back() == '-')
        inner.remove_suffix(1);
    if (isTag) {
        readTag(token, inner);
    } else {
        token.type = Token::Type::Output;
        token.text = inner;
    }
    if (token.type != Token::Type::Broken)
        token.textOffset = size_t(token.text.data() - source.data());
    return token;
}

size_t findOpen(std::string_view source, size_t from)
{
    for (size_t i = source.find('{', from); i != std::string_view::npos; i = source.find('{', i + 1)) {
        if (i + 1 < source.size() && (source[i + 1] == '{' || source[i + 1] == '%'))
            return i;
    }
    return source.size();
}

} // namespace

bool isWordCharacter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9') || character == '_';
}

std::string_view leftTrimmed(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of(strippable), text.size()));
}

std::string_view rightTrimmed(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(strippable) + 1);
}

std::string_view trimmed(std::string_view text)
{
    return leftTrimmed(rightTrimmed(text));
}

std::vector<Token> tokenize(std::string_view source)
{
    std::vector<Token> tokens;
    for (size_t at = 0; at < source.size();) {
        const size_t open = findOpen(source, at);
        if (open > at) {
            Token text;
            text.whole = text.text = source.substr(at, open - at);
            text.offset = text.textOffset = at;
            tokens.push_back(text);
        }
        if (open == source.size())
            break;
        tokens.push_back(tokenAt(source, open));
        at = open + tokens.back().whole.size();
    }
    return tokens;
}

std::vector<Token> tokenizeLines(std::string_view markup, size_t offset)
{
    std::vector<Token> tokens;
    for (size_t start = 0; start < markup.size();) {
        const size_t end = std::min(markup.find('\n', start), markup.size());
        const std::string_view line = markup.substr(start, end - start);
        const size_t indent = line.find_first_not_of(liquidBlanks);
        start = end + 1;
        if (indent == std::string_view::npos)
            continue;
        Token token;
        token.isLine = true;
        token.whole = line;
        token.offset = token.textOffset = offset + size_t(line.data() - markup.data()) + indent;
        readTag(token, line);
        if (token.type == Token::Type::Tag)
            token.textOffset = offset + size_t(token.text.data() - markup.data());
        tokens.push_back(token);
    }
    return tokens;
}

std::optional<std::string_view> textBeforeTag(const Token &token, std::string_view name)
{
    const std::string_view whole = token.whole;
    if (whole.size() < 4 || whole.substr(whole.size() - 2) != "%}")
        return std::nullopt;
    for (size_t open = whole.rfind("{%"); open != std::string_view::npos;
         open = open == 0 ? std::string_view::npos : whole.rfind("{%", open - 1)) {
        std::string_view inner = whole.substr(open + 2, whole.size() - open - 4);
        if (!inner.empty() && inner.front() == '-')
            inner.remove_prefix(1);
        inner.remove_prefix(std::min(inner.find_first_not_of(liquidBlanks), inner.size()));
        if (const size_t length = wordLength(inner))
            return inner.substr(0, length) == name ? std::optional(whole.substr(0, open)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace haberdash::compose::liquid
