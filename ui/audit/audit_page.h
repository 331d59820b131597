// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/finding_table.h"
#include "ui/shared/page.h"
#include "ui/shared/run_task.h"

class QProgressBar;

namespace haberdash::ui {

class FindingPane;
class LineList;
class ScoreCard;

/// Whether the data can be trusted: a score that explains itself, what was found with its rows, repairs that
/// can be taken back, and a report to hand over.
class AuditPage final : public Page
{
    Q_OBJECT

public:
    AuditPage(Shop shop, TaskList &tasks, QWidget *parent = nullptr);

    /// What is shown; nullptr before the first answer.
    [[nodiscard]] const SharedAudit &audit() const { return m_audit; }
    /// Writes a report: .html, .pdf or .json. Says in a notice what became of it.
    void exportTo(const QString &path);

public Q_SLOTS:
    /// Looks at the data where that was not done since it changed. "check:people.email-typo" shows a finding.
    void activate(const QString &argument) override;

Q_SIGNALS:
    /// An answer, or the reason why there is none, is shown.
    void settled();

private:
    void build();
    void run();
    void showAudit(SharedAudit audit);
    void showTrouble(const Error &error);
    void choose(const QString &key);
    void askForReport();
    void undo(BatchId batch);
    /// Says whether the file of the shop is as it was when it was looked at.
    [[nodiscard]] QString stateOfFile() const;

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    SharedAudit m_audit;
    QString m_auditedState;
    QString m_wanted; ///< key of the check to show next
    ScoreCard *m_score;
    LineList *m_list;
    FindingPane *m_pane;
    QWidget *m_progressRow;
    QProgressBar *m_progress;
    QPushButton *m_again;
    QPushButton *m_export;
    Task *m_task = nullptr;
};

} // namespace haberdash::ui
