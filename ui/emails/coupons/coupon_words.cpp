// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/coupons/coupon_words.h"

#include "core/base/money_format.h"

#include <QCoreApplication>

namespace haberdash::ui {

using store::CouponKind;
using store::CouponSet;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("coupons", text);
}

} // namespace

QString goodFor(const CouponSet &set, const Shop &shop)
{
    const Format format = shop.format();
    QString text;
    switch (set.kind) {
    case CouponKind::Percentage:
        text = tr("%1 off").arg(
            format.percent(double(set.value.value_or(0)) / 1000, set.value.value_or(0) % 10 == 0 ? 0 : 1));
        break;
    case CouponKind::Amount:
        text = tr("%1 off").arg(format.money(shop.money(set.value.value_or(0))));
        break;
    case CouponKind::Shipping:
        text = tr("Free shipping");
        break;
    case CouponKind::Other:
        text = set.note.isEmpty() ? tr("Something else") : set.note;
        break;
    }
    if (set.minimumOrder)
        //: %1 "20 % off", %2 an amount of money
        text = tr("%1, for orders of %2 or more").arg(text, format.money(shop.money(*set.minimumOrder)));
    return text;
}

QString countsHowLong(const CouponSet &set, const Shop &shop)
{
    if (set.endsAt)
        return tr("until %1").arg(shop.format().day(*set.endsAt));
    if (set.daysValid)
        return *set.daysValid == 0 ? tr("on the day it is given")
            : *set.daysValid == 1  ? tr("until the day after it is given")
                                   : tr("%1 days from when it is given").arg(*set.daysValid);
    return tr("for ever");
}

QString leftInWords(const CouponSet &set, const coupon::CouponStock &stock, const Shop &shop)
{
    if (set.endsAt && stock.free == 0 && !stock.isEndless && stock.expired > 0)
        return tr("over");
    if (stock.isEndless)
        return stock.free == 0 ? tr("made as needed") : tr("%1 ready").arg(shop.format().number(stock.free));
    return stock.free == 0 ? tr("none left") : tr("%1 left").arg(shop.format().number(stock.free));
}

QString faultInWords(const coupon::PoolFault &fault)
{
    using Reason = coupon::PoolFault::Reason;
    QString text;
    switch (fault.reason) {
    case Reason::Malformed:
        text = tr("Line %1: “%2” is no code. A code has 3 to 64 letters, digits and signs, and no blanks.");
        break;
    case Reason::Twice:
        text = tr("Line %1: “%2” stands further up in the same file.");
        break;
    case Reason::Known:
        text = tr("Line %1: “%2” is in this set already.");
        break;
    case Reason::OtherSet:
        text = tr("Line %1: “%2” belongs to another set.");
        break;
    case Reason::Used:
        text = tr("Line %1: “%2” was used: an order came with it.");
        break;
    }
    return text.arg(QString::number(fault.line), fault.text);
}

std::optional<qint64> typedAmount(const QString &text, int decimals)
{
    const QString typed = text.trimmed();
    const char point = typed.lastIndexOf(u',') > typed.lastIndexOf(u'.') ? ',' : '.';
    return parseMinorUnits(typed.toStdString(), {point, '\0'}, decimals);
}

} // namespace haberdash::ui
