// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/experiments/experiment_report.h"
#include "ui/shared/widgets.h"

class QComboBox;

namespace haberdash::ui {

class IntervalChart;
class ValueTable;

/// Whom a test moved: the effect in each group of an attribute that is chosen, and whether it is worth while
/// to choose recipients by a model. Names: "subgroupTable", "subgroupAttribute", "subgroupWords",
/// "targetingWords".
class SubgroupCard final : public Card
{
    Q_OBJECT

public:
    explicit SubgroupCard(const ExperimentReport &report, QWidget *parent = nullptr);

private:
    void showTable(int index);

    experiment::Analysis m_analysis;
    std::vector<experiment::SubgroupTable> m_tables;
    QComboBox *m_choice;
    ValueTable *m_table;
    IntervalChart *m_chart;
    TextLabel *m_words;
};

} // namespace haberdash::ui
