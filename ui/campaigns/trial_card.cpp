// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/trial_card.h"

#include "core/experiment/words.h"
#include "ui/shared/haberdash_style.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

TextLabel *wrapped(const QString &text, const QString &objectName, TextLabel::Ink ink = TextLabel::Ink::Text)
{
    auto *label = new TextLabel(text, TextLabel::Size::Body, ink);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}

} // namespace

TrialCard::TrialCard(Format format, QWidget *parent)
    : Card(tr("Tried on some first"), parent)
    , m_format(std::move(format))
{
    setObjectName(u"trialCard"_s);
    hide();
}

QString TrialCard::headline(
    const store::Campaign &campaign, const campaign::TrialStanding &standing, Timestamp now) const
{
    const auto &progress = standing.progress;
    const QString count = tr("%1 of %2 have it.")
                              .arg(m_format.number(progress.drawn - progress.open),
                                  m_format.number(progress.drawn + progress.waiting));
    if (campaign.state == store::CampaignState::Approved)
        return tr("%1 people try it; %2 wait for what does best.")
            .arg(m_format.number(progress.drawn), m_format.number(progress.waiting));
    if (!standing.endsAt)
        return count;
    if (!standing.isOver(now))
        return campaign.settings.trial.picksByItself
            ? tr("%1 What the rest gets is decided on %2.").arg(count, m_format.dayAndTime(*standing.endsAt))
            : tr("%1 The test is over on %2; then choose what the rest gets.")
                  .arg(count, m_format.dayAndTime(*standing.endsAt));
    return campaign.settings.trial.picksByItself
        ? tr("%1 The test is over; it is being decided.").arg(count)
        : tr("%1 The test is over: choose what the rest gets.").arg(count);
}

QWidget *TrialCard::makeButtons(const store::Campaign &campaign)
{
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const auto &variant : campaign.variants) {
        auto *button = new QPushButton(tr("Send “%1” to the rest").arg(variant.name));
        button->setObjectName(u"sendToRest:"_s + variant.name);
        connect(button, &QPushButton::clicked, this, [this, name = variant.name] { Q_EMIT picked(name); });
        layout->addWidget(button);
    }
    layout->addStretch();
    return buttons;
}

void TrialCard::setStanding(const store::Campaign &campaign, const campaign::TrialStanding &standing,
    const std::optional<experiment::Analysis> &reading, Timestamp now)
{
    const bool isTrial = campaign.settings.trial.isOn() && campaign.variants.size() > 1;
    setVisible(isTrial);
    clear(content());
    if (!isTrial)
        return;
    const auto &decision = standing.decision;
    const bool isRunning = !decision && !standing.isOver(now);
    content()->addWidget(decision ? wrapped(decision->reason, u"trialHeadline"_s)
                                  : wrapped(headline(campaign, standing, now), u"trialHeadline"_s));
    if (decision)
        content()->addWidget(wrapped(tr("Decided on %1.").arg(m_format.dayAndTime(decision->decidedAt)),
            u"trialDecided"_s, TextLabel::Ink::Muted));
    if (reading) {
        content()->addWidget(wrapped(campaign::figuresText(*reading), u"trialFigures"_s));
        if (isRunning)
            content()->addWidget(
                wrapped(tr("Wait: early figures swing, and who looks often enough always finds a winner."),
                    u"trialWait"_s, TextLabel::Ink::Muted));
        if (!decision)
            content()->addWidget(
                wrapped(experiment::verdict(*reading, 0), u"trialVerdict"_s, TextLabel::Ink::Muted));
    }
    const bool isOpen
        = campaign.state == store::CampaignState::Sending || campaign.state == store::CampaignState::Paused;
    if (isOpen && standing.progress.waiting > 0 && standing.progress.lastMail)
        content()->addWidget(makeButtons(campaign));
}

} // namespace haberdash::ui
