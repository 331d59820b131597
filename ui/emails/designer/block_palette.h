// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace haberdash::ui {

/// The kinds of blocks, to be dragged into the mail, or put in with a double click or Enter.
class BlockPalette final : public QListWidget
{
    Q_OBJECT

public:
    explicit BlockPalette(QWidget *parent = nullptr);

Q_SIGNALS:
    /// @param kind a word of `kindWords`
    void wanted(const QString &kind);

protected:
    QMimeData *mimeData(const QList<QListWidgetItem *> &items) const override;
    QStringList mimeTypes() const override;
};

} // namespace haberdash::ui
