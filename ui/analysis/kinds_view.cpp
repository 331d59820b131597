// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/kinds_view.h"

#include "core/experiment/single_rate.h"
#include "ui/shared/charts/ribbon_chart.h"
#include "ui/shared/theme.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

KindsView::KindsView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_revenue(new RibbonChart([this](double value) { return moneyText(value); }))
    , m_repeat(new RibbonChart([this](double value) { return format().percent(value, 1); }))
{
    m_revenueCard = addChart(tr("Spent per person since their first mail"), m_revenue, u"kindsRevenue"_s);
    m_repeatCard = addChart(tr("Bought at least twice since their first mail"), m_repeat, u"kindsRepeat"_s);
    for (RibbonChart *chart : {m_revenue, m_repeat})
        chart->setMinimumHeight(230);
    column()->addStretch(1);
}

void KindsView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    const Following &following = analysis->following;
    QStringList steps;
    std::vector<RibbonSeries> revenue;
    std::vector<RibbonSeries> repeat;
    if (analysis->hasKinds) {
        for (size_t month = 0; month < following.differences.size(); ++month)
            steps << QString::number(month + 1);
        const QString names[] = {tr("Generic"), tr("Personal")};
        for (size_t kind = 0; kind < 2; ++kind) {
            const QString name
                = tr("%1 (%2 people)").arg(names[kind], format().number(following.people[kind]));
            revenue.push_back({name, {}});
            repeat.push_back({name, {}});
            for (const FollowedMonth &month : following.months[kind]) {
                if (month.people == 0)
                    break;
                const auto &range = month.revenueRange;
                revenue.back().points.push_back(
                    {month.revenue, range ? std::optional(range->low) : std::nullopt,
                        range ? std::optional(range->high) : std::nullopt});
                const auto share
                    = experiment::wilsonInterval({double(month.repeaters), double(month.people)});
                repeat.back().points.push_back({double(month.repeaters) / double(month.people),
                    share ? std::optional(share->low) : std::nullopt,
                    share ? std::optional(share->high) : std::nullopt});
            }
        }
    }
    QString reading;
    if (!analysis->hasKinds)
        reading = tr("To compare, a campaign needs an arm that asks nothing of the customer and one that "
                     "does. None has both yet.");
    else if (following.differences.empty())
        reading = tr("The first month after such a mail is not over yet.");
    else if (const auto &last = following.differences.back().revenue; !last)
        reading = last.error().reason;
    else
        reading = tr("After %1 months a person with personal mail has spent %2 more than one with generic "
                     "mail; between %3 and %4 fit these figures. %5")
                      .arg(steps.back(), moneyText(last->difference), moneyText(last->range.low),
                          moneyText(last->range.high), following.note);
    m_revenue->setSeries(tr("Months"), steps, std::move(revenue));
    m_repeat->setSeries(tr("Months"), steps, std::move(repeat));
    m_revenueCard->showChart(!steps.isEmpty());
    m_repeatCard->setVisible(!steps.isEmpty());
    m_revenueCard->setDescription(tr("Revenue per person by kind of mail"), reading);
    m_repeatCard->setDescription(tr("Repeat purchase by kind of mail"),
        tr("A month is 30 days and counts from each one's first mail of either kind. The bands are what "
           "chance leaves open."));
}

} // namespace haberdash::ui
