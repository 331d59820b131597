// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/operand_reader.h"

#include <optional>

namespace haberdash::compose::liquid {

/// Reads what stands inside one pair of braces into a program, strictly: everything must be understood. The
/// first mistake is kept in `fault`; after it every question is answered as at the end of the text, so
/// callers need to look only once.
class ExpressionParser
{
public:
    ExpressionParser(Program &program, uint32_t source, std::string_view markup, size_t offset,
        std::optional<TokenFault> &fault, bool findsMistakesEarly);

    [[nodiscard]] bool atEnd() const { return current().type == Lexeme::Type::End; }
    [[nodiscard]] const Lexeme &current() const { return m_lexemes[m_at]; }
    [[nodiscard]] bool is(Lexeme::Type type) const { return current().type == type; }
    /// Takes the lexeme or word if it is next.
    bool take(Lexeme::Type type);
    bool takeWord(std::string_view word);
    void need(Lexeme::Type type, const QString &expected);
    /// Any word, such as the name of a variable to set.
    [[nodiscard]] std::string_view needWord(const QString &what);
    void needEnd();
    void fail(QString message, QString expected);

    /// A value, and how it is written without needless blanks.
    struct Written
    {
        Operand operand;
        std::string_view text;
    };
    [[nodiscard]] Written value(bool knowsQuestions = false);
    /// A value with filters, as in an output; nothing at all is nil. Number of the expression.
    [[nodiscard]] uint32_t expression(bool isWritten);
    /// Conditions with `and`, `or`. Number of the condition.
    [[nodiscard]] uint32_t condition();

private:
    void appendValue(std::string &text, int depth);
    void appendLookups(std::string &text, int depth);
    std::string_view keep(std::string text, size_t offset);
    uint32_t comparison();
    FilterCall filter(size_t expressionFrom);
    void argument(FilterCall &call);
    void checkCount(const FilterCall &call);
    /// Without blanks, bars and commas at its ends.
    std::string_view trimmedBetween(size_t from, size_t to) const;
    void advance();

    Program &m_program;
    uint32_t m_source;
    std::string_view m_markup;
    size_t m_offset;
    std::optional<TokenFault> &m_fault;
    bool m_findsMistakesEarly;
    OperandReader m_reader;
    std::vector<Lexeme> m_lexemes;
    size_t m_at = 0;
};

} // namespace haberdash::compose::liquid
