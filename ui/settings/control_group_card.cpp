// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/control_group_card.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int perMilleOfPercent = 10;

} // namespace

ControlGroupCard::ControlGroupCard(Format format, QWidget *parent)
    : Card(tr("Control group"), parent)
    , m_format(std::move(format))
    , m_share(new QSpinBox)
    , m_days(new QSpinBox)
    , m_state(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_draw(new QPushButton(tr("Draw")))
    , m_result(new InlineMessage)
{
    auto *why = new TextLabel(
        tr("What would people have bought without any mail? A few of them, drawn by lot, get none for a "
           "while; the others are compared with them."));
    why->setWordWrap(true);
    content()->addWidget(why);
    m_share->setObjectName(u"controlGroupShare"_s);
    m_share->setRange(0, store::ControlGroupSetting::mostPerMille / perMilleOfPercent);
    m_share->setSuffix(tr(" % of the customers"));
    m_share->setSpecialValueText(tr("nobody"));
    m_days->setObjectName(u"controlGroupDays"_s);
    m_days->setRange(1, store::ControlGroupSetting::mostDays);
    m_days->setSuffix(tr(" days"));
    m_state->setObjectName(u"controlGroupState"_s);
    m_state->setWordWrap(true);
    m_draw->setObjectName(u"drawControlGroup"_s);
    auto *form = makeForm(nullptr);
    content()->addLayout(form);
    addFormRow(form, tr("Get no mail"), m_share, tr("5 % is usual: fewer show little, more cost sales."));
    addFormRow(form, tr("For"), m_days, tr("Then others are drawn, so that nobody is left out for good."));
    content()->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->addWidget(m_draw);
    row->addStretch();
    content()->addLayout(row);
    content()->addWidget(m_result);
    m_result->hide();
    connect(m_share, &QSpinBox::valueChanged, this, &ControlGroupCard::update);
    connect(m_days, &QSpinBox::valueChanged, this, &ControlGroupCard::update);
    connect(m_draw, &QPushButton::clicked, this, &ControlGroupCard::drawRequested);
    update();
}

void ControlGroupCard::setGroup(const store::ControlGroupSetting &setting, const store::ControlGroup &group)
{
    m_kept = setting;
    m_share->setValue(setting.perMille / perMilleOfPercent);
    m_days->setValue(setting.days);
    m_state->setText(group.perMille == 0
            ? tr("There is no control group: every campaign may reach everybody.")
            : tr("The group of now was drawn on %1; on %2 others are drawn.")
                  .arg(m_format.day(group.from), m_format.day(group.until)));
    update();
}

store::ControlGroupSetting ControlGroupCard::setting() const
{
    return {m_share->value() * perMilleOfPercent, m_days->value()};
}

void ControlGroupCard::update()
{
    m_days->setEnabled(m_share->value() > 0);
    m_draw->setText(m_share->value() > 0 ? tr("Draw a group") : tr("Let everybody get mail"));
    // A group that stands is not drawn anew by chance.
    m_draw->setEnabled(!(setting() == m_kept));
}

void ControlGroupCard::showResult(Tone tone, const QString &text)
{
    if (text.isEmpty())
        m_result->hide();
    else
        m_result->setMessage(tone, text);
}

} // namespace haberdash::ui
