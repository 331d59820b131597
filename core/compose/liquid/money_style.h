// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"

#include <string>

namespace haberdash::compose::liquid {

/// How amounts are written for the reader: "1.234,50 €", "$1,234.50". Made once, used for each amount.
struct MoneyStyle
{
    std::string prefix; ///< before the digits, blank included: "$", "CHF "
    std::string suffix; ///< after the digits, blank included: " €"
    std::string decimalPoint = ".";
    std::string groupSeparator = ",";
    int decimals = 2;

    /// What the Unicode locale data say, such as "de_DE" or "en_US". An unknown locale gives the root form.
    [[nodiscard]] static MoneyStyle forLocale(CurrencyCode currency, const QString &locale);
    /// Rounded half away from zero to `decimals`.
    void append(double amount, std::string &out) const;
    friend bool operator==(const MoneyStyle &, const MoneyStyle &) = default;
};

} // namespace haberdash::compose::liquid
