// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaign_view.h"

#include "ui/shared/campaign_words.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using store::CampaignState;

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

CampaignView::CampaignView(Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_shop(std::move(shop))
    , m_title(new TextLabel({}, TextLabel::Size::Section))
    , m_audience(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted))
    , m_headline(new TextLabel({}, TextLabel::Size::Body))
    , m_message(new InlineMessage)
    , m_counts(new Card(tr("What became of them")))
    , m_troubled(new Card(tr("What the server said")))
    , m_send(new QPushButton(tr("Send")))
    , m_pause(new QPushButton(tr("Pause")))
    , m_withdraw(new QPushButton(tr("Take approval back")))
    , m_cancel(new QPushButton(tr("Cancel the rest")))
{
    m_title->setObjectName(u"campaignTitle"_s);
    m_headline->setObjectName(u"campaignHeadline"_s);
    m_audience->setWordWrap(true);
    m_headline->setWordWrap(true);
    m_send->setObjectName(u"sendCampaign"_s);
    m_pause->setObjectName(u"pauseCampaign"_s);
    m_withdraw->setObjectName(u"withdrawCampaign"_s);
    m_cancel->setObjectName(u"cancelCampaign"_s);
    setButtonKind(m_send, ButtonKind::Primary);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_audience);
    layout->addWidget(m_headline);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_send, m_pause, m_withdraw, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addWidget(m_message);
    layout->addWidget(m_counts);
    layout->addWidget(m_troubled);
    layout->addStretch();
    m_message->hide();
    connect(m_send, &QPushButton::clicked, this, &CampaignView::sendRequested);
    connect(m_pause, &QPushButton::clicked, this, &CampaignView::pauseRequested);
    connect(m_withdraw, &QPushButton::clicked, this, &CampaignView::withdrawRequested);
    connect(m_cancel, &QPushButton::clicked, this, &CampaignView::cancelRequested);
}

void CampaignView::setSending(bool sending)
{
    m_sending = sending;
    updateButtons();
}

void CampaignView::updateButtons()
{
    const auto state = m_facts.campaign.state;
    const bool open = state == CampaignState::Approved || state == CampaignState::Paused
        || state == CampaignState::Sending;
    const bool begun = m_facts.counts.value(u"sent"_s) + m_facts.counts.value(u"uncertain"_s)
            + m_facts.counts.value(u"failed"_s)
        > 0;
    m_send->setVisible(open && !m_sending);
    m_send->setText(begun
            ? tr("Go on sending")
            : tr("Send to %1 people").arg(m_shop.format().number(m_facts.counts.value(u"planned"_s))));
    m_pause->setVisible(m_sending);
    m_withdraw->setVisible(open && !m_sending && !begun);
    m_cancel->setVisible(open && !m_sending && begun);
}

void CampaignView::setFacts(const CampaignFacts &facts)
{
    m_facts = facts;
    const auto &campaign = facts.campaign;
    const Format format = m_shop.format();
    m_title->setText(campaign.name);
    QStringList variants;
    for (const auto &variant : campaign.variants)
        variants.append(u"“%1”"_s.arg(variant.name));
    m_audience->setText(tr("%1 — %2").arg(facts.audience, variants.join(tr(" or "))));
    const qint64 sent = facts.counts.value(u"sent"_s);
    const qint64 left = facts.counts.value(u"planned"_s) + facts.counts.value(u"deferred"_s);
    switch (campaign.state) {
    case CampaignState::Approved:
        m_headline->setText(tr("Approved. Who gets what is fixed; nothing has been sent yet."));
        break;
    case CampaignState::Sending:
    case CampaignState::Paused:
        m_headline->setText(tr("%1 sent, %2 to go.").arg(format.number(sent), format.number(left)));
        break;
    case CampaignState::Done:
        m_headline->setText(campaign.finishedAt
                ? tr("Sent to %1 people, %2.").arg(format.number(sent), format.day(*campaign.finishedAt))
                : tr("Sent to %1 people.").arg(format.number(sent)));
        break;
    case CampaignState::Draft:
    case CampaignState::Cancelled:
        m_headline->setText(inWords(campaign.state));
        break;
    }
    if (facts.counts.value(u"uncertain"_s) > 0) {
        m_message->setMessage(Tone::Warning,
            tr("%n message(s) may or may not have arrived. They are never sent again by themselves, so that "
               "nobody gets two.",
                nullptr, int(facts.counts.value(u"uncertain"_s))));
    } else if (facts.nextDue) {
        m_message->setMessage(Tone::Neutral,
            tr("The server asked to try some again, from %1 on.").arg(format.dayAndTime(*facts.nextDue)));
    } else {
        m_message->hide();
    }
    showCounts(facts);
    showTroubled(facts);
    updateButtons();
}

void CampaignView::showCounts(const CampaignFacts &facts)
{
    clear(m_counts->content());
    auto *list = new KeyValueList;
    QList<std::pair<QString, QString>> rows;
    const Format format = m_shop.format();
    for (const QString &state : {u"sent"_s, u"planned"_s, u"claimed"_s, u"deferred"_s, u"uncertain"_s,
             u"failed"_s, u"held_out"_s, u"skipped"_s, u"cancelled"_s}) {
        const qint64 count = facts.counts.value(state);
        if (count == 0)
            continue;
        rows.append({fateInWords(state), format.number(count)});
        if (state == u"held_out"_s)
            continue;
        for (auto it = facts.counts.begin(); it != facts.counts.end(); ++it) {
            if (it.key().startsWith(state + u':'))
                rows.append({u"    "_s + fateInWords(it.key()), format.number(it.value())});
        }
    }
    list->setRows(rows);
    m_counts->content()->addWidget(list);
    m_counts->setVisible(!rows.isEmpty());
}

void CampaignView::showTroubled(const CampaignFacts &facts)
{
    clear(m_troubled->content());
    auto *list = new KeyValueList;
    QList<std::pair<QString, QString>> rows;
    for (const auto &row : facts.troubled) {
        const QString said = row.reply.isEmpty() ? fateInWords(row.state + u':' + row.reason) : row.reply;
        rows.append(
            {row.address, row.replyCode > 0 ? QString(u"%1 %2"_s.arg(row.replyCode).arg(said)) : said});
    }
    list->setRows(rows);
    m_troubled->content()->addWidget(list);
    m_troubled->setVisible(!rows.isEmpty());
}

} // namespace haberdash::ui
