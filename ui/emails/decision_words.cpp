// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/decision_words.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using compose::DecisionSite;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("emails", text);
}

/// A value that templates write, as people call it; empty where there is no word for it.
QString valueInWords(const QString &path)
{
    const QHash<QString, QString> words{{u"customer.first_name"_s, tr("first name")},
        {u"customer.last_name"_s, tr("last name")}, {u"customer.city"_s, tr("city")},
        {u"customer.favourite_category"_s, tr("favourite category")},
        {u"customer.orders_count"_s, tr("number of orders")},
        {u"customer.total_spent"_s, tr("what was spent")}, {u"customer.points"_s, tr("points")},
        {u"customer.suggestions"_s, tr("goods that suit")}, {u"recommendations"_s, tr("goods that suit")},
        {u"order.placed_at"_s, tr("day of the last order")},
        {u"order.items"_s, tr("goods of the last order")},
        {u"order.items.first.title"_s, tr("what was ordered first")},
        {u"cart.items"_s, tr("goods in the cart")}, {u"cart.items.first.title"_s, tr("what is in the cart")},
        {u"viewed"_s, tr("goods looked at")}, {u"product.title"_s, tr("what was looked at last")},
        {u"shop.email"_s, tr("address of the shop")}, {u"shop.name"_s, tr("name of the shop")},
        {u"shop.new_products"_s, tr("new goods")}, {u"shop.best_sellers"_s, tr("best sellers")}};
    return words.value(path);
}

/// Of a way that is neither the last one nor a fall-back.
QString askedInWords(const QString &asked)
{
    const QHash<QString, QString> conditions{{u"customer.orders_count > 0"_s, tr("has ordered before")},
        {u"customer.orders_count == 1"_s, tr("has ordered once")},
        {u"customer.orders_count > 1"_s, tr("has ordered more than once")}};
    if (const auto known = conditions.find(asked); known != conditions.end())
        return *known;
    if (const auto rule = segment::parseRule(asked))
        return segment::sentence(*rule);
    if (const QString value = valueInWords(asked); !value.isEmpty())
        return tr("%1: known").arg(value);
    if (asked.endsWith(u".size > 0"_s)) {
        if (const QString value = valueInWords(asked.chopped(9)); !value.isEmpty())
            return tr("%1: there are some").arg(value);
    }
    return {};
}

/// Empty where there are no words for it.
QString wayInWords(const DecisionSite &site, int way)
{
    if (site.kind == DecisionSite::Kind::FallBack) {
        const QString value = valueInWords(site.subject);
        if (value.isEmpty())
            return {};
        return way == 0 ? tr("%1: known").arg(value)
                        : tr("%1: not known, reads %2").arg(value, site.ways.value(0));
    }
    if (site.kind == DecisionSite::Kind::List) {
        const QString value = valueInWords(site.ways.value(0));
        return value.isEmpty() ? QString()
            : way == 0         ? tr("%1: there are some").arg(value)
                               : tr("%1: there are none").arg(value);
    }
    const bool isRest = way >= site.ways.size() || (way + 1 == site.ways.size() && site.ways[way] == u"else");
    if (!site.subject.isEmpty())
        return {};
    if (!isRest)
        return askedInWords(site.ways[way]);
    QStringList others;
    for (const QString &asked : site.ways) {
        if (asked == u"else")
            continue;
        others.append(askedInWords(asked));
        if (others.constLast().isEmpty())
            return {};
    }
    if (const QString value = valueInWords(site.ways.value(0)); others.size() == 1 && !value.isEmpty())
        return tr("%1: not known").arg(value);
    //: %1 one or more conditions, none of which holds
    return tr("not: %1").arg(others.join(u"; "_s));
}

} // namespace

QString decisionInWords(const DecisionSite &site, uint32_t ways)
{
    QStringList words;
    for (int way = 0; way < 32; ++way) {
        if ((ways & (1U << way)) == 0)
            continue;
        const QString said = wayInWords(site, way);
        words.append(said.isEmpty() ? compose::inWords(site, 1U << way) : said);
    }
    return words.join(u"; "_s);
}

} // namespace haberdash::ui
