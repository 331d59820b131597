// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/expression_parser.h"

namespace haberdash::compose::liquid {

/// Reads a template and the partials it names into one program.
class Parser
{
public:
    explicit Parser(const ParseOptions &options);
    [[nodiscard]] TemplateResult<std::shared_ptr<const Program>> parse(std::string_view text);

private:
    using Block = std::vector<Node>;

    void parseSource(uint32_t source);
    /// Reads up to a tag in `ends` and returns that tag; null at the end of the pieces.
    const Token *parseBlock(Block &block, const Token *opener, std::initializer_list<std::string_view> ends);
    void parseTag(Block &block, const Token &token);
    void parseAssign(Block &block, const Token &token);
    void parseCapture(Block &block, const Token &token);
    void parseIf(Block &block, const Token &token);
    void parseCase(Block &block, const Token &token);
    void parseLoop(Block &block, const Token &token, bool isTable);
    void parseCycle(Block &block, const Token &token);
    void parsePartial(Block &block, const Token &token, bool isIsolated);
    void parseLines(Block &block, const Token &token);
    void addOutput(Block &block, const Token &token);

    ExpressionParser inside(const Token &token);
    uint32_t keep(Block block);
    uint32_t localSymbol(std::string_view name);
    /// Number of the partial, read at the first mention.
    std::optional<uint32_t> partial(std::string_view name);
    void fail(size_t offset, QString message, QString expected = {});
    Place placeOf(const Token &token) const;
    Node node(Node::Type type, const Token &token, size_t index, uint32_t other = 0) const;

    const ParseOptions &m_options;
    std::shared_ptr<Program> m_program;
    std::optional<TokenFault> m_fault;
    uint32_t m_source = 0;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    size_t m_depth = 0;
    uint32_t m_faultSource = 0;
};

} // namespace haberdash::compose::liquid
