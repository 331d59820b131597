// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/repair_panel.h"

#include "ui/audit/change_table.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/icons.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

RepairPanel::RepairPanel(Format format, QWidget *parent)
    : QWidget(parent)
    , m_format(std::move(format))
    , m_changes(new ChangeTable(this))
    , m_table(new TableView(tr("What would be changed")))
    , m_explanation(new TextLabel({}, TextLabel::Size::Body))
    , m_apply(new QPushButton(icon(Icon::Check), {}))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::small);
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    m_table->setObjectName("repairChanges"_L1);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setModel(m_changes);
    m_table->setColumnWidths({140, 90, 200, 0});
    column->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    m_apply->setObjectName("applyRepair"_L1);
    setButtonKind(m_apply, ButtonKind::Primary);
    auto *back = new QPushButton(tr("Back to the rows"));
    back->setObjectName("leaveRepair"_L1);
    buttons->addWidget(m_apply);
    buttons->addWidget(back);
    buttons->addWidget(new TextLabel(
        tr("Select rows to change only these."), TextLabel::Size::Small, TextLabel::Ink::Muted));
    buttons->addStretch();
    column->addLayout(buttons);
    connect(m_apply, &QPushButton::clicked, this, &RepairPanel::accepted);
    connect(back, &QPushButton::clicked, this, &RepairPanel::rejected);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RepairPanel::updateButton);
}

void RepairPanel::setPreview(const audit::Repair &repair, const QList<audit::Change> &changes)
{
    m_explanation->setText(repair.explanation());
    m_changes->setChanges(changes);
    updateButton();
}

QList<audit::Change> RepairPanel::chosen() const
{
    const auto *selection = m_table->selectionModel();
    QList<audit::Change> chosen;
    for (int row = 0; row < m_changes->rowCount(); ++row) {
        const audit::Change &change = m_changes->changes()[row];
        if (change.obstacle.isEmpty() && (!selection->hasSelection() || selection->isRowSelected(row)))
            chosen.append(change);
    }
    return chosen;
}

std::vector<qint64> RepairPanel::chosenRows() const
{
    std::vector<qint64> rows;
    for (const audit::Change &change : chosen())
        rows.push_back(change.row);
    return rows;
}

void RepairPanel::updateButton()
{
    const qsizetype count = chosen().size();
    const bool isPart = m_table->selectionModel()->hasSelection();
    if (isPart)
        m_apply->setText(count == 1 ? tr("Make the selected change")
                                    : tr("Make the %1 selected changes").arg(m_format.number(count)));
    else
        m_apply->setText(
            count == 1 ? tr("Make this change") : tr("Make these %1 changes").arg(m_format.number(count)));
    m_apply->setEnabled(count > 0 && !m_busy);
}

void RepairPanel::setBusy(bool busy)
{
    m_busy = busy;
    updateButton();
}

} // namespace haberdash::ui
