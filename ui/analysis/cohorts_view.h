// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/analysis/analysis_view.h"

class QComboBox;

namespace haberdash::ui {

class GridChart;
class RibbonChart;

/// Customers by the month of their first order: who came back, and what they have been worth so far.
class CohortsView final : public AnalysisView
{
    Q_OBJECT

public:
    explicit CohortsView(Shop shop, QWidget *parent = nullptr);
    void show(const SharedAnalysis &analysis) override;

private:
    enum class What { Retention, Value };
    [[nodiscard]] QString monthName(int month) const;
    void showTriangle();
    void showAverage();

    SharedAnalysis m_analysis;
    QComboBox *m_what;
    GridChart *m_triangle;
    ChartCard *m_triangleCard;
    RibbonChart *m_average;
    ChartCard *m_averageCard;
    std::vector<int> m_months; ///< of the rows shown
};

} // namespace haberdash::ui
