// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"

namespace haberdash::ui {

class BarChart;
class GridChart;

/// The same orders under every rule, beside what holdouts tell.
class AttributionView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit AttributionView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;

private:
    void showHoldouts(const AnalysisData &answers);

    SharedAnalysis m_analysis;
    GridChart *m_rules;
    ChartCard *m_rulesCard;
    BarChart *m_holdouts;
    ChartCard *m_holdoutsCard;
    TextLabel *m_holdoutsNote;
    ValueTable *m_meanings;
};

} // namespace haberdash::ui
