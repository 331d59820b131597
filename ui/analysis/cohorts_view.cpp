// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/cohorts_view.h"

#include "core/experiment/single_rate.h"
#include "core/insight/month_calendar.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/charts/ribbon_chart.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

namespace {

constexpr int mostCohorts = 24; // older ones are in the command line's answer
constexpr int mostPeriods = 12;

} // namespace

CohortsView::CohortsView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_what(new QComboBox)
    , m_triangle(new GridChart)
    , m_average(new RibbonChart([this](double value) {
        return What(m_what->currentIndex()) == What::Retention ? format().percent(value, 0)
                                                               : moneyText(value);
    }))
{
    m_what->setObjectName(u"cohortWhat"_s);
    m_what->setAccessibleName(tr("What the cohorts show"));
    m_what->addItems({tr("How many came back"), tr("What they have spent so far, per person")});
    m_triangleCard = addChart(tr("By month of the first order"), m_triangle, u"cohortTriangle"_s);
    m_triangleCard->addHeaderWidget(m_what);
    m_averageCard = addChart(tr("All of them together"), m_average, u"cohortAverage"_s);
    m_average->setMinimumHeight(220);
    column()->addStretch(1);
    connect(m_what, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_analysis)
            return;
        showTriangle();
        showAverage();
    });
    connect(m_triangle, &GridChart::cellActivated, this, [this](int row, int) {
        const int month = m_months[size_t(row)];
        Q_EMIT peopleRequested(
            tr("First order in %1").arg(monthName(month)), m_analysis->cohorts.rowsOf(month));
    });
}

QString CohortsView::monthName(int month) const
{
    const QDate date(1970 + month / 12, 1 + month % 12, 1);
    //: a month and its year: "Jun 2026"
    return format().locale().toString(date, tr("MMM yyyy"));
}

void CohortsView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    showTriangle();
    showAverage();
}

void CohortsView::showTriangle()
{
    const auto what = What(m_what->currentIndex());
    const auto &all = m_analysis->cohorts.cohorts;
    const size_t first = all.size() > mostCohorts ? all.size() - mostCohorts : 0;
    const auto valueOf = [what](const insight::CohortPeriod &period, const insight::Cohort &cohort) {
        // A month that is not over has a number so far, which is not yet its retention.
        if (what == What::Retention)
            return double(period.buyers) / double(cohort.size);
        return period.valuePerCustomer.value_or(0);
    };
    double most = 0;
    int periods = 0;
    for (size_t i = first; i < all.size(); ++i) {
        periods = std::max(periods, std::min(mostPeriods + 1, int(all[i].periods.size())));
        for (int k = what == What::Retention ? 1 : 0;
             k < std::min(mostPeriods + 1, int(all[i].periods.size())); ++k)
            most = std::max(most, valueOf(all[i].periods[size_t(k)], all[i]));
    }
    GridChart::Grid grid;
    grid.rowTitle = tr("First order in");
    grid.columns << tr("people");
    for (int k = 0; k < periods; ++k)
        grid.columns << (k == 0 ? tr("first") : QString::number(k));
    m_months.clear();
    for (size_t i = first; i < all.size(); ++i) {
        const insight::Cohort &cohort = all[i];
        const QString month = monthName(cohort.month);
        m_months.push_back(cohort.month);
        grid.rows << month;
        grid.cells.push_back({0.0, format().number(cohort.size),
            tr("%1: %2 people bought for the first time").arg(month, format().number(cohort.size)), false});
        for (int k = 0; k < periods; ++k) {
            const insight::CohortPeriod *period = cohort.period(k);
            const bool hasValue = period && (what == What::Retention || period->valuePerCustomer);
            if (!hasValue) {
                grid.cells.push_back({});
                continue;
            }
            const double value = valueOf(*period, cohort);
            const QString text
                = what == What::Retention ? format().percent(value, 0) : moneyText(value, true);
            //: month of the first order, number of months later, people or money
            QString tip = what == What::Retention
                ? tr("%1, %2 months later: %3 of %4 bought")
                      .arg(month)
                      .arg(k)
                      .arg(format().number(period->buyers), format().number(cohort.size))
                : tr("%1, %2 months later: %3 per person so far").arg(month).arg(k).arg(moneyText(value));
            if (period->isPartial)
                tip += tr(" (the month is not over)");
            const bool isStart = what == What::Retention && k == 0;
            grid.cells.push_back({isStart || most <= 0 ? 0.0 : value / most,
                period->isPartial ? text + u'*' : text, tip, period->isPartial});
        }
    }
    m_triangle->setGrid(std::move(grid));
    m_triangle->setMinimumHeight(m_triangle->sizeHint().height());
    const QString reading = all.empty() ? tr("Nobody has bought yet.")
        : what == What::Retention
        ? tr("Each row are the people who first bought in that month; a column says how many of them bought "
             "that many months later. A star marks the month that is not over.")
        : tr("Each row are the people who first bought in that month; a column says what one of them has "
             "spent on average by that many months later, after refunds.");
    m_triangleCard->setDescription(tr("Cohorts by month of the first order"), reading);
}

void CohortsView::showAverage()
{
    const auto what = What(m_what->currentIndex());
    RibbonSeries series{what == What::Retention ? tr("Bought in that month") : tr("Spent so far"), {}};
    QStringList steps;
    const auto &average = m_analysis->cohorts.average;
    const size_t first = what == What::Retention ? 1 : 0;
    for (size_t k = first; k < std::min(average.size(), size_t(mostPeriods + 1)); ++k) {
        steps << QString::number(k);
        if (what == What::Value) {
            series.points.push_back({average[k].valuePerCustomer, std::nullopt, std::nullopt});
            continue;
        }
        const auto people = double(average[k].customers);
        const auto range = experiment::wilsonInterval({std::round(average[k].retention * people), people});
        series.points.push_back({average[k].retention, range ? std::optional(range->low) : std::nullopt,
            range ? std::optional(range->high) : std::nullopt});
    }
    const bool hasAny = !series.points.empty();
    const double last = hasAny ? series.points.back().value : 0;
    const QString reading = !hasAny ? tr("No month is over yet.")
        : what == What::Retention
        ? tr("One month after the first order %1 of people buy again, after %2 months %3. The band is what "
             "chance leaves open.")
              .arg(format().percent(series.points.front().value), steps.back(), format().percent(last))
        : tr("By %1 months after the first order a person has spent %2 on average.")
              .arg(steps.back(), moneyText(last));
    m_average->setSeries(tr("Months after the first order"), steps, {series});
    m_averageCard->setDescription(
        what == What::Retention ? tr("Retention by month") : tr("Value of a customer by month"), reading);
}

} // namespace haberdash::ui
