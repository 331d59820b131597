// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/attribution_view.h"

#include "ui/analysis/rule_grid.h"
#include "ui/shared/charts/bar_chart.h"
#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/theme.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

AttributionView::AttributionView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_rules(new GridChart)
    , m_holdouts(new BarChart(tr("Revenue that came because of the mail"),
          [this](double value) { return moneyText(value, true); }))
    , m_meanings(new ValueTable(tr("What the rules mean")))
{
    m_rulesCard = addChart(tr("The same orders, by every rule"), m_rules, u"attributionRules"_s);
    connect(m_rules, &GridChart::cellActivated, this, [this](int row, int window) {
        const CreditRule rule{allCredits[size_t(row)], windowDays[size_t(window)]};
        const MailHistory &history = m_analysis->history;
        Q_EMIT ordersRequested(tr("%1, within %2 days").arg(nameOf(rule.credit)).arg(rule.days),
            creditedOrders(*history.mailings, history.coupons, m_analysis->glance.now, rule));
    });
    m_holdoutsCard = addChart(tr("What mail brought by itself"), m_holdouts, u"attributionHoldouts"_s);
    m_holdoutsNote = addNote(*m_holdoutsCard);
    auto *meanings = new Card(tr("What the rules mean"));
    meanings->content()->addWidget(m_meanings);
    QList<QList<ValueCell>> rows;
    for (const Credit credit : allCredits)
        rows.append({ValueCell(nameOf(credit), int(credit)), ValueCell(meaningOf(credit))});
    m_meanings->setValues(
        {{tr("Rule"), false, {}}, {tr("How an order is laid to a mail"), false, {}, true}}, rows);
    column()->addWidget(meanings);
    column()->addStretch(1);
}

void AttributionView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    showRuleGrid(*m_rules, *m_rulesCard, analysis->attribution, shop(), format(), tr("your mail"));
    showHoldouts(*analysis);
}

void AttributionView::showHoldouts(const AnalysisData &answers)
{
    std::vector<Bar> bars;
    QStringList sentences;
    for (const HoldoutComparison &one : answers.holdouts) {
        if (one.days != answers.question.rule.days)
            continue;
        const QString name = answers.history.mailings->list()[one.mailing].name;
        sentences << name + u": "_s + holdoutWords(one, shop(), format());
        if (one.increment && one.revenueRange)
            bars.push_back(
                {name, one.increment->revenue, one.revenueRange->low, one.revenueRange->high, false});
    }
    const bool any = !bars.empty();
    m_holdouts->setBars(tr("Mailing"), std::move(bars));
    m_holdoutsCard->showChart(any);
    m_holdouts->setFixedHeight(any ? m_holdouts->sizeHint().height() : 0);
    QString reading;
    if (any)
        reading = tr("Only people who are left out on purpose show what would have been bought anyway. Where "
                     "the line crosses zero, chance may be all there is.");
    else if (sentences.isEmpty())
        reading = tr("Nobody was left out of a mailing on purpose in these days. Leave a few in a hundred "
                     "people out of a campaign to see what mail brings by itself.");
    else
        reading = tr("Too few people ordered to say it in money.");
    m_holdoutsCard->setDescription(
        tr("Revenue that came because of the mail, within %1 days").arg(answers.question.rule.days), reading);
    m_holdoutsNote->setText(sentences.join(u'\n'));
    m_holdoutsNote->setVisible(!sentences.isEmpty());
}

} // namespace haberdash::ui
