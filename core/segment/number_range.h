// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/segment/rule.h"

namespace haberdash::segment {

/// A test of whole numbers as "at least low and at most high", or the opposite: no choice between operators
/// is left where millions are tested.
class NumberRange
{
public:
    /// Of `value * scale <compare> test.value.thousandths * unit`.
    explicit NumberRange(const NumberTest &test, qint64 scale, qint64 unit = 1);
    /// Of amounts in minor units.
    [[nodiscard]] static NumberRange ofMoney(const NumberTest &test, const CurrencyCode &currency);

    [[nodiscard]] bool holds(qint64 value) const
    {
        return (value >= m_low && value <= m_high) != m_isOpposite;
    }

    /// The lowest and the highest value, and whether the others are meant.
    [[nodiscard]] qint64 low() const { return m_low; }
    [[nodiscard]] qint64 high() const { return m_high; }
    [[nodiscard]] bool isOpposite() const { return m_isOpposite; }

private:
    qint64 m_low = 0;
    qint64 m_high = 0;
    bool m_isOpposite = false;
};

} // namespace haberdash::segment
