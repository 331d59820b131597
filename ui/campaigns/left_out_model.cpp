// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/left_out_model.h"

#include "ui/shared/campaign_words.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

enum Column { Name, Address, Detail, ColumnCount };

QString detailOf(const campaign::LeftOutPerson &person, const QString &reason, const Format &format)
{
    const auto *past = person.pastObstacle(reason);
    const auto *obstacle = past ? past : person.obstacle(reason);
    if (!obstacle)
        return LeftOutModel::tr("no longer so");
    QStringList parts;
    if (obstacle->since)
        parts.append(LeftOutModel::tr("since %1").arg(format.day(*obstacle->since)));
    if (obstacle->until && !past)
        parts.append(LeftOutModel::tr("until %1").arg(format.dayAndTime(*obstacle->until)));
    if (!obstacle->evidence.isEmpty())
        parts.append(evidenceInWords(obstacle->evidence));
    if (past)
        parts.append(LeftOutModel::tr("over by now"));
    return parts.isEmpty() ? LeftOutModel::tr("nothing more is known") : parts.join(u" · "_s);
}

} // namespace

LeftOutModel::LeftOutModel(Format format, QObject *parent)
    : QAbstractTableModel(parent)
    , m_format(std::move(format))
{ }

void LeftOutModel::setPeople(const QString &reason, const QList<campaign::LeftOutPerson> &people)
{
    beginResetModel();
    m_reason = reason;
    m_people = people;
    endResetModel();
}

const campaign::LeftOutPerson *LeftOutModel::personAt(int row) const
{
    return row < 0 || row >= m_people.size() ? nullptr : &m_people[row];
}

int LeftOutModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int LeftOutModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LeftOutModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto &person = m_people[index.row()];
    switch (index.column()) {
    case Name:
        return person.name;
    case Address:
        return person.why.address.isEmpty() ? tr("none") : person.why.address;
    case Detail:
        return detailOf(person, m_reason, m_format);
    }
    return {};
}

QVariant LeftOutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Name"), tr("E-mail"), tr("What is known")};
    return titles[section];
}

} // namespace haberdash::ui
