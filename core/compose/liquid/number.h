// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/liquid/item.h"

#include <optional>
#include <vector>

namespace haberdash::compose::liquid {

class Scratch;

/// A number as filters calculate with it: whole or decimal, exact, of any length. 0.1 + 0.2 is 0.3.
class Number
{
public:
    Number() = default;
    explicit Number(int64_t value);
    /// The shortest decimal that reads as `value`, which is finite.
    [[nodiscard]] static Number fromDouble(double value);
    /// What a filter sees: numbers, texts such as "12.50" as decimals, other texts by the whole number that
    /// they begin with, everything else as 0.
    [[nodiscard]] static Number fromItem(const Item &item);
    /// Digits, a point, a minus sign in front.
    [[nodiscard]] static Number fromText(std::string_view text, bool isDecimal);
    /// As `compare` of items; either may be infinite.
    [[nodiscard]] static int compareExactly(const Item &left, const Item &right);

    [[nodiscard]] bool isDecimal() const { return m_isDecimal; }
    [[nodiscard]] bool isZero() const { return m_limbs.empty(); }
    [[nodiscard]] bool isNegative() const { return m_isNegative; }
    [[nodiscard]] int compareTo(const Number &other) const;
    [[nodiscard]] Number plus(const Number &other) const;
    [[nodiscard]] Number negated() const;
    [[nodiscard]] Number times(const Number &other) const;
    /// Whole by whole rounds down; decimals have 40 digits. `other` is not 0.
    [[nodiscard]] Number dividedBy(const Number &other) const;
    /// With the sign of `other`, which is not 0.
    [[nodiscard]] Number modulo(const Number &other) const;
    enum class Rounding { Nearest, Down, Up }; ///< half away from zero; towards minus, plus infinity
    /// To `digits` after the point, or before it where they are negative.
    [[nodiscard]] Number rounded(int64_t digits, Rounding rounding) const;
    [[nodiscard]] Number whole() const; ///< the same as a whole number, cut at the point

    [[nodiscard]] double toDouble() const;
    /// Nothing where it does not fit.
    [[nodiscard]] std::optional<int64_t> toInteger() const;
    /// Whole numbers stay exact, decimals become doubles. Stops the render when there are too many digits.
    [[nodiscard]] Item toItem(Scratch &scratch) const;
    [[nodiscard]] size_t digitCount() const { return m_limbs.size() * 9; }

private:
    using Limbs = std::vector<uint32_t>; // nine digits each, the lowest first

    [[nodiscard]] static int compareLimbs(const Limbs &left, const Limbs &right);
    [[nodiscard]] static Limbs sum(const Limbs &left, const Limbs &right);
    [[nodiscard]] static Limbs difference(const Limbs &larger, const Limbs &smaller);
    [[nodiscard]] static Limbs product(const Limbs &left, const Limbs &right);
    [[nodiscard]] static Limbs quotient(const Limbs &left, const Limbs &right, Limbs &rest);
    [[nodiscard]] static Limbs shifted(const Limbs &limbs, size_t digits);
    static void trim(Limbs &limbs);
    [[nodiscard]] std::string digits() const;
    /// The same value with `scale` digits after the point, which is not fewer than now.
    [[nodiscard]] Limbs limbsAt(int32_t scale) const;

    Limbs m_limbs;
    int32_t m_scale = 0; ///< digits after the point
    bool m_isNegative = false;
    bool m_isDecimal = false;
};

/// What Ruby's to_i makes of a text: the whole number it begins with, or 0.
[[nodiscard]] Number leadingInteger(std::string_view text);
/// What an option that must be a whole number says: whole numbers and texts that are one, such as "12" or
/// "0x1f"; nothing for everything else. Beyond 64 bits the nearest number that fits.
[[nodiscard]] std::optional<int64_t> strictInteger(Scratch &scratch, const Item &item);
/// Cut to the range of int64_t.
[[nodiscard]] int64_t clamped(const Number &number);
[[nodiscard]] double toDouble(const Item &number);

} // namespace haberdash::compose::liquid
