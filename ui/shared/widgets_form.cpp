// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFormLayout>
#include <QGridLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace haberdash::ui {

KeyValueList::KeyValueList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::large);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setColumnStretch(1, 1);
}

void KeyValueList::setRows(const QList<std::pair<QString, QString>> &rows)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto &[name, value] : rows) {
        auto *nameLabel = new TextLabel(name, TextLabel::Size::Body, TextLabel::Ink::Muted, this);
        auto *valueLabel = new TextLabel(value, TextLabel::Size::Body, TextLabel::Ink::Text, this);
        valueLabel->setWordWrap(true);
        valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        //: a name and its value, for screen readers
        valueLabel->setAccessibleName(tr("%1: %2").arg(name, value));
        m_grid->addWidget(nameLabel, row, 0, Qt::AlignTop);
        m_grid->addWidget(valueLabel, row, 1, Qt::AlignTop);
        ++row;
    }
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(6);
    form->setContentsMargins(0, 0, 0, 0);
    return form;
}

void addFormRow(QFormLayout *form, const QString &label, QWidget *field, const QString &hint)
{
    QWidget *parent = form->parentWidget();
    auto *name = new TextLabel(label, TextLabel::Size::Body, TextLabel::Ink::Text, parent);
    QFont font = name->font();
    font.setWeight(QFont::Medium);
    name->setFont(font);
    name->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(label);
    auto *box = new QWidget(parent);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, space::medium);
    column->setSpacing(space::tiny);
    column->addWidget(field);
    if (!hint.isEmpty()) {
        auto *second = new TextLabel(hint, TextLabel::Size::Small, TextLabel::Ink::Muted, box);
        second->setWordWrap(true);
        column->addWidget(second);
        field->setAccessibleDescription(hint);
    }
    form->addRow(name, box);
}

QToolButton *makeIconButton(Icon which, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(which));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace haberdash::ui
