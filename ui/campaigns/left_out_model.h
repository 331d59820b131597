// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/left_out.h"
#include "ui/shared/format.h"

#include <QAbstractTableModel>

namespace haberdash::ui {

/// People who are left out for one reason, with what is known about it.
class LeftOutModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit LeftOutModel(Format format, QObject *parent = nullptr);
    void setPeople(const QString &reason, const QList<campaign::LeftOutPerson> &people);
    /// Nothing where there is no such row.
    [[nodiscard]] const campaign::LeftOutPerson *personAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Format m_format;
    QString m_reason;
    QList<campaign::LeftOutPerson> m_people;
};

} // namespace haberdash::ui
