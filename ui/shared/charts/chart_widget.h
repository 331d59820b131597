// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QChartView>
#include <QStringList>

namespace haberdash::ui {

struct Colors;

/// The numbers of a chart as a table, for screen readers, copying and export.
struct ChartTable
{
    QStringList header;
    QList<QStringList> rows;
};

/// What all charts share around Qt Charts: accessible name and sentence, a table of their numbers, export, a
/// tip at the mouse, and points that can be walked with the arrow keys. The chart is made anew for each size
/// and theme, so screen, PNG, SVG and PDF are the same picture.
class ChartWidget : public QChartView
{
    Q_OBJECT

public:
    explicit ChartWidget(QWidget *parent = nullptr);

    /// `name` says what it shows ("Revenue per week"), `sentence` what one sees in it.
    void setDescription(const QString &name, const QString &sentence);
    [[nodiscard]] virtual ChartTable table() const = 0;
    /// The whole chart into `rect`.
    void paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const;

    /// Writes a picture of `size` (in pixels for PNG); the ending says which: .png, .svg, .pdf.
    [[nodiscard]] Result<> exportTo(const QString &path, QSize size) const;
    /// Table of numbers as tab separated text; Ctrl+C puts it on the clipboard.
    [[nodiscard]] QString tableText() const;

    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

Q_SIGNALS:
    /// Click or Enter on a mark; `index` counts as the rows of table().
    void markActivated(int index);

protected:
    /// Puts axes and series into an empty chart that will be `size` large. The first series carries the
    /// marks.
    virtual void fill(QChart &chart, const QSizeF &size, const Colors &colors) const = 0;
    [[nodiscard]] virtual int markCount() const = 0;
    /// The mark nearest to a point in values of the first series; asked only while there are marks.
    [[nodiscard]] virtual int markNear(const QPointF &value) const = 0;
    [[nodiscard]] virtual QPointF markValue(int mark) const = 0;
    /// One line about a mark, for the tip.
    [[nodiscard]] virtual QString markText(int mark) const = 0;
    /// Call when the numbers changed.
    void dataChanged();

    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] std::unique_ptr<QChart> makeChart(const QSizeF &size, const Colors &colors) const;
    void rebuild();
    void setMark(int mark);
    void paintTip(QPainter &painter, const QPointF &at) const;

    bool m_isStale = true; ///< the chart on screen is not that of the numbers, size and theme
    int m_mark = -1; ///< the one under mouse or keyboard, or -1
};

} // namespace haberdash::ui
