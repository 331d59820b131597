// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/order.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

OrderReader::OrderReader(store::Statement orders, store::Statement lines, store::Statement refunds)
    : m_orders(std::move(orders))
    , m_lines(std::move(lines))
    , m_refunds(std::move(refunds))
{ }

Result<OrderReader> OrderReader::open(store::Connection &connection, const std::optional<QByteArray> &ids)
{
    const auto only = [&ids](const QString &column) {
        return ids ? u" WHERE %1 IN (SELECT value FROM json_each(?1))"_s.arg(column) : QString();
    };
    HABERDASH_TRY_ASSIGN(orders,
        connection.prepare(
            u"SELECT o.id, o.source, o.name, o.kind = 'return', o.customer_id, o.placed_at, "
            u"o.cancelled_at IS NOT NULL, o.currency, o.subtotal, o.discount, o.shipping, o.tax, o.total, "
            u"o.refunded, o.financial_status, o.channel, o.coupon_code, o.note, c.email, c.first_name, "
            u"c.last_name, c.created_at, NOT EXISTS (SELECT 1 FROM exchange_rate r WHERE r.currency = "
            u"o.currency "
            u"AND r.valid_from <= o.placed_at) FROM shop_order o LEFT JOIN customer c ON c.id = o.customer_id"_s
            + only(u"o.id"_s) + u" ORDER BY o.id"_s));
    HABERDASH_TRY_ASSIGN(lines,
        connection.prepare(
            u"SELECT order_id, quantity, unit_price, discount, product_id IS NULL, product_id IS NULL AND "
            u"sku IS NULL AND title = '' AND unit_price = 0 FROM order_line"_s
            + only(u"order_id"_s) + u" ORDER BY order_id"_s));
    HABERDASH_TRY_ASSIGN(refunds,
        connection.prepare(
            u"SELECT order_id, amount FROM refund"_s + only(u"order_id"_s) + u" ORDER BY order_id"_s));
    if (ids) {
        const std::string_view list(ids->constData(), size_t(ids->size()));
        orders.bind(1, list);
        lines.bind(1, list);
        refunds.bind(1, list);
    }
    OrderReader reader(std::move(orders), std::move(lines), std::move(refunds));
    HABERDASH_TRY_ASSIGN(hasLine, reader.m_lines.step());
    HABERDASH_TRY_ASSIGN(hasRefund, reader.m_refunds.step());
    reader.m_hasLine = hasLine;
    reader.m_hasRefund = hasRefund;
    return reader;
}

Result<bool> OrderReader::next(Order &order)
{
    const store::Statement &row = m_orders;
    HABERDASH_TRY_ASSIGN(more, m_orders.step());
    if (!more)
        return false;
    order.id = row.integer(0);
    order.source = row.view(1);
    order.name = row.view(2);
    order.isReturn = row.integer(3) != 0;
    order.customer = row.integer(4);
    order.placedAt = row.integer(5);
    order.isCancelled = row.integer(6) != 0;
    order.currency = row.view(7);
    order.subtotal = row.integer(8);
    order.discount = row.integer(9);
    order.shipping = row.integer(10);
    order.tax = row.integer(11);
    order.total = row.integer(12);
    order.refunded = row.integer(13);
    order.financialStatus = row.view(14);
    order.channel = row.view(15);
    order.couponCode = row.view(16);
    order.note = row.view(17);
    order.customerEmail = row.view(18);
    order.customerFirstName = row.view(19);
    order.customerLastName = row.view(20);
    order.customerCreatedAt = row.optionalInteger(21);
    order.hasRate = row.integer(22) == 0;
    HABERDASH_TRY(readLines(order));
    HABERDASH_TRY(readRefunds(order));
    return true;
}

Result<> OrderReader::readLines(Order &order)
{
    LineFacts &facts = order.lines;
    facts = {};
    while (m_hasLine && m_lines.integer(0) <= order.id) {
        // A file without lines leaves one behind that says nothing.
        if (m_lines.integer(0) == order.id && m_lines.integer(5) == 0) {
            const qint64 quantity = m_lines.integer(1);
            const qint64 gross = quantity * m_lines.integer(2);
            const qint64 discount = m_lines.integer(3);
            ++facts.count;
            facts.gross += gross;
            facts.net += gross - discount;
            facts.belowZero += quantity < 0 ? 1 : 0;
            facts.overDiscounted += gross >= 0 && discount > gross ? 1 : 0;
            facts.unknown += m_lines.integer(4);
        }
        HABERDASH_TRY_ASSIGN(more, m_lines.step());
        m_hasLine = more;
    }
    return {};
}

Result<> OrderReader::readRefunds(Order &order)
{
    order.refundCount = 0;
    order.refundSum = 0;
    while (m_hasRefund && m_refunds.integer(0) <= order.id) {
        if (m_refunds.integer(0) == order.id) {
            ++order.refundCount;
            order.refundSum += m_refunds.integer(1);
        }
        HABERDASH_TRY_ASSIGN(more, m_refunds.step());
        m_hasRefund = more;
    }
    return {};
}

} // namespace haberdash::audit
