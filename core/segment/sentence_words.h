// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

namespace haberdash::segment {

/// Pieces of sentences that several conditions need, translated in the context "segment".

/// "30 days"
[[nodiscard]] QString spanInWords(Span span);
/// "in the last 30 days"; empty for all time.
[[nodiscard]] QString windowInWords(const Window &window);
/// "1,000"
[[nodiscard]] QString numberInWords(Number number);
/// "at least 2 times"
[[nodiscard]] QString timesInWords(const NumberTest &test);
/// "at least 1,000 km"
[[nodiscard]] QString amountInWords(const NumberTest &test, const QString &unit = {});
/// "is “DE” or “AT”"
[[nodiscard]] QString textTestInWords(const TextTest &test);
/// "the category is “Shoes”, the value is at least 10"
[[nodiscard]] QString filtersInWords(const std::vector<Filter> &filters);
/// "bought (the category is “Shoes”)"
[[nodiscard]] QString activityInWords(const Activity &activity);
/// "a country"
[[nodiscard]] QString factInWords(const QString &fact);

} // namespace haberdash::segment
