// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/finding_pane.h"

#include "core/audit/words.h"
#include "ui/audit/repair_panel.h"
#include "ui/shared/icons.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Tone toneOf(audit::Severity severity)
{
    return severity == audit::Severity::Serious ? Tone::Negative
        : severity == audit::Severity::Warning  ? Tone::Warning
                                                : Tone::Neutral;
}

} // namespace

FindingPane::FindingPane(Shop shop, TaskList &tasks, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_tasks(tasks)
    , m_title(new TextLabel({}, TextLabel::Size::Section))
    , m_severity(new Badge({}))
    , m_count(new TextLabel({}, TextLabel::Size::Strong))
    , m_words(new KeyValueList)
    , m_repair(new QPushButton(icon(Icon::Check), {}))
    , m_stack(new QStackedWidget)
    , m_table(new TableView(tr("Rows that were found")))
    , m_panel(new RepairPanel(m_format))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::small);
    auto *head = new QHBoxLayout;
    m_title->setObjectName("findingTitle"_L1);
    head->addWidget(m_title);
    head->addWidget(m_severity, 0, Qt::AlignVCenter);
    head->addStretch();
    m_repair->setObjectName("previewRepair"_L1);
    head->addWidget(m_repair);
    column->addLayout(head);
    m_count->setWordWrap(true);
    m_count->setObjectName("findingCount"_L1);
    column->addWidget(m_count);
    column->addWidget(m_words);
    m_table->setObjectName("findingRows"_L1);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_panel);
    column->addWidget(m_stack, 1);

    connect(m_repair, &QPushButton::clicked, this, &FindingPane::askForPreview);
    connect(m_panel, &RepairPanel::rejected, this, &FindingPane::showRows);
    connect(m_panel, &RepairPanel::accepted, this, &FindingPane::repair);
    connect(m_table, &TableView::rowActivated, this, [this](int row) {
        if (const auto *rows = qobject_cast<FindingTable *>(m_table->model())) {
            if (const CustomerId customer = rows->customerAt(row); customer.isValid())
                Q_EMIT customerRequested(customer);
        }
    });
}

void FindingPane::setFinding(const SharedAudit &audit, const audit::Finding &finding)
{
    m_audit = audit;
    m_finding = &finding;
    m_preview.cancel();
    const audit::About &about = finding.check->about();
    m_title->setText(about.title);
    m_severity->setText(audit::toWord(about.severity), toneOf(about.severity));
    m_severity->show();
    m_count->setText(audit::countInWords(finding) + u". "_s + about.finds);
    m_words->setRows({{tr("How"), about.how}, {tr("Breaks"), about.breaks}, {tr("To do"), about.repair},
        {tr("Score"), audit::pointsInWords(finding) + u'.'}});
    m_words->show();
    const audit::Repair *repair = audit::repairFor(about.key);
    m_repair->setVisible(repair != nullptr);
    if (repair)
        m_repair->setText(repair->title() + u" …"_s);
    auto *old = m_table->model();
    auto *rows = new FindingTable(m_shop, audit, finding, m_table);
    connect(rows, &PagedTableModel::failed, this, &FindingPane::failed);
    m_table->setModel(rows);
    m_table->setColumnWidths(rows->widths());
    delete old;
    showRows();
}

void FindingPane::setPassed(const SharedAudit &audit)
{
    m_audit = audit;
    m_finding = nullptr;
    m_preview.cancel();
    m_title->setText(tr("Checks that found nothing"));
    m_severity->hide();
    m_count->setText(tr("Each with what it looked at, and how."));
    m_words->hide();
    m_repair->hide();
    auto *old = m_table->model();
    auto *rows = new QStandardItemModel(0, 3, m_table);
    rows->setHorizontalHeaderLabels({tr("Check"), tr("Looked at"), tr("How")});
    for (const audit::Finding &finding : audit->findings) {
        if (finding.count() > 0)
            continue;
        QList<QStandardItem *> cells;
        for (const QString &text : {finding.check->about().title,
                 finding.outOf > 0 ? m_format.number(finding.outOf) + u' ' + audit::nounOf(finding)
                                   : tr("nothing there"),
                 finding.check->about().how}) {
            cells.append(new QStandardItem(text));
            cells.back()->setToolTip(text);
            cells.back()->setEditable(false);
        }
        rows->appendRow(cells);
    }
    m_table->setModel(rows);
    m_table->setColumnWidths({250, 130, 0});
    delete old;
    showRows();
}

void FindingPane::showRows()
{
    m_stack->setCurrentWidget(m_table);
    m_repair->setEnabled(true);
}

void FindingPane::askForPreview()
{
    if (!m_finding)
        return;
    const audit::Repair *repair = audit::repairFor(m_finding->check->about().key);
    if (!repair)
        return;
    m_repair->setEnabled(false);
    m_preview.run(QtConcurrent::run([shop = m_shop, audit = m_audit, finding = m_finding,
                                        repair]() -> Result<QList<audit::Change>> {
        HABERDASH_TRY_ASSIGN(connection, shop.open());
        return repair->preview(connection, finding->ids, audit->asOf);
    }),
        this, [this, repair](const Result<QList<audit::Change>> &changes) {
            if (!changes) {
                showRows();
                Q_EMIT failed(changes.error());
                return;
            }
            m_panel->setPreview(*repair, *changes);
            m_stack->setCurrentWidget(m_panel);
        });
}

void FindingPane::repair()
{
    const audit::Repair *repair = audit::repairFor(m_finding->check->about().key);
    if (!repair || m_task)
        return;
    m_panel->setBusy(true);
    m_task = runTask(
        m_tasks, repair->title(),
        [shop = m_shop, audit = m_audit, rows = m_panel->chosenRows(), repair](
            Progress &) -> Result<audit::Repaired> {
            HABERDASH_TRY_ASSIGN(connection, shop.open(store::Connection::Access::ReadWrite));
            return audit::applyRepair(connection, *repair, rows, audit->asOf, shop.now());
        },
        this,
        [this, repair](const Result<audit::Repaired> &done) -> QString {
            m_task = nullptr;
            m_panel->setBusy(false);
            if (!done) {
                Q_EMIT failed(done.error());
                return {};
            }
            showRows();
            QString changed = tr("%1 changed").arg(m_format.number(done->changed()));
            Q_EMIT repaired(done->batch, tr("%1: %2.").arg(repair->title(), changed));
            return changed;
        });
}

} // namespace haberdash::ui
