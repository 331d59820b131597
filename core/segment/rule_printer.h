// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

namespace haberdash::segment {

/// The text form of a rule, over several lines where it has several conditions. `parseRule` gives the same
/// rule back.
[[nodiscard]] QString print(const Rule &rule);
[[nodiscard]] QString print(const Node &node);

/// "in last 30 days"; empty for all time.
[[nodiscard]] QString print(const Window &window);

} // namespace haberdash::segment
