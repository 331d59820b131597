// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/parser.h"

#include <algorithm>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

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
    m_program->sources.push_back({{}, std::string(text), m_options.origins, 0, 0});
    parseSource(0);
    if (m_fault)
        return tl::unexpected(m_program->errorAt(
            {m_faultSource, uint32_t(m_fault->offset)}, m_fault->message, m_fault->expected));
    for (auto &use : m_program->uses) {
        const std::string_view root = std::string_view(use.path).substr(0, use.path.find_first_of(".["));
        use.isLocal = m_program->isLocalSymbol[symbolOf(*m_program, root)];
    }
    return m_program;
}

void Parser::parseSource(uint32_t source)
{
    const auto outerSource = std::exchange(m_source, source);
    auto outerTokens = std::exchange(m_tokens, tokenize(m_program->sources[source].text, m_fault));
    const auto outerAt = std::exchange(m_at, 0);
    if (m_fault)
        m_faultSource = source;
    Block block;
    if (!m_fault)
        parseBlock(block, nullptr, {});
    m_program->sources[source].block = keep(std::move(block));
    m_source = outerSource;
    m_tokens = std::move(outerTokens);
    m_at = outerAt;
}

void Parser::fail(size_t offset, QString message, QString expected)
{
    if (!m_fault) {
        m_fault = TokenFault{offset, std::move(message), std::move(expected)};
        m_faultSource = m_source;
    }
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

uint32_t Parser::keep(Block block)
{
    m_program->blocks.push_back(std::move(block));
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
    return ExpressionParser(*m_program, m_source, token.text, token.textOffset, m_fault);
}

const Token *Parser::parseBlock(
    Block &block, const Token *opener, std::initializer_list<std::string_view> ends)
{
    if (++m_depth > m_options.maxNesting)
        fail(opener ? opener->offset : 0, u"Blocks stand too deep within each other here."_s);
    while (!m_fault && m_at < m_tokens.size()) {
        const Token &token = m_tokens[m_at++];
        switch (token.type) {
        case Token::Type::Text: {
            Node text = node(Node::Type::Text, token, 0);
            text.text = token.text;
            block.push_back(text);
            break;
        }
        case Token::Type::Output:
            addOutput(block, token);
            break;
        case Token::Type::Tag:
            if (std::find(ends.begin(), ends.end(), token.name) != ends.end()) {
                --m_depth;
                return &token;
            }
            parseTag(block, token);
            break;
        }
        if (m_fault && m_faultSource == 0)
            m_faultSource = m_source;
    }
    --m_depth;
    if (opener && !m_fault) {
        const auto close = *std::prev(ends.end());
        fail(opener->offset, u"This “%1” is never closed."_s.arg(toQString(opener->name)),
            u"{% %1 %}"_s.arg(toQString(close)));
    }
    return nullptr;
}

void Parser::addOutput(Block &block, const Token &token)
{
    auto reader = inside(token);
    if (reader.atEnd() && !m_fault)
        return; // {{ }} writes nothing
    const uint32_t expression = reader.expression(true);
    reader.needEnd();
    block.push_back(node(Node::Type::Output, token, expression));
}

void Parser::parseTag(Block &block, const Token &token)
{
    const auto name = token.name;
    if (name == "if" || name == "unless")
        return parseIf(block, token);
    if (name == "for" || name == "tablerow")
        return parseLoop(block, token, name == "tablerow");
    if (name == "assign")
        return parseAssign(block, token);
    if (name == "capture")
        return parseCapture(block, token);
    if (name == "case")
        return parseCase(block, token);
    if (name == "cycle")
        return parseCycle(block, token);
    if (name == "render" || name == "include")
        return parsePartial(block, token, name == "render");
    if (name == "liquid")
        return parseLines(block, token);
    if (name == "echo")
        return addOutput(block, token);
    if (name == "break" || name == "continue") {
        auto reader = inside(token);
        reader.needEnd();
        block.push_back(node(name == "break" ? Node::Type::Break : Node::Type::Continue, token, 0));
        return;
    }
    if (name == "increment" || name == "decrement") {
        auto reader = inside(token);
        const auto symbol = localSymbol(reader.needWord(u"the name of a counter"_s));
        reader.needEnd();
        block.push_back(
            node(name == "increment" ? Node::Type::Increment : Node::Type::Decrement, token, 0, symbol));
        return;
    }
    if (name.empty())
        return fail(token.offset, u"This tag has no name."_s, u"a tag such as if, for or assign"_s);
    if (name.substr(0, 3) == "end" || name == "else" || name == "elsif" || name == "when")
        return fail(
            token.offset, u"“%1” stands here without the tag that it belongs to."_s.arg(toQString(name)));
    fail(token.offset, u"There is no tag called “%1”."_s.arg(toQString(name)),
        u"a tag such as if, for, assign or render"_s);
}

void Parser::parseLines(Block &block, const Token &token)
{
    auto lines = tokenizeLines(token.text, token.textOffset, m_fault);
    auto outerTokens = std::exchange(m_tokens, std::move(lines));
    const auto outerAt = std::exchange(m_at, 0);
    if (!m_fault)
        parseBlock(block, nullptr, {});
    m_tokens = std::move(outerTokens);
    m_at = outerAt;
}

void Parser::parseAssign(Block &block, const Token &token)
{
    auto reader = inside(token);
    const auto name = reader.needWord(u"the name of a variable"_s);
    reader.needSign("=");
    const uint32_t expression = reader.expression(false);
    reader.needEnd();
    block.push_back(node(Node::Type::Assign, token, expression, localSymbol(name)));
}

void Parser::parseCapture(Block &block, const Token &token)
{
    auto reader = inside(token);
    std::string_view name;
    if (reader.current().type == Lexeme::Type::Text)
        name = reader.current().text;
    else
        name = reader.needWord(u"the name of a variable"_s);
    const uint32_t symbol = localSymbol(name);
    const Token opener = token;
    Block body;
    parseBlock(body, &opener, {"endcapture"});
    const uint32_t kept = keep(std::move(body));
    block.push_back(node(Node::Type::Capture, opener, kept, symbol));
}

void Parser::parseIf(Block &block, const Token &token)
{
    const Token opener = token;
    const std::string_view close = opener.name == "if" ? "endif" : "endunless";
    Decision decision;
    decision.site = m_program->addSite(
        opener.name == "if" ? BranchSite::Kind::If : BranchSite::Kind::Unless, placeOf(opener));
    const Token *at = &opener;
    while (!m_fault && at) {
        Branch branch;
        const bool isElse = at->name == "else";
        auto reader = inside(*at);
        if (isElse) {
            branch.isElse = true;
        } else {
            branch.condition = reader.condition();
            if (at->name == "unless") {
                Condition negated;
                negated.type = Condition::Type::Not;
                negated.first = branch.condition;
                m_program->conditions.push_back(negated);
                branch.condition = uint32_t(m_program->conditions.size() - 1);
            }
        }
        m_program->sites[decision.site].conditions.emplace_back(isElse ? "else" : trimmed(at->text));
        if (isElse && reader.isWord("if"))
            reader.fail(u"“else” takes no condition."_s, u"elsif"_s);
        reader.needEnd();
        Block body;
        at = m_fault ? nullptr : parseBlock(body, &opener, {"elsif", "else", close});
        branch.block = keep(std::move(body));
        decision.branches.push_back(std::move(branch));
        if (at && at->name == close)
            break;
        if (at && isElse)
            return fail(at->offset, u"Nothing can follow “else” but the end of the block."_s,
                u"{% %1 %}"_s.arg(toQString(close)));
    }
    m_program->decisions.push_back(std::move(decision));
    block.push_back(node(Node::Type::If, opener, m_program->decisions.size() - 1));
}

void Parser::parseCase(Block &block, const Token &token)
{
    const Token opener = token;
    auto reader = inside(opener);
    Decision decision;
    decision.subject = reader.operand();
    reader.needEnd();
    decision.site = m_program->addSite(BranchSite::Kind::Case, placeOf(opener));
    m_program->sites[decision.site].subject = trimmed(opener.text);
    Block ignored; // between case and the first when
    const Token *at = m_fault ? nullptr : parseBlock(ignored, &opener, {"when", "else", "endcase"});
    while (!m_fault && at && at->name != "endcase") {
        Branch branch;
        branch.isElse = at->name == "else";
        m_program->sites[decision.site].conditions.emplace_back(branch.isElse ? "else" : trimmed(at->text));
        auto values = inside(*at);
        if (!branch.isElse) {
            do
                branch.values.push_back(values.operand());
            while (values.takeSign(",") || values.takeWord("or"));
            values.needEnd();
        }
        Block body;
        at = m_fault ? nullptr : parseBlock(body, &opener, {"when", "else", "endcase"});
        branch.block = keep(std::move(body));
        decision.branches.push_back(std::move(branch));
    }
    m_program->decisions.push_back(std::move(decision));
    block.push_back(node(Node::Type::Case, opener, m_program->decisions.size() - 1));
}

void Parser::parseLoop(Block &block, const Token &token, bool isTable)
{
    const Token opener = token;
    auto reader = inside(opener);
    Loop loop;
    loop.site
        = m_program->addSite(isTable ? BranchSite::Kind::TableRow : BranchSite::Kind::For, placeOf(opener));
    m_program->sites[loop.site].conditions.emplace_back(trimmed(opener.text));
    const auto name = reader.needWord(u"the name of a variable"_s);
    loop.symbol = localSymbol(name);
    if (!reader.takeWord("in"))
        reader.fail(u"It is not said what to go through."_s, u"in"_s);
    const size_t from = reader.current().offset;
    loop.collection = reader.operand();
    if (!m_fault) {
        auto collection = reader.textBetween(from, reader.current().offset);
        collection = collection.substr(0, collection.find_last_not_of(" \t\r\n,") + 1);
        loop.name = std::string(name) + '-' + std::string(collection);
    }
    while (!m_fault && !reader.atEnd()) {
        if (reader.takeSign(","))
            continue;
        if (!isTable && reader.takeWord("reversed")) {
            loop.isReversed = true;
        } else if (reader.takeWord("limit")) {
            reader.needSign(":");
            loop.hasLimit = true;
            loop.limit = reader.operand();
        } else if (reader.takeWord("offset")) {
            reader.needSign(":");
            if (reader.isWord("continue") && reader.takeWord("continue")) {
                loop.continues = true;
            } else {
                loop.hasOffset = true;
                loop.offset = reader.operand();
            }
        } else if (isTable && reader.takeWord("cols")) {
            reader.needSign(":");
            loop.hasColumns = true;
            loop.columns = reader.operand();
        } else {
            reader.fail(u"“%1” cannot stand here."_s.arg(toQString(reader.current().text)),
                isTable ? u"cols:, limit: or offset:"_s : u"reversed, limit: or offset:"_s);
        }
    }
    // Loops of the same name share the place to go on from.
    loop.memory = m_program->loopMemoryCount;
    for (const Loop &other : m_program->loops) {
        if (other.name == loop.name)
            loop.memory = other.memory;
    }
    if (loop.memory == m_program->loopMemoryCount)
        ++m_program->loopMemoryCount;

    Block body;
    const Token *at = nullptr;
    if (!m_fault && isTable)
        at = parseBlock(body, &opener, {"endtablerow"});
    else if (!m_fault)
        at = parseBlock(body, &opener, {"else", "endfor"});
    loop.body = keep(std::move(body));
    if (at && at->name == "else") {
        Block otherwise;
        parseBlock(otherwise, &opener, {"endfor"});
        loop.hasElse = true;
        m_program->sites[loop.site].conditions.emplace_back("else");
        loop.otherwise = keep(std::move(otherwise));
    }
    m_program->loops.push_back(std::move(loop));
    block.push_back(
        node(isTable ? Node::Type::TableRow : Node::Type::For, opener, m_program->loops.size() - 1));
}

void Parser::parseCycle(Block &block, const Token &token)
{
    auto reader = inside(token);
    Cycle cycle;
    Operand first = reader.operand();
    if (reader.takeSign(":")) {
        cycle.hasGroup = true;
        cycle.group = first;
        first = reader.operand();
    }
    cycle.values.push_back(first);
    while (reader.takeSign(","))
        cycle.values.push_back(reader.operand());
    reader.needEnd();
    if (!cycle.hasGroup)
        cycle.key = std::string(token.text);
    m_program->cycles.push_back(std::move(cycle));
    block.push_back(node(Node::Type::Cycle, token, m_program->cycles.size() - 1));
}

std::optional<uint32_t> Parser::partial(std::string_view name)
{
    for (size_t i = 1; i < m_program->sources.size(); ++i) {
        if (m_program->sources[i].name == name)
            return uint32_t(i);
    }
    if (!m_options.partials)
        return std::nullopt;
    const auto found = m_options.partials->find(name);
    if (found == m_options.partials->end())
        return std::nullopt;
    const size_t slash = name.rfind('/');
    const auto base = slash == std::string_view::npos ? name : name.substr(slash + 1);
    m_program->sources.push_back({found->first, found->second, {}, 0, localSymbol(base)});
    const auto source = uint32_t(m_program->sources.size() - 1);
    parseSource(source);
    return source;
}

void Parser::parsePartial(Block &block, const Token &token, bool isIsolated)
{
    const Token opener = token;
    auto reader = inside(opener);
    PartialCall call;
    call.isIsolated = isIsolated;
    const Lexeme name = reader.current();
    call.isNameFixed = name.type == Lexeme::Type::Text;
    if (isIsolated && !call.isNameFixed)
        return reader.fail(
            u"It is not said which partial to render."_s, u"the name of a partial in quotes"_s);
    call.name = reader.operand();
    const auto alias = [&] {
        if (reader.takeWord("as"))
            call.alias = localSymbol(reader.needWord(u"the name of a variable"_s));
    };
    if (reader.takeWord("with")) {
        call.hasWith = true;
        call.with = reader.operand();
        alias();
    } else if (reader.takeWord("for")) {
        call.hasWith = call.isLoop = true;
        call.with = reader.operand();
        alias();
    }
    while (!m_fault && !reader.atEnd()) {
        if (reader.takeSign(","))
            continue;
        const auto key = reader.needWord(u"the name of a variable"_s);
        reader.needSign(":");
        call.arguments.emplace_back(localSymbol(key), reader.operand());
    }
    if (m_fault)
        return;
    if (call.isNameFixed) {
        const auto source = partial(name.text);
        if (!source)
            return fail(name.offset, u"There is no partial called “%1”."_s.arg(toQString(name.text)),
                u"the name of a saved partial"_s);
        call.source = *source;
    } else if (m_options.partials) {
        for (const auto &[each, text] : *m_options.partials)
            static_cast<void>(partial(each)); // the name is known only when it runs: any of them may be meant
    }
    m_program->partialCalls.push_back(std::move(call));
    block.push_back(node(Node::Type::Partial, opener, m_program->partialCalls.size() - 1));
}

} // namespace haberdash::compose::liquid
