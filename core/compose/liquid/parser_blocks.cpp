// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of the parser that hold blocks. A block in which nothing can be seen loses its white space.
#include "core/compose/liquid/markup.h"
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

Branch Parser::ifBranch(const Token &token, Decision &decision, bool afterElse)
{
    Branch branch;
    branch.isElse = token.name == "else";
    branch.isNegated = token.name == "unless";
    m_program->sites[decision.site].conditions.emplace_back(branch.isElse ? "else" : trimmed(token.text));
    if (afterElse)
        warn(token.offset, u"This is never come to, because an “else” stands before it."_s);
    if (branch.isElse) {
        if (!trimmed(token.text).empty())
            warn(token.textOffset, u"“else” takes no condition; this one is not asked."_s, u"elsif"_s);
        return branch;
    }
    auto reader = inside(token);
    branch.condition = reader.condition();
    reader.needEnd();
    return branch;
}

void Parser::parseIf(Block &block, const Token &token)
{
    const std::string_view close = token.name == "if" ? "endif" : "endunless";
    Decision decision;
    decision.site = m_program->addSite(
        token.name == "if" ? BranchSite::Kind::If : BranchSite::Kind::Unless, placeOf(token));
    std::vector<Block> bodies;
    bool afterElse = false;
    for (Token at = token; !m_fault && at.name != close;) {
        decision.branches.push_back(ifBranch(at, decision, afterElse));
        afterElse = afterElse || at.name == "else";
        bodies.emplace_back();
        const Token *next = m_fault ? nullptr : parseBlock(bodies.back(), &token, {"elsif", "else", close});
        if (!next)
            return;
        at = *next;
    }
    if (m_fault)
        return;
    const bool isBlank
        = std::all_of(bodies.begin(), bodies.end(), [](const Block &body) { return body.isBlank; });
    for (size_t i = 0; i < bodies.size(); ++i)
        decision.branches[i].block = keep(std::move(bodies[i]), isBlank);
    m_program->decisions.push_back(std::move(decision));
    add(block, node(Node::Type::If, token, m_program->decisions.size() - 1), isBlank);
}

void Parser::whenValues(const Token &token, Branch &branch)
{
    std::string_view rest = token.text;
    for (;;) {
        const auto value = firstFragment(rest);
        if (!value)
            return fail(token.offset, u"It is not said which value is meant."_s, u"a value after “when”"_s);
        branch.values.push_back(operandIn(token, *value, true));
        rest.remove_prefix(size_t(value->data() + value->size() - rest.data()));
        const std::string_view after = leftTrimmed(rest);
        size_t length = keywordLength(rest, "or");
        if (length == 0 && !after.empty() && after.front() == ',')
            length = rest.size() - leftTrimmed(after.substr(1)).size();
        if (length == 0 || fragmentLength(rest.substr(length)) == 0)
            return;
        rest.remove_prefix(length);
    }
}

void Parser::parseCase(Block &block, const Token &token)
{
    const auto subject = firstFragment(token.text);
    if (!subject)
        return fail(token.offset, u"It is not said what to compare."_s, u"a value after “case”"_s);
    Decision decision;
    decision.subject = operandIn(token, *subject);
    decision.site = m_program->addSite(BranchSite::Kind::Case, placeOf(token));
    m_program->sites[decision.site].subject = trimmed(token.text);
    std::vector<Block> bodies(1); // the first stands between case and the first when, and is not written
    const Token *next = m_fault ? nullptr : parseBlock(bodies[0], &token, {"when", "else", "endcase"});
    while (!m_fault && next && next->name != "endcase") {
        Branch branch;
        branch.isElse = next->name == "else";
        m_program->sites[decision.site].conditions.emplace_back(branch.isElse ? "else" : trimmed(next->text));
        if (!branch.isElse)
            whenValues(*next, branch);
        else if (!trimmed(next->text).empty())
            fail(next->textOffset, u"“else” takes no value."_s, u"when"_s);
        decision.branches.push_back(std::move(branch));
        bodies.emplace_back();
        next = m_fault ? nullptr : parseBlock(bodies.back(), &token, {"when", "else", "endcase"});
    }
    if (m_fault)
        return;
    const bool isBlank
        = std::all_of(bodies.begin(), bodies.end(), [](const Block &body) { return body.isBlank; });
    for (size_t i = 0; i < decision.branches.size(); ++i)
        decision.branches[i].block = keep(std::move(bodies[i + 1]), isBlank);
    m_program->decisions.push_back(std::move(decision));
    add(block, node(Node::Type::Case, token, m_program->decisions.size() - 1), isBlank);
}

uint32_t Parser::loopMemory(const std::string &name)
{
    // Loops of the same name share the place to go on from.
    const auto known = std::find_if(m_program->loops.begin(), m_program->loops.end(),
        [&](const Loop &other) { return other.name == name; });
    return known != m_program->loops.end() ? known->memory : m_program->loopMemoryCount++;
}

void Parser::forOptions(ExpressionParser &reader, Loop &loop)
{
    loop.isReversed = reader.takeWord("reversed");
    while (!m_fault && (reader.is(Lexeme::Type::Word) || reader.is(Lexeme::Type::Comma))) {
        reader.take(Lexeme::Type::Comma);
        const bool isLimit = reader.takeWord("limit");
        if (!isLimit && !reader.takeWord("offset"))
            return reader.fail(u"“%1” cannot stand here."_s.arg(toQString(reader.current().text)),
                u"limit: or offset:, after “reversed”"_s);
        reader.need(Lexeme::Type::Colon, u"“:”"_s);
        const auto given = reader.value();
        if (isLimit) {
            loop.hasLimit = true;
            loop.limit = given.operand;
        } else {
            loop.continues = given.text == "continue";
            loop.hasOffset = !loop.continues;
            loop.offset = given.operand;
        }
    }
}

void Parser::parseFor(Block &block, const Token &token)
{
    auto reader = inside(token);
    Loop loop;
    loop.site = m_program->addSite(BranchSite::Kind::For, placeOf(token));
    m_program->sites[loop.site].conditions.emplace_back(trimmed(token.text));
    const auto name = reader.needWord(u"the name of a variable"_s);
    if (!reader.takeWord("in"))
        reader.fail(u"It is not said what to go through."_s, u"in"_s);
    const auto collection = m_fault ? ExpressionParser::Written() : reader.value();
    forOptions(reader, loop);
    reader.needEnd();
    if (m_fault)
        return;
    loop.symbol = localSymbol(name);
    loop.collection = collection.operand;
    loop.name = std::string(name) + '-' + std::string(collection.text);
    loop.memory = loopMemory(loop.name);
    Block body;
    Block otherwise;
    const Token *end = parseBlock(body, &token, {"else", "endfor"});
    loop.hasElse = end && end->name == "else";
    if (loop.hasElse) {
        m_program->sites[loop.site].conditions.emplace_back("else");
        end = parseBlock(otherwise, &token, {"else", "endfor"});
    }
    const bool isBlank = body.isBlank && otherwise.isBlank;
    if (loop.hasElse && end && end->name == "else") {
        // As in the reference, a second one ends the loop and empties the first.
        warn(end->offset, u"This loop has an “else” already; it ends here."_s, u"{% endfor %}"_s);
        otherwise.nodes.clear();
    }
    loop.body = keep(std::move(body), isBlank);
    loop.otherwise = keep(std::move(otherwise), isBlank);
    m_program->loops.push_back(std::move(loop));
    add(block, node(Node::Type::For, token, m_program->loops.size() - 1), isBlank);
}

void Parser::parseTableRow(Block &block, const Token &token)
{
    // "name in values" may stand anywhere.
    std::string_view name;
    size_t valuesAt = 0;
    size_t values = 0;
    for (size_t i = 0; i < token.text.size() && values == 0; ++i) {
        size_t length = 0;
        while (i + length < token.text.size() && isWordCharacter(token.text[i + length]))
            ++length;
        const size_t word = length == 0 ? 0 : keywordLength(token.text.substr(i + length), "in");
        name = token.text.substr(i, length);
        valuesAt = i + length + word;
        values = word == 0 ? 0 : fragmentsLength(token.text.substr(valuesAt));
        i += length;
    }
    if (values == 0)
        return fail(token.offset, u"It is not said what to go through."_s, u"tablerow name in values"_s);
    Loop loop;
    loop.site = m_program->addSite(BranchSite::Kind::TableRow, placeOf(token));
    m_program->sites[loop.site].conditions.emplace_back(trimmed(token.text));
    loop.symbol = localSymbol(name);
    loop.collection = operandIn(token, token.text.substr(valuesAt, values));
    for (const Attribute &attribute : attributesIn(token.text)) {
        const Operand value = operandIn(token, attribute.value);
        if (attribute.name == "limit") {
            loop.hasLimit = true;
            loop.limit = value;
        } else if (attribute.name == "offset") {
            loop.hasOffset = true;
            loop.offset = value;
        } else if (attribute.name == "cols") {
            loop.hasColumns = true;
            loop.columns = value;
        }
    }
    Block body;
    parseBlock(body, &token, {"endtablerow"});
    const bool isBlank = body.isBlank;
    loop.body = keep(std::move(body));
    m_program->loops.push_back(std::move(loop));
    add(block, node(Node::Type::TableRow, token, m_program->loops.size() - 1), isBlank);
}

void Parser::parseCapture(Block &block, const Token &token)
{
    size_t start = 0;
    while (start < token.text.size() && targetLength(token.text.substr(start)) == 0)
        ++start;
    if (start == token.text.size())
        return fail(token.offset, u"It is not said what to call the text."_s, u"the name of a variable"_s);
    const auto name = token.text.substr(start);
    const uint32_t symbol = localSymbol(name.substr(0, targetLength(name)));
    Block body;
    parseBlock(body, &token, {"endcapture"});
    add(block, node(Node::Type::Capture, token, keep(std::move(body)), symbol), true);
}

void Parser::parseIfChanged(Block &block, const Token &token)
{
    Block body;
    parseBlock(body, &token, {"endifchanged"});
    const bool isBlank = body.isBlank;
    add(block, node(Node::Type::IfChanged, token, keep(std::move(body))), isBlank);
}

void Parser::parseRaw(Block &block, const Token &token)
{
    if (!trimmed(token.text).empty())
        return fail(token.textOffset, u"“%1” takes no value."_s.arg(toQString(token.name)));
    bool isBlank = true;
    const auto addPart = [&](const Token &piece, std::string_view text) {
        if (text.empty())
            return;
        Node part = node(Node::Type::Text, piece, 0);
        part.text = text;
        isBlank = false;
        add(block, part, false);
    };
    while (m_at < m_tokens.size()) {
        const Token &piece = m_tokens[m_at++];
        if (const auto before = textBeforeTag(piece, "endraw")) {
            addPart(piece, *before);
            m_trimsNext = piece.whole.size() > 4 && piece.whole[piece.whole.size() - 3] == '-';
            // What follows is not trimmed into the raw text.
            return add(block, node(Node::Type::Nothing, piece, 0), isBlank);
        }
        addPart(piece, piece.whole);
    }
    failUnclosed(token, "endraw");
}

void Parser::parseDoc(Block &block, const Token &token)
{
    if (!trimmed(token.text).empty())
        return fail(token.textOffset, u"“doc” takes no value."_s);
    bool isEmpty = true;
    while (m_at < m_tokens.size()) {
        const Token &piece = m_tokens[m_at++];
        if (textBeforeTag(piece, "doc"))
            return fail(piece.offset, u"A “doc” cannot stand within another."_s, u"{% enddoc %}"_s);
        if (const auto before = textBeforeTag(piece, "enddoc")) {
            m_trimsNext = piece.whole.size() > 4 && piece.whole[piece.whole.size() - 3] == '-';
            return add(block, node(Node::Type::Nothing, token, 0), isEmpty && before->empty());
        }
        isEmpty = false;
    }
    failUnclosed(token, "enddoc");
}

void Parser::skipRaw(const Token &opener)
{
    while (m_at < m_tokens.size()) {
        if (textBeforeTag(m_tokens[m_at++], "endraw"))
            return;
    }
    failUnclosed(opener, "endraw");
}

void Parser::parseComment(Block &block, const Token &token)
{
    for (size_t depth = 1; m_at < m_tokens.size() && !m_fault;) {
        const Token piece = m_tokens[m_at++];
        if (piece.type != Token::Type::Tag)
            continue;
        if (piece.name == "raw")
            skipRaw(piece);
        else if (piece.name == "comment")
            ++depth;
        else if (piece.name == "endcomment" && --depth == 0) {
            if (!piece.isLine)
                m_trimsNext = piece.trimsAfter;
            return add(block, node(Node::Type::Nothing, token, 0), true);
        }
    }
    failUnclosed(token, "endcomment");
}

} // namespace haberdash::compose::liquid
