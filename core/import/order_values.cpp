// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/order_values.h"

#include <algorithm>

namespace haberdash::importing {

qint64 Order::sumOfLines() const
{
    qint64 sum = 0;
    for (const OrderLine &line : lines)
        sum += line.sum();
    return sum;
}

void Order::complete()
{
    if (total)
        return;
    subtotal = sumOfLines();
    total = subtotal - discount + shipping + tax;
}

bool Order::beginsLinesOf(const Order &other) const
{
    return !lines.empty() && lines.size() < other.lines.size()
        && std::equal(lines.begin(), lines.end(), other.lines.begin());
}

bool Order::endsLinesOf(const Order &other) const
{
    return lines.size() <= other.lines.size()
        && std::equal(lines.rbegin(), lines.rend(), other.lines.rbegin());
}

} // namespace haberdash::importing
