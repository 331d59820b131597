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
    /// What stands between two tags. Blank: nothing in it can be seen, so that white space is left out of it.
    struct Block
    {
        std::vector<Node> nodes;
        bool isBlank = true;
    };
    /// Texts that `parseBlock` ends at, such as "else", "endfor".
    using Ends = std::initializer_list<std::string_view>;

    void parseSource(uint32_t source);
    void parseBroken(uint32_t source);
    /// Reads up to a tag in `ends` and returns that tag; null at the end of the pieces, which is a mistake
    /// where there is an opener.
    const Token *parseBlock(Block &block, const Token *opener, Ends ends);
    void parseTag(Block &block, const Token &token);
    bool parseSimpleTag(Block &block, const Token &token);
    void failAtUnknown(const Token &token);
    void addText(Block &block, const Token &token);
    void addOutput(Block &block, const Token &token);
    void trimAround(Block &block, const Token &token);

    // Tags that hold blocks (parser_blocks.cpp) say whether they are blank.
    void parseIf(Block &block, const Token &token);
    Branch ifBranch(const Token &token, Decision &decision, bool afterElse);
    void parseCase(Block &block, const Token &token);
    void whenValues(const Token &token, Branch &branch);
    void parseFor(Block &block, const Token &token);
    void forOptions(ExpressionParser &reader, Loop &loop);
    void parseTableRow(Block &block, const Token &token);
    void parseCapture(Block &block, const Token &token);
    void parseIfChanged(Block &block, const Token &token);
    void parseRaw(Block &block, const Token &token);
    void parseDoc(Block &block, const Token &token);
    void parseComment(Block &block, const Token &token);
    void skipRaw(const Token &opener);

    // Tags that stand alone (parser_tags.cpp).
    void parseAssign(Block &block, const Token &token);
    void parseCounter(Block &block, const Token &token);
    void parseCycle(Block &block, const Token &token);
    void parseRemark(Block &block, const Token &token);
    void parseLines(Block &block, const Token &token);
    void parsePartial(Block &block, const Token &token);
    bool readPartialCall(PartialCall &call, const Token &token, std::string_view &name);
    std::string cycleKey(const Cycle &cycle);

    ExpressionParser inside(const Token &token);
    /// A value that is read loosely; `fragment` is a part of the token's text.
    Operand operandIn(const Token &token, std::string_view fragment, bool knowsQuestions = false);
    uint32_t keep(Block block, bool dropsTexts = false);
    void add(Block &block, const Node &node, bool isBlank);
    uint32_t localSymbol(std::string_view name);
    uint32_t loopMemory(const std::string &name);
    /// Number of the partial, read at the first mention.
    std::optional<uint32_t> partial(std::string_view name);
    void fail(size_t offset, QString message, QString expected = {});
    void failUnclosed(const Token &opener, std::string_view close);
    void warn(size_t offset, QString message, QString expected = {});
    Place placeOf(const Token &token) const;
    Node node(Node::Type type, const Token &token, size_t index, uint32_t other = 0) const;

    const ParseOptions &m_options;
    std::shared_ptr<Program> m_program;
    std::optional<TokenFault> m_fault;
    uint32_t m_source = 0;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    size_t m_depth = 0;
    size_t m_sourceDepth = 0;
    bool m_trimsNext = false;
    uint32_t m_faultSource = 0;
};

} // namespace haberdash::compose::liquid
