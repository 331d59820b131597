// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/charts/grid_chart.h"

#include "ui/shared/charts/chart_parts.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsItem>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace haberdash::ui {

namespace {

constexpr int rowHeight = 30;
constexpr int axisHeight = 28;
constexpr double gap = 1; // between cells, pixels

QColor between(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

/// Paints the cells into the plot of the chart that it is a child of, whatever size that has by then.
class CellsItem final : public QGraphicsItem
{
public:
    CellsItem(QChart *chart, QAbstractSeries *series, const GridChart::Grid &grid, const Colors &colors)
        : QGraphicsItem(chart)
        , m_chart(chart)
        , m_series(series)
        , m_grid(grid)
        , m_colors(colors)
    {
        setZValue(10);
    }
    QRectF boundingRect() const override { return {QPointF(), m_chart->size()}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        painter->setFont(fontFor(TextRole::Small));
        const int columns = int(m_grid.columns.size());
        for (int i = 0; i < int(m_grid.cells.size()); ++i) {
            const GridCell &cell = m_grid.cells[size_t(i)];
            if (cell.share)
                paintCell(*painter, cell, rectOf(i / columns, i % columns));
        }
    }

private:
    [[nodiscard]] QRectF rectOf(int row, int column) const
    {
        const double top = double(m_grid.rows.size()) - row;
        const QPointF upper = m_chart->mapToPosition({double(column), top}, m_series);
        const QPointF lower = m_chart->mapToPosition({column + 1.0, top - 1}, m_series);
        return QRectF(upper, lower).adjusted(gap, gap, -gap, -gap);
    }
    void paintCell(QPainter &painter, const GridCell &cell, const QRectF &rect) const
    {
        const double strength = 0.06 + 0.94 * std::clamp(*cell.share, 0.0, 1.0);
        const QColor ground = between(m_colors.surface, m_colors.series.front(), strength);
        painter.setBrush(ground);
        painter.setPen(cell.isPartial ? QPen(m_colors.mutedText, 1, Qt::DashLine) : QPen(Qt::NoPen));
        painter.drawRoundedRect(rect, 3, 3);
        const QFontMetricsF metrics(painter.font());
        if (metrics.horizontalAdvance(cell.text) > rect.width() - 2)
            return;
        const bool isReadable
            = contrastRatio(m_colors.text, ground) >= contrastRatio(m_colors.surface, ground);
        painter.setPen(isReadable ? m_colors.text : m_colors.surface);
        painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, cell.text);
    }

    QChart *m_chart;
    QAbstractSeries *m_series;
    GridChart::Grid m_grid;
    const Colors &m_colors;
};

} // namespace

GridChart::GridChart(QWidget *parent)
    : ChartWidget(parent)
{
    connect(this, &ChartWidget::markActivated, this,
        [this](int mark) { Q_EMIT cellActivated(rowOf(mark), columnOf(mark)); });
}

void GridChart::setGrid(Grid grid)
{
    m_grid = std::move(grid);
    m_marks.clear();
    for (size_t i = 0; i < m_grid.cells.size(); ++i) {
        if (m_grid.cells[i].share)
            m_marks.push_back(int(i));
    }
    updateGeometry();
    dataChanged();
}

QSize GridChart::sizeHint() const
{
    return {480, axisHeight + rowHeight * std::max(1, int(m_grid.rows.size()))};
}

ChartTable GridChart::table() const
{
    ChartTable numbers{{m_grid.rowTitle}, {}};
    numbers.header += m_grid.columns;
    for (qsizetype row = 0; row < m_grid.rows.size(); ++row) {
        QStringList cells{m_grid.rows[row]};
        for (qsizetype column = 0; column < m_grid.columns.size(); ++column) {
            const GridCell &cell = m_grid.cells[size_t(row * m_grid.columns.size() + column)];
            cells << (cell.share ? cell.text : QString());
        }
        numbers.rows << cells;
    }
    return numbers;
}

void GridChart::fill(QChart &chart, const QSizeF &, const Colors &colors) const
{
    const auto rows = double(m_grid.rows.size());
    const auto columns = double(m_grid.columns.size());
    std::vector<chart::Label> across;
    std::vector<chart::Label> down;
    for (qsizetype column = 0; column < m_grid.columns.size(); ++column)
        across.push_back({double(column) + 0.5, m_grid.columns[column]});
    for (qsizetype row = m_grid.rows.size(); row-- > 0;)
        down.push_back({rows - double(row) - 0.5, m_grid.rows[row]});
    QCategoryAxis *top = chart::makeAxis(0, std::max(1.0, columns), across, colors);
    QCategoryAxis *left = chart::makeAxis(0, std::max(1.0, rows), down, colors);
    for (QCategoryAxis *axis : {top, left}) {
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
    }
    left->setLabelsBrush(colors.text);
    chart.addAxis(top, Qt::AlignTop);
    chart.addAxis(left, Qt::AlignLeft);
    QLineSeries *place = chart::makeLine({{0, 0}}, QPen(Qt::NoPen));
    chart.addSeries(place);
    place->attachAxis(top);
    place->attachAxis(left);
    new CellsItem(&chart, place, m_grid, colors); // a child of the chart
}

int GridChart::markNear(const QPointF &value) const
{
    const int columns = int(m_grid.columns.size());
    const int column = std::clamp(int(std::floor(value.x())), 0, columns - 1);
    const int row = std::clamp(
        int(m_grid.rows.size()) - 1 - int(std::floor(value.y())), 0, int(m_grid.rows.size()) - 1);
    const int wanted = row * columns + column;
    const auto found = std::lower_bound(m_marks.begin(), m_marks.end(), wanted);
    return int(std::min(found, m_marks.end() - 1) - m_marks.begin());
}

QPointF GridChart::markValue(int mark) const
{
    return {columnOf(mark) + 0.5, double(m_grid.rows.size()) - rowOf(mark) - 0.5};
}

QString GridChart::markText(int mark) const
{
    return m_grid.cells[size_t(m_marks[size_t(mark)])].tip;
}

} // namespace haberdash::ui
