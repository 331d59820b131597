// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    void showAccount(const Result<store::UndoAccount> &account);

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
