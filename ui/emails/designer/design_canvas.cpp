// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/design_canvas.h"

#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/design_editor.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolButton>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int air = 24; ///< around the mail, CSS pixels
constexpr double largestScale = 1.0;

} // namespace

/// What is scrolled. Hands everything on.
class DesignCanvas::Sheet final : public QWidget
{
public:
    explicit Sheet(DesignCanvas &canvas)
        : m_canvas(canvas)
    {
        setMouseTracking(true);
        setAcceptDrops(true);
        setAttribute(Qt::WA_OpaquePaintEvent);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_canvas.paint(painter);
    }

private:
    DesignCanvas &m_canvas;
};

DesignCanvas::DesignCanvas(DesignEditor &editor, BannerArtist &artist, QWidget *parent)
    : QScrollArea(parent)
    , m_editor(editor)
    , m_pictures(artist)
    , m_sheet(new Sheet(*this))
    , m_tools(new QWidget(m_sheet))
{
    setObjectName(u"designCanvas"_s);
    setAccessibleName(tr("The mail"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setWidget(m_sheet);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else the mail would jump when it comes and goes
    m_sheet->installEventFilter(this);
    makeTools();
    connect(&m_editor, &DesignEditor::changed, this, &DesignCanvas::arrange);
    connect(&m_editor, &DesignEditor::choiceChanged, this, &DesignCanvas::showChoice);
    connect(&artist, &BannerArtist::drawn, this, &DesignCanvas::layOutSheet);
}

void DesignCanvas::makeTools()
{
    m_tools->setObjectName(u"blockTools"_s);
    m_tools->setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(m_tools);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    const auto add = [&](Icon icon, const QString &name, const QString &object, auto act) {
        QToolButton *button = makeIconButton(icon, name, m_tools);
        button->setObjectName(object);
        button->setFocusPolicy(Qt::NoFocus); // all of them have keys
        connect(button, &QToolButton::clicked, this, act);
        layout->addWidget(button);
    };
    add(Icon::ArrowUp, tr("Up (Alt+Up)"), u"blockUp"_s, [this] { m_editor.moveBy(m_editor.chosen(), -1); });
    add(Icon::ArrowDown, tr("Down (Alt+Down)"), u"blockDown"_s,
        [this] { m_editor.moveBy(m_editor.chosen(), 1); });
    add(Icon::Copy, tr("Once more (Ctrl+D)"), u"blockDuplicate"_s,
        [this] { m_editor.duplicate(m_editor.chosen()); });
    add(Icon::Trash, tr("Take out (Delete)"), u"blockRemove"_s,
        [this] { m_editor.remove(m_editor.chosen()); });
    m_tools->hide();
}

void DesignCanvas::setScene(BlockScene scene)
{
    m_pictures.setScene(std::move(scene));
    layOutSheet();
}

void DesignCanvas::arrange()
{
    layOutSheet();
    showChoice();
    const QRect rect = m_editor.block() ? toSheet(m_layout.rectOf(m_editor.chosen())) : QRect();
    const int room = viewport()->height() - 2 * air;
    if (rect.isEmpty() || rect.height() > room)
        return;
    // What was put in or changed is seen whole.
    const int seen = verticalScrollBar()->value();
    if (rect.bottom() > seen + viewport()->height())
        verticalScrollBar()->setValue(rect.bottom() - viewport()->height() + air);
    else if (rect.top() < seen)
        verticalScrollBar()->setValue(rect.top() - air);
}

void DesignCanvas::layOutSheet()
{
    const auto &document = m_editor.document();
    const int room = std::max(viewport()->width(), 120);
    m_scale = std::min(largestScale, double(room) / (document.width + 2 * air));
    m_left = int((room - document.width * m_scale) / 2);
    m_layout = layOut(document, [&](const compose::Block &block, int width, bool isInside) {
        const BlockPicture picture
            = m_pictures.picture(block, document.language, width, isInside, m_scale, devicePixelRatioF());
        return picture.image.isNull()
            ? 56
            : int(std::lround(picture.image.deviceIndependentSize().height() / m_scale));
    });
    m_sheet->resize(room, std::max(int((m_layout.height + 2 * air) * m_scale), viewport()->height()));
    placeTools();
    m_sheet->update();
}

QPoint DesignCanvas::toMail(QPoint onSheet) const
{
    return {int((onSheet.x() - m_left) / m_scale), int(onSheet.y() / m_scale) - air};
}

QRect DesignCanvas::toSheet(QRect inMail) const
{
    return QRectF(m_left + inMail.x() * m_scale, (inMail.y() + air) * m_scale, inMail.width() * m_scale,
        inMail.height() * m_scale)
        .toAlignedRect();
}

QRect DesignCanvas::rectOf(const QString &id) const
{
    return toSheet(m_layout.rectOf(id)).translated(0, -verticalScrollBar()->value());
}

void DesignCanvas::showChoice()
{
    placeTools();
    if (const compose::Block *block = m_editor.block()) {
        const QRect rect = toSheet(m_layout.rectOf(block->id));
        const QRect seen(0, verticalScrollBar()->value(), viewport()->width(), viewport()->height());
        if (!seen.intersects(rect))
            ensureVisible(rect.center().x(), rect.top(), 0, 80);
    }
    m_sheet->update();
}

void DesignCanvas::placeTools()
{
    const compose::Block *block = m_editor.block();
    m_tools->setVisible(block != nullptr);
    setAccessibleDescription(block ? describe(*block) : QString());
    if (block) {
        const QRect rect = toSheet(m_layout.rectOf(block->id));
        m_tools->adjustSize();
        // Above the block's right corner, inside it where there is no room above.
        const int y = rect.top() - m_tools->height() - 2;
        m_tools->move(std::max(rect.right() - m_tools->width() + 1, 0), y < 0 ? rect.top() + 4 : y);
        m_tools->raise();
    }
}

void DesignCanvas::paint(QPainter &painter)
{
    const auto &brand = m_pictures.scene().brand;
    painter.fillRect(m_sheet->rect(), QColor(brand.backgroundColour));
    painter.fillRect(
        toSheet(QRect(0, 0, m_editor.document().width, m_layout.height)), QColor(brand.surfaceColour));
    for (const CanvasItem &item : m_layout.items)
        paintItem(painter, item);
    paintMarks(painter);
}

void DesignCanvas::paintItem(QPainter &painter, const CanvasItem &item)
{
    const Colors &colors = colorsOf(this);
    const QRect rect = toSheet(item.rect);
    const auto words = [&](const QString &text, const QColor &color, int flags) {
        painter.setFont(fontFor(TextRole::Small));
        painter.setPen(color);
        const QRect inner = rect.adjusted(8, 0, -8, 0);
        painter.drawText(inner, flags, painter.fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
    };
    switch (item.kind) {
    case CanvasItem::Kind::Block:
    case CanvasItem::Kind::OwnFooter: {
        const bool isOwn = item.kind == CanvasItem::Kind::OwnFooter;
        const auto *block = isOwn ? &ownFooter() : compose::findBlock(m_editor.document(), item.id);
        if (!block)
            return;
        const BlockPicture picture = m_pictures.picture(*block, m_editor.document().language,
            item.rect.width(), item.isInside, m_scale, devicePixelRatioF());
        if (!picture.image.isNull()) {
            painter.drawImage(rect.topLeft(), picture.image);
            return;
        }
        painter.fillRect(rect, colors.negativeSoft);
        words(u"%1: %2"_s.arg(wordsOf(block->content).name, picture.mistake), colors.text,
            Qt::AlignVCenter | Qt::TextWordWrap);
        return;
    }
    case CanvasItem::Kind::Group:
        if (const auto *block = compose::findBlock(m_editor.document(), item.id);
            block && !block->style.background.isEmpty())
            painter.fillRect(
                rect, QColor(compose::colourOf(m_pictures.scene().brand, block->style.background)));
        return;
    case CanvasItem::Kind::Label:
        painter.fillRect(rect, colors.accentSoft);
        words(item.text, colors.accentSoftText, Qt::AlignVCenter | Qt::AlignLeft);
        return;
    case CanvasItem::Kind::Empty:
        painter.setPen(QPen(colors.fieldBorder, 1, Qt::DashLine));
        painter.drawRect(rect.adjusted(4, 4, -5, -5));
        words(tr("Drop a block here"), colors.mutedText, Qt::AlignCenter);
        return;
    }
}

void DesignCanvas::paintMarks(QPainter &painter)
{
    const Colors &colors = colorsOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const CanvasItem &item : m_layout.items) {
        const auto *block = item.kind == CanvasItem::Kind::Block || item.kind == CanvasItem::Kind::Group
            ? compose::findBlock(m_editor.document(), item.id)
            : nullptr;
        if (!block)
            continue;
        QStringList notes;
        if (!block->rule.isEmpty())
            notes.append(tr("Only: %1").arg(block->rule));
        if (block->repeat)
            notes.append(tr("For each of %1").arg(block->repeat->list));
        if (block->device != compose::Device::All)
            notes.append(
                block->device == compose::Device::PhoneOnly ? tr("Phones only") : tr("Desktops only"));
        if (notes.isEmpty())
            continue;
        const QRect rect = toSheet(item.rect);
        const QString text
            = painter.fontMetrics().elidedText(notes.join(u" · "_s), Qt::ElideRight, rect.width() - 24);
        painter.setFont(fontFor(TextRole::Small));
        const QSize size = painter.fontMetrics().size(0, text) + QSize(12, 4);
        const QRect chip(rect.topLeft() + QPoint(4, 4), size);
        QPainterPath path;
        path.addRoundedRect(chip, radius::field, radius::field);
        painter.fillPath(path, colors.accentSoft);
        painter.setPen(colors.accentSoftText);
        painter.drawText(chip, Qt::AlignCenter, text);
    }
    const auto outline = [&](const QString &id, const QPen &pen) {
        const QRect rect = toSheet(m_layout.rectOf(id));
        if (rect.isEmpty())
            return;
        painter.setPen(pen);
        painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
    };
    if (!m_hovered.isEmpty() && m_hovered != m_editor.chosen())
        outline(m_hovered, QPen(colors.accent, 1, Qt::DotLine));
    outline(m_editor.chosen(), QPen(colors.accent, 2));
    if (m_drop) {
        const QRect line = toSheet(m_drop->line);
        painter.fillRect(QRect(line.left(), line.top() - 1, line.width(), 3), colors.accent);
    }
}

bool DesignCanvas::mouse(QMouseEvent &event)
{
    const QPoint at = event.position().toPoint();
    const QString id = m_layout.blockAt(toMail(at));
    switch (event.type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        if (event.button() == Qt::LeftButton) {
            m_editor.choose(id);
            m_pressedAt = at;
            m_mayDrag = !id.isEmpty();
        }
        return true;
    case QEvent::MouseButtonDblClick:
        if (!id.isEmpty())
            Q_EMIT editWanted();
        return true;
    case QEvent::MouseMove:
        if (m_mayDrag && event.buttons().testFlag(Qt::LeftButton)
            && (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
            m_mayDrag = false;
            dragBlock();
        } else if (id != m_hovered) {
            m_hovered = id;
            m_sheet->setCursor(id.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
            m_sheet->update();
        }
        return true;
    case QEvent::MouseButtonRelease:
        m_mayDrag = false;
        return true;
    default:
        return false;
    }
}

void DesignCanvas::dragBlock()
{
    auto *drag = new QDrag(this);
    auto *mime = new QMimeData;
    mime->setData(mimeOfBlock, m_editor.chosen().toUtf8());
    drag->setMimeData(mime);
    drag->exec(Qt::MoveAction);
}

bool DesignCanvas::accepts(const QMimeData &mime, QPoint onSheet)
{
    const DropLine *line = m_layout.dropNear(toMail(onSheet));
    m_drop.reset();
    m_sheet->update();
    if (!line)
        return false;
    bool fits = false;
    if (mime.hasFormat(mimeOfKind)) {
        const auto content = compose::contentOfKind(QString::fromUtf8(mime.data(mimeOfKind)));
        fits = content && compose::mayStand(m_editor.document(), *content, line->place);
    } else if (mime.hasFormat(mimeOfBlock)) {
        compose::Document tried = m_editor.document();
        fits = compose::moveBlock(tried, QString::fromUtf8(mime.data(mimeOfBlock)), line->place);
    }
    if (fits)
        m_drop = *line;
    return fits;
}

bool DesignCanvas::drop(const QMimeData &mime, QPoint onSheet)
{
    const bool fits = accepts(mime, onSheet);
    const auto line = m_drop;
    m_drop.reset();
    m_sheet->update();
    if (!fits)
        return false;
    if (mime.hasFormat(mimeOfKind))
        return m_editor.add(firstContent(QString::fromUtf8(mime.data(mimeOfKind))), line->place);
    return m_editor.move(QString::fromUtf8(mime.data(mimeOfBlock)), line->place);
}

bool DesignCanvas::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_sheet)
        return QScrollArea::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
        return mouse(*static_cast<QMouseEvent *>(event));
    case QEvent::Leave:
        m_hovered.clear();
        m_sheet->update();
        return false;
    case QEvent::DragEnter: // asked again with each move
        static_cast<QDropEvent *>(event)->acceptProposedAction();
        return true;
    case QEvent::DragMove: {
        auto *move = static_cast<QDragMoveEvent *>(event);
        const bool fits = accepts(*move->mimeData(), move->position().toPoint());
        move->setAccepted(fits);
        return true;
    }
    case QEvent::DragLeave:
        m_drop.reset();
        m_sheet->update();
        return true;
    case QEvent::Drop: {
        auto *dropped = static_cast<QDropEvent *>(event);
        dropped->setAccepted(drop(*dropped->mimeData(), dropped->position().toPoint()));
        return true;
    }
    default:
        return QScrollArea::eventFilter(watched, event);
    }
}

void DesignCanvas::copy()
{
    const compose::Block *block = m_editor.block();
    if (!block)
        return;
    auto *mime = new QMimeData;
    const QString text = compose::toText(compose::Blocks{*block});
    mime->setData(mimeOfBlocks, text.toUtf8());
    mime->setText(text); // so that a block can be kept in a note or sent to a colleague
    QApplication::clipboard()->setMimeData(mime);
}

void DesignCanvas::cut()
{
    copy();
    m_editor.remove(m_editor.chosen());
}

void DesignCanvas::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    const QString text = mime && mime->hasFormat(mimeOfBlocks) ? QString::fromUtf8(mime->data(mimeOfBlocks))
        : mime                                                 ? mime->text()
                                                               : QString();
    auto blocks = compose::blocksFromText(text);
    if (!blocks)
        Q_EMIT refused(tr("There are no blocks to paste. Copy one in an email first."));
    else if (!m_editor.add(std::move(*blocks), m_editor.placeForNew()))
        Q_EMIT refused(tr("This block cannot stand here. Choose another place and paste again."));
}

void DesignCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool withAlt = event->modifiers() == Qt::AltModifier;
    const QString id = m_editor.chosen();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::Cut))
        cut();
    else if (event->matches(QKeySequence::Paste))
        paste();
    else if (event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier)
        m_editor.duplicate(id);
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        m_editor.remove(id);
    else if (event->key() == Qt::Key_Up)
        withAlt ? m_editor.moveBy(id, -1) : m_editor.chooseBy(-1);
    else if (event->key() == Qt::Key_Down)
        withAlt ? m_editor.moveBy(id, 1) : m_editor.chooseBy(1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT editWanted();
    else if (event->key() == Qt::Key_Escape && !id.isEmpty())
        m_editor.choose({});
    else
        QScrollArea::keyPressEvent(event);
}

void DesignCanvas::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace haberdash::ui
