// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/charts/chart_widget.h"
#include "ui/shared/format.h"

#include <functional>
#include <vector>

namespace haberdash::ui {

struct TimePoint
{
    Timestamp at;
    double value = 0;
};

struct TimeSeries
{
    QString name;
    std::vector<TimePoint> points; ///< ascending in time; NaN makes a gap
    bool area = false; ///< filled down to zero
    bool dashed = false; ///< a forecast, a comparison
};

/// Lines over time. More points than pixels are drawn as the range in each pixel column, so a peak is never
/// lost.
class TimeChart final : public ChartWidget
{
    Q_OBJECT

public:
    /// `valueText` says how a value reads in the tip and table; axis labels are compact numbers.
    TimeChart(Format format, std::function<QString(double)> valueText, QWidget *parent = nullptr);
    void setSeries(std::vector<TimeSeries> series);

    ChartTable table() const override;

protected:
    void fill(QChart &chart, const QSizeF &size, const Colors &colors) const override;
    int markCount() const override;
    int markNear(const QPointF &value) const override;
    QPointF markValue(int mark) const override;
    QString markText(int mark) const override;

private:
    struct Range;
    [[nodiscard]] Range range() const;

    Format m_format;
    std::function<QString(double)> m_valueText;
    std::vector<TimeSeries> m_series; // the first one carries the marks
};

} // namespace haberdash::ui
