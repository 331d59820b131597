// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money_format.h"

#include <QString>

namespace haberdash::importing {

/// A number as people write it in a column of outcomes: 0, 1, 12.50, "12,50 €", "-$5", "(5.00)", yes, no.
/// Nothing for all else, an empty cell or a number beyond a million millions too.
[[nodiscard]] std::optional<double> outcomeNumber(std::string_view cell, NumberFormat format);

/// The currency that stands beside a number, as it is written there: "€", "USD"; empty where there is none.
[[nodiscard]] std::string currencyBeside(std::string_view cell);

[[nodiscard]] QString trimmedText(std::string_view cell);

} // namespace haberdash::importing
