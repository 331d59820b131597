// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/number.h"

#include "core/compose/liquid/scratch.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uint64_t base = 1'000'000'000;
constexpr size_t mostDigits = 2'000; // of a number that a template makes
constexpr int32_t quotientDigits = 40;

/// The highest three limbs, in units of the one that a number of `size` limbs has as its second.
double highest(const std::vector<uint32_t> &limbs, size_t size)
{
    double value = 0;
    for (size_t i = 0; i < 3; ++i) {
        const size_t at = size - i;
        value = value * double(base) + (at < limbs.size() ? limbs[at] : 0);
        if (at == 0)
            return value * (i == 1 ? double(base) : 1);
    }
    return value;
}

} // namespace

void Number::trim(Limbs &limbs)
{
    while (!limbs.empty() && limbs.back() == 0)
        limbs.pop_back();
}

Number::Number(int64_t value)
    : m_isNegative(value < 0)
{
    for (uint64_t rest = value < 0 ? 0 - uint64_t(value) : uint64_t(value); rest > 0; rest /= base)
        m_limbs.push_back(uint32_t(rest % base));
}

int Number::compareExactly(const Item &left, const Item &right)
{
    const double a = liquid::toDouble(left);
    const double b = liquid::toDouble(right);
    if (!std::isfinite(a) || !std::isfinite(b))
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
    // Ruby compares the exact value of the double; the shortest decimal stands for it.
    if (left.kind != Item::Kind::LargeInteger && right.kind != Item::Kind::LargeInteger && std::abs(a) < 9e15
        && std::abs(b) < 9e15)
        return a < b ? -1 : a > b;
    return fromItem(left).compareTo(fromItem(right));
}

int Number::compareLimbs(const Limbs &left, const Limbs &right)
{
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    for (size_t i = left.size(); i-- > 0;) {
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

Number::Limbs Number::sum(const Limbs &left, const Limbs &right)
{
    Limbs result;
    uint64_t carry = 0;
    for (size_t i = 0; i < std::max(left.size(), right.size()) || carry > 0; ++i) {
        carry += (i < left.size() ? left[i] : 0) + uint64_t(i < right.size() ? right[i] : 0);
        result.push_back(uint32_t(carry % base));
        carry /= base;
    }
    trim(result);
    return result;
}

Number::Limbs Number::difference(const Limbs &larger, const Limbs &smaller)
{
    Limbs result;
    int64_t borrow = 0;
    for (size_t i = 0; i < larger.size(); ++i) {
        int64_t limb = int64_t(larger[i]) - (i < smaller.size() ? smaller[i] : 0) - borrow;
        borrow = limb < 0;
        result.push_back(uint32_t(limb < 0 ? limb + int64_t(base) : limb));
    }
    trim(result);
    return result;
}

Number::Limbs Number::product(const Limbs &left, const Limbs &right)
{
    Limbs result(left.size() + right.size(), 0);
    for (size_t i = 0; i < left.size(); ++i) {
        uint64_t carry = 0;
        for (size_t j = 0; j < right.size() || carry > 0; ++j) {
            carry += result[i + j] + uint64_t(left[i]) * (j < right.size() ? right[j] : 0);
            result[i + j] = uint32_t(carry % base);
            carry /= base;
        }
    }
    trim(result);
    return result;
}

/// Long division, a limb of the result at a time: guessed from the highest limbs, then put right.
Number::Limbs Number::quotient(const Limbs &left, const Limbs &right, Limbs &rest)
{
    Limbs result(left.size(), 0);
    rest.clear();
    for (size_t i = left.size(); i-- > 0;) {
        rest.insert(rest.begin(), left[i]);
        trim(rest);
        const double divisor = highest(right, right.size());
        auto guess = uint32_t(std::min(highest(rest, right.size()) / divisor, double(base - 1)));
        Limbs taken = product(right, {guess});
        for (; compareLimbs(taken, rest) > 0; --guess)
            taken = difference(taken, right);
        rest = difference(rest, taken);
        for (; compareLimbs(rest, right) >= 0; ++guess)
            rest = difference(rest, right);
        result[i] = guess;
    }
    trim(result);
    return result;
}

Number::Limbs Number::shifted(const Limbs &limbs, size_t digits)
{
    if (limbs.empty())
        return {};
    Limbs result(digits / 9, 0);
    result.insert(result.end(), limbs.begin(), limbs.end());
    uint32_t factor = 1;
    for (size_t i = 0; i < digits % 9; ++i)
        factor *= 10;
    return factor == 1 ? result : product(result, {factor});
}

Number::Limbs Number::limbsAt(int32_t scale) const
{
    return shifted(m_limbs, size_t(scale - m_scale));
}

int Number::compareTo(const Number &other) const
{
    const int32_t scale = std::max(m_scale, other.m_scale);
    const int sign = isZero() ? 0 : m_isNegative ? -1 : 1;
    const int otherSign = other.isZero() ? 0 : other.m_isNegative ? -1 : 1;
    if (sign != otherSign)
        return sign < otherSign ? -1 : 1;
    return sign * compareLimbs(limbsAt(scale), other.limbsAt(scale));
}

Number Number::negated() const
{
    Number result = *this;
    result.m_isNegative = !m_isNegative;
    return result;
}

Number Number::plus(const Number &other) const
{
    Number result;
    result.m_isDecimal = m_isDecimal || other.m_isDecimal;
    result.m_scale = std::max(m_scale, other.m_scale);
    const Limbs left = limbsAt(result.m_scale);
    const Limbs right = other.limbsAt(result.m_scale);
    if (m_isNegative == other.m_isNegative) {
        result.m_limbs = sum(left, right);
        result.m_isNegative = m_isNegative;
    } else if (const int order = compareLimbs(left, right); order != 0) {
        result.m_limbs = order > 0 ? difference(left, right) : difference(right, left);
        result.m_isNegative = order > 0 ? m_isNegative : other.m_isNegative;
    }
    return result;
}

Number Number::times(const Number &other) const
{
    Number result;
    result.m_isDecimal = m_isDecimal || other.m_isDecimal;
    result.m_limbs = product(m_limbs, other.m_limbs);
    result.m_scale = m_scale + other.m_scale;
    result.m_isNegative = m_isNegative != other.m_isNegative;
    return result;
}

Number Number::dividedBy(const Number &other) const
{
    if (m_isDecimal || other.m_isDecimal) {
        Number result;
        result.m_isDecimal = true;
        result.m_isNegative = m_isNegative != other.m_isNegative;
        // As many digits as the result needs to have forty of its own.
        const auto sizes = int32_t(other.digitCount()) - int32_t(digitCount());
        result.m_scale = std::max(m_scale - other.m_scale, quotientDigits + std::max(sizes, 0) + m_scale);
        Limbs rest;
        const int64_t shift = int64_t(result.m_scale) - m_scale + other.m_scale;
        result.m_limbs = quotient(shifted(m_limbs, size_t(shift)), other.m_limbs, rest);
        return result;
    }
    Limbs rest;
    Number result;
    result.m_limbs = quotient(m_limbs, other.m_limbs, rest);
    result.m_isNegative = m_isNegative != other.m_isNegative;
    return result.m_isNegative && !rest.empty() ? result.plus(Number(-1)) : result;
}

Number Number::modulo(const Number &other) const
{
    Number result;
    result.m_isDecimal = m_isDecimal || other.m_isDecimal;
    result.m_scale = std::max(m_scale, other.m_scale);
    result.m_isNegative = m_isNegative;
    static_cast<void>(quotient(limbsAt(result.m_scale), other.limbsAt(result.m_scale), result.m_limbs));
    if (!result.isZero() && m_isNegative != other.m_isNegative)
        return result.plus(other);
    if (result.isZero())
        result.m_isNegative = false;
    return result;
}

Number Number::rounded(int64_t digits, Rounding rounding) const
{
    if (digits >= m_scale)
        return *this;
    const auto dropped = std::min<size_t>(size_t(m_scale - std::max<int64_t>(digits, -30'000)), 60'000);
    Number result;
    result.m_isDecimal = m_isDecimal;
    result.m_isNegative = m_isNegative;
    result.m_scale = m_scale - int32_t(dropped);
    const Limbs unit = shifted({1}, dropped);
    Limbs rest;
    result.m_limbs = quotient(m_limbs, unit, rest);
    const bool isUp = rounding == Rounding::Nearest
        ? compareLimbs(sum(rest, rest), unit) >= 0
        : !rest.empty() && (rounding == Rounding::Up ? !m_isNegative : m_isNegative);
    if (isUp)
        result.m_limbs = sum(result.m_limbs, {1});
    if (result.m_scale < 0) {
        result.m_limbs = shifted(result.m_limbs, size_t(-int64_t(result.m_scale)));
        result.m_scale = 0;
    }
    return result;
}

Number Number::whole() const
{
    Number result = rounded(0, m_isNegative ? Rounding::Up : Rounding::Down);
    result.m_isDecimal = false;
    if (result.isZero())
        result.m_isNegative = false;
    return result;
}

std::string Number::digits() const
{
    std::string text;
    for (size_t i = m_limbs.size(); i-- > 0;) {
        const std::string limb = std::to_string(m_limbs[i]);
        if (!text.empty())
            text.append(9 - limb.size(), '0');
        text += limb;
    }
    return text.empty() ? "0" : text;
}

double Number::toDouble() const
{
    const std::string text = digits() + "e" + std::to_string(-m_scale);
    const double value = std::strtod(text.c_str(), nullptr);
    return m_isNegative ? -value : value;
}

std::optional<int64_t> Number::toInteger() const
{
    int64_t value = 0;
    const std::string text = (m_isNegative && !isZero() ? "-" : "") + digits();
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return m_scale == 0 && read.ec == std::errc() ? std::optional(value) : std::nullopt;
}

Item Number::toItem(Scratch &scratch) const
{
    scratch.spend(m_limbs.size() * m_limbs.size() / 256);
    if (digitCount() > mostDigits + size_t(m_scale)) {
        scratch.fail(
            u"This calculates with a number of more than %1 digits; it was stopped."_s.arg(mostDigits));
        return {};
    }
    if (m_isDecimal)
        return Item::fromDecimal(toDouble());
    if (const auto fits = toInteger())
        return Item::fromInteger(*fits);
    return Item::fromDigits(scratch.keep((m_isNegative ? "-" : "") + digits()).text());
}

int64_t clamped(const Number &number)
{
    return number.toInteger().value_or(number.isNegative() ? std::numeric_limits<int64_t>::min() / 4
                                                           : std::numeric_limits<int64_t>::max() / 4);
}

double toDouble(const Item &number)
{
    switch (number.kind) {
    case Item::Kind::Integer:
        return double(number.integer);
    case Item::Kind::Decimal:
        return number.decimal;
    case Item::Kind::LargeInteger:
        return Number::fromText(number.text(), false).toDouble();
    default:
        return 0;
    }
}

} // namespace haberdash::compose::liquid
