// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <optional>
#include <string>

namespace haberdash::audit {

/// What the lines of an order come to. Minor units.
struct LineFacts
{
    qint64 count = 0;
    qint64 net = 0; ///< quantity times price less discount, summed
    qint64 gross = 0; ///< quantity times price, summed
    qint64 belowZero = 0; ///< lines of less than no piece
    qint64 overDiscounted = 0; ///< lines with more discount than price
    qint64 unknown = 0; ///< lines whose article is in no catalogue
};

/// One order or credit note as the checks see it. Texts are UTF-8 as stored. Refilled row by row.
struct Order
{
    qint64 id = 0;
    std::string source;
    std::string name;
    bool isReturn = false;
    qint64 customer = 0; ///< 0: nobody's
    qint64 placedAt = 0;
    bool isCancelled = false;
    std::string currency;
    bool hasRate = false; ///< whether an exchange rate of its currency is known for its day
    qint64 subtotal = 0;
    qint64 discount = 0;
    qint64 shipping = 0;
    qint64 tax = 0;
    qint64 total = 0;
    qint64 refunded = 0;
    std::string financialStatus;
    std::string channel;
    std::string couponCode;
    std::string note;
    LineFacts lines;
    qint64 refundCount = 0; ///< single refunds that are known
    qint64 refundSum = 0; ///< of these
    std::string customerEmail;
    std::string customerFirstName;
    std::string customerLastName;
    std::optional<qint64> customerCreatedAt;

    /// A purchase that stands.
    [[nodiscard]] bool isSale() const { return !isReturn && !isCancelled; }
};

/// Reads orders in the order of their numbers, each with its lines and refunds, in one pass over each table.
class OrderReader
{
public:
    /// @param ids only these; nothing: all
    [[nodiscard]] static Result<OrderReader> open(
        store::Connection &connection, const std::optional<QByteArray> &ids = {});
    /// False after the last.
    [[nodiscard]] Result<bool> next(Order &order);

private:
    OrderReader(store::Statement orders, store::Statement lines, store::Statement refunds);
    Result<> readLines(Order &order);
    Result<> readRefunds(Order &order);

    store::Statement m_orders;
    store::Statement m_lines;
    store::Statement m_refunds;
    bool m_hasLine = false;
    bool m_hasRefund = false;
};

} // namespace haberdash::audit
