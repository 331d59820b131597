// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"
#include "ui/shared/shop.h"

#include <QAbstractTableModel>

namespace haberdash::ui {

/// A few customers in a table: who would get the mail.
class PeopleModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit PeopleModel(Shop shop, QObject *parent = nullptr);
    void setPeople(const QList<store::CustomerRow> &people);
    [[nodiscard]] CustomerId customerAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Shop m_shop;
    Format m_format;
    QList<store::CustomerRow> m_people;
};

} // namespace haberdash::ui
