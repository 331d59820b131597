// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic as in Ruby: whole numbers of any length, decimals calculated as decimals.
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/number.h"

#include <array>
#include <cmath>
#include <limits>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

bool bothWhole(const Item &left, const Item &right)
{
    return left.kind == Item::Kind::Integer && right.kind == Item::Kind::Integer;
}

bool isInfinite(const Item &item)
{
    return item.kind == Item::Kind::Decimal && !std::isfinite(item.decimal);
}

/// Infinity and what is no number are beyond `Number`.
bool eitherInfinite(const Item &left, const Item &right)
{
    return isInfinite(left) || isInfinite(right);
}

double roughly(const Item &item)
{
    return item.isNumber() ? toDouble(item) : Number::fromItem(item).toDouble();
}

Item numberOf(Scratch &scratch, const Item &item)
{
    return isInfinite(item) ? item : Number::fromItem(item).toItem(scratch);
}

Item plus(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item right = arguments.at(0);
    int64_t sum = 0;
    if (bothWhole(input, right) && !__builtin_add_overflow(input.integer, right.integer, &sum))
        return Item::fromInteger(sum);
    if (eitherInfinite(input, right))
        return Item::fromDecimal(roughly(input) + roughly(right));
    return Number::fromItem(input).plus(Number::fromItem(right)).toItem(scratch);
}

Item minus(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item right = arguments.at(0);
    int64_t difference = 0;
    if (bothWhole(input, right) && !__builtin_sub_overflow(input.integer, right.integer, &difference))
        return Item::fromInteger(difference);
    if (eitherInfinite(input, right))
        return Item::fromDecimal(roughly(input) - roughly(right));
    return Number::fromItem(input).plus(Number::fromItem(right).negated()).toItem(scratch);
}

Item times(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item right = arguments.at(0);
    int64_t product = 0;
    if (bothWhole(input, right) && !__builtin_mul_overflow(input.integer, right.integer, &product))
        return Item::fromInteger(product);
    if (eitherInfinite(input, right))
        return Item::fromDecimal(roughly(input) * roughly(right));
    return Number::fromItem(input).times(Number::fromItem(right)).toItem(scratch);
}

/// A decimal by zero, or anything by a decimal zero, has no end or is no number; whole by whole is a mistake.
Item byZero(Scratch &scratch, const Number &left, const Number &zero)
{
    if (!left.isDecimal() && !zero.isDecimal()) {
        scratch.fail(u"This divides by zero."_s, u"a divisor other than 0"_s);
        return {};
    }
    constexpr double endless = std::numeric_limits<double>::infinity();
    if (left.isZero())
        return Item::fromDecimal(std::numeric_limits<double>::quiet_NaN());
    return Item::fromDecimal(left.isNegative() != zero.isNegative() ? -endless : endless);
}

bool canDivideBy(Scratch &scratch, const Item &divisor)
{
    if (isInfinite(divisor) || !Number::fromItem(divisor).isZero())
        return true;
    scratch.fail(u"This divides by zero."_s, u"a divisor other than 0"_s);
    return false;
}

Item dividedBy(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item right = arguments.at(0);
    if (eitherInfinite(input, right))
        return Item::fromDecimal(roughly(input) / roughly(right));
    const Number left = Number::fromItem(input);
    const Number divisor = Number::fromItem(right);
    return divisor.isZero() ? byZero(scratch, left, divisor) : left.dividedBy(divisor).toItem(scratch);
}

Item modulo(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const Item right = arguments.at(0);
    if (!canDivideBy(scratch, right))
        return {};
    if (eitherInfinite(input, right))
        return Item::fromDecimal(std::fmod(roughly(input), roughly(right)));
    return Number::fromItem(input).modulo(Number::fromItem(right)).toItem(scratch);
}

Item absolute(Scratch &scratch, const Item &input, const Arguments &)
{
    if (isInfinite(input))
        return Item::fromDecimal(std::abs(input.decimal));
    const Number number = Number::fromItem(input);
    return (number.isNegative() ? number.negated() : number).toItem(scratch);
}

Item atLeast(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    if (eitherInfinite(input, arguments.at(0)))
        return numberOf(scratch, roughly(arguments.at(0)) > roughly(input) ? arguments.at(0) : input);
    const Number number = Number::fromItem(input);
    const Number least = Number::fromItem(arguments.at(0));
    return (least.compareTo(number) > 0 ? least : number).toItem(scratch);
}

Item atMost(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    if (eitherInfinite(input, arguments.at(0)))
        return numberOf(scratch, roughly(arguments.at(0)) < roughly(input) ? arguments.at(0) : input);
    const Number number = Number::fromItem(input);
    const Number most = Number::fromItem(arguments.at(0));
    return (most.compareTo(number) < 0 ? most : number).toItem(scratch);
}

Item rounded(Scratch &scratch, const Item &input, int64_t digits, Number::Rounding rounding)
{
    if (isInfinite(input)) {
        scratch.fail(u"A number without end cannot be rounded."_s);
        return {};
    }
    if (input.kind == Item::Kind::Integer && digits >= 0)
        return input;
    const Number number = Number::fromItem(input).rounded(digits, rounding);
    return (digits <= 0 ? number.whole() : number).toItem(scratch);
}

Item ceiling(Scratch &scratch, const Item &input, const Arguments &)
{
    return rounded(scratch, input, 0, Number::Rounding::Up);
}

Item floorOf(Scratch &scratch, const Item &input, const Arguments &)
{
    return rounded(scratch, input, 0, Number::Rounding::Down);
}

Item roundTo(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const int64_t digits = clamped(Number::fromItem(arguments.at(0)).whole());
    constexpr int64_t most = 2'147'483'647;
    if (digits > most || digits < -most - 1) {
        scratch.fail(u"This rounds to more digits than there can be."_s);
        return {};
    }
    return rounded(scratch, input, digits, Number::Rounding::Nearest);
}

Item money(Scratch &scratch, const Item &input, const Arguments &)
{
    if (input.isNil())
        return input;
    scratch.buffer.clear();
    scratch.options().money.append(roughly(input), scratch.buffer);
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

int64_t integerArgument(Scratch &scratch, const Item &item)
{
    const auto number = strictInteger(scratch, item);
    if (!number)
        scratch.fail(u"This filter needs a whole number."_s, u"a whole number"_s);
    return number.value_or(0);
}

std::span<const FilterEntry> numberFilters()
{
    return table;
}

} // namespace haberdash::compose::liquid
