// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/bar_chart.h"

#include "ui/shared/charts/chart_parts.h"
#include "ui/shared/charts/ticks.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {

constexpr int rowHeight = 34;
constexpr int axisHeight = 26;
constexpr double halfBar = 0.32; // of a row

QAreaSeries *makeBar(double value, double middle, const QColor &color)
{
    auto *upper = new QLineSeries;
    auto *lower = new QLineSeries;
    for (const double x : {std::min(0.0, value), std::max(0.0, value)}) {
        upper->append(x, middle + halfBar);
        lower->append(x, middle - halfBar);
    }
    auto *bar = new QAreaSeries(upper, lower);
    upper->setParent(bar);
    lower->setParent(bar);
    bar->setBrush(color);
    bar->setPen(Qt::NoPen);
    return bar;
}

} // namespace

BarChart::BarChart(const QString &valueTitle, std::function<QString(double)> valueText, QWidget *parent)
    : ChartWidget(parent)
    , m_valueTitle(valueTitle)
    , m_valueText(std::move(valueText))
{ }

void BarChart::setBars(const QString &nameTitle, std::vector<Bar> bars)
{
    m_nameTitle = nameTitle;
    m_bars = std::move(bars);
    updateGeometry();
    dataChanged();
}

QSize BarChart::sizeHint() const
{
    return {480, axisHeight + rowHeight * std::max(1, markCount())};
}

ChartTable BarChart::table() const
{
    const bool hasRanges
        = std::any_of(m_bars.begin(), m_bars.end(), [](const Bar &bar) { return bar.low.has_value(); });
    ChartTable numbers{{m_nameTitle, m_valueTitle}, {}};
    if (hasRanges)
        numbers.header << tr("At least") << tr("At most");
    for (const Bar &bar : m_bars) {
        numbers.rows << QStringList{bar.name, m_valueText(bar.value)};
        if (hasRanges)
            numbers.rows.back() << (bar.low ? m_valueText(*bar.low) : QString())
                                << (bar.high ? m_valueText(*bar.high) : QString());
    }
    return numbers;
}

void BarChart::fill(QChart &chart, const QSizeF &size, const Colors &colors) const
{
    double low = 0;
    double high = 0;
    QStringList names;
    for (const Bar &bar : m_bars) {
        names << bar.name;
        low = std::min({low, bar.value, bar.low.value_or(0)});
        high = std::max({high, bar.value, bar.high.value_or(0)});
    }
    const NumberTicks ticks = numberTicks(low, high, std::clamp(int(size.width() / 120), 3, 7));
    std::vector<chart::Label> labels;
    for (const double value : ticks.values)
        labels.push_back({value, m_valueText(value)});
    QCategoryAxis *across = chart::makeAxis(ticks.values.front(), ticks.values.back(), labels, colors);
    const chart::Plot plot = chart::plotRows(chart, across, names, colors);
    constexpr double cap = 0.14;
    for (int mark = 0; mark < markCount(); ++mark) {
        const Bar &bar = m_bars[size_t(mark)];
        const double y = markValue(mark).y();
        plot.add(makeBar(bar.value, y, bar.isFaint ? colors.skeleton : colors.series.front()));
        if (bar.low && bar.high)
            plot.add(chart::makeWhisker(*bar.low, *bar.high, y, cap, QPen(colors.text, 1.5)));
    }
}

int BarChart::markNear(const QPointF &value) const
{
    return std::clamp(markCount() - 1 - int(std::lround(value.y())), 0, markCount() - 1);
}

QPointF BarChart::markValue(int mark) const
{
    return {m_bars[size_t(mark)].value, double(markCount() - 1 - mark)};
}

QString BarChart::markText(int mark) const
{
    const Bar &bar = m_bars[size_t(mark)];
    if (!bar.low || !bar.high)
        //: the name of a bar and its value
        return tr("%1: %2").arg(bar.name, m_valueText(bar.value));
    //: a bar, its estimate, and the interval around it
    return tr("%1: %2 (%3 to %4)")
        .arg(bar.name, m_valueText(bar.value), m_valueText(*bar.low), m_valueText(*bar.high));
}

} // namespace haberdash::ui
