// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/field_menu.h"

#include <QCoreApplication>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("emails", text);
}

} // namespace

QMenu *makeFieldMenu(QWidget *parent, const std::function<void(const QString &code)> &insert)
{
    auto *menu = new QMenu(parent);
    const auto add = [menu, &insert](QMenu *where, const QString &text, const QString &code) {
        QObject::connect(where->addAction(text), &QAction::triggered, menu, [insert, code] { insert(code); });
    };
    auto *person = menu->addMenu(tr("About the customer"));
    add(person, tr("First name"), u"{{ customer.first_name | default: \"there\" }}"_s);
    add(person, tr("Last name"), u"{{ customer.last_name }}"_s);
    add(person, tr("City"), u"{{ customer.city }}"_s);
    add(person, tr("Favourite category"),
        u"{{ customer.favourite_category | default: \"our favourites\" }}"_s);
    add(person, tr("Number of orders"), u"{{ customer.orders_count }}"_s);
    add(person, tr("Spent so far"), u"{{ customer.total_spent | money }}"_s);
    add(person, tr("Points"), u"{{ customer.points }}"_s);
    auto *order = menu->addMenu(tr("Last order and cart"));
    add(order, tr("Day of the last order"), u"{{ order.placed_at | date: \"%-d %B %Y\" }}"_s);
    add(order, tr("What was ordered first"), u"{{ order.items.first.title | default: \"your order\" }}"_s);
    add(order, tr("What is in the cart"), u"{{ cart.items.first.title | default: \"your cart\" }}"_s);
    add(order, tr("What was looked at last"), u"{{ product.title | default: \"something new\" }}"_s);
    auto *shop = menu->addMenu(tr("The shop"));
    add(shop, tr("Name of the shop"), u"{{ shop.name }}"_s);
    add(shop, tr("Address of the shop"), u"{{ shop.url }}"_s);
    QMenu *coupon = menu->addMenu(tr("Coupon"));
    add(coupon, tr("The code"), u"{{ coupon.code }}"_s);
    add(coupon, tr("Last day"), u"{{ coupon.expires_on }}"_s);
    return menu;
}

} // namespace haberdash::ui
