// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/scratch.h"

#include <span>

namespace haberdash::compose::liquid {

// The filters by what they work on; `findFilter` looks through all of them.
[[nodiscard]] std::span<const FilterEntry> textFilters();
[[nodiscard]] std::span<const FilterEntry> numberFilters();
[[nodiscard]] std::span<const FilterEntry> listFilters();
/// Whether `default` puts something else in the place of `input`.
[[nodiscard]] bool needsFallback(const Item &input, const Arguments &arguments);
/// The `date` filter. Reads "now", "today", seconds since 1970, ISO dates and instants, and dates in English
/// words; anything else is passed on as it is.
[[nodiscard]] Item dateFilter(Scratch &scratch, const Item &input, const Arguments &arguments);

} // namespace haberdash::compose::liquid
