// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/finding.h"

namespace haberdash::audit {

/// "12,345"
[[nodiscard]] QString numberText(qint64 value);
/// "3.2 %", with as many digits as tell it from nothing.
[[nodiscard]] QString shareText(double share);
/// "0.4", "15"
[[nodiscard]] QString pointsText(double points);
/// What the check looked at, in the plural: "people", "orders", "days".
[[nodiscard]] QString nounOf(const Finding &finding);
/// "12 of 2,000 people", "nothing to look at", "none of 2,000 people"
[[nodiscard]] QString countInWords(const Finding &finding);

} // namespace haberdash::audit
