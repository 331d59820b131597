// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/glance_view.h"

#include "ui/shared/charts/time_chart.h"
#include "ui/shared/theme.h"

#include <QVBoxLayout>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;

namespace {

constexpr Measure bestMeasures[] = {Measure::Delivered, Measure::ClickRate, Measure::PlacedOrderRate,
    Measure::Revenue, Measure::RevenuePerRecipient};

/// Below it a change says nothing but that numbers are small.
constexpr qint64 fewestToCompare = 20;

/// How many a measure rests on.
qint64 countBehind(Measure measure, const MailFigures &figures)
{
    return measure == Measure::UnsubscribeRate ? figures.left : figures.buyers;
}

/// "+6.2 % on the 90 days before".
void compare(StatTile::Value &value, Measure measure, const MailFigures &now, const MailFigures &before,
    int days, const Format &format)
{
    const auto current = valueOf(measure, now);
    const auto former = valueOf(measure, before);
    if (!current || !former || (*former == 0 && *current == 0)) {
        value.comparison = GlanceView::tr("nothing to compare with in the %1 days before").arg(days);
        return;
    }
    const qint64 nowCount = countBehind(measure, now);
    const qint64 formerCount = countBehind(measure, before);
    if (std::max(nowCount, formerCount) < fewestToCompare) {
        value.comparison
            = GlanceView::tr("from %1 now and %2 before: too few to compare").arg(nowCount).arg(formerCount);
        return;
    }
    const double change = *former == 0 ? 1 : (*current - *former) / std::abs(*former);
    const bool isBetter = entryOf(measure).better == Direction::Less ? change < 0 : change > 0;
    value.tone = std::abs(change) < 0.0005 ? Tone::Neutral : isBetter ? Tone::Positive : Tone::Warning;
    value.comparison = *former == 0
        ? GlanceView::tr("none in the %1 days before").arg(days)
        : GlanceView::tr("%1 on the %2 days before").arg(format.change(change)).arg(days);
}

} // namespace

GlanceView::GlanceView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_revenue(new StatTile({tr("Revenue from mail"), {}, {}, {}, {}, {}}))
    , m_perRecipient(new StatTile({tr("Revenue per recipient"), {}, {}, {}, {}, {}}))
    , m_ordered(new StatTile({tr("Placed an order"), {}, {}, {}, {}, {}}))
    , m_left(new StatTile({tr("Unsubscribed"), {}, {}, {}, {}, {}}))
{
    auto *tiles = new CardGrid(200);
    for (StatTile *tile : {m_revenue, m_perRecipient, m_ordered, m_left})
        tiles->add(tile);
    column()->addWidget(tiles);
    m_weeks = new TimeChart(format(), [this](double value) { return moneyText(value * unit()); });
    m_weeks->setMinimumHeight(220);
    m_weeksCard = addChart(tr("Revenue per week"), m_weeks, u"glanceWeeks"_s);

    auto *best = new Card(tr("The best mailings"));
    m_best = new ValueTable(tr("The best mailings"));
    m_best->setObjectName(u"glanceBest"_s);
    best->content()->addWidget(m_best);
    m_bestNote = addNote(*best);
    column()->addWidget(best);
    connect(m_best, &ValueTable::rowActivated, this, [this](int row) {
        if (m_analysis && row >= 0 && size_t(row) < m_analysis->ranking.top.size())
            Q_EMIT mailingRequested(m_analysis->ranking.top[size_t(row)].mailing);
    });

    auto *traits = new Card(tr("What the best ones share"));
    m_traits = new ValueTable(tr("What the best mailings share"));
    m_traits->setObjectName(u"glanceTraits"_s);
    traits->content()->addWidget(m_traits);
    m_traitsNote = addNote(*traits);
    column()->addWidget(traits);
    auto *health = new Card(tr("Is your mail welcome?"));
    m_health = new ValueTable(tr("Your figures beside the usual"));
    m_health->setObjectName(u"glanceHealth"_s);
    health->content()->addWidget(m_health);
    addNote(*health)->setText(
        tr("“Usual” is what large mailbox providers and guides for senders ask for. Averages of opens and "
           "revenue "
           "of other shops are left out: they count differently and say little about yours."));
    column()->addWidget(health);
    column()->addStretch(1);
}

void GlanceView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    showTiles(*analysis);
    showWeeks(*analysis);
    showBest(*analysis);
    showTraits(*analysis);
    showHealth(*analysis);
}

void GlanceView::showTiles(const AnalysisData &answers)
{
    const int days = answers.question.days;
    const QString period = tr("last %1 days").arg(days);
    const auto show = [&](StatTile *tile, Measure measure, const QString &label) {
        StatTile::Value value{label, valueText(measure, answers.glance.mail), {}, period, {}, {}};
        compare(value, measure, answers.glance.mail, answers.glance.mailBefore, days, format());
        tile->setValue(value);
        tile->setToolTip(entryOf(measure).meaning);
    };
    show(m_revenue, Measure::Revenue, tr("Revenue from mail"));
    show(m_perRecipient, Measure::RevenuePerRecipient, entryOf(Measure::RevenuePerRecipient).name);
    show(m_ordered, Measure::PlacedOrderRate, entryOf(Measure::PlacedOrderRate).name);
    show(m_left, Measure::UnsubscribeRate, entryOf(Measure::UnsubscribeRate).name);
}

void GlanceView::showWeeks(const AnalysisData &answers)
{
    TimeSeries all{tr("All orders"), {}, true, false};
    TimeSeries mail{tr("From mail sent that week"), {}, false, true};
    for (const GlanceWeek &week : answers.glance.weeks) {
        all.points.push_back({fromMilliseconds(week.begin), week.all.revenue / unit()});
        mail.points.push_back({fromMilliseconds(week.begin), week.mail.revenue / unit()});
    }
    m_weeks->setSeries({all, mail});
    const double share
        = answers.glance.all.revenue > 0 ? answers.glance.mail.revenue / answers.glance.all.revenue : 0;
    m_weeksCard->setDescription(tr("Revenue per week, the last %1 days").arg(answers.question.days),
        tr("Of %1 in orders, %2 (%3) go to mails by the rule “%4” within %5 days. The first and the last "
           "week may be cut.")
            .arg(moneyText(answers.glance.all.revenue, true), moneyText(answers.glance.mail.revenue, true),
                format().percent(share), nameOf(answers.question.rule.credit))
            .arg(answers.question.rule.days));
}

void GlanceView::showBest(const AnalysisData &answers)
{
    QList<QList<ValueCell>> rows;
    for (const MailingRow &row : answers.ranking.top)
        rows.append(
            measureCells(answers.history.mailings->list()[row.mailing].name, bestMeasures, row.figures));
    m_best->setValues(measureColumns(tr("Mailing"), bestMeasures), rows);
    m_best->setVisible(!rows.isEmpty());
    m_bestNote->setText(rows.isEmpty()
            ? tr("No mailing of these days went to %1 people or more, so none can be ranked.")
                  .arg(fewestForRanking)
            : tr("By revenue per recipient, of mailings that went to %1 people or more. Double-click one for "
                 "all about it.")
                  .arg(fewestForRanking));
}

void GlanceView::showTraits(const AnalysisData &answers)
{
    QList<QList<ValueCell>> rows;
    for (const TraitShare &share : answers.traits.shares)
        rows.append({ValueCell(share.trait),
            ValueCell(tr("%1 of %2").arg(share.inTop).arg(share.top), share.inTop),
            ValueCell(tr("%1 of %2").arg(share.inRest).arg(share.rest), double(share.inRest) / share.rest),
            ValueCell(format().percent(share.p), share.p)});
    m_traits->setValues(
        {{tr("What"), false, {}}, {tr("Of the best"), true, {}}, {tr("Of the others"), true, {}},
            {tr("By chance alone"), true,
                tr("How often a gap as large comes about when it means nothing (Fisher's exact test)")}},
        rows);
    m_traits->setVisible(!rows.isEmpty());
    m_traitsNote->setText(answers.traits.note);
}

void GlanceView::showHealth(const AnalysisData &answers)
{
    QList<QList<ValueCell>> rows;
    for (const MeasureEntry &entry : measures()) {
        if (!entry.custom)
            continue;
        const auto now = valueOf(entry.measure, answers.glance.mail);
        QString verdict = u"–"_s;
        if (now)
            verdict = *now <= entry.custom->high ? tr("fine") : tr("too high");
        rows.append({ValueCell(entry.name),
            ValueCell(valueText(entry.measure, answers.glance.mail), now.value_or(-1)),
            ValueCell(valueText(entry.measure, answers.glance.mailBefore),
                valueOf(entry.measure, answers.glance.mailBefore).value_or(-1)),
            ValueCell(tr("up to %1").arg(format().percent(entry.custom->high)), entry.custom->high),
            ValueCell(verdict)});
    }
    m_health->setValues(
        {{tr("What"), false, {}}, {tr("Now"), true, {}}, {tr("Before"), true, tr("In as many days before")},
            {tr("Usual"), true, {}}, {tr("Verdict"), true, {}}},
        rows);
}

} // namespace haberdash::ui
