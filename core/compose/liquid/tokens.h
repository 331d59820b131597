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
    enum class Type {
        Text,
        Output,
        Tag,
        Broken ///< `{{` or `{%` without its end, or a tag without a name
    };
    Type type = Type::Text;
    std::string_view whole; ///< with its braces
    std::string_view text; ///< the text; or what stands inside the braces, without dashes and the tag's name
    std::string_view name; ///< of a tag: "if"; "#" of a remark
    size_t offset = 0; ///< where the piece begins
    size_t textOffset = 0; ///< where `text` begins
    bool trimsBefore = false; ///< begins with `{%-` or `{{-`
    bool trimsAfter = false;
    bool isLine = false; ///< a line of a `{% liquid %}` tag
};

/// What is wrong at a byte of the template.
struct TokenFault
{
    size_t offset = 0;
    QString message;
    QString expected;
};

/// Cuts a template into pieces. A piece ends at the first `}}` or `%}`, also inside quotes.
[[nodiscard]] std::vector<Token> tokenize(std::string_view source);
/// Each line of a `{% liquid %}` tag as a tag, empty ones left out. `offset` is where `markup` begins in the
/// template.
[[nodiscard]] std::vector<Token> tokenizeLines(std::string_view markup, size_t offset);
/// If `token` ends with a tag called `name`: what stands before that tag.
[[nodiscard]] std::optional<std::string_view> textBeforeTag(const Token &token, std::string_view name);

/// A word, number, quoted text or sign inside braces.
struct Lexeme
{
    enum class Type {
        Word,
        Number,
        Text,
        Comparison,
        DotDot,
        Pipe,
        Dot,
        Colon,
        Comma,
        OpenSquare,
        CloseSquare,
        OpenRound,
        CloseRound,
        Question,
        Dash,
        End
    };
    Type type = Type::End;
    std::string_view text; ///< as written, with quotes
    size_t offset = 0;
};
[[nodiscard]] std::vector<Lexeme> lex(
    std::string_view markup, size_t offset, std::optional<TokenFault> &fault);

constexpr std::string_view liquidBlanks = " \t\r\n\f\v";
[[nodiscard]] inline bool isLiquidBlank(char character)
{
    return liquidBlanks.find(character) != std::string_view::npos;
}
/// Letters, digits and underscores of ASCII.
[[nodiscard]] bool isWordCharacter(char character);
/// Blanks and zero bytes taken off, as Ruby does.
[[nodiscard]] std::string_view leftTrimmed(std::string_view text);
[[nodiscard]] std::string_view rightTrimmed(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace haberdash::compose::liquid
