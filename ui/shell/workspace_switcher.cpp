// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_switcher.h"

#include "ui/shared/theme.h"

#include <QMenu>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

WorkspaceSwitcher::WorkspaceSwitcher(QWidget *parent)
    : NavigationRow(Icon::Shop, tr("No shop open"), parent)
{
    setObjectName("workspaceSwitcher"_L1);
    setWorkspace({}, {});
    connect(this, &QAbstractButton::clicked, this, &WorkspaceSwitcher::openMenu);
}

void WorkspaceSwitcher::setWorkspace(const WorkspaceItem &current, const QList<WorkspaceItem> &recent)
{
    m_current = current;
    m_recent = recent;
    setText(current.name.isEmpty() ? tr("No shop open") : current.name);
    setAccessibleName(tr("Shop: %1").arg(text()));
    setAccessibleDescription(tr("Open another shop"));
    setCollapsed(isCollapsed());
    update();
}

void WorkspaceSwitcher::openMenu()
{
    delete m_menu;
    m_menu = new QMenu(this);
    m_menu->setObjectName("workspaceMenu"_L1);
    m_menu->setToolTipsVisible(true);
    if (!m_recent.isEmpty())
        m_menu->addSection(tr("Opened lately"));
    for (const WorkspaceItem &item : m_recent) {
        // A name may contain "&", which a menu would take for a key.
        QAction *action = m_menu->addAction(ui::icon(Icon::Shop), QString(item.name).replace(u'&', u"&&"_s));
        action->setToolTip(item.path);
        if (item == m_current) {
            action->setCheckable(true);
            action->setChecked(true);
        }
        connect(
            action, &QAction::triggered, this, [this, path = item.path] { Q_EMIT workspaceChosen(path); });
    }
    if (!m_recent.isEmpty())
        m_menu->addSeparator();
    const auto add = [this](Icon which, const QString &text, auto signal) {
        connect(m_menu->addAction(ui::icon(which), text), &QAction::triggered, this, signal);
    };
    add(Icon::FolderOpen, tr("Open a shop …"), &WorkspaceSwitcher::openRequested);
    add(Icon::Plus, tr("New shop …"), &WorkspaceSwitcher::newRequested);
    add(Icon::Play, tr("Try the sample shop"), &WorkspaceSwitcher::sampleRequested);
    m_menu->setMinimumWidth(width());
    m_menu->popup(mapToGlobal(QPoint(0, height() + 4)));
}

void WorkspaceSwitcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colorsOf(this);
    paintGround(painter);
    const QRect sign(isCollapsed() ? (width() - 28) / 2 : 6, (height() - 28) / 2, 28, 28);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(sign, 7, 7);
    if (m_current.name.isEmpty()) {
        paintIcon(painter, Icon::Shop, sign.adjusted(5, 5, -5, -5), c.accentText);
    } else {
        painter.setFont(fontFor(TextRole::Strong));
        painter.setPen(c.accentText);
        // The first letter as people see it, which may be two code units.
        const char32_t first = m_current.name.toUcs4().front();
        painter.drawText(sign, int(Qt::AlignCenter), QString::fromUcs4(&first, 1).toUpper());
    }
    if (isCollapsed())
        return;
    painter.setFont(fontFor(TextRole::Strong));
    painter.setPen(c.text);
    const QRect place = rect().adjusted(44, 0, -30, 0);
    painter.drawText(place, int(Qt::AlignVCenter | Qt::AlignLeft),
        QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, place.width()));
    paintIcon(painter, Icon::ChevronDown, QRect(width() - 26, (height() - 16) / 2, 16, 16), c.mutedText);
}

} // namespace haberdash::ui
