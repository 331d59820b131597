// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/operand_reader.h"

#include "core/compose/liquid/number.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 100; // brackets within brackets
constexpr int64_t farthest = int64_t(1) << 61; // ends of ranges, so that their length can be counted

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isQuoted(std::string_view markup)
{
    return !markup.empty() && (markup.front() == '"' || markup.front() == '\'')
        && markup.back() == markup.front();
}

/// For each opening bracket one past the one that closes it, or 0.
std::vector<size_t> closingBrackets(std::string_view markup)
{
    std::vector<size_t> closes(markup.size(), 0);
    std::vector<size_t> open;
    for (size_t i = markup.find('['); i < markup.size(); ++i) {
        if (markup[i] == '[') {
            open.push_back(i);
        } else if (markup[i] == ']' && !open.empty()) {
            closes[open.back()] = i + 1;
            open.pop_back();
        }
    }
    return closes;
}

/// Parts of a path: names, and brackets with what is in them. Anything between them is passed over.
std::vector<std::string_view> partsOf(std::string_view markup)
{
    std::vector<std::string_view> parts;
    const auto closes = closingBrackets(markup);
    for (size_t i = 0; i < markup.size();) {
        size_t end = i;
        if (markup[i] == '[') {
            end = std::max(i, closes[i]);
        } else {
            while (end < markup.size() && (isWordCharacter(markup[end]) || markup[end] == '-'))
                ++end;
            if (end > i && end < markup.size() && markup[end] == '?')
                ++end;
        }
        if (end > i)
            parts.push_back(markup.substr(i, end - i));
        i = std::max(end, i + 1);
    }
    return parts;
}

/// What an end of a range with fixed ends counts as; nothing where it cannot be a number.
std::optional<int64_t> rangeEnd(const Item &item)
{
    if (item.kind == Item::Kind::Boolean || item.kind == Item::Kind::Range)
        return std::nullopt;
    if (item.isText())
        return std::clamp(clamped(leadingInteger(item.text())), -farthest, farthest);
    return std::clamp(clamped(Number::fromItem(item).whole()), -farthest, farthest);
}

} // namespace

uint32_t symbolOf(Program &program, std::string_view name)
{
    const auto known = program.symbolNumbers.find(name);
    if (known != program.symbolNumbers.end())
        return known->second;
    program.symbols.emplace_back(name);
    program.isLocalSymbol.push_back(false);
    const auto number = uint32_t(program.symbols.size() - 1);
    program.symbolNumbers.emplace(name, number);
    return number;
}

OperandReader::OperandReader(Program &program, uint32_t source, std::optional<TokenFault> &fault)
    : m_program(program)
    , m_source(source)
    , m_fault(fault)
{ }

Operand OperandReader::literal(const Item &item)
{
    if (item.isNil())
        return {};
    m_program.literals.push_back(item);
    return {Operand::Type::Literal, uint32_t(m_program.literals.size() - 1)};
}

std::optional<Operand> OperandReader::readNumber(std::string_view markup)
{
    const size_t start = markup.substr(0, 1) == "-" ? 1 : 0;
    if (start == markup.size() || !isDigit(markup[start]))
        return std::nullopt;
    if (std::all_of(markup.begin() + long(start), markup.end(), isDigit)) {
        const Number number = Number::fromText(markup, false);
        if (const auto fits = number.toInteger())
            return literal(Item::fromInteger(*fits));
        const size_t zeros = std::min(markup.find_first_not_of('0', start), markup.size() - 1);
        m_program.keptTexts.push_back(std::string(start == 1 ? "-" : "") + std::string(markup.substr(zeros)));
        return literal(Item::fromDigits(m_program.keptTexts.back()));
    }
    if (markup.size() - start < 2
        || !std::all_of(markup.begin() + long(start), markup.end(),
            [](char character) { return isDigit(character) || character == '.'; }))
        return std::nullopt;
    // The decimal that it begins with: "1.2.3" is 1.2.
    const size_t point = markup.find('.');
    size_t end = point + 1;
    while (end < markup.size() && isDigit(markup[end]))
        ++end;
    return literal(Item::fromDecimal(Number::fromText(markup.substr(0, end), true).toDouble()));
}

std::optional<Operand> OperandReader::readRange(std::string_view markup, size_t offset)
{
    if (markup.size() < 2 || markup.front() != '(' || markup.back() != ')')
        return std::nullopt;
    const std::string_view inner = markup.substr(1, markup.size() - 2);
    const std::string_view trimmedInner = trimmed(inner);
    const size_t blank = trimmedInner.find_first_of(liquidBlanks);
    const size_t dots = trimmedInner.substr(0, blank).rfind("..");
    // The low end has no blanks inside, nor has the high one.
    size_t low = dots;
    size_t high = dots == std::string_view::npos ? dots : dots + 2;
    if (dots == std::string_view::npos && blank != std::string_view::npos) {
        high = trimmedInner.find_first_not_of(liquidBlanks, blank);
        if (trimmedInner.substr(high, 2) != "..")
            return std::nullopt;
        low = blank;
        high += 2;
    }
    if (low == std::string_view::npos || low == 0)
        return std::nullopt;
    const std::string_view highText = trimmed(trimmedInner.substr(high));
    if (highText.empty() || highText.find_first_of(liquidBlanks) != std::string_view::npos)
        return std::nullopt;
    const Operand from = read(trimmedInner.substr(0, low), offset);
    const Operand to = read(highText, offset);
    if (from.type != Operand::Type::Literal || to.type != Operand::Type::Literal) {
        m_program.ranges.emplace_back(from, to);
        return Operand{Operand::Type::Range, uint32_t(m_program.ranges.size() - 1)};
    }
    const auto first = rangeEnd(m_program.literals[from.index]);
    const auto last = rangeEnd(m_program.literals[to.index]);
    if (!first || !last) {
        if (!m_fault)
            m_fault = TokenFault{offset, u"This range does not go from a number to a number."_s, {}};
        return Operand{};
    }
    return literal(Item::fromRange(*first, *last));
}

Operand OperandReader::read(std::string_view markup, size_t offset, bool knowsQuestions)
{
    if (m_depth > deepest) {
        if (!m_fault)
            m_fault = TokenFault{offset, u"This is nested too deeply."_s, {}};
        return {};
    }
    if (knowsQuestions && (markup == "empty" || markup == "blank")) {
        Item item;
        item.kind = markup == "empty" ? Item::Kind::Empty : Item::Kind::Blank;
        return literal(item);
    }
    markup = trimmed(markup);
    if (isQuoted(markup))
        return literal(Item::fromText(markup.size() > 1 ? markup.substr(1, markup.size() - 2) : ""));
    ++m_depth;
    Operand operand;
    if (const auto number = readNumber(markup))
        operand = *number;
    else if (const auto range = readRange(markup, offset))
        operand = *range;
    else if (markup == "true" || markup == "false")
        operand = literal(Item::fromBoolean(markup == "true"));
    else if (markup == "empty" || markup == "blank")
        operand = literal(Item::fromText({}));
    else if (!markup.empty() && markup != "nil" && markup != "null")
        operand = readPath(markup, offset);
    --m_depth;
    return operand;
}

Operand OperandReader::inBrackets(std::string_view part, size_t offset)
{
    return read(part.substr(1, part.size() - 2), offset + 1);
}

void OperandReader::addSegment(Path &path, std::string_view part, size_t offset)
{
    Segment segment;
    segment.hint = m_program.hintCount++;
    if (part.front() != '[') {
        segment.name = std::string(part);
    } else {
        segment.type = Segment::Type::Computed;
        segment.key = inBrackets(part, offset);
        if (segment.key.type == Operand::Type::Literal) {
            const Item &key = m_program.literals[segment.key.index];
            if (key.isText()) {
                segment.type = Segment::Type::Key;
                segment.name = std::string(key.text());
            } else if (key.kind == Item::Kind::Integer) {
                segment.type = Segment::Type::Index;
                segment.index = key.integer;
            }
        }
    }
    path.segments.push_back(std::move(segment));
}

Operand OperandReader::readPath(std::string_view markup, size_t offset)
{
    const auto parts = partsOf(markup);
    Path path;
    path.place = {m_source, uint32_t(offset)};
    if (parts.empty()) { // no name at all: a variable that is never there
        path.isRootComputed = true;
        m_program.paths.push_back(std::move(path));
        return {Operand::Type::Variable, uint32_t(m_program.paths.size() - 1)};
    }
    path.text = std::string(markup);
    path.hint = m_program.hintCount++;
    const auto placeOf = [&](std::string_view part) { return offset + size_t(part.data() - markup.data()); };
    // The use of the path stands before those of what is in its brackets.
    const size_t use = m_program.uses.size();
    m_program.uses.emplace_back();
    if (parts.front().front() != '[') {
        path.symbol = symbolOf(m_program, parts.front());
    } else {
        path.root = inBrackets(parts.front(), placeOf(parts.front()));
        const bool isText
            = path.root.type == Operand::Type::Literal && m_program.literals[path.root.index].isText();
        path.isRootComputed = !isText;
        if (isText)
            path.symbol = symbolOf(m_program, m_program.literals[path.root.index].text());
    }
    for (size_t i = 1; i < parts.size(); ++i)
        addSegment(path, parts[i], placeOf(parts[i]));
    m_program.uses[use].path = path.text;
    m_program.uses[use].position = m_program.positionOf(path.place);
    m_program.paths.push_back(std::move(path));
    return {Operand::Type::Variable, uint32_t(m_program.paths.size() - 1)};
}

} // namespace haberdash::compose::liquid
