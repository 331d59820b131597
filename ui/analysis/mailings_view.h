// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/mailing_cut.h"
#include "ui/analysis/analysis_view.h"
#include "ui/shared/when_done.h"

class QComboBox;

namespace haberdash::ui {

class GridChart;

/// All mailings with their figures, and everything about the one that is chosen: its arms, all ways to lay
/// orders to it, what its holdout tells, and its figures by groups of people.
class MailingsView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit MailingsView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;
    void choose(int mailing);
    [[nodiscard]] int chosen() const { return m_mailing; }

private:
    using CutAnswer = Result<std::vector<learning::NamedFigures>>;

    void showDetail();
    void showArms();
    void showRules();
    void askGroups();
    void showOrders(const learning::CreditRule &rule);
    /// Who or what is behind a figure of a mailing, or of one arm of it.
    void showRows(learning::Measure measure, quint16 mailing, std::optional<quint8> variant);

    SharedAnalysis m_analysis;
    int m_mailing = -1;
    ValueTable *m_list;
    std::vector<quint16> m_listed;
    TextLabel *m_name;
    ValueTable *m_arms;
    TextLabel *m_armsNote;
    GridChart *m_rules;
    ChartCard *m_rulesCard;
    QComboBox *m_cut;
    ValueTable *m_groups;
    TextLabel *m_groupsNote;
    LatestOnly<CutAnswer> m_cutting;
};

} // namespace haberdash::ui
