// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"

#include <functional>
#include <optional>
#include <vector>

namespace haberdash::ui {

/// An estimate at a step, with its interval where there is one.
struct RibbonPoint
{
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
};

struct RibbonSeries
{
    QString name;
    std::vector<RibbonPoint> points; ///< by step; may end earlier than the others
};

/// Lines over equal steps (months of a life) with a band for what the truth may be. Lines also differ by
/// dashes, so that they can be told apart without colours.
class RibbonChart final : public ChartWidget
{
    Q_OBJECT

public:
    explicit RibbonChart(std::function<QString(double)> valueText, QWidget *parent = nullptr);
    /// @param stepTitle what steps are ("Month"), for the table
    void setSeries(const QString &stepTitle, QStringList steps, std::vector<RibbonSeries> series);

    ChartTable table() const override;

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override { return int(m_steps.size()); }
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    std::function<QString(double)> m_valueText;
    QString m_stepTitle;
    QStringList m_steps;
    std::vector<RibbonSeries> m_series;
};

} // namespace haberdash::ui
