// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/money.h"

#include <optional>
#include <string>
#include <vector>

namespace haberdash::importing {

struct OrderLine
{
    ProductId product;
    VariantId variant;
    std::string title;
    std::string sku;
    qint64 quantity = 0;
    qint64 unitPrice = 0;
    qint64 discount = 0;
    [[nodiscard]] qint64 sum() const { return quantity * unitPrice - discount; }
    friend bool operator==(const OrderLine &, const OrderLine &) = default;
};

/// An order as a file describes it, and as the store holds it: when the two are equal there is nothing to do.
struct Order
{
    std::string externalId;
    std::string name;
    bool isReturn = false;
    CustomerId customer;
    qint64 placedAt = 0;
    std::optional<qint64> cancelledAt;
    CurrencyCode currency;
    qint64 subtotal = 0;
    qint64 discount = 0;
    qint64 shipping = 0;
    qint64 tax = 0;
    std::optional<qint64> total; ///< nothing: the file has none, so it is the sum of the lines
    qint64 refunded = 0;
    std::string financialStatus;
    std::string fulfillmentStatus;
    std::string channel;
    std::string couponCode;
    std::string note;
    std::vector<OrderLine> lines;

    [[nodiscard]] qint64 sumOfLines() const;
    /// Sums the lines where the file gives no totals of its own.
    void complete();
    /// Whether these are the first of the other's lines, and not all of them.
    [[nodiscard]] bool beginsLinesOf(const Order &other) const;
    /// Whether these are the last of the other's lines.
    [[nodiscard]] bool endsLinesOf(const Order &other) const;
    friend bool operator==(const Order &, const Order &) = default;
};

} // namespace haberdash::importing
