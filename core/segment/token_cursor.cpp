// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/token_cursor.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

bool TokenCursor::isWord(QStringView word, size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Word && peek(ahead).text == word;
}

bool TokenCursor::isSign(QStringView sign, size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Sign && peek(ahead).text == sign;
}

bool TokenCursor::takeWord(QStringView word)
{
    if (!isWord(word))
        return false;
    next();
    return true;
}

bool TokenCursor::takeWords(QStringView words)
{
    size_t count = 0;
    for (const QStringView word : words.tokenize(u' ')) {
        if (!isWord(word, count))
            return false;
        ++count;
    }
    m_at += count;
    return true;
}

bool TokenCursor::takeSign(QStringView sign)
{
    if (!isSign(sign))
        return false;
    next();
    return true;
}

Parsed<QString> TokenCursor::text(const QString &expected)
{
    if (peek().kind != Token::Kind::Text)
        return fault(expected);
    return next().text;
}

tl::unexpected<RuleError> TokenCursor::fault(const QString &expected) const
{
    constexpr qsizetype longest = 60;
    const Token &token = peek();
    const QString shown = token.text.size() > longest ? token.text.left(longest) + u"..." : token.text;
    const QString found = token.kind == Token::Kind::End ? u"the end"_s
        : token.kind == Token::Kind::Text                ? u"the text “%1”"_s.arg(shown)
                                                         : u"“%1”"_s.arg(shown);
    return tl::unexpected(
        RuleError{token.line, token.column, u"expected %1, found %2"_s.arg(expected, found)});
}

} // namespace haberdash::segment
