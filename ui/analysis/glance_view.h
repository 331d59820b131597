// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"

namespace haberdash::ui {

class TimeChart;

/// What mail brought in the last weeks: four figures beside those of the weeks before, a curve, the best
/// mailings and what they share.
class GlanceView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit GlanceView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;

private:
    void showTiles(const AnalysisData &answers);
    void showWeeks(const AnalysisData &answers);
    void showBest(const AnalysisData &answers);
    void showTraits(const AnalysisData &answers);
    void showHealth(const AnalysisData &answers);

    SharedAnalysis m_analysis;
    StatTile *m_revenue;
    StatTile *m_perRecipient;
    StatTile *m_ordered;
    StatTile *m_left;
    TimeChart *m_weeks;
    ChartCard *m_weeksCard;
    ValueTable *m_best;
    TextLabel *m_bestNote;
    ValueTable *m_traits;
    TextLabel *m_traitsNote;
    ValueTable *m_health;
};

} // namespace haberdash::ui
