// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/emails/designer/block_pictures.h"
#include "ui/emails/designer/canvas_layout.h"

#include <QScrollArea>

class QMimeData;

namespace haberdash::ui {

class DesignEditor;

/// What drags carry: a kind of block from the palette, the id of a block of this canvas, or blocks as text.
inline const QString mimeOfKind = QStringLiteral("application/x-haberdash-block-kind");
inline const QString mimeOfBlock = QStringLiteral("application/x-haberdash-block-id");
inline const QString mimeOfBlocks = QStringLiteral("application/x-haberdash-blocks");

/// The mail as it is being built. A click chooses a block, a drag moves it, and the keyboard does both:
/// arrows choose, Alt with arrows moves, Delete, Ctrl+D, Ctrl+C, Ctrl+X, Ctrl+V.
class DesignCanvas final : public QScrollArea
{
    Q_OBJECT

public:
    /// @param artist outlives this
    DesignCanvas(DesignEditor &editor, BannerArtist &artist, QWidget *parent = nullptr);
    void setScene(BlockScene scene);
    /// Where a block is drawn, in coordinates of the viewport.
    [[nodiscard]] QRect rectOf(const QString &id) const;
    [[nodiscard]] const CanvasLayout &layoutOfBlocks() const { return m_layout; }

public Q_SLOTS:
    void copy();
    void cut();
    void paste();

Q_SIGNALS:
    /// Enter or a double click: the person wants to write in the chosen block.
    void editWanted();
    /// Something could not be done; `why` is a sentence.
    void refused(const QString &why);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Sheet;
    friend class Sheet;

    void arrange();
    /// Without scrolling to the chosen block.
    void layOutSheet();
    void placeTools();
    void showChoice();
    [[nodiscard]] QPoint toMail(QPoint onSheet) const;
    [[nodiscard]] QRect toSheet(QRect inMail) const;
    void paint(QPainter &painter);
    void paintItem(QPainter &painter, const CanvasItem &item);
    void paintMarks(QPainter &painter);
    bool mouse(QMouseEvent &event);
    void dragBlock();
    [[nodiscard]] bool accepts(const QMimeData &mime, QPoint onSheet);
    bool drop(const QMimeData &mime, QPoint onSheet);
    void makeTools();

    DesignEditor &m_editor;
    BlockPictures m_pictures;
    CanvasLayout m_layout;
    QWidget *m_sheet;
    QWidget *m_tools;
    double m_scale = 1;
    int m_left = 0; ///< of the mail's column on the sheet
    QString m_hovered;
    QPoint m_pressedAt;
    bool m_mayDrag = false;
    std::optional<DropLine> m_drop;
};

} // namespace haberdash::ui
