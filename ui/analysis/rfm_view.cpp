// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/rfm_view.h"

#include "ui/shared/charts/grid_chart.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace learning;
using insight::allRfmGroups;

namespace {

QString groupName(int group)
{
    return group == RfmMovement::notYet ? RfmView::tr("Had not bought yet")
                                        : insight::nameOf(allRfmGroups[size_t(group)]);
}

} // namespace

RfmView::RfmView(Shop shop, QWidget *parent)
    : AnalysisView(std::move(shop), parent)
    , m_grid(new GridChart)
    , m_groups(new ValueTable(tr("RFM groups")))
    , m_moves(new GridChart)
    , m_bins(new QComboBox)
    , m_before(new QComboBox)
    , m_cycles(new ValueTable(tr("Purchase cycles")))
{
    m_gridCard = addChart(tr("Who bought lately, and how often"), m_grid, u"rfmGrid"_s);
    connect(m_grid, &GridChart::cellActivated, this, [this](int row, int column) {
        const int bins = m_analysis->rfm.bins;
        Q_EMIT peopleRequested(tr("Recency %1, frequency %2").arg(bins - row).arg(column + 1),
            m_analysis->rfm.rowsOf(bins - row, column + 1));
    });
    auto *groups = new Card(tr("Named groups"));
    m_groups->setObjectName(u"rfmGroups"_s);
    groups->content()->addWidget(m_groups);
    m_groupsNote = addNote(*groups);
    column()->addWidget(groups);
    connect(m_groups, &ValueTable::rowActivated, this, [this](int row) {
        if (row < 0)
            return;
        const auto group = allRfmGroups[size_t(row)];
        Q_EMIT peopleRequested(insight::nameOf(group), m_analysis->rfm.rowsOf(group));
    });
    m_movesCard = addChart(tr("Who moved"), m_moves, u"rfmMoves"_s);
    connect(m_moves, &GridChart::cellActivated, this, [this](int row, int column) {
        const int from = row == 0 ? RfmMovement::notYet : row - 1;
        //: two groups of customers
        Q_EMIT peopleRequested(tr("From “%1” to “%2”").arg(groupName(from), groupName(column)),
            movedRows(m_analysis->rfmBefore, m_analysis->rfm, from, column));
    });
    m_bins->setObjectName(u"rfmBins"_s);
    m_bins->setAccessibleName(tr("How finely people are told apart"));
    for (const int bins : {5, 3})
        m_bins->addItem(tr("scores 1 to %1").arg(bins), bins);
    m_gridCard->addHeaderWidget(m_bins);
    m_before->setObjectName(u"rfmBefore"_s);
    m_before->setAccessibleName(tr("Since when"));
    for (const int days : {30, 90, 180, 365})
        m_before->addItem(tr("since %1 days ago").arg(days), days);
    m_movesCard->addHeaderWidget(m_before);
    for (QComboBox *box : {m_bins, m_before})
        connect(box, &QComboBox::currentIndexChanged, this, &RfmView::askAgain);

    auto *cycles = new Card(tr("How long until they buy again"));
    m_cycles->setObjectName(u"purchaseCycles"_s);
    cycles->content()->addWidget(m_cycles);
    m_cyclesNote = addNote(*cycles);
    column()->addWidget(cycles);
    connect(m_cycles, &ValueTable::rowActivated, this, [this](int row) {
        if (row >= 0)
            Q_EMIT peopleRequested(tr("Came back for “%1”").arg(m_analysis->cycles[size_t(row)].category),
                m_analysis->cycles[size_t(row)].rows);
    });
    column()->addStretch(1);
}

void RfmView::askAgain()
{
    if (!m_analysis)
        return;
    AnalysisQuestion question = m_analysis->question;
    question.bins = m_bins->currentData().toInt();
    question.before = m_before->currentData().toInt();
    Q_EMIT asked(question);
}

void RfmView::showCycles(const AnalysisData &answers)
{
    QList<QList<ValueCell>> rows;
    for (const PurchaseCycle &cycle : answers.cycles) {
        const auto days = [this](double value) { return format().decimal(value, 0); };
        rows.append({ValueCell(cycle.category), ValueCell(format().number(cycle.buyers), cycle.buyers),
            ValueCell(format().number(cycle.repeaters), cycle.repeaters),
            ValueCell(cycle.gaps > 0 ? days(cycle.median) : u"–"_s, cycle.median),
            ValueCell(
                cycle.gaps > 0 ? tr("%1 to %2").arg(days(cycle.low), days(cycle.high)) : u"–"_s, cycle.low),
            ValueCell(cycle.isSteady()                                 ? tr("steady")
                    : cycle.repeaters < PurchaseCycle::fewestRepeaters ? tr("too few")
                                                                       : tr("too uneven"),
                int(cycle.isSteady()))});
    }
    m_cycles->setValues({{tr("Category"), false, {}}, {tr("Buyers"), true, {}},
                            {tr("Came back"), true, tr("Bought there on two days or more")},
                            {tr("Days between"), true, tr("Half of the times it took longer")},
                            {tr("Mostly"), true, tr("Eight of ten times")},
                            {tr("Rhythm"), true, tr("Whether one can count on it")}},
        rows);
    m_cycles->setVisible(!rows.isEmpty());
    m_cyclesNote->setText(rows.isEmpty() ? tr("Nothing is known of categories of what was bought.")
                                         : tr("From one day of buying in a category to the next. With fewer "
                                              "than %1 people who came back a rhythm is a guess.")
                                               .arg(PurchaseCycle::fewestRepeaters));
}

void RfmView::show(const SharedAnalysis &analysis)
{
    m_analysis = analysis;
    showGrid(analysis->rfm);
    showGroups(*analysis);
    showMovement(*analysis);
    showCycles(*analysis);
    for (const auto &[box, value] :
        {std::pair(m_bins, analysis->question.bins), std::pair(m_before, analysis->question.before)}) {
        const QSignalBlocker quiet(box);
        box->setCurrentIndex(std::max(0, box->findData(value)));
    }
}

void RfmView::showGrid(const RfmOfShop &rfm)
{
    const auto cells = rfm.grid();
    qint64 most = 1;
    for (const auto &cell : cells)
        most = std::max(most, cell.people);
    GridChart::Grid grid;
    grid.rowTitle = tr("Recency");
    for (int f = 1; f <= rfm.bins; ++f)
        grid.columns << (f == 1 ? tr("rarely (1)")
                : f == rfm.bins ? tr("often (%1)").arg(f)
                                : QString::number(f));
    for (int r = rfm.bins; r >= 1; --r) {
        grid.rows << (r == rfm.bins ? tr("Lately (%1)").arg(r)
                : r == 1            ? tr("Long ago (1)")
                                    : QString::number(r));
        for (int f = 1; f <= rfm.bins; ++f) {
            const auto &cell = cells[size_t((r - 1) * rfm.bins + f - 1)];
            const QString people = format().number(cell.people);
            grid.cells.push_back({double(cell.people) / double(most), people,
                tr("Recency %1, frequency %2: %3 people, %4")
                    .arg(r)
                    .arg(f)
                    .arg(people, moneyText(cell.net, true)),
                false});
        }
    }
    m_grid->setGrid(std::move(grid));
    m_grid->setMinimumHeight(m_grid->sizeHint().height() + 40);
    m_gridCard->setDescription(tr("Customers by recency and frequency"),
        rfm.rows.empty() ? tr("Nobody has bought yet.")
                         : tr("%1 people have bought. To the right stand those who buy often, on top those "
                              "who bought lately. Click a field to see who they are.")
                               .arg(format().number(qint64(rfm.rows.size()))));
}

void RfmView::showGroups(const AnalysisData &answers)
{
    const auto now = answers.rfm.byGroup();
    const auto before = answers.rfmBefore.byGroup();
    double whole = 0;
    for (const auto &cell : now)
        whole += cell.net;
    QList<QList<ValueCell>> rows;
    for (size_t i = 0; i < now.size(); ++i) {
        const qint64 change = now[i].people - before[i].people;
        const QString sign = change > 0 ? u"+"_s : QString();
        rows.append({ValueCell(insight::nameOf(allRfmGroups[i]), int(i)),
            ValueCell(insight::meaningOf(allRfmGroups[i])),
            ValueCell(format().number(now[i].people), now[i].people),
            ValueCell(change == 0 ? u"0"_s : sign + format().number(change), change),
            ValueCell(moneyText(now[i].net, true), now[i].net),
            ValueCell(whole > 0 ? format().percent(now[i].net / whole) : u"–"_s, now[i].net)});
    }
    m_groups->setValues(
        {{tr("Group"), false, {}}, {tr("Who they are"), false, {}, true}, {tr("People"), true, {}},
            {tr("In %1 days").arg(answers.question.before), true, tr("How many more or fewer than then")},
            {tr("Revenue so far"), true, {}}, {tr("Of all"), true, {}}},
        rows);
    m_groupsNote->setText(tr("Scores are by rank: the best fifth gets 5. Where most people have bought once, "
                             "they share the lowest score. Double-click a group to see who is in it."));
}

void RfmView::showMovement(const AnalysisData &answers)
{
    const RfmMovement movement = movementBetween(answers.rfmBefore, answers.rfm);
    qint64 most = 1;
    qint64 stayed = 0;
    qint64 all = 0;
    for (int from = 0; from < RfmMovement::size; ++from) {
        for (int to = 0; to < RfmMovement::notYet; ++to) {
            const qint64 people = movement.people[size_t(from)][size_t(to)];
            most = std::max(most, people);
            all += people;
            stayed += from == to ? people : 0;
        }
    }
    GridChart::Grid grid;
    grid.rowTitle = tr("From");
    for (int to = 0; to < RfmMovement::notYet; ++to)
        grid.columns << groupName(to);
    for (int row = 0; row < RfmMovement::size; ++row) {
        const int from = row == 0 ? RfmMovement::notYet : row - 1;
        grid.rows << groupName(from);
        for (int to = 0; to < RfmMovement::notYet; ++to) {
            const qint64 people = movement.people[size_t(from)][size_t(to)];
            if (people == 0) {
                grid.cells.push_back({});
                continue;
            }
            //: two groups of customers and how many went from one to the other
            grid.cells.push_back({double(people) / double(most), format().number(people),
                tr("From “%1” to “%2”: %3 people")
                    .arg(groupName(from), groupName(to), format().number(people)),
                false});
        }
    }
    m_moves->setGrid(std::move(grid));
    m_moves->setMinimumHeight(m_moves->sizeHint().height() + 40);
    m_movesCard->setDescription(tr("Movement between RFM groups"),
        tr("Of %1 people, %2 are in the group in which they were %3 days ago. Rows are then, columns are "
           "now.")
            .arg(format().number(all), format().number(stayed))
            .arg(answers.question.before));
}

} // namespace haberdash::ui
