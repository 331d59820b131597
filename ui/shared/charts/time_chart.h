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
    void paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const override;

protected:
    int markAt(const QPointF &position, const QRectF &rect) const override;
    int markCount() const override;
    QString markText(int mark) const override;
    QPointF markPosition(int mark, const QRectF &rect) const override;

private:
    struct Frame;
    [[nodiscard]] Frame frameIn(const QRectF &rect) const;
    void paintSeries(
        QPainter &painter, const Frame &frame, const TimeSeries &series, const QColor &color) const;

    Format m_format;
    std::function<QString(double)> m_valueText;
    std::vector<TimeSeries> m_series; // the first one carries the marks
};

} // namespace haberdash::ui
