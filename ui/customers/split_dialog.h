// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/customers/split_draft.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

class InlineMessage;
class LineList;
class TextLabel;

/// Makes two people of one record: what is known of it at the left, what is the other person's moves over to
/// the right, and each side says what it will be. Lies beside the window, not over it.
class SplitDialog final : public QDialog
{
    Q_OBJECT

public:
    SplitDialog(Shop shop, TaskList &tasks, CustomerId customer, QWidget *parent = nullptr);

    [[nodiscard]] const SplitDraft &draft() const { return m_draft; }

Q_SIGNALS:
    /// The record is there to be dealt out.
    void loaded();
    /// It is done. `batch` can be taken back.
    void split(haberdash::BatchId batch, haberdash::CustomerId person, const QString &name);

private:
    /// The place of one of the two.
    struct Column
    {
        TextLabel *name = nullptr;
        TextLabel *summary = nullptr;
        LineList *list = nullptr;
        QPushButton *move = nullptr; ///< what is chosen here goes to the other
    };
    using Side = SplitDraft::Side;

    QWidget *makeColumn(Side side);
    void makeNames(QVBoxLayout *column);
    void load();
    void showSide(Side side);
    void refresh();
    void moveChosen(Side from);
    void run();
    [[nodiscard]] QString summaryOf(Side side) const;

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    CustomerId m_customer;
    SplitDraft m_draft;
    Column m_stays;
    Column m_goes;
    QLineEdit *m_firstName;
    QLineEdit *m_lastName;
    TextLabel *m_hint;
    InlineMessage *m_message;
    QPushButton *m_split;
    bool m_running = false;
    LatestOnly<Result<SplitDraft::Record>> m_load;
};

} // namespace haberdash::ui
