// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/segment/token_cursor.h"

namespace haberdash::segment {

/// Reads one condition and asks `faultOf` whether it makes sense; such a fault is reported where the
/// condition begins.
[[nodiscard]] Parsed<Node> parseCondition(TokenCursor &tokens);

} // namespace haberdash::segment
