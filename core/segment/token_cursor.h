// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_lexer.h"

namespace haberdash::segment {

template<typename T>
using Parsed = tl::expected<T, RuleError>;

#define SEGMENT_TRY(name, expression)                                                                        \
    auto name##Parsed = (expression);                                                                        \
    if (!name##Parsed)                                                                                       \
        return tl::unexpected(std::move(name##Parsed.error()));                                              \
    auto name = std::move(*name##Parsed)

/// Walks over tokens from left to right. Words are compared in lower case.
class TokenCursor
{
public:
    /// @param tokens must end with one of kind End.
    explicit TokenCursor(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    { }

    [[nodiscard]] const Token &peek(size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    /// The end is never left behind.
    Token next() { return m_tokens[m_at < m_tokens.size() - 1 ? m_at++ : m_at]; }
    [[nodiscard]] bool isWord(QStringView word, size_t ahead = 0) const;
    [[nodiscard]] bool isSign(QStringView sign, size_t ahead = 0) const;
    bool takeWord(QStringView word);
    /// Several words with blanks between them, all or nothing: "on or after".
    bool takeWords(QStringView words);
    bool takeSign(QStringView sign);
    [[nodiscard]] Parsed<QString> text(const QString &expected);

    /// "expected ..., found ..." at the next token.
    [[nodiscard]] tl::unexpected<RuleError> fault(const QString &expected) const;

private:
    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

} // namespace haberdash::segment
