// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string_view>

namespace haberdash {

/// How a file writes numbers. Each separator is one ASCII character; '\0' means there is none.
struct NumberFormat
{
    char decimal = '.';
    char thousands = '\0';
    friend bool operator==(const NumberFormat &, const NumberFormat &) = default;
};

/// Reads an amount of money as a file writes it into minor units, exactly: sign, parentheses for negatives,
/// currency signs and blanks around it, thousands separators in groups of three. Digits beyond the currency's
/// are rounded half away from zero ("1.999" EUR is 2.00). Nothing for everything else: letters, two points,
/// an empty cell, too many digits.
/// @param decimals digits after the point of the currency
[[nodiscard]] std::optional<qint64> parseMinorUnits(std::string_view text, NumberFormat format, int decimals);

/// Reads a whole number; "3.0" counts as one, "3.5" and "three" do not.
[[nodiscard]] std::optional<qint64> parseWholeNumber(std::string_view text, NumberFormat format = {});

} // namespace haberdash
