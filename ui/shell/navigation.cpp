// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

NavigationRow::NavigationRow(Icon icon, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavigationRow::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setToolTip(collapsed ? text() : QString());
    update();
}

QSize NavigationRow::sizeHint() const
{
    return {m_collapsed ? 36 : 180, 36};
}

void NavigationRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void NavigationRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

QColor NavigationRow::paintGround(QPainter &painter) const
{
    const Colors &c = colorsOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = isChecked() ? c.accentSoft : isDown() || underMouse() ? c.pressed : QColor();
    if (ground.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), radius::field + 2, radius::field + 2);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::field + 1, radius::field + 1);
    }
    return isChecked() ? c.accentSoftText : c.text;
}

void NavigationRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colorsOf(this);
    const QColor ink = paintGround(painter);
    const int left = m_collapsed ? (width() - 20) / 2 : 10;
    paintIcon(painter, m_icon, QRect(left, (height() - 20) / 2, 20, 20), isChecked() ? ink : c.mutedText);
    if (m_collapsed)
        return;
    QFont font = fontFor(TextRole::Body);
    font.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(font);
    painter.setPen(ink);
    const QRect place = rect().adjusted(40, 0, -8, 0);
    painter.drawText(place, int(Qt::AlignVCenter | Qt::AlignLeft),
        QFontMetrics(font).elidedText(text(), Qt::ElideRight, place.width()));
}

Navigation::Navigation(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
    , m_headerPlace(new QVBoxLayout)
    , m_footerPlace(new QVBoxLayout)
    , m_collapse(makeIconButton(Icon::Sidebar, tr("Make the navigation narrow or wide"), this))
{
    setAccessibleName(tr("Navigation"));
    setFixedWidth(wide);
    m_collapse->setObjectName("collapseNavigation"_L1);
    m_collapse->setIconSize({20, 20});
    m_collapse->setFixedSize(40, 36); // its icon stands below those of the rows
    m_group.setExclusive(true);
    m_column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    m_column->setSpacing(2);
    m_top->setSpacing(2);
    m_bottom->setSpacing(2);
    m_column->addLayout(m_headerPlace);
    m_column->addSpacing(space::medium);
    m_column->addLayout(m_top);
    m_column->addStretch();
    m_column->addLayout(m_footerPlace);
    m_column->addLayout(m_bottom);
    m_column->addSpacing(space::small);
    m_column->addWidget(m_collapse, 0, Qt::AlignLeft);
    connect(&m_group, &QButtonGroup::idClicked, this, &Navigation::pageChosen);
    connect(m_collapse, &QToolButton::clicked, this, &Navigation::collapseToggled);
}

void Navigation::setHeader(NavigationRow *header)
{
    m_header = header;
    m_headerPlace->addWidget(header);
    orderTabs();
}

void Navigation::setFooter(NavigationRow *footer)
{
    m_footer = footer;
    m_footerPlace->addWidget(footer);
    orderTabs();
}

void Navigation::addPage(const QString &id, const QString &title, Icon icon, bool atBottom)
{
    auto *row = new NavigationRow(icon, title, this);
    row->setObjectName(u"navigation:"_s + id);
    row->setCheckable(true);
    row->setCollapsed(m_collapsed);
    m_group.addButton(row, int(m_group.buttons().size()));
    (atBottom ? m_bottom : m_top)->addWidget(row);
    orderTabs();
}

/// Down the column, though its parts were made in another order.
void Navigation::orderTabs()
{
    QWidget *before = nullptr;
    const auto add = [&before](QWidget *widget) {
        if (before && widget)
            setTabOrder(before, widget);
        if (widget)
            before = widget;
    };
    add(m_header);
    for (int i = 0; i < m_top->count(); ++i)
        add(m_top->itemAt(i)->widget());
    add(m_footer);
    for (int i = 0; i < m_bottom->count(); ++i)
        add(m_bottom->itemAt(i)->widget());
    add(m_collapse);
}

void Navigation::select(int page)
{
    if (QAbstractButton *row = m_group.button(page))
        row->setChecked(true);
}

void Navigation::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? narrow : wide);
    for (QAbstractButton *row : m_group.buttons())
        static_cast<NavigationRow *>(row)->setCollapsed(collapsed);
    for (NavigationRow *row : {m_header, m_footer}) {
        if (row)
            row->setCollapsed(collapsed);
    }
}

void Navigation::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.sidebar);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), c.border);
}

} // namespace haberdash::ui
