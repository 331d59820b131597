// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace segment;

namespace {

/// How many characters a line of a rule has: the halves of a pair count once, as the lexer counts them.
qsizetype charactersOf(const QString &line)
{
    return std::count_if(
        line.begin(), line.end(), [](QChar character) { return !character.isLowSurrogate(); });
}

void requireInside(const Place &place, const QStringList &lines)
{
    require(place.line >= 1 && place.line <= lines.size(), "a line is one of the text");
    require(place.column >= 1 && place.column <= charactersOf(lines[place.line - 1]) + 1,
        "a column is within its line");
}

/// Counts the conditions and requires that each makes sense.
size_t conditionsOf(const Group &group)
{
    size_t count = 0;
    for (const Node &child : group.children) {
        if (const auto *inner = std::get_if<Group>(&child.content)) {
            count += conditionsOf(*inner);
        } else {
            ++count;
            require(!faultOf(child), "a condition that was read makes sense", print(child));
        }
    }
    return count;
}

} // namespace

void fuzzRule(Bytes input)
{
    const auto bytes = toView(input);
    const QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    const QStringList lines = text.split(u'\n');
    const auto parsed = parseRuleWithPlaces(text);
    if (!parsed) {
        requireInside({parsed.error().line, parsed.error().column}, lines);
        require(!parsed.error().message.isEmpty(), "an error says what is wrong");
        return;
    }
    const Rule *rule = &parsed->rule;
    for (const Place &place : parsed->places)
        requireInside(place, lines);
    require(conditionsOf(rule->root) == parsed->places.size(), "each condition has its place", text);
    const QString printed = print(*rule);
    const auto again = parseRule(printed);
    require(
        again.has_value(), "what is printed can be read", again ? QString() : again.error().toError().detail);
    require(*again == *rule, "what is printed reads as the same rule", printed);
    require(print(*again) == printed, "what is printed stays the same", printed);
    require(!sentence(*rule).isEmpty(), "each rule has a sentence", printed);
}

} // namespace haberdash::fuzz
