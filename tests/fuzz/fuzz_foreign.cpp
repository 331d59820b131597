// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_rules.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "tests/fuzz/fuzz_target.h"

namespace haberdash::fuzz {

using namespace segment;

namespace {

void requirePromises(const tl::expected<Carried, RuleError> &carried, const QString &text)
{
    if (!carried) {
        require(!carried.error().message.isEmpty(), "an error says what is wrong");
        require(carried.error().line >= 1 && carried.error().line <= text.count(u'\n') + 1,
            "an error's line is one of the text");
        require(carried.error().column >= 1, "an error has a column");
        return;
    }
    const QString printed = print(carried->rule);
    const auto again = parseRule(printed);
    require(again.has_value(), "what is carried can be read", printed);
    require(*again == carried->rule, "what is carried reads as the same rule", printed);
}

} // namespace

void fuzzForeign(Bytes input)
{
    const auto bytes = toView(input);
    const QByteArray json(bytes.data(), qsizetype(bytes.size()));
    const QString text = QString::fromUtf8(json);
    static_cast<void>(recogniseForeign(text));
    requirePromises(fromShopifyText(text), text);
    requirePromises(fromKlaviyoJson(json, {{QStringLiteral("M"), QStringLiteral("Placed Order")}}), text);
}

} // namespace haberdash::fuzz
