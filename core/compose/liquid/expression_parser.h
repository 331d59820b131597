// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/program.h"
#include "core/compose/liquid/tokens.h"

#include <optional>

namespace haberdash::compose::liquid {

/// Reads what stands inside one pair of braces into a program. The first mistake is kept in `fault`; after it
/// every question is answered as at the end of the text, so callers need to look only once.
class ExpressionParser
{
public:
    ExpressionParser(Program &program, uint32_t source, std::string_view markup, size_t offset,
        std::optional<TokenFault> &fault);

    [[nodiscard]] bool atEnd() const { return current().type == Lexeme::Type::End; }
    [[nodiscard]] const Lexeme &current() const { return m_lexemes[m_at]; }
    [[nodiscard]] const Lexeme &following() const;
    [[nodiscard]] bool isSign(std::string_view sign) const;
    [[nodiscard]] bool isWord(std::string_view word) const;
    /// Takes the sign or word if it is next.
    bool takeSign(std::string_view sign);
    bool takeWord(std::string_view word);
    void needSign(std::string_view sign);
    /// Any word, such as the name of a variable to set.
    [[nodiscard]] std::string_view needWord(const QString &what);
    void needEnd();
    void fail(QString message, QString expected);

    [[nodiscard]] Operand operand();
    /// An operand with filters, as in an output. Number of the expression.
    [[nodiscard]] uint32_t expression(bool isWritten);
    /// Conditions with `and`, `or`, `not`. Number of the condition.
    [[nodiscard]] uint32_t condition();
    [[nodiscard]] std::string_view textBetween(size_t from, size_t to) const;

private:
    /// Without blanks, bars and commas at its ends.
    std::string_view trimmedBetween(size_t from, size_t to) const;
    Operand variable();
    Operand literal(Item item);
    uint32_t comparison(int depth);
    uint32_t joined(int depth);
    void filter(std::vector<FilterCall> &filters, bool &hasFallback, size_t expressionFrom);
    void advance();

    Program &m_program;
    uint32_t m_source;
    std::string_view m_markup;
    size_t m_offset;
    std::optional<TokenFault> &m_fault;
    std::vector<Lexeme> m_lexemes;
    size_t m_at = 0;
    int m_depth = 0;
};

/// Number of a name in the program's table of variables.
[[nodiscard]] uint32_t symbolOf(Program &program, std::string_view name);

} // namespace haberdash::compose::liquid
