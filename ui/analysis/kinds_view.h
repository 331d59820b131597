// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"

namespace haberdash::ui {

class RibbonChart;

/// People whose first mail was personal beside those whose first mail was generic, over months.
class KindsView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit KindsView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;

private:
    SharedAnalysis m_analysis;
    RibbonChart *m_revenue;
    ChartCard *m_revenueCard;
    RibbonChart *m_repeat;
    ChartCard *m_repeatCard;
};

} // namespace haberdash::ui
