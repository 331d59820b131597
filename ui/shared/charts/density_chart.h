// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"

#include <functional>
#include <vector>

namespace haberdash::ui {

/// How likely each value of something unknown is.
struct Density
{
    QString name;
    std::vector<QPointF> curve; ///< value and density, ascending in value; on any scale common to all
    double mean = 0;
    double low = 0; ///< 95 % lie between
    double high = 0;
};

/// Curves above each other on one axis: where the rates of the arms of a test may lie. Their mean is marked.
class DensityChart final : public ChartWidget
{
    Q_OBJECT

public:
    explicit DensityChart(std::function<QString(double)> valueText, QWidget *parent = nullptr);
    void setDensities(std::vector<Density> densities);

    ChartTable table() const override;
    QSize sizeHint() const override { return {480, 180}; }

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override { return int(m_densities.size()); }
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    std::function<QString(double)> m_valueText;
    std::vector<Density> m_densities;
};

} // namespace haberdash::ui
