// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/value_table.h"

#include "core/base/csv_cell.h"
#include "ui/shared/theme.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace haberdash::ui {

ValueTable::ValueTable(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_view(new TableView(accessibleName, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_view);
    m_view->setFrameless();
    connect(m_view, &TableView::rowActivated, this, [this](int row) {
        const int source = sourceRow(m_view->model()->index(row, 0));
        Q_EMIT rowActivated(source);
        Q_EMIT cellActivated(source, m_view->currentIndex().column());
    });
}

int ValueTable::sourceRow(const QModelIndex &index) const
{
    const auto *order = qobject_cast<const QSortFilterProxyModel *>(m_view->model());
    return order && index.isValid() ? order->mapToSource(index).row() : -1;
}

void ValueTable::setValues(
    const QList<ValueColumn> &columns, const QList<QList<ValueCell>> &rows, bool scrolls)
{
    auto *model = new QStandardItemModel(int(rows.size()), int(columns.size()));
    m_titles.clear();
    for (int column = 0; column < columns.size(); ++column) {
        const int side = int((columns[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        m_titles << columns[column].title;
        model->setHeaderData(column, Qt::Horizontal, columns[column].title);
        model->setHeaderData(column, Qt::Horizontal, side, Qt::TextAlignmentRole);
        if (!columns[column].tip.isEmpty())
            model->setHeaderData(column, Qt::Horizontal, columns[column].tip, Qt::ToolTipRole);
        for (int row = 0; row < rows.size(); ++row) {
            const ValueCell cell = rows[row].value(column);
            auto *item = new QStandardItem(cell.text);
            item->setData(cell.order.isValid() ? cell.order : QVariant(cell.text), SortRole);
            item->setTextAlignment(Qt::Alignment(side));
            item->setEditable(false);
            model->setItem(row, column, item);
        }
    }
    auto *before = m_view->model();
    auto *order = new QSortFilterProxyModel(m_view);
    model->setParent(order);
    order->setSourceModel(model);
    order->setSortRole(SortRole);
    m_view->setModel(order);
    delete before;
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) { Q_EMIT rowChosen(sourceRow(current)); });
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->horizontalHeader()->setMinimumSectionSize(48);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    const auto rest = std::find_if(
        columns.begin(), columns.end(), [](const ValueColumn &column) { return column.takesRest; });
    const int widest = rest == columns.end() ? 0 : int(rest - columns.begin());
    m_view->horizontalHeader()->setStretchLastSection(false);
    m_view->horizontalHeader()->setSectionResizeMode(widest, QHeaderView::Stretch);
    if (scrolls)
        return;
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setFixedHeight(height::header + height::row * int(rows.size()) + 2);
}

QByteArray ValueTable::toCsv() const
{
    QByteArray lines;
    appendCsvLine(lines, m_titles);
    const QAbstractItemModel *model = m_view->model();
    for (int row = 0; model && row < model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells << model->index(row, column).data().toString();
        appendCsvLine(lines, cells);
    }
    return lines;
}

} // namespace haberdash::ui
