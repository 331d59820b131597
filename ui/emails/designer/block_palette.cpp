// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_palette.h"

#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/design_canvas.h"

#include <QMimeData>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

BlockPalette::BlockPalette(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"blockPalette"_s);
    setAccessibleName(tr("Blocks to put in"));
    setFrameShape(QFrame::NoFrame);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setDefaultDropAction(Qt::CopyAction);
    setIconSize({18, 18});
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const BlockWords &words : blockWords()) {
        auto *item = new QListWidgetItem(icon(words.icon), words.name, this);
        item->setData(Qt::UserRole, words.kind);
        item->setToolTip(words.purpose);
        item->setSizeHint({0, 34});
    }
    setCurrentRow(0);
    connect(this, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem *item) { Q_EMIT wanted(item->data(Qt::UserRole).toString()); });
}

QMimeData *BlockPalette::mimeData(const QList<QListWidgetItem *> &items) const
{
    auto *mime = new QMimeData;
    if (!items.isEmpty())
        mime->setData(mimeOfKind, items.first()->data(Qt::UserRole).toString().toUtf8());
    return mime;
}

QStringList BlockPalette::mimeTypes() const
{
    return {mimeOfKind};
}

} // namespace haberdash::ui
