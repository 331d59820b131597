// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"

#include <algorithm>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class ImpossibleOrderDate final : public OrderCheck
{
public:
    ImpossibleOrderDate()
        : OrderCheck({u"orders.date-impossible"_s, Subject::Orders, Severity::Serious,
            u"Orders on impossible days"_s, u"Orders from the future or from before the year 2000."_s,
            u"The order was placed after the instant of the audit or before 1 January 2000; where more than "
            u"half of "
            u"all orders are older, before 1970."_s,
            u"“Bought in the last 30 days”, first and last order and every forecast are wrong."_s,
            u"Look how the file writes dates (day and month swapped?), correct the mapping, undo the import "
            u"and import "
            u"again."_s})
    { }
    bool finds(const Order &order, const Scope &scope) const override
    {
        return !scope.times().contain(order.placedAt);
    }
};

class OrderBeforeSignUp final : public OrderCheck
{
public:
    OrderBeforeSignUp()
        : OrderCheck(
            {u"orders.before-sign-up"_s, Subject::Orders, Severity::Notice, u"Orders before the sign-up"_s,
                u"Orders that are older than the record of the customer who placed them."_s,
                u"The order was placed more than a day before the customer's day of sign-up."_s,
                u"“Days until the first order” is negative; or the order hangs on the wrong person."_s,
                u"Usual where guests get an account later. Look at a few: where the person is wrong, correct "
                u"it in the "
                u"shop."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override
    {
        return order.customerCreatedAt.has_value();
    }
    bool finds(const Order &order, const Scope &) const override { return daysBefore(order) >= 1; }
    QString remark(const Order &order, const Scope &) const override
    {
        return daysBefore(order) == 1 ? u"1 day before"_s : u"%1 days before"_s.arg(daysBefore(order));
    }

private:
    static qint64 daysBefore(const Order &order)
    {
        return order.customerCreatedAt ? (*order.customerCreatedAt - order.placedAt) / 86'400'000 : 0;
    }
};

class OrderOfNobody final : public OrderCheck
{
public:
    OrderOfNobody()
        : OrderCheck({u"orders.nobody"_s, Subject::Orders, Severity::Warning,
            u"Orders with nobody behind them"_s, u"Orders of which it is not known who placed them."_s,
            u"No customer belongs to the order."_s,
            u"They count in the takings but in nobody's history: buyers look less loyal than they are."_s,
            u"Usual at the till. Ask for an address there; or import a file that has the customer for each order."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override { return !order.isReturn; }
    bool finds(const Order &order, const Scope &) const override
    {
        return !order.isReturn && order.customer == 0;
    }
};

class OrderWithoutLines final : public OrderCheck
{
public:
    OrderWithoutLines()
        : OrderCheck({u"orders.no-lines"_s, Subject::Orders, Severity::Warning, u"Orders without articles"_s,
            u"Orders of which it is not known what was bought."_s, u"The order has no line."_s,
            u"Recommendations, interests and “bought X” do not see them."_s,
            u"Import an export of orders with their line items; known orders get their lines then."_s})
    { }
    bool finds(const Order &order, const Scope &) const override { return order.lines.count == 0; }
};

class OtherCurrency final : public OrderCheck
{
public:
    OtherCurrency()
        : OrderCheck({u"orders.currency"_s, Subject::Orders, Severity::Serious,
            u"Orders in another currency without a rate"_s,
            u"Orders that are not in the currency of the shop and have no exchange rate."_s,
            u"The currency of the order differs from the one of the workspace, and no rate of it is known "
            u"for the "
            u"day of the order."_s,
            u"Such orders count in no sum: takings, averages and who is a good customer are too low."_s,
            u"Enter the rate of the currency under Settings, or read a file of rates there."_s})
    { }
    bool finds(const Order &order, const Scope &scope) const override
    {
        return order.currency != scope.currency() && !order.hasRate;
    }
    QString remark(const Order &order, const Scope &) const override
    {
        return QString::fromStdString(order.currency);
    }
};

class UnknownArticle final : public OrderCheck
{
public:
    UnknownArticle()
        : OrderCheck({u"orders.unknown-article"_s, Subject::Orders, Severity::Warning,
            u"Articles that are in no catalogue"_s,
            u"Orders with articles that are not among the products."_s,
            u"A line names no product of the catalogue by its handle or SKU."_s,
            u"These articles have no category, picture or price: they are never recommended and teach "
            u"nothing about "
            u"taste."_s,
            u"Import the products, with those that are no longer sold. Lines find their product by SKU then."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override { return order.lines.count > 0; }
    bool finds(const Order &order, const Scope &) const override { return order.lines.unknown > 0; }
    QString remark(const Order &order, const Scope &) const override
    {
        return u"%1 of %2 lines"_s.arg(order.lines.unknown).arg(order.lines.count);
    }
};

/// Whether `word` stands in a text by itself, whatever the case: "Test order" but not "latest".
bool hasWord(std::string_view text, std::string_view word)
{
    const auto isLetter = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter & 0x80) != 0;
    };
    const auto same = [](char left, char right) { return (left | 0x20) == right; };
    for (auto from = text.begin();;) {
        const auto found = std::search(from, text.end(), word.begin(), word.end(), same);
        if (found == text.end())
            return false;
        const auto behind = found + qsizetype(word.size());
        if ((found == text.begin() || !isLetter(*std::prev(found)))
            && (behind == text.end() || !isLetter(*behind)))
            return true;
        from = std::next(found);
    }
}

class TestOrder final : public OrderCheck
{
public:
    TestOrder()
        : OrderCheck({u"orders.test"_s, Subject::Orders, Severity::Warning, u"Test orders"_s,
            u"Orders that somebody of the shop placed to try the checkout."_s,
            u"The number, note, coupon or channel has the word “test” in it, or “bogus”; or the customer's "
            u"name or the "
            u"part of the address before the @ is “test” or “tester”, alone or with digits."_s,
            u"They count as sales, and the tester as a loyal customer."_s,
            u"Cancel them in the shop and import the orders again: cancelled orders do not count."_s})
    { }
    bool concerns(const Order &order, const Scope &) const override { return order.isSale(); }
    bool finds(const Order &order, const Scope &) const override
    {
        return order.isSale() && !reason(order).isEmpty();
    }
    QString remark(const Order &order, const Scope &) const override { return reason(order); }

private:
    static QString reason(const Order &order)
    {
        for (const std::string_view word : {"test", "bogus"}) {
            if (hasWord(order.name, word))
                return u"number"_s;
            if (hasWord(order.note, word))
                return u"note"_s;
            if (hasWord(order.couponCode, word))
                return u"coupon %1"_s.arg(QString::fromStdString(order.couponCode));
            if (hasWord(order.channel, word))
                return u"channel"_s;
        }
        if (isTester(order.customerEmail.substr(0, order.customerEmail.find('@'))))
            return QString::fromStdString(order.customerEmail);
        if (isTester(order.customerFirstName) || isTester(order.customerLastName))
            return u"customer's name"_s;
        return {};
    }
    static bool isTester(std::string_view text)
    {
        while (!text.empty() && ((text.back() >= '0' && text.back() <= '9') || text.back() == ' '))
            text.remove_suffix(1);
        text = text.substr(0, text.find('+'));
        const auto is = [text](std::string_view word) {
            return std::ranges::equal(
                text, word, [](char left, char right) { return (left | 0x20) == right; });
        };
        return is("test") || is("tester") || is("testing");
    }
};

} // namespace

void addOrderChecks(Checks &checks)
{
    checks.push_back(std::make_unique<ImpossibleOrderDate>());
    checks.push_back(std::make_unique<OrderBeforeSignUp>());
    checks.push_back(std::make_unique<OrderOfNobody>());
    checks.push_back(std::make_unique<OrderWithoutLines>());
    checks.push_back(std::make_unique<UnknownArticle>());
    checks.push_back(std::make_unique<OtherCurrency>());
    checks.push_back(std::make_unique<TestOrder>());
}

} // namespace haberdash::audit
