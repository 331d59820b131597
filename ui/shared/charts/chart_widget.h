// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QWidget>

namespace haberdash::ui {

/// The numbers of a chart as a table, for screen readers, copying and export.
struct ChartTable
{
    QStringList header;
    QList<QStringList> rows;
};

/// What all charts share: accessible name and sentence, a table of their numbers, export, a tip at the mouse,
/// and points that can be walked with the arrow keys. Subclasses paint into any painter, so screen, PNG, SVG
/// and PDF are the same picture.
class ChartWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ChartWidget(QWidget *parent = nullptr);

    /// `name` says what it shows ("Revenue per week"), `sentence` what one sees in it.
    void setDescription(const QString &name, const QString &sentence);
    [[nodiscard]] virtual ChartTable table() const = 0;
    /// The whole chart into `rect`.
    virtual void paintChart(QPainter &painter, const QRectF &rect, const QPalette &palette) const = 0;

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
    /// The mark at a point of the widget, or -1.
    [[nodiscard]] virtual int markAt(const QPointF &position, const QRectF &rect) const = 0;
    [[nodiscard]] virtual int markCount() const = 0;
    /// One line about a mark, for the tip.
    [[nodiscard]] virtual QString markText(int mark) const = 0;
    [[nodiscard]] virtual QPointF markPosition(int mark, const QRectF &rect) const = 0;
    /// The mark under mouse or keyboard, or -1.
    [[nodiscard]] int currentMark() const { return m_mark; }
    /// Call when the numbers changed.
    void dataChanged();

    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setMark(int mark);
    void paintTip(QPainter &painter) const;

    int m_mark = -1;
};

} // namespace haberdash::ui
