// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/density_chart.h"

#include "ui/shared/charts/chart_parts.h"
#include "ui/shared/charts/ticks.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {

double heightAt(const Density &density, double value)
{
    const auto after = std::lower_bound(density.curve.begin(), density.curve.end(), value,
        [](const QPointF &point, double x) { return point.x() < x; });
    return after == density.curve.end() ? 0 : after->y();
}

} // namespace

DensityChart::DensityChart(std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_valueText(std::move(valueText))
{ }

void DensityChart::setDensities(std::vector<Density> densities)
{
    m_densities = std::move(densities);
    dataChanged();
}

ChartTable DensityChart::table() const
{
    ChartTable numbers{{tr("Arm"), tr("Middle"), tr("At least"), tr("At most")}, {}};
    for (const Density &one : m_densities)
        numbers.rows << QStringList{
            one.name, m_valueText(one.mean), m_valueText(one.low), m_valueText(one.high)};
    return numbers;
}

void DensityChart::fill(QChart &chart, const QSizeF &size, const Colors &colors) const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double top = 0;
    for (const Density &one : m_densities) {
        for (const QPointF &point : one.curve) {
            low = std::min(low, point.x());
            high = std::max(high, point.x());
            top = std::max(top, point.y());
        }
    }
    if (!(low < high) || top <= 0) {
        low = 0;
        high = 1;
        top = 1;
    }
    // Unlike bars, curves need no zero: what counts is how far they overlap.
    const NumberTicks ticks = numberTicks(low, high, std::clamp(int(size.width() / 110), 4, 8));
    std::vector<chart::Label> labels;
    for (const double value : ticks.values) {
        if (value >= low && value <= high)
            labels.push_back({value, m_valueText(value)});
    }
    QCategoryAxis *across = chart::makeAxis(low, high, labels, colors);
    QCategoryAxis *up = chart::makeAxis(0, top * 1.05, {}, colors);
    up->setLineVisible(false);
    up->setGridLineVisible(false);
    const chart::Plot plot(chart, across, up);
    for (size_t i = 0; i < m_densities.size(); ++i) {
        const Density &one = m_densities[i];
        QColor color = colors.series[i % colors.series.size()];
        const QPen pen(color, 2, chart::lineStyle(i));
        const QList<QPointF> points(one.curve.begin(), one.curve.end());
        QLineSeries *line = chart::makeLine(points, pen);
        line->setName(one.name);
        plot.add(line);
        plot.add(chart::makeLine({{one.mean, 0}, {one.mean, heightAt(one, one.mean)}}, QPen(color, 1)));
        auto *upper = new QLineSeries;
        upper->append(points);
        auto *area = new QAreaSeries(upper);
        upper->setParent(area);
        color.setAlphaF(0.12F);
        area->setBrush(color);
        area->setPen(Qt::NoPen);
        plot.add(area);
    }
}

int DensityChart::markNear(const QPointF &value) const
{
    const auto nearest = std::min_element(
        m_densities.begin(), m_densities.end(), [&value](const Density &one, const Density &other) {
            return std::abs(one.mean - value.x()) < std::abs(other.mean - value.x());
        });
    return int(nearest - m_densities.begin());
}

QPointF DensityChart::markValue(int mark) const
{
    const Density &one = m_densities[size_t(mark)];
    return {one.mean, heightAt(one, one.mean)};
}

QString DensityChart::markText(int mark) const
{
    const Density &one = m_densities[size_t(mark)];
    //: an arm, the middle of what its rate may be, and the interval around it
    return tr("%1: %2 (%3 to %4)")
        .arg(one.name, m_valueText(one.mean), m_valueText(one.low), m_valueText(one.high));
}

} // namespace haberdash::ui
