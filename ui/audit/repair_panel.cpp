// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/repair_panel.h"

#include "ui/audit/change_table.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/icons.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

RepairPanel::RepairPanel(Format format, QWidget *parent)
    : QWidget(parent)
    , m_format(std::move(format))
    , m_changes(new ChangeTable(this))
    , m_explanation(new TextLabel({}, TextLabel::Size::Body))
    , m_apply(new QPushButton(icon(Icon::Check), {}))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::small);
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    auto *table = new TableView(tr("What would be changed"));
    table->setObjectName("repairChanges"_L1);
    table->setModel(m_changes);
    table->setColumnWidths({140, 90, 200, 0});
    column->addWidget(table, 1);
    auto *buttons = new QHBoxLayout;
    m_apply->setObjectName("applyRepair"_L1);
    setButtonKind(m_apply, ButtonKind::Primary);
    auto *back = new QPushButton(tr("Back to the rows"));
    back->setObjectName("leaveRepair"_L1);
    buttons->addWidget(m_apply);
    buttons->addWidget(back);
    buttons->addStretch();
    column->addLayout(buttons);
    connect(m_apply, &QPushButton::clicked, this, &RepairPanel::accepted);
    connect(back, &QPushButton::clicked, this, &RepairPanel::rejected);
}

void RepairPanel::setPreview(const audit::Repair &repair, const QList<audit::Change> &changes)
{
    m_explanation->setText(repair.explanation());
    m_changes->setChanges(changes);
    const auto count = std::count_if(changes.begin(), changes.end(),
        [](const audit::Change &change) { return change.obstacle.isEmpty(); });
    m_hasChanges = count > 0;
    m_apply->setText(
        count == 1 ? tr("Make this change") : tr("Make these %1 changes").arg(m_format.number(count)));
    m_apply->setEnabled(m_hasChanges);
}

void RepairPanel::setBusy(bool busy)
{
    m_apply->setEnabled(!busy && m_hasChanges);
}

} // namespace haberdash::ui
