// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/notice.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace haberdash::ui {

/// What models may say about a cell beyond Qt's roles.
enum CellRole {
    SortRole = Qt::UserRole + 100, ///< raw value, for sorting and tests
    BadgeRole, ///< int(Tone): the cell is drawn as a badge
    MutedRole ///< bool: second-hand information
};

/// Draws text so that digits stand below each other. Inter's digits differ in width and Qt 6.4 cannot ask a
/// font for its tabular ones, so each digit gets a cell of the widest.
void drawTabularText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text);
/// The width drawTabularText() needs.
[[nodiscard]] int tabularWidth(const QFontMetrics &metrics, const QString &text);

/// Cells of our tables: numbers (right aligned by the model) in tabular figures, badges, a row that lights
/// up.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// A table as we draw them: fixed row height, whole rows selected, hairlines between rows, the row under the
/// mouse lit, sorting by header. Enter or double click emits `rowActivated`.
class TableView final : public QTableView
{
    Q_OBJECT

public:
    /// `accessibleName` says what the rows are ("Customers").
    explicit TableView(const QString &accessibleName, QWidget *parent = nullptr);
    /// Widths in pixels; the last column, or the one with 0, takes the rest.
    void setColumnWidths(const QList<int> &widths);
    /// Without card border, for use inside a card.
    void setFrameless();
    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }

Q_SIGNALS:
    void rowActivated(int row);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setHoveredRow(int row);

    int m_hoveredRow = -1;
};

} // namespace haberdash::ui
