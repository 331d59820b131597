// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/repair.h"
#include "ui/audit/finding_table.h"
#include "ui/shared/run_task.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace haberdash::ui {

class Badge;
class KeyValueList;
class RepairPanel;
class TableView;
class TextLabel;

/// One finding: what was found and how, what it breaks, what to do, its rows; where there is a safe repair,
/// what it would do, and doing it.
class FindingPane final : public QWidget
{
    Q_OBJECT

public:
    FindingPane(Shop shop, TaskList &tasks, QWidget *parent = nullptr);
    /// @param finding one of `audit`
    void setFinding(const SharedAudit &audit, const audit::Finding &finding);
    /// The checks that found nothing, in place of a finding.
    void setPassed(const SharedAudit &audit);

Q_SIGNALS:
    /// Somebody wants to see a customer.
    void customerRequested(haberdash::CustomerId customer);
    /// Rows were changed: the audit is old. `batch` can be taken back.
    void repaired(haberdash::BatchId batch, const QString &what);
    void failed(const haberdash::Error &error);

private:
    void showRows();
    void askForPreview();
    void repair();

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    SharedAudit m_audit;
    const audit::Finding *m_finding = nullptr; ///< of m_audit
    TextLabel *m_title;
    Badge *m_severity;
    TextLabel *m_count;
    KeyValueList *m_words;
    QPushButton *m_repair;
    QStackedWidget *m_stack;
    TableView *m_table;
    RepairPanel *m_panel;
    Task *m_task = nullptr;
    LatestOnly<Result<QList<audit::Change>>> m_preview;
};

} // namespace haberdash::ui
