// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/table_view.h"

#include <QList>
#include <QStringList>
#include <QVariant>

namespace haberdash::ui {

/// A cell as people read it, and what it is sorted by (its text unless said otherwise).
struct ValueCell
{
    QString text;
    QVariant order;
    ValueCell(QString shown = {}) // NOLINT(google-explicit-constructor): a text is a cell
        : text(std::move(shown))
    { }
    ValueCell(QString shown, QVariant by)
        : text(std::move(shown))
        , order(std::move(by))
    { }
};

struct ValueColumn
{
    QString title;
    bool isNumber = true;
    QString tip; ///< what it counts; may be empty
    bool takesRest = false; ///< of the width; else the first column does
};

/// A table of values that are all there, some hundred rows at most: sorted by its headers, as high as its
/// rows or scrolling.
class ValueTable final : public QWidget
{
    Q_OBJECT

public:
    explicit ValueTable(const QString &accessibleName, QWidget *parent = nullptr);
    /// Without `scrolls` the table is as high as its rows.
    void setValues(
        const QList<ValueColumn> &columns, const QList<QList<ValueCell>> &rows, bool scrolls = false);
    [[nodiscard]] TableView *view() const { return m_view; }
    /// What is shown as CSV.
    [[nodiscard]] QByteArray toCsv() const;

Q_SIGNALS:
    /// Enter or double click; the number of the row as it was given.
    void rowActivated(int row);
    /// The same, with the column.
    void cellActivated(int row, int column);
    /// Another row was chosen; -1: none.
    void rowChosen(int row);

private:
    [[nodiscard]] int sourceRow(const QModelIndex &index) const;

    TableView *m_view;
    QStringList m_titles;
};

} // namespace haberdash::ui
