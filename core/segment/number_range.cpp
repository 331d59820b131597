// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/number_range.h"

#include "core/segment/activity_sql.h"

#include <limits>

namespace haberdash::segment {

namespace {

constexpr qint64 lowest = std::numeric_limits<qint64>::min();
constexpr qint64 highest = std::numeric_limits<qint64>::max();

qint64 floorOf(__int128 dividend, qint64 divisor)
{
    __int128 quotient = dividend / divisor;
    if (dividend % divisor != 0 && dividend < 0)
        --quotient;
    return quotient < lowest ? lowest : quotient > highest ? highest : qint64(quotient);
}

} // namespace

NumberRange::NumberRange(const NumberTest &test, qint64 scale, qint64 unit)
{
    const __int128 threshold = __int128(test.value.thousandths) * unit;
    const qint64 down = floorOf(threshold, scale);
    const bool isWhole = threshold % scale == 0;
    switch (test.compare) {
    case Compare::NotEqual:
        m_isOpposite = true;
        [[fallthrough]];
    case Compare::Equal:
        m_low = isWhole ? down : highest;
        m_high = isWhole ? down : lowest;
        break;
    case Compare::Less:
        m_low = lowest;
        m_high = isWhole ? down - 1 : down;
        break;
    case Compare::AtMost:
        m_low = lowest;
        m_high = down;
        break;
    case Compare::Greater:
        m_low = down + 1;
        m_high = highest;
        break;
    case Compare::AtLeast:
        m_low = isWhole ? down : down + 1;
        m_high = highest;
        break;
    }
}

NumberRange NumberRange::ofMoney(const NumberTest &test, const CurrencyCode &currency)
{
    return NumberRange({test.compare, {minorUnits(test.value, currency)}}, 1);
}

} // namespace haberdash::segment
