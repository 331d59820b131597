// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <string_view>

namespace haberdash {

/// Three capital letters of ISO 4217 ("EUR").
class CurrencyCode
{
public:
    constexpr CurrencyCode() = default;
    /// Invalid unless three ASCII letters; lower case is raised.
    [[nodiscard]] static Result<CurrencyCode> fromString(QStringView text);
    [[nodiscard]] QString toString() const;
    /// False only for a default-constructed code.
    [[nodiscard]] constexpr bool isValid() const { return m_letters[0] != '\0'; }
    /// Digits after the point in ISO 4217: 2 for most, 0 for JPY, 3 for KWD.
    [[nodiscard]] int decimals() const;
    friend constexpr auto operator<=>(const CurrencyCode &, const CurrencyCode &) = default;
    friend size_t qHash(const CurrencyCode &code, size_t seed = 0)
    {
        return seed ^ size_t(code.m_letters[0] | code.m_letters[1] << 8 | code.m_letters[2] << 16);
    }

private:
    std::array<char, 3> m_letters{};
};

enum class Rounding { HalfEven, HalfAwayFromZero, Down };

/// An exact amount: whole minor units (cents) and a currency. Never a double.
class Money
{
public:
    constexpr Money() = default;
    constexpr Money(qint64 minorUnits, CurrencyCode currency)
        : m_minor(minorUnits)
        , m_currency(currency)
    { }
    [[nodiscard]] constexpr qint64 minorUnits() const { return m_minor; }
    [[nodiscard]] constexpr CurrencyCode currency() const { return m_currency; }

    /// Invalid when the currencies differ or the sum does not fit.
    [[nodiscard]] Result<Money> plus(const Money &other) const;
    [[nodiscard]] Result<Money> minus(const Money &other) const;
    /// Invalid when the product does not fit.
    [[nodiscard]] Result<Money> times(qint64 factor) const;
    /// A part of it, such as 1 of 3. Invalid when `divisor` is 0.
    [[nodiscard]] Result<Money> dividedBy(qint64 divisor, Rounding rounding) const;

    /// "1234.50": digits and a point, as files and scripts want it. People see `ui/shared/format.h`.
    [[nodiscard]] QString toPlainString() const;

    friend constexpr bool operator==(const Money &, const Money &) = default;

private:
    qint64 m_minor = 0;
    CurrencyCode m_currency;
};

} // namespace haberdash
