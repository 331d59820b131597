// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The nearest number of 15 digits: 0.1 + 0.2 is 0.3 for people, and amounts of money add up.
Item tidy(double value)
{
    if (!std::isfinite(value) || value == std::trunc(value))
        return Item::fromDecimal(value);
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.15g", value);
    return Item::fromDecimal(std::strtod(digits, nullptr));
}

bool bothWhole(const Item &left, const Item &right)
{
    return left.kind == Item::Kind::Integer && right.kind == Item::Kind::Integer;
}

Item whole(double value)
{
    return std::abs(value) < 9.2e18 ? Item::fromInteger(int64_t(value)) : Item::fromDecimal(value);
}

Item plus(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    int64_t sum = 0;
    if (bothWhole(left, right) && !__builtin_add_overflow(left.integer, right.integer, &sum))
        return Item::fromInteger(sum);
    return tidy(toDouble(left) + toDouble(right));
}

Item minus(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    int64_t difference = 0;
    if (bothWhole(left, right) && !__builtin_sub_overflow(left.integer, right.integer, &difference))
        return Item::fromInteger(difference);
    return tidy(toDouble(left) - toDouble(right));
}

Item times(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    int64_t product = 0;
    if (bothWhole(left, right) && !__builtin_mul_overflow(left.integer, right.integer, &product))
        return Item::fromInteger(product);
    return tidy(toDouble(left) * toDouble(right));
}

Item dividedBy(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    if (toDouble(right) == 0) {
        scratch.fail(u"This divides by zero."_s, u"a divisor other than 0"_s);
        return {};
    }
    // Whole by whole rounds down, as in Shopify; -1 is apart because the smallest number has no opposite.
    if (bothWhole(left, right) && right.integer != -1) {
        const int64_t quotient = left.integer / right.integer;
        const bool roundsDown
            = left.integer % right.integer != 0 && (left.integer < 0) != (right.integer < 0);
        return Item::fromInteger(quotient - (roundsDown ? 1 : 0));
    }
    if (bothWhole(left, right))
        return whole(-toDouble(left));
    return Item::fromDecimal(toDouble(left) / toDouble(right));
}

Item modulo(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    const double divisor = toDouble(right);
    if (divisor == 0) {
        scratch.fail(u"This divides by zero."_s, u"a divisor other than 0"_s);
        return {};
    }
    // The sign of the divisor, as in Ruby.
    if (bothWhole(left, right)) {
        if (right.integer == -1)
            return Item::fromInteger(0);
        const int64_t rest = left.integer % right.integer;
        return Item::fromInteger(
            rest != 0 && (rest < 0) != (right.integer < 0) ? rest + right.integer : rest);
    }
    const double rest = std::fmod(toDouble(left), divisor);
    return tidy(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
}

Item absolute(Scratch &, const Item &input, const Arguments &)
{
    const Item number = toNumber(input);
    if (number.kind == Item::Kind::Integer)
        return number.integer < 0 ? whole(-double(number.integer)) : number;
    return Item::fromDecimal(std::abs(number.decimal));
}

Item atLeast(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    return toDouble(left) < toDouble(right) ? right : left;
}

Item atMost(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item left = toNumber(input);
    const Item right = toNumber(arguments.at(0));
    return toDouble(left) > toDouble(right) ? right : left;
}

Item ceiling(Scratch &, const Item &input, const Arguments &)
{
    const Item number = toNumber(input);
    return number.kind == Item::Kind::Integer ? number : whole(std::ceil(number.decimal));
}

Item floorOf(Scratch &, const Item &input, const Arguments &)
{
    const Item number = toNumber(input);
    return number.kind == Item::Kind::Integer ? number : whole(std::floor(number.decimal));
}

Item roundTo(Scratch &, const Item &input, const Arguments &arguments)
{
    const Item number = toNumber(input);
    const int64_t digits = std::clamp<int64_t>(toInteger(arguments.at(0)), 0, 15);
    if (number.kind == Item::Kind::Integer)
        return number;
    if (digits == 0)
        return whole(std::round(number.decimal));
    const double scale = std::pow(10.0, double(digits));
    // The tidied product: 1.005 * 100 is 100.49999999999999 in binary, 100.5 for people.
    const double scaled = toDouble(tidy(number.decimal * scale));
    return tidy(std::round(scaled) / scale);
}

Item money(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    scratch.buffer.clear();
    scratch.options().money.append(toDouble(toNumber(input)), scratch.buffer);
    return scratch.keep(scratch.buffer);
}

constexpr std::array<FilterEntry, 12> table{{
    {"abs", absolute, 0, 0},
    {"at_least", atLeast, 1, 1},
    {"at_most", atMost, 1, 1},
    {"ceil", ceiling, 0, 0},
    {"divided_by", dividedBy, 1, 1},
    {"floor", floorOf, 0, 0},
    {"minus", minus, 1, 1},
    {"modulo", modulo, 1, 1},
    {"money", money, 0, 0},
    {"plus", plus, 1, 1},
    {"round", roundTo, 0, 1},
    {"times", times, 1, 1},
}};

} // namespace

std::span<const FilterEntry> numberFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
