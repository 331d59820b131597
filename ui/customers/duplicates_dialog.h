// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/merge.h"
#include "core/store/customer_repository.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

#include <QAbstractTableModel>
#include <QDialog>

class QGridLayout;
class QProgressBar;
class QPushButton;

namespace haberdash::ui {

class InlineMessage;
class TableView;
class TextLabel;

/// One of two records that look alike, with what helps to decide.
struct RecordToCompare
{
    store::Customer customer;
    store::CustomerFigures figures;
    QString street;
};

/// A proposed pair, ready to be shown side by side.
struct PairToCompare
{
    identity::DuplicatePair pair;
    RecordToCompare low;
    RecordToCompare high;
};

/// Proposed pairs, best first.
class DuplicateModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Who, Other, Likelihood, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setPairs(QList<PairToCompare> pairs);
    [[nodiscard]] const QList<PairToCompare> &pairs() const { return m_pairs; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<PairToCompare> m_pairs;
};

/// Records that may be one person, side by side: which to keep, or that they are two. Each merge can be taken
/// apart again, here and later.
class DuplicatesDialog final : public QDialog
{
    Q_OBJECT

public:
    DuplicatesDialog(Shop shop, TaskList &tasks, QWidget *parent = nullptr);
    ~DuplicatesDialog() override;

    [[nodiscard]] const DuplicateModel &model() const { return *m_model; }

Q_SIGNALS:
    /// The list is new; also after each decision.
    void shown();
    /// People of the shop were merged or taken apart.
    void changed();

private:
    struct Waiting
    {
        qint64 total = 0;
        qint64 certain = 0;
        QList<PairToCompare> pairs;
    };
    QWidget *makeDetail();
    void load();
    void showWaiting(const Result<Waiting> &waiting);
    void showPair();
    void find();
    void keep(CustomerId kept, CustomerId merged);
    void keepApart();
    void mergeCertain();
    void undoLast();
    template<typename T>
    void run(const QString &title, std::function<Result<T>(Progress &)> work,
        std::function<void(const T &)> handle);
    void setBusy(bool busy);

    Shop m_shop;
    Format m_format;
    TaskList &m_tasks;
    DuplicateModel *m_model;
    TextLabel *m_words;
    TableView *m_table;
    QWidget *m_detail;
    QGridLayout *m_grid;
    QPushButton *m_find;
    QPushButton *m_mergeCertain;
    QPushButton *m_keepLow;
    QPushButton *m_keepHigh;
    QPushButton *m_apart;
    QProgressBar *m_progress;
    InlineMessage *m_message;
    QPointer<Task> m_task;
    QList<BatchId> m_lastMerges; ///< what "Undo" takes apart, newest first
    LatestOnly<Result<Waiting>> m_load;
};

} // namespace haberdash::ui
