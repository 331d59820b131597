// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/choice_popup.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int entryRole = Qt::UserRole + 1;
constexpr int popupWidth = 340;

bool matches(const ChoicePopup::Entry &entry, const QStringList &words)
{
    const QString all = entry.group + u' ' + entry.title + u' ' + entry.also;
    return std::all_of(words.begin(), words.end(),
        [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace

ChoicePopup *ChoicePopup::open(QWidget *anchor, const QString &name, QList<Entry> entries)
{
    auto *popup = new ChoicePopup(name, std::move(entries), anchor);
    const QRect screen = anchor->screen()->availableGeometry();
    const int wanted = popup->height(); // as the constructor made it: as high as its entries
    const QPoint below = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    const int roomBelow = screen.bottom() - below.y();
    const int roomAbove = below.y() - anchor->height() - screen.top() - 4;
    const bool under = roomBelow >= std::min(wanted, 240) || roomBelow >= roomAbove;
    const int high = std::min(wanted, std::max(120, under ? roomBelow : roomAbove));
    popup->resize(popupWidth, high);
    popup->move(std::clamp(below.x(), screen.left(), std::max(screen.left(), screen.right() - popupWidth)),
        under ? below.y() : below.y() - anchor->height() - 4 - high);
    popup->show();
    popup->m_field->setFocus();
    return popup;
}

ChoicePopup::ChoicePopup(const QString &name, QList<Entry> entries, QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_entries(std::move(entries))
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(u"choicePopup"_s);
    setAccessibleName(name);
    setAttribute(Qt::WA_DeleteOnClose);
    m_field->setObjectName(u"choiceFilter"_s);
    m_field->setAccessibleName(tr("Search in the list"));
    m_field->setPlaceholderText(tr("Type to search"));
    m_field->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"choices"_s);
    m_list->setAccessibleName(name);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::small, space::small, space::small, space::small);
    column->setSpacing(space::tiny);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textChanged, this, &ChoicePopup::filter);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        if (item->data(entryRole).isValid())
            take();
    });
    filter({});
    const int rows = m_list->count() * m_list->sizeHintForRow(0);
    m_list->setMinimumHeight(std::min(rows + 8, 80));
    resize(popupWidth, std::min(rows + 64, 460));
    setMinimumHeight(std::min(rows + 64, 160));
}

void ChoicePopup::filter(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    m_list->clear();
    QString group;
    for (int i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        if (!matches(entry, words))
            continue;
        if (entry.group != group) {
            group = entry.group;
            auto *heading = new QListWidgetItem(group, m_list);
            heading->setFlags(Qt::NoItemFlags);
            heading->setFont(fontFor(TextRole::Small));
            heading->setForeground(colorsOf(this).mutedText);
        }
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setToolTip(entry.title);
        item->setData(entryRole, i);
    }
    if (m_list->count() == 0) {
        auto *nothing = new QListWidgetItem(tr("Nothing is called that."), m_list);
        nothing->setFlags(Qt::NoItemFlags);
        return;
    }
    m_list->setCurrentRow(-1);
    walk(1);
    m_list->scrollToTop();
}

void ChoicePopup::walk(int step)
{
    for (int row = m_list->currentRow() + step; row >= 0 && row < m_list->count(); row += step) {
        if (!m_list->item(row)->data(entryRole).isValid())
            continue;
        m_list->setCurrentRow(row);
        return;
    }
}

void ChoicePopup::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || !item->data(entryRole).isValid())
        return;
    const auto chosen = m_entries[item->data(entryRole).toInt()].chosen;
    close(); // first: what is chosen may build anew what this popup hangs on
    chosen();
}

bool ChoicePopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        walk(1);
        return true;
    case Qt::Key_Up:
        walk(-1);
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        for (int i = 0; i < 8; ++i)
            walk(static_cast<QKeyEvent *>(event)->key() == Qt::Key_PageDown ? 1 : -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void ChoicePopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colorsOf(this);
    painter.fillRect(rect(), c.raised);
    painter.setPen(c.fieldBorder);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

QStringList ChoicePopup::lines() const
{
    QStringList lines;
    for (int i = 0; i < m_list->count(); ++i)
        lines.append(
            (m_list->item(i)->data(entryRole).isValid() ? u"  "_s : QString()) + m_list->item(i)->text());
    return lines;
}

} // namespace haberdash::ui
