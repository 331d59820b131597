// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/import_log.h"
#include "core/store/undo.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"

#include <QDialog>

class QProgressBar;
class QPushButton;

namespace haberdash::ui {

class TextLabel;

/// Finds out what taking an import back would do, says it, and does it when the person agrees.
class UndoDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @param what the import in words: "customers.csv, 4 May"
    UndoDialog(Shop shop, TaskList &tasks, BatchId batch, const QString &what, QWidget *parent = nullptr);
    ~UndoDialog() override;

    void reject() override;

Q_SIGNALS:
    void undone();
    /// The account is there to be read.
    void planned();

private:
    void plan();
    void undo();
    /// What undoing does, and the imports and repairs since, to name those that stand in the way.
    struct Plan
    {
        store::UndoAccount account;
        QList<store::ImportRecord> log;
    };
    void showPlan(const Result<Plan> &plan);
    [[nodiscard]] QString obstaclesInWords(const Plan &plan) const;
    /// Words may have become many: as high as they need.
    void setWords(const QString &words);

    Shop m_shop;
    TaskList &m_tasks;
    BatchId m_batch;
    QPointer<Task> m_task;
    TextLabel *m_words;
    QProgressBar *m_progress;
    QPushButton *m_undo;
    QPushButton *m_close;
};

} // namespace haberdash::ui
