// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/tokens.h"

#include <array>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

bool isBlank(char character)
{
    return blanks.find(character) != std::string_view::npos;
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isWordStart(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x80 || byte == '_' || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

std::string_view leftTrimmed(std::string_view text)
{
    const size_t start = text.find_first_not_of(blanks);
    return start == std::string_view::npos ? text.substr(text.size()) : text.substr(start);
}

std::string_view rightTrimmed(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// Where `close` stands after `from`, not counting quoted places; a quote that is never closed counts as a
/// letter, the expression's own reader will complain about it.
size_t findClose(std::string_view source, size_t from, std::string_view close)
{
    char quote = 0;
    for (size_t i = from; i < source.size(); ++i) {
        const char character = source[i];
        if (quote) {
            if (character == quote)
                quote = 0;
        } else if (character == '"' || character == '\'') {
            quote = character;
        } else if (character == close[0] && source.substr(i, 2) == close) {
            return i;
        }
    }
    return source.find(close, from);
}

/// The tag at `open` if it is `name`: one past its end, else 0. `inner` is set to where it begins.
size_t endOfTagNamed(
    std::string_view source, size_t open, std::string_view name, bool &trimsLeft, bool &trimsRight)
{
    size_t i = open + 2;
    trimsLeft = i < source.size() && source[i] == '-';
    if (trimsLeft)
        ++i;
    while (i < source.size() && isBlank(source[i]))
        ++i;
    if (source.substr(i, name.size()) != name)
        return 0;
    i += name.size();
    if (i < source.size() && (isWordStart(source[i]) || isDigit(source[i])))
        return 0;
    const size_t close = source.find("%}", i);
    if (close == std::string_view::npos)
        return 0;
    trimsRight = source[close - 1] == '-' && close - 1 >= i;
    return close + 2;
}

class Tokenizer
{
public:
    Tokenizer(std::string_view source, std::optional<TokenFault> &fault)
        : m_source(source)
        , m_fault(fault)
    { }

    std::vector<Token> run()
    {
        while (m_at < m_source.size() && !m_fault) {
            const size_t open = findOpen(m_at);
            addText(m_at, open);
            if (open == m_source.size())
                break;
            if (m_source[open + 1] == '{')
                readOutput(open);
            else
                readTag(open);
        }
        return std::move(m_tokens);
    }

private:
    size_t findOpen(size_t from) const
    {
        for (size_t i = m_source.find('{', from); i != std::string_view::npos;
             i = m_source.find('{', i + 1)) {
            if (i + 1 < m_source.size() && (m_source[i + 1] == '{' || m_source[i + 1] == '%'))
                return i;
        }
        return m_source.size();
    }

    void addText(size_t from, size_t to)
    {
        std::string_view text = m_source.substr(from, to - from);
        if (m_trimNext)
            text = leftTrimmed(text);
        m_trimNext = false;
        if (text.empty())
            return;
        Token token;
        token.text = text;
        token.offset = token.textOffset = size_t(text.data() - m_source.data());
        token.end = to;
        m_tokens.push_back(token);
    }

    void trimBefore()
    {
        if (m_tokens.empty() || m_tokens.back().type != Token::Type::Text)
            return;
        m_tokens.back().text = rightTrimmed(m_tokens.back().text);
        if (m_tokens.back().text.empty())
            m_tokens.pop_back();
    }

    /// The inside of the braces at `open`, dashes taken off; sets what is to be trimmed.
    std::string_view inside(size_t open, size_t close)
    {
        std::string_view text = m_source.substr(open + 2, close - open - 2);
        if (!text.empty() && text.front() == '-') {
            trimBefore();
            text.remove_prefix(1);
        }
        if (!text.empty() && text.back() == '-') {
            m_trimNext = true;
            text.remove_suffix(1);
        }
        return text;
    }

    void readOutput(size_t open)
    {
        const size_t close = findClose(m_source, open + 2, "}}");
        if (close == std::string_view::npos) {
            m_fault = TokenFault{open, u"This {{ is never closed."_s, u"}}"_s};
            return;
        }
        Token token;
        token.type = Token::Type::Output;
        token.text = inside(open, close);
        token.offset = open;
        token.textOffset = size_t(token.text.data() - m_source.data());
        token.end = m_at = close + 2;
        m_tokens.push_back(token);
    }

    void readTag(size_t open)
    {
        const size_t first = m_source.find_first_not_of(blanks, std::min(open + 2, m_source.size()));
        const size_t second = first == std::string_view::npos
            ? first
            : m_source.find_first_not_of(blanks, first + (m_source[first] == '-'));
        const bool isRemark = second != std::string_view::npos && m_source[second] == '#';
        const size_t close = isRemark ? m_source.find("%}", second)
                                      : findClose(m_source, std::min(open + 2, m_source.size()), "%}");
        if (close == std::string_view::npos) {
            m_fault = TokenFault{open, u"This {% is never closed."_s, u"%}"_s};
            return;
        }
        Token token;
        token.type = Token::Type::Tag;
        std::string_view text = leftTrimmed(inside(open, close));
        m_at = close + 2;
        if (isRemark)
            return;
        size_t length = 0;
        while (length < text.size() && (isWordStart(text[length]) || isDigit(text[length])))
            ++length;
        token.name = text.substr(0, length);
        token.text = text.substr(length);
        token.offset = open;
        token.textOffset = size_t(token.text.data() - m_source.data());
        token.end = m_at;
        if (token.name == "raw")
            readRaw(open);
        else if (token.name == "comment")
            skipComment(open);
        else
            m_tokens.push_back(token);
    }

    void readRaw(size_t open)
    {
        const size_t start = m_at;
        for (size_t i = m_source.find("{%", start); i != std::string_view::npos;
             i = m_source.find("{%", i + 1)) {
            bool trimsLeft = false;
            bool trimsRight = false;
            if (const size_t end = endOfTagNamed(m_source, i, "endraw", trimsLeft, trimsRight)) {
                addText(start, i);
                if (trimsLeft)
                    trimBefore();
                m_trimNext = trimsRight;
                m_at = end;
                return;
            }
        }
        m_fault = TokenFault{open, u"This raw block is never closed."_s, u"{% endraw %}"_s};
    }

    void skipComment(size_t open)
    {
        int depth = 1;
        for (size_t i = m_source.find("{%", m_at); i != std::string_view::npos;
             i = m_source.find("{%", i + 1)) {
            bool trimsLeft = false;
            bool trimsRight = false;
            if (endOfTagNamed(m_source, i, "comment", trimsLeft, trimsRight)) {
                ++depth;
            } else if (const size_t end = endOfTagNamed(m_source, i, "endcomment", trimsLeft, trimsRight);
                       end != 0 && --depth == 0) {
                m_trimNext = trimsRight;
                m_at = end;
                return;
            }
        }
        m_fault = TokenFault{open, u"This comment is never closed."_s, u"{% endcomment %}"_s};
    }

    std::string_view m_source;
    std::optional<TokenFault> &m_fault;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    bool m_trimNext = false;
};

} // namespace

std::vector<Token> tokenize(std::string_view source, std::optional<TokenFault> &fault)
{
    return Tokenizer(source, fault).run();
}

std::vector<Token> tokenizeLines(std::string_view markup, size_t offset, std::optional<TokenFault> &fault)
{
    std::vector<Token> tokens;
    int comments = 0;
    size_t commentStart = 0;
    for (size_t start = 0; start < markup.size();) {
        const size_t end = std::min(markup.find('\n', start), markup.size());
        const std::string_view line = rightTrimmed(leftTrimmed(markup.substr(start, end - start)));
        start = end + 1;
        size_t length = 0;
        while (length < line.size() && (isWordStart(line[length]) || isDigit(line[length])))
            ++length;
        Token token;
        token.type = Token::Type::Tag;
        token.name = line.substr(0, length);
        token.text = line.substr(length);
        token.offset = offset + size_t(line.data() - markup.data());
        token.textOffset = token.offset + length;
        token.end = token.offset + line.size();
        if (token.name == "comment") {
            if (comments++ == 0)
                commentStart = token.offset;
        } else if (token.name == "endcomment" && comments > 0) {
            --comments;
        } else if (comments == 0 && !line.empty() && line.front() != '#') {
            tokens.push_back(token);
        }
    }
    if (comments > 0)
        fault = TokenFault{commentStart, u"This comment is never closed."_s, u"endcomment"_s};
    return tokens;
}

std::vector<Lexeme> lex(std::string_view markup, size_t offset, std::optional<TokenFault> &fault)
{
    std::vector<Lexeme> lexemes;
    const auto add = [&](Lexeme::Type type, size_t from, size_t length) {
        lexemes.push_back({type, markup.substr(from, length), offset + from});
    };
    size_t i = 0;
    while (i < markup.size()) {
        const char character = markup[i];
        const char next = i + 1 < markup.size() ? markup[i + 1] : '\0';
        const size_t start = i;
        if (isBlank(character)) {
            ++i;
        } else if (isWordStart(character)) {
            while (i < markup.size() && (isWordStart(markup[i]) || isDigit(markup[i]) || markup[i] == '-'))
                ++i;
            if (i < markup.size() && markup[i] == '?')
                ++i;
            add(Lexeme::Type::Word, start, i - start);
        } else if (isDigit(character) || (character == '-' && isDigit(next))) {
            ++i;
            while (i < markup.size() && isDigit(markup[i]))
                ++i;
            auto type = Lexeme::Type::Integer;
            if (i + 1 < markup.size() && markup[i] == '.' && isDigit(markup[i + 1])) {
                type = Lexeme::Type::Decimal;
                ++i;
                while (i < markup.size() && isDigit(markup[i]))
                    ++i;
            }
            add(type, start, i - start);
        } else if (character == '"' || character == '\'') {
            const size_t close = markup.find(character, i + 1);
            if (close == std::string_view::npos) {
                fault = TokenFault{
                    offset + i, u"This quoted text is never closed."_s, QString(QLatin1Char(character))};
                break;
            }
            add(Lexeme::Type::Text, i + 1, close - i - 1);
            lexemes.back().offset = offset + i;
            i = close + 1;
        } else {
            constexpr std::array<std::string_view, 6> pairs{"==", "!=", "<>", "<=", ">=", ".."};
            size_t length = 0;
            for (const auto pair : pairs) {
                if (markup.substr(i, 2) == pair)
                    length = 2;
            }
            if (length == 0 && std::string_view("|:,.[]()<>=").find(character) != std::string_view::npos)
                length = 1;
            if (length == 0) {
                fault = TokenFault{offset + i,
                    u"“%1” cannot stand here."_s.arg(QString::fromUtf8(markup.data() + i, 1)),
                    u"a variable, a number, a quoted text or a filter"_s};
                break;
            }
            add(Lexeme::Type::Sign, i, length);
            i += length;
        }
    }
    lexemes.push_back({Lexeme::Type::End, markup.substr(markup.size()), offset + markup.size()});
    return lexemes;
}

} // namespace haberdash::compose::liquid
