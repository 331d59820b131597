// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/template.h"

#include <optional>
#include <string_view>
#include <vector>

namespace haberdash::compose::liquid {

/// A piece of template: plain text, `{{ output }}` or `{% tag %}`. Offsets are bytes of the template.
struct Token
{
    enum class Type { Text, Output, Tag };
    Type type = Type::Text;
    std::string_view text; ///< the text; or what stands inside the braces, without dashes and the tag's name
    std::string_view name; ///< of a tag: "if"
    size_t offset = 0; ///< where the piece begins
    size_t textOffset = 0; ///< where `text` begins
    size_t end = 0; ///< one past the piece
};

/// What is wrong at a byte of the template.
struct TokenFault
{
    size_t offset = 0;
    QString message;
    QString expected;
};

/// Cuts a template into pieces. Comments are left out, raw blocks become text, blanks beside `{%-` and `-%}`
/// are gone.
[[nodiscard]] std::vector<Token> tokenize(std::string_view source, std::optional<TokenFault> &fault);
/// Each line of a `{% liquid %}` tag as a tag. `offset` is where `markup` begins in the template.
[[nodiscard]] std::vector<Token> tokenizeLines(
    std::string_view markup, size_t offset, std::optional<TokenFault> &fault);

/// A word, number, quoted text or sign inside braces.
struct Lexeme
{
    enum class Type { Word, Integer, Decimal, Text, Sign, End };
    Type type = Type::End;
    std::string_view text; ///< without quotes
    size_t offset = 0;
};
[[nodiscard]] std::vector<Lexeme> lex(
    std::string_view markup, size_t offset, std::optional<TokenFault> &fault);

} // namespace haberdash::compose::liquid
