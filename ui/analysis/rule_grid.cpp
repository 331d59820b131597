// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/rule_grid.h"

#include <QCoreApplication>

#include <cmath>

namespace haberdash::ui {

using namespace learning;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("haberdash::ui::RuleGrid", text);
}

QString moneyText(double minorUnits, const Shop &shop, const Format &format)
{
    return format.moneyRounded(shop.money(qint64(std::llround(minorUnits))));
}

} // namespace

void showRuleGrid(GridChart &chart, ChartCard &card, const AttributionTable &table, const Shop &shop,
    const Format &format, const QString &about)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (const auto &row : table.cells) {
        for (const Takings &cell : row) {
            most = std::max(most, cell.revenue);
            if (cell.revenue > 0)
                least = std::min(least, cell.revenue);
        }
    }
    GridChart::Grid grid;
    grid.rowTitle = tr("Rule");
    for (const int days : windowDays)
        grid.columns << (days == 1 ? tr("1 day") : tr("%1 days").arg(days));
    for (const Credit credit : allCredits) {
        grid.rows << nameOf(credit);
        for (int window = 0; window < windowCount; ++window) {
            const Takings &cell = table.cells[size_t(credit)][size_t(window)];
            const QString money = moneyText(cell.revenue, shop, format);
            //: rule, window, money, orders
            const QString tip
                = tr("%1, %2: %3 from %4 orders")
                      .arg(nameOf(credit), grid.columns[window], money,
                          format.decimal(cell.orders, cell.orders == std::floor(cell.orders) ? 0 : 1));
            grid.cells.push_back({most > 0 ? std::max(0.0, cell.revenue) / most : 0, money, tip, false});
        }
    }
    chart.setGrid(std::move(grid));
    chart.setMinimumHeight(chart.sizeHint().height());
    const QString sentence = most <= 0
        ? tr("No order can be laid to %1 by any rule.").arg(about)
        : tr("Between %1 and %2 of orders go to %3, depending on the rule: none of them is the truth. "
             "“Shared” counts each order once. Click a figure for its orders.")
              .arg(moneyText(least, shop, format), moneyText(most, shop, format), about);
    card.setDescription(tr("Revenue by rule and window"), sentence);
}

QString holdoutWords(const HoldoutComparison &one, const Shop &shop, const Format &format)
{
    if (!one.increment)
        return one.increment.error().reason;
    const QString orders = tr("%1 people were left out on purpose. Beside them the mail brought %2 more "
                              "buyers within %3 days (between %4 and %5).")
                               .arg(format.number(one.heldOut))
                               .arg(format.decimal(one.increment->conversions, 0))
                               .arg(one.days)
                               .arg(format.decimal(one.increment->conversionsRange.low, 0),
                                   format.decimal(one.increment->conversionsRange.high, 0));
    const QString money = one.revenueRange ? tr(" In money: %1 (between %2 and %3).")
                                                 .arg(moneyText(one.increment->revenue, shop, format),
                                                     moneyText(one.revenueRange->low, shop, format),
                                                     moneyText(one.revenueRange->high, shop, format))
                                           : QString();
    return orders + money + (one.isComplete ? QString() : tr(" Some of these days are still to come."));
}

} // namespace haberdash::ui
