// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/change_table.h"

#include "ui/shared/table_view.h"

namespace haberdash::ui {

void ChangeTable::setChanges(QList<audit::Change> changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangeTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int ChangeTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangeTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const audit::Change &change = m_changes[index.row()];
    if (role == MutedRole)
        return !change.obstacle.isEmpty() || index.column() == What || index.column() == Before;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Who:
        return change.who;
    case What:
        return change.what;
    case Before:
        return change.before;
    default:
        if (!change.obstacle.isEmpty())
            return tr("left as it is: %1").arg(change.obstacle);
        return change.after.isEmpty() ? tr("(empty)") : change.after;
    }
}

QVariant ChangeTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Who:
        return tr("Who or what");
    case What:
        return tr("Changes");
    case Before:
        return tr("Before");
    default:
        return tr("After");
    }
}

} // namespace haberdash::ui
