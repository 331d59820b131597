// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/notice.h"

#include <QListWidget>

namespace haberdash::ui {

/// A list of things with a name and a line or two about each: segments, emails, campaigns. Keeps its
/// selection by key when the rows change.
class LineList : public QListWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString key; ///< unique
        QString title;
        QString detail; ///< a muted line below
        QString note = {}; ///< at the right of the title; may be empty
        Tone tone = Tone::Neutral; ///< of the note, which is then a badge; Neutral: plain text
        QString foot = {}; ///< a second muted line; rows of one list all have it or none does
    };

    LineList(const QString &objectName, const QString &accessibleName, QWidget *parent = nullptr);
    void setRows(const QList<Row> &rows);
    /// Selects without emitting `chosen`, whatever the case of the letters; none for an unknown key.
    void select(const QString &key);
    [[nodiscard]] QString current() const;
    [[nodiscard]] QStringList keys() const;
    /// Of all rows that are selected, in a list where that can be several.
    [[nodiscard]] QStringList selectedKeys() const;

Q_SIGNALS:
    void chosen(const QString &key);
};

} // namespace haberdash::ui
