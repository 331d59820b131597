// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/parser.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

Parser::Parser(const ParseOptions &options)
    : m_options(options)
    , m_program(std::make_shared<Program>())
{
    m_program->literals.emplace_back(); // number 0 is nil
    m_program->forLoopSymbol = localSymbol("forloop");
    m_program->tableLoopSymbol = localSymbol("tablerowloop");
}

TemplateResult<std::shared_ptr<const Program>> Parser::parse(std::string_view text)
{
    m_program->sources.push_back({{}, std::string(text), m_options.origins, 0, 0, false, {}});
    // Partials that are named on the way are put at the end of the row.
    for (uint32_t source = 0; source < m_program->sources.size() && !m_fault; ++source) {
        parseSource(source);
        if (m_fault && source > 0 && !m_options.findsMistakesEarly)
            parseBroken(source);
    }
    if (m_fault)
        return tl::unexpected(
            m_program->errorAt({m_source, uint32_t(m_fault->offset)}, m_fault->message, m_fault->expected));
    for (auto &use : m_program->uses) {
        const std::string_view root = std::string_view(use.path).substr(0, use.path.find_first_of(".["));
        use.isLocal = m_program->isLocalSymbol[symbolOf(*m_program, root)];
    }
    return m_program;
}

void Parser::parseSource(uint32_t source)
{
    m_source = source;
    m_tokens = tokenize(m_program->sources[source].text);
    m_at = 0;
    m_depth = 0;
    m_trimsNext = false;
    Block block;
    parseBlock(block, nullptr, {});
    m_program->sources[source].block = keep(std::move(block));
}

/// The mistake is told where the partial is rendered.
void Parser::parseBroken(uint32_t source)
{
    m_program->sources[source].isBroken = true;
    m_program->sources[source].fault
        = m_program->errorAt({source, uint32_t(m_fault->offset)}, m_fault->message, m_fault->expected);
    m_fault.reset();
}

void Parser::fail(size_t offset, QString message, QString expected)
{
    if (!m_fault)
        m_fault = TokenFault{offset, std::move(message), std::move(expected)};
}

void Parser::failUnclosed(const Token &opener, std::string_view close)
{
    fail(opener.offset, u"This “%1” is never closed."_s.arg(toQString(opener.name)),
        (opener.isLine ? u"%1"_s : u"{% %1 %}"_s).arg(toQString(close)));
}

void Parser::warn(size_t offset, QString message, QString expected)
{
    m_program->warnings.push_back(
        m_program->errorAt({m_source, uint32_t(offset)}, std::move(message), std::move(expected)));
}

Node Parser::node(Node::Type type, const Token &token, size_t index, uint32_t other) const
{
    Node node;
    node.type = type;
    node.index = uint32_t(index);
    node.other = other;
    node.place = placeOf(token);
    return node;
}

Place Parser::placeOf(const Token &token) const
{
    return {m_source, uint32_t(token.offset)};
}

void Parser::add(Block &block, const Node &node, bool isBlank)
{
    block.nodes.push_back(node);
    block.isBlank = block.isBlank && isBlank;
}

uint32_t Parser::keep(Block block, bool dropsTexts)
{
    std::erase_if(block.nodes, [&](const Node &node) {
        return node.type == Node::Type::Nothing
            || (node.type == Node::Type::Text && (dropsTexts || node.text.empty()));
    });
    block.nodes.shrink_to_fit();
    m_program->blocks.push_back(std::move(block.nodes));
    return uint32_t(m_program->blocks.size() - 1);
}

uint32_t Parser::localSymbol(std::string_view name)
{
    const uint32_t symbol = symbolOf(*m_program, name);
    m_program->isLocalSymbol[symbol] = true;
    return symbol;
}

ExpressionParser Parser::inside(const Token &token)
{
    return ExpressionParser(
        *m_program, m_source, token.text, token.textOffset, m_fault, m_options.findsMistakesEarly);
}

Operand Parser::operandIn(const Token &token, std::string_view fragment, bool knowsQuestions)
{
    const size_t offset = token.textOffset + size_t(fragment.data() - token.text.data());
    return OperandReader(*m_program, m_source, m_fault).read(fragment, offset, knowsQuestions);
}

void Parser::trimAround(Block &block, const Token &token)
{
    if (token.isLine)
        return;
    if (token.trimsBefore && !block.nodes.empty() && block.nodes.back().type == Node::Type::Text)
        block.nodes.back().text = rightTrimmed(block.nodes.back().text);
    m_trimsNext = token.trimsAfter;
}

const Token *Parser::parseBlock(Block &block, const Token *opener, Ends ends)
{
    if (++m_depth > m_options.maxNesting)
        fail(opener ? opener->offset : 0, u"Blocks stand too deep within each other here."_s);
    while (!m_fault && m_at < m_tokens.size()) {
        const Token &token = m_tokens[m_at++];
        if (token.type == Token::Type::Text) {
            addText(block, token);
            continue;
        }
        trimAround(block, token);
        if (token.type == Token::Type::Output) {
            addOutput(block, token);
        } else if (token.type == Token::Type::Broken) {
            failAtUnknown(token);
        } else if (std::find(ends.begin(), ends.end(), token.name) != ends.end()) {
            --m_depth;
            return &token;
        } else {
            parseTag(block, token);
        }
    }
    --m_depth;
    if (opener)
        failUnclosed(*opener, *std::prev(ends.end()));
    return nullptr;
}

void Parser::addText(Block &block, const Token &token)
{
    Node text = node(Node::Type::Text, token, 0);
    text.text = m_trimsNext ? leftTrimmed(token.text) : token.text;
    m_trimsNext = false;
    add(block, text, text.text.find_first_not_of(liquidBlanks) == std::string_view::npos);
}

void Parser::addOutput(Block &block, const Token &token)
{
    auto reader = inside(token);
    const bool isEmpty = reader.atEnd();
    const uint32_t expression = reader.expression(true);
    reader.needEnd();
    add(block, node(isEmpty ? Node::Type::Nothing : Node::Type::Output, token, expression), false);
}

void Parser::parseTag(Block &block, const Token &token)
{
    using Method = void (Parser::*)(Block &, const Token &);
    static const std::map<std::string_view, Method> methods{{"#", &Parser::parseRemark},
        {"assign", &Parser::parseAssign}, {"capture", &Parser::parseCapture}, {"case", &Parser::parseCase},
        {"comment", &Parser::parseComment}, {"cycle", &Parser::parseCycle},
        {"decrement", &Parser::parseCounter}, {"doc", &Parser::parseDoc}, {"echo", &Parser::addOutput},
        {"for", &Parser::parseFor}, {"if", &Parser::parseIf}, {"ifchanged", &Parser::parseIfChanged},
        {"include", &Parser::parsePartial}, {"increment", &Parser::parseCounter},
        {"liquid", &Parser::parseLines}, {"raw", &Parser::parseRaw}, {"render", &Parser::parsePartial},
        {"tablerow", &Parser::parseTableRow}, {"unless", &Parser::parseIf}};
    if (token.name == "break" || token.name == "continue") {
        const bool isBreak = token.name == "break";
        return add(block, node(isBreak ? Node::Type::Break : Node::Type::Continue, token, 0), false);
    }
    const auto method = methods.find(token.name);
    if (method == methods.end())
        return failAtUnknown(token);
    // The row of tokens may be another one when the tag has been read.
    const Token kept = token;
    (this->*method->second)(block, kept);
}

void Parser::failAtUnknown(const Token &token)
{
    const std::string_view name = token.name;
    if (token.type == Token::Type::Broken && token.isLine)
        return fail(
            token.offset, u"This line does not begin with a tag."_s, u"a tag such as if, for or assign"_s);
    if (token.type == Token::Type::Broken && token.whole.substr(0, 2) == "{{")
        return fail(token.offset, u"This {{ is never closed."_s, u"}}"_s);
    if (token.type == Token::Type::Broken && token.whole.size() == 2)
        return fail(token.offset, u"This {% is never closed."_s, u"%}"_s);
    if (token.type == Token::Type::Broken)
        return fail(token.offset, u"This tag has no name."_s, u"a tag such as if, for or assign"_s);
    if (name.substr(0, 3) == "end" || name == "else" || name == "elsif" || name == "when")
        return fail(
            token.offset, u"“%1” stands here without the tag that it belongs to."_s.arg(toQString(name)));
    fail(token.offset, u"There is no tag called “%1”."_s.arg(toQString(name)),
        u"a tag such as if, for, assign or render"_s);
}

} // namespace haberdash::compose::liquid
