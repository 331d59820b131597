// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/rejected_rows.h"
#include "ui/shared/when_done.h"

#include <QAbstractTableModel>
#include <QDialog>
#include <QSet>

class QPushButton;

namespace haberdash::ui {

class TableView;
class TextLabel;

/// Refused rows as a table to write in: line and reason stay, cells can be changed.
class RejectedRowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Line, Reason, FirstCell };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(importing::RejectedRows rows);
    /// The rows that were changed.
    [[nodiscard]] importing::RejectedRows mended() const;
    [[nodiscard]] qsizetype mendedCount() const { return m_mended.size(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    importing::RejectedRows m_rows;
    qsizetype m_cells = 0; ///< of the widest row
    QSet<int> m_mended;
};

/// Shows what an import refused and why, lets people mend it, and hands the mended rows on as a file to
/// import.
class MendDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit MendDialog(QString rejectsPath, QWidget *parent = nullptr);
    [[nodiscard]] RejectedRowsModel *model() const { return m_model; }

Q_SIGNALS:
    void ready();
    /// The mended rows are in this file.
    void mended(const QString &path);
    /// The person would rather use another program.
    void openRequested(const QString &path);

private:
    void showRows(const Result<importing::RejectedRows> &rows);
    void hand();
    void countMended();

    QString m_path;
    RejectedRowsModel *m_model;
    TableView *m_table;
    TextLabel *m_words;
    QPushButton *m_import;
    LatestOnly<Result<importing::RejectedRows>> m_load;
};

} // namespace haberdash::ui
