// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/repair.h"

#include <QAbstractTableModel>

namespace haberdash::ui {

/// What a repair would change: who, what, before, after. What is left as it is says why.
class ChangeTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Who, What, Before, After, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setChanges(QList<audit::Change> changes);
    [[nodiscard]] const QList<audit::Change> &changes() const { return m_changes; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<audit::Change> m_changes;
};

} // namespace haberdash::ui
