// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/program.h"
#include "core/compose/liquid/tokens.h"

#include <optional>

namespace haberdash::compose::liquid {

/// Reads one value, written without regard for blanks inside: 'text', 12, 1.5, (1..n), nil, customer.tags[0].
/// Nothing is a mistake: whatever is no literal names a variable.
class OperandReader
{
public:
    OperandReader(Program &program, uint32_t source, std::optional<TokenFault> &fault);
    /// @param markup lives as long as the program
    /// @param offset where it stands in the source
    /// @param knowsQuestions in a condition, where `empty` and `blank` ask about the other side; elsewhere
    /// they are texts without characters
    [[nodiscard]] Operand read(std::string_view markup, size_t offset, bool knowsQuestions = false);
    /// A literal of the program.
    [[nodiscard]] Operand literal(const Item &item);

private:
    std::optional<Operand> readNumber(std::string_view markup);
    std::optional<Operand> readRange(std::string_view markup, size_t offset);
    Operand readPath(std::string_view markup, size_t offset);
    void addSegment(Path &path, std::string_view part, size_t offset);
    Operand inBrackets(std::string_view part, size_t offset);

    Program &m_program;
    uint32_t m_source;
    std::optional<TokenFault> &m_fault;
    int m_depth = 0;
};

/// Number of a name in the program's table of variables.
[[nodiscard]] uint32_t symbolOf(Program &program, std::string_view name);

} // namespace haberdash::compose::liquid
