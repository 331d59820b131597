// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In minor units: two cents for what is rounded line by line.
constexpr qint64 tolerance = 2;

class NegativeTotal final : public OrderCheck
{
public:
    NegativeTotal()
        : OrderCheck({u"orders.total-negative"_s, Subject::Orders, Severity::Serious, u"Sales below zero"_s,
            u"Orders with a total below zero that are no credit notes."_s,
            u"The total is negative and the order is a sale that was not cancelled."_s,
            u"The takings and the buyer's value are too low, and a return looks like a purchase."_s,
            u"Where they are returns, say in the mapping how the numbers of credit notes begin, undo the "
            u"import and "
            u"import again."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override { return order.isSale(); }
    bool finds(const Order &order, const Scope &) const override { return order.isSale() && order.total < 0; }
};

class SumMismatch final : public OrderCheck
{
public:
    SumMismatch()
        : OrderCheck({u"orders.sum"_s, Subject::Orders, Severity::Warning,
            u"Orders whose lines do not add up"_s,
            u"Orders in which articles, discount, shipping and tax do not come to the total."_s,
            u"Lines less discount plus shipping, with the tax inside or on top, and with the discount in the "
            u"lines or "
            u"beside them: each differs from the total by more than 0.02. Orders without lines are left out."_s,
            u"Takings by product and by customer contradict each other; lines may be missing or counted twice."_s,
            u"Look whether the file is cut (an order in two exports?) and import the whole export. Tips, "
            u"gift cards and "
            u"fees that the export does not list do this, too."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override { return order.lines.count > 0; }
    bool finds(const Order &order, const Scope &) const override
    {
        return order.lines.count > 0 && std::abs(difference(order)) > tolerance;
    }
    QString remark(const Order &order, const Scope &scope) const override
    {
        const qint64 beside = difference(order);
        return (beside > 0 ? u"total is %1 too high"_s : u"total is %1 too low"_s)
            .arg(scope.money(std::abs(beside), order.currency));
    }

private:
    /// How far the total is from the nearest way to sum.
    static qint64 difference(const Order &order)
    {
        qint64 nearest = std::numeric_limits<qint64>::max();
        for (const qint64 goods : {order.lines.net, order.lines.net - order.discount}) {
            for (const qint64 tax : {qint64(0), order.tax}) {
                const qint64 beside = order.total - (goods + order.shipping + tax);
                if (std::abs(beside) < std::abs(nearest))
                    nearest = beside;
            }
        }
        return nearest;
    }
};

class RefundAboveTotal final : public OrderCheck
{
public:
    RefundAboveTotal()
        : OrderCheck({u"orders.refund-above-total"_s, Subject::Orders, Severity::Serious,
            u"More refunded than paid"_s, u"Orders of which more went back than was paid."_s,
            u"The refund of a sale exceeds its total by more than 0.02."_s,
            u"The order counts below zero, and its buyer's value with it."_s,
            u"Look up the order in the shop; a refund may be noted twice or on the wrong order."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override
    {
        return !order.isReturn && order.refunded != 0;
    }
    bool finds(const Order &order, const Scope &) const override
    {
        return !order.isReturn && order.refunded > std::max<qint64>(order.total, 0) + tolerance;
    }
    QString remark(const Order &order, const Scope &scope) const override
    {
        return u"%1 went back"_s.arg(scope.money(order.refunded, order.currency));
    }
};

class RefundMismatch final : public OrderCheck
{
public:
    RefundMismatch()
        : OrderCheck({u"orders.refund-mismatch"_s, Subject::Orders, Severity::Warning,
            u"Refunds that contradict themselves"_s,
            u"Orders whose refunds do not fit what the order itself says about them."_s,
            u"Single refunds are known and do not sum to the refunded amount; or the status is “refunded” "
            u"but not all "
            u"came back, "
            u"“partially refunded” but nothing or all did."_s,
            u"“Had a refund” and what a customer is worth differ, depending on which figure is used."_s,
            u"Import the newest export of these orders: the older one was made before the refund."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override
    {
        return !order.isReturn
            && (order.refunded != 0 || order.refundCount > 0 || order.financialStatus.ends_with("refunded"));
    }
    bool finds(const Order &order, const Scope &) const override
    {
        return !order.isReturn && !contradiction(order).isEmpty();
    }
    QString remark(const Order &order, const Scope &scope) const override
    {
        return contradiction(order).arg(
            scope.money(order.refundSum, order.currency), scope.money(order.refunded, order.currency));
    }

private:
    static QString contradiction(const Order &order)
    {
        // Some sources tell the sum only.
        if (order.refundCount > 0 && std::abs(order.refundSum - order.refunded) > tolerance)
            return u"refunds of %1, but %2 on the order"_s;
        const bool isPart = order.financialStatus == "partially_refunded";
        const bool isAll = order.refunded >= order.total - tolerance;
        if (order.financialStatus == "refunded" && !isAll)
            return u"“refunded”, but only %2 went back"_s;
        if (isPart && order.refunded == 0)
            return u"“partially refunded”, but nothing went back"_s;
        if (isPart && isAll)
            return u"“partially refunded”, but all went back"_s;
        return {};
    }
};

class DiscountAboveGoods final : public OrderCheck
{
public:
    DiscountAboveGoods()
        : OrderCheck({u"orders.discount-above-goods"_s, Subject::Orders, Severity::Warning,
            u"Discounts above 100 %"_s, u"Orders or lines with more discount than the goods cost."_s,
            u"The discount of the order exceeds its goods and shipping, or the discount of a line its price, "
            u"by more "
            u"than 0.02."_s,
            u"Who needs discounts to buy, and what a coupon costs, is computed wrong."_s,
            u"Look whether the mapping takes a column for the discount that holds something else."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override
    {
        return order.isSale() && order.lines.count > 0;
    }
    bool finds(const Order &order, const Scope &) const override
    {
        return order.isSale() && order.lines.count > 0
            && (order.lines.overDiscounted > 0
                || (order.lines.gross >= 0
                    && order.discount > order.lines.gross + order.shipping + tolerance));
    }
    QString remark(const Order &order, const Scope &scope) const override
    {
        if (order.lines.overDiscounted > 0)
            return order.lines.overDiscounted == 1 ? u"in 1 line"_s
                                                   : u"in %1 lines"_s.arg(order.lines.overDiscounted);
        return u"%1 off %2"_s.arg(scope.money(order.discount, order.currency),
            scope.money(order.lines.gross + order.shipping, order.currency));
    }
};

class NegativeLine final : public OrderCheck
{
public:
    NegativeLine()
        : OrderCheck({u"orders.line-negative"_s, Subject::Orders, Severity::Notice,
            u"Returns inside of sales"_s, u"Sales with lines of less than no piece."_s,
            u"A line of a sale that was not cancelled has a quantity below zero."_s,
            u"A returned article counts as bought; corrections of stock count as orders."_s,
            u"Export returns as orders of their own and say in the mapping how their numbers begin."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override
    {
        return order.isSale() && order.lines.count > 0;
    }
    bool finds(const Order &order, const Scope &) const override
    {
        return order.isSale() && order.lines.belowZero > 0;
    }
};

} // namespace

void addAmountChecks(Checks &checks)
{
    checks.push_back(std::make_unique<NegativeTotal>());
    checks.push_back(std::make_unique<SumMismatch>());
    checks.push_back(std::make_unique<RefundAboveTotal>());
    checks.push_back(std::make_unique<RefundMismatch>());
    checks.push_back(std::make_unique<DiscountAboveGoods>());
    checks.push_back(std::make_unique<NegativeLine>());
}

} // namespace haberdash::audit
