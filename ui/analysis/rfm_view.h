// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"

class QComboBox;

namespace haberdash::ui {

class BarChart;
class GridChart;

/// Customers by recency, frequency and money: the grid, the named groups, and who moved between two dates.
class RfmView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit RfmView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;

private:
    void showGrid(const learning::RfmOfShop &rfm);
    void showGroups(const AnalysisData &answers);
    void showMovement(const AnalysisData &answers);
    void showCycles(const AnalysisData &answers);
    void askAgain();

    SharedAnalysis m_analysis;
    GridChart *m_grid;
    ChartCard *m_gridCard;
    ValueTable *m_groups;
    TextLabel *m_groupsNote;
    GridChart *m_moves;
    ChartCard *m_movesCard;
    QComboBox *m_bins;
    QComboBox *m_before;
    ValueTable *m_cycles;
    TextLabel *m_cyclesNote;
};

} // namespace haberdash::ui
