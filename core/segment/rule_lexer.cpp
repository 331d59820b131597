// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_lexer.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

class Lexer
{
public:
    explicit Lexer(QStringView text)
        : m_text(text)
    { }

    tl::expected<std::vector<Token>, RuleError> run()
    {
        std::vector<Token> tokens;
        for (;;) {
            skipBlanks();
            Token token{Token::Kind::End, {}, m_line, m_column};
            if (m_at >= m_text.size()) {
                tokens.push_back(token);
                return tokens;
            }
            if (auto fault = take(token))
                return tl::unexpected(*fault);
            tokens.push_back(token);
        }
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    QChar advance()
    {
        const QChar character = m_text[m_at++];
        if (character == u'\n') {
            ++m_line;
            m_column = 1;
        } else if (!character.isLowSurrogate()) {
            ++m_column;
        }
        return character;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && (peek().isSpace() || peek() == u'#')) {
            if (peek() == u'#') {
                while (m_at < m_text.size() && peek() != u'\n')
                    advance();
            } else {
                advance();
            }
        }
    }
    static bool isDigit(QChar character) { return character >= u'0' && character <= u'9'; }
    static bool isWordStart(QChar character) { return character.isLetter() || character == u'_'; }

    std::optional<RuleError> take(Token &token)
    {
        const QChar first = peek();
        if (first == u'"')
            return takeText(token);
        if (isDigit(first) || (first == u'-' && isDigit(peek(1)))) {
            takeNumber(token);
            return std::nullopt;
        }
        if (isWordStart(first)) {
            token.kind = Token::Kind::Word;
            while (m_at < m_text.size() && (peek().isLetterOrNumber() || peek() == u'_'))
                token.text += advance().toLower();
            return std::nullopt;
        }
        token.kind = Token::Kind::Sign;
        static constexpr QStringView signs[]
            = {u">=", u"<=", u"!=", u"=", u"<", u">", u"(", u")", u"[", u"]", u",", u".", u"%"};
        for (const QStringView sign : signs) {
            if (m_text.sliced(m_at).startsWith(sign)) {
                for (qsizetype i = 0; i < sign.size(); ++i)
                    advance();
                token.text = sign.toString();
                return std::nullopt;
            }
        }
        return RuleError{token.line, token.column, u"“%1” means nothing here"_s.arg(first)};
    }

    std::optional<RuleError> takeText(Token &token)
    {
        token.kind = Token::Kind::Text;
        advance();
        while (m_at < m_text.size() && peek() != u'"') {
            if (peek() == u'\\' && (peek(1) == u'"' || peek(1) == u'\\'))
                advance();
            token.text += advance();
        }
        if (m_at >= m_text.size())
            return RuleError{token.line, token.column, u"the text that begins here has no closing \""_s};
        advance();
        return std::nullopt;
    }

    void takeNumber(Token &token)
    {
        token.kind = Token::Kind::Number;
        token.text += advance();
        while (isDigit(peek()) || (peek() == u'.' && isDigit(peek(1))))
            token.text += advance();
        // 2026-06-30
        if (token.text.size() == 4 && peek() == u'-' && isDigit(peek(1))) {
            token.kind = Token::Kind::Day;
            while (isDigit(peek()) || peek() == u'-')
                token.text += advance();
        }
    }

    QStringView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

} // namespace

Error RuleError::toError() const
{
    return {Error::Code::Invalid,
        u"The rule cannot be read: line %1, column %2: %3."_s.arg(line).arg(column).arg(message)};
}

tl::expected<std::vector<Token>, RuleError> tokenise(QStringView text)
{
    return Lexer(text).run();
}

} // namespace haberdash::segment
