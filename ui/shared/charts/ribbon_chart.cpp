// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/ribbon_chart.h"

#include "ui/shared/charts/chart_parts.h"
#include "ui/shared/charts/ticks.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {

QAreaSeries *makeBand(const std::vector<RibbonPoint> &points, QColor color)
{
    auto *upper = new QLineSeries;
    auto *lower = new QLineSeries;
    for (size_t step = 0; step < points.size(); ++step) {
        if (!points[step].low || !points[step].high)
            continue;
        upper->append(double(step), *points[step].high);
        lower->append(double(step), *points[step].low);
    }
    auto *band = new QAreaSeries(upper, lower);
    upper->setParent(band);
    lower->setParent(band);
    color.setAlphaF(0.16F);
    band->setBrush(color);
    band->setPen(Qt::NoPen);
    return band;
}

} // namespace

RibbonChart::RibbonChart(std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_valueText(std::move(valueText))
{ }

void RibbonChart::setSeries(const QString &stepTitle, QStringList steps, std::vector<RibbonSeries> series)
{
    m_stepTitle = stepTitle;
    m_steps = std::move(steps);
    m_series = std::move(series);
    dataChanged();
}

ChartTable RibbonChart::table() const
{
    ChartTable numbers{{m_stepTitle}, {}};
    for (const RibbonSeries &series : m_series)
        numbers.header << series.name << tr("%1, at least").arg(series.name)
                       << tr("%1, at most").arg(series.name);
    for (qsizetype step = 0; step < m_steps.size(); ++step) {
        QStringList row{m_steps[step]};
        for (const RibbonSeries &series : m_series) {
            if (size_t(step) >= series.points.size()) {
                row << QString() << QString() << QString();
                continue;
            }
            const RibbonPoint &point = series.points[size_t(step)];
            row << m_valueText(point.value) << (point.low ? m_valueText(*point.low) : QString())
                << (point.high ? m_valueText(*point.high) : QString());
        }
        numbers.rows << row;
    }
    return numbers;
}

void RibbonChart::fill(QChart &chart, const QSizeF &size, const Colors &colors) const
{
    double low = 0;
    double high = 0;
    for (const RibbonSeries &series : m_series) {
        for (const RibbonPoint &point : series.points) {
            low = std::min({low, point.value, point.low.value_or(point.value)});
            high = std::max({high, point.value, point.high.value_or(point.value)});
        }
    }
    const NumberTicks ticks = numberTicks(low, high, std::clamp(int(size.height() / 56), 3, 7));
    std::vector<chart::Label> values;
    for (const double value : ticks.values)
        values.push_back({value, m_valueText(value)});
    std::vector<chart::Label> steps;
    const int every = std::max(1, int(std::ceil(double(m_steps.size()) * 72 / std::max(72.0, size.width()))));
    for (qsizetype step = 0; step < m_steps.size(); step += every)
        steps.push_back({double(step), m_steps[step]});
    QCategoryAxis *across
        = chart::makeAxis(-0.25, std::max(1.0, double(m_steps.size()) - 0.75), steps, colors);
    across->setGridLineVisible(false);
    QCategoryAxis *up = chart::makeAxis(ticks.values.front(), ticks.values.back(), values, colors);
    up->setLineVisible(false);
    const chart::Plot plot(chart, across, up);
    for (size_t i = 0; i < m_series.size(); ++i) {
        const QColor color = colors.series[i % colors.series.size()];
        QList<QPointF> line;
        for (size_t step = 0; step < m_series[i].points.size(); ++step)
            line.append({double(step), m_series[i].points[step].value});
        QLineSeries *drawn
            = chart::makeLine(line, QPen(color, 2, chart::lineStyle(i), Qt::RoundCap, Qt::RoundJoin));
        drawn->setName(m_series[i].name);
        drawn->setPointsVisible(line.size() == 1);
        plot.add(drawn);
    }
    for (size_t i = 0; i < m_series.size(); ++i) {
        const auto &points = m_series[i].points;
        const bool hasBand = std::any_of(
            points.begin(), points.end(), [](const RibbonPoint &point) { return point.low && point.high; });
        if (hasBand)
            plot.add(makeBand(m_series[i].points, colors.series[i % colors.series.size()]));
    }
}

int RibbonChart::markNear(const QPointF &value) const
{
    return std::clamp(int(std::lround(value.x())), 0, markCount() - 1);
}

QPointF RibbonChart::markValue(int mark) const
{
    const bool known = !m_series.empty() && size_t(mark) < m_series.front().points.size();
    return {double(mark), known ? m_series.front().points[size_t(mark)].value : 0};
}

QString RibbonChart::markText(int mark) const
{
    QStringList parts;
    for (const RibbonSeries &series : m_series) {
        if (size_t(mark) < series.points.size())
            //: the name of a line and its value
            parts << tr("%1 %2").arg(series.name, m_valueText(series.points[size_t(mark)].value));
    }
    return m_steps[mark] + u": " + parts.join(QStringLiteral(", "));
}

} // namespace haberdash::ui
