// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace segment;

namespace {

void requireInside(const RuleError &error, const QString &text)
{
    const QStringList lines = text.split(u'\n');
    require(error.line >= 1 && error.line <= lines.size(), "an error's line is one of the text");
    const auto characters = lines[error.line - 1].toUcs4().size();
    require(error.column >= 1 && error.column <= characters + 1, "an error's column is within its line");
    require(!error.message.isEmpty(), "an error says what is wrong");
}

} // namespace

void fuzzRule(Bytes input)
{
    const auto bytes = toView(input);
    const QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    const auto rule = parseRule(text);
    if (!rule) {
        requireInside(rule.error(), text);
        return;
    }
    const QString printed = print(*rule);
    const auto again = parseRule(printed);
    require(
        again.has_value(), "what is printed can be read", again ? QString() : again.error().toError().detail);
    require(*again == *rule, "what is printed reads as the same rule", printed);
    require(print(*again) == printed, "what is printed stays the same", printed);
    require(!sentence(*rule).isEmpty(), "each rule has a sentence", printed);
}

} // namespace haberdash::fuzz
