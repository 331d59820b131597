// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/notice.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>

namespace haberdash::ui {

/// A small table of texts that are ready to be read: an answer about a segment.
class AnswerModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Column
    {
        QString title;
        bool isNumber = false; ///< right aligned
    };
    struct Row
    {
        QStringList cells; ///< one for each column
        std::optional<Tone> tone = {}; ///< the first cell is a badge
    };

    explicit AnswerModel(QList<Column> columns, QObject *parent = nullptr);
    void setRows(QList<Row> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Column> m_columns;
    QList<Row> m_rows;
};

} // namespace haberdash::ui
