// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/segment/token_cursor.h"

namespace haberdash::segment {

/// "orders[category is "Shoes", value > 10]", "cart_add", ""Placed Order""
[[nodiscard]] Parsed<Activity> parseActivity(TokenCursor &tokens);
/// "52.52"
[[nodiscard]] Parsed<Number> parseNumber(TokenCursor &tokens);
/// ">= 5"
[[nodiscard]] Parsed<NumberTest> parseNumberTest(TokenCursor &tokens);
[[nodiscard]] bool beginsNumberTest(const TokenCursor &tokens);
/// "is not any of "DE", "AT"", "is known"
[[nodiscard]] Parsed<TextTest> parseTextTest(TokenCursor &tokens);

} // namespace haberdash::segment
