// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/shopify_query.h"
#include "core/segment/window.h"

#include <optional>
#include <vector>

namespace haberdash::segment::shopify {

/// A comparison of dates as windows: the date lies in each of `all`, and in none of `none`.
struct DateTest
{
    std::vector<Window> all;
    std::vector<Window> none;
    bool isRough = false; ///< whole days there, counted back from the moment here
};

/// Nothing where windows cannot say it (times of day, odd mixtures).
[[nodiscard]] std::optional<DateTest> dateTest(const Comparison &comparison);

} // namespace haberdash::segment::shopify
