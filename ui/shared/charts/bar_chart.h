// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"

#include <functional>
#include <optional>
#include <vector>

namespace haberdash::ui {

/// A bar with, where it is an estimate, what the truth may be.
struct Bar
{
    QString name;
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
    bool isFaint = false; ///< for comparison only
};

/// Horizontal bars from zero, below each other, each with its value at its end.
class BarChart final : public ChartWidget
{
    Q_OBJECT

public:
    /// @param valueTitle what the bars measure ("Revenue"), for the table
    BarChart(const QString &valueTitle, std::function<QString(double)> valueText, QWidget *parent = nullptr);
    void setBars(const QString &nameTitle, std::vector<Bar> bars);

    ChartTable table() const override;
    QSize sizeHint() const override;

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override { return int(m_bars.size()); }
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    QString m_valueTitle;
    std::function<QString(double)> m_valueText;
    QString m_nameTitle;
    std::vector<Bar> m_bars;
};

} // namespace haberdash::ui
