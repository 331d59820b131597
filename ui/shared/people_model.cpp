// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/people_model.h"

namespace haberdash::ui {

namespace {
enum Column { Name, Address, Country, Orders, Spent, LastOrder, ColumnCount };
}

PeopleModel::PeopleModel(Shop shop, QObject *parent)
    : QAbstractTableModel(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
{ }

void PeopleModel::setPeople(const QList<store::CustomerRow> &people)
{
    beginResetModel();
    m_people = people;
    endResetModel();
}

CustomerId PeopleModel::customerAt(int row) const
{
    return m_people.value(row).id;
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int PeopleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && (index.column() == Orders || index.column() == Spent))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const store::CustomerRow &person = m_people[index.row()];
    switch (index.column()) {
    case Name:
        return person.name;
    case Address:
        return person.email;
    case Country:
        return person.country;
    case Orders:
        return m_format.number(person.orders);
    case Spent:
        return m_format.money(m_shop.money(person.spent));
    case LastOrder:
        return person.lastOrder ? m_format.day(*person.lastOrder) : QString();
    }
    return {};
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(
            (section == Orders || section == Spent ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[]
        = {tr("Name"), tr("E-mail"), tr("Country"), tr("Orders"), tr("Spent"), tr("Last order")};
    return titles[section];
}

} // namespace haberdash::ui
