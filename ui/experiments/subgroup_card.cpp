// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/subgroup_card.h"

#include "core/experiment/targeting_words.h"
#include "core/experiment/words.h"
#include "ui/experiments/experiment_figures.h"
#include "ui/shared/charts/interval_chart.h"
#include "ui/shared/value_table.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace haberdash::experiment;

SubgroupCard::SubgroupCard(const ExperimentReport &report, QWidget *parent)
    : Card(tr("Whom it moved"), parent)
    , m_analysis(report.analysis)
    , m_tables(report.subgroups)
    , m_choice(new QComboBox)
    , m_table(new ValueTable(tr("The effect by group")))
    , m_chart(new IntervalChart(axisText))
    , m_words(new TextLabel({}, TextLabel::Size::Body))
{
    m_choice->setObjectName(u"subgroupAttribute"_s);
    m_choice->setAccessibleName(tr("By which column"));
    for (const SubgroupTable &table : m_tables)
        //: a measure, an attribute, two arms: "visit by zip: Mens E-Mail against No E-Mail"
        m_choice->addItem(tr("%1 by %2: %3 against %4")
                              .arg(m_analysis.measures[table.measure].name, table.attribute,
                                  m_analysis.arms[table.b].name, m_analysis.arms[table.a].name));
    content()->addWidget(m_choice, 0, Qt::AlignLeft);
    m_words->setObjectName(u"subgroupWords"_s);
    m_words->setWordWrap(true);
    content()->addWidget(m_words);
    m_table->setObjectName(u"subgroupTable"_s);
    content()->addWidget(m_table);
    content()->addWidget(m_chart);
    auto *targeting = new TextLabel(report.targeting.join(u'\n'), TextLabel::Size::Body);
    targeting->setObjectName(u"targetingWords"_s);
    targeting->setWordWrap(true);
    targeting->setVisible(!report.targeting.isEmpty());
    content()->addWidget(targeting);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &SubgroupCard::showTable);
    showTable(0);
}

void SubgroupCard::showTable(int index)
{
    if (index < 0 || size_t(index) >= m_tables.size())
        return;
    const SubgroupTable &table = m_tables[size_t(index)];
    const bool isRate = m_analysis.measures[table.measure].kind == Measure::Kind::Rate;
    const double unit = isRate ? 100 : 1;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    QList<QList<ValueCell>> rows;
    std::vector<Interval> intervals;
    const auto value = [&](double amount) { return valueText(m_analysis, table.measure, amount); };
    for (const Subgroup &group : table.groups) {
        const QString difference
            = group.difference ? differenceText(m_analysis, table.measure, *group.difference) : u"–"_s;
        rows.append({ValueCell(group.value),
            ValueCell(QString::number(group.controlRecipients), group.controlRecipients),
            ValueCell(value(group.controlMean), group.controlMean),
            ValueCell(QString::number(group.variantRecipients), group.variantRecipients),
            ValueCell(value(group.variantMean), group.variantMean),
            ValueCell(difference, group.difference.value_or(-1e300)),
            ValueCell(group.adjustedP ? pText(*group.adjustedP) : u"–"_s, group.adjustedP.value_or(2))});
        intervals.push_back({group.value, group.difference.value_or(none) * unit,
            group.range ? group.range->low * unit : none, group.range ? group.range->high * unit : none});
    }
    const QString control = m_analysis.arms[table.a].name;
    const QString variant = m_analysis.arms[table.b].name;
    m_table->setValues({{table.attribute, false, {}}, {control, true, tr("Recipients of %1").arg(control)},
                           {tr("did"), true, {}}, {variant, true, tr("Recipients of %1").arg(variant)},
                           {tr("did"), true, {}}, {tr("Difference"), true, {}},
                           {tr("p, adjusted"), true,
                               tr("Over all groups looked at (Benjamini and Hochberg): a hint at most")}},
        rows);
    m_chart->setIntervals(std::move(intervals));
    m_chart->setFixedHeight(m_chart->sizeHint().height());
    m_words->setText(subgroupWords(m_analysis, table));
    m_chart->setDescription(m_choice->currentText(), m_words->text());
}

} // namespace haberdash::ui
