// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/member_export.h"

#include "core/segment/member_list.h"
#include "ui/segments/shop_evaluator.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr QStringView attributeMark = u"attribute:";

struct MemberColumnName
{
    Q_DECLARE_TR_FUNCTIONS(MemberColumnName)

public:
    [[nodiscard]] static QString of(const QString &column)
    {
        const std::pair<QStringView, QString> names[] = {{u"customer", tr("Number of the customer")},
            {u"email", tr("E-mail address")}, {u"first_name", tr("First name")},
            {u"last_name", tr("Last name")}, {u"company", tr("Company")}, {u"phone", tr("Phone")},
            {u"country", tr("Country")}, {u"region", tr("Region")}, {u"city", tr("City")},
            {u"postcode", tr("Postcode")}, {u"language", tr("Language")}, {u"birthday", tr("Birthday")},
            {u"created", tr("Known to the shop since")}, {u"tags", tr("Tags")},
            {u"consent", tr("Agreed to e-mail")}, {u"orders", tr("Number of orders")},
            {u"spent", tr("Money spent")}, {u"first_order", tr("First order")},
            {u"last_order", tr("Last order")}, {u"points", tr("Points")}, {u"tier", tr("Loyalty level")}};
        for (const auto &[key, name] : names) {
            if (key == column)
                return name;
        }
        //: a fact of the shop's own about its customers
        return column.startsWith(attributeMark) ? tr("%1 (your own)").arg(column.mid(attributeMark.size()))
                                                : column;
    }
};

} // namespace

QString columnName(const QString &column)
{
    return MemberColumnName::of(column);
}

Result<qint64> exportMembers(const Shop &shop, const segment::Rule &rule, const ExportChoice &choice,
    const QString &path, Progress &progress)
{
    ShopEvaluator columnsOfShop(shop);
    HABERDASH_TRY_ASSIGN(evaluator, columnsOfShop.current([&progress] { return progress.isCancelled(); }));
    HABERDASH_TRY_ASSIGN(
        ids, choice.onlyMailable ? evaluator->mailableMembers(rule) : evaluator->members(rule));
    HABERDASH_TRY(segment::writeMembers(
        columnsOfShop.connection(), ids, choice.columns, columnsOfShop.context(), path, progress));
    return qint64(ids.size());
}

} // namespace haberdash::ui
