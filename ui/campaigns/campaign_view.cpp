// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaign_view.h"

#include "ui/campaigns/left_out_card.h"
#include "ui/campaigns/trial_card.h"
#include "ui/shared/campaign_words.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/widgets.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    , m_trial(new TrialCard(m_shop.format()))
    , m_counts(new Card(tr("What became of them")))
    , m_leftOut(new LeftOutCard(m_shop.format()))
    , m_uncertain(new Card(tr("Nobody knows whether these arrived")))
    , m_troubled(new Card(tr("What the server said")))
    , m_proof(new Card(tr("What was approved")))
    , m_send(new QPushButton(tr("Send")))
    , m_pause(new QPushButton(tr("Pause")))
    , m_retry(new QPushButton(tr("Try the deferred ones again now")))
    , m_withdraw(new QPushButton(tr("Take approval back")))
    , m_cancel(new QPushButton(tr("Cancel the rest")))
{
    m_title->setObjectName(u"campaignTitle"_s);
    m_headline->setObjectName(u"campaignHeadline"_s);
    m_audience->setWordWrap(true);
    m_headline->setWordWrap(true);
    m_send->setObjectName(u"sendCampaign"_s);
    m_pause->setObjectName(u"pauseCampaign"_s);
    m_retry->setObjectName(u"retryCampaign"_s);
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
    for (QPushButton *button : {m_send, m_pause, m_retry, m_withdraw, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addWidget(m_message);
    layout->addWidget(m_trial);
    layout->addWidget(m_counts);
    layout->addWidget(m_leftOut);
    layout->addWidget(m_uncertain);
    layout->addWidget(m_troubled);
    layout->addWidget(m_proof);
    layout->addStretch();
    m_message->hide();
    auto *saveProof = new QPushButton(tr("Save the proof …"));
    saveProof->setObjectName(u"saveProof"_s);
    m_proof->addHeaderWidget(saveProof);
    connect(saveProof, &QPushButton::clicked, this, &CampaignView::proofRequested);
    connect(m_leftOut, &LeftOutCard::reasonChosen, this, &CampaignView::leftOutRequested);
    connect(m_trial, &TrialCard::picked, this, &CampaignView::winnerPicked);
    connect(m_send, &QPushButton::clicked, this, &CampaignView::sendRequested);
    connect(m_retry, &QPushButton::clicked, this, &CampaignView::retryRequested);
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
    const qint64 waiting = m_facts.counts.value(u"waiting"_s);
    const qint64 left = m_facts.counts.value(u"planned"_s) + m_facts.counts.value(u"deferred"_s);
    // Who waits for the end of a trial is not sent earlier by pressing a button.
    m_send->setVisible(open && !m_sending && !(begun && waiting > 0 && left == 0));
    const QString people = m_shop.format().number(m_facts.counts.value(u"planned"_s));
    m_send->setText(begun ? tr("Go on sending")
            : waiting > 0 ? tr("Try it on %1 people").arg(people)
                          : tr("Send to %1 people").arg(people));
    // What goes on by itself can be held, too.
    m_pause->setVisible(m_sending || m_facts.campaign.resumesAt || state == CampaignState::Sending);
    m_retry->setVisible(open && !m_sending && m_facts.counts.value(u"deferred"_s) > 0);
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
    m_headline->setText(headlineOf(facts));
    showMessage(facts);
    m_trial->setStanding(campaign, facts.trial, facts.trialReading, m_shop.now());
    showCounts(facts);
    m_leftOut->setLeftOut(campaign::leftOutOf(facts.counts));
    showUncertain(facts);
    showTroubled(facts);
    showProof(facts);
    updateButtons();
}

QString CampaignView::headlineOf(const CampaignFacts &facts) const
{
    const auto &campaign = facts.campaign;
    const Format format = m_shop.format();
    const qint64 sent = facts.counts.value(u"sent"_s);
    const qint64 left = facts.counts.value(u"planned"_s) + facts.counts.value(u"deferred"_s)
        + facts.counts.value(u"waiting"_s);
    const auto &startsAt = campaign.settings.schedule.startsAt;
    switch (campaign.state) {
    case CampaignState::Approved:
        return startsAt ? tr("Approved. It goes out by itself from %1.").arg(format.dayAndTime(*startsAt))
                        : tr("Approved. Who gets what is fixed; nothing has been sent yet.");
    case CampaignState::Sending:
        return tr("%1 sent, %2 to go, %3 in the last minute.")
            .arg(format.number(sent), format.number(left), format.number(facts.pulse.lastMinute));
    case CampaignState::Paused:
        return tr("%1 sent, %2 to go.").arg(format.number(sent), format.number(left));
    case CampaignState::Done:
        return campaign.finishedAt
            ? tr("Sent to %1 people, %2.").arg(format.number(sent), format.day(*campaign.finishedAt))
            : tr("Sent to %1 people.").arg(format.number(sent));
    case CampaignState::Draft:
    case CampaignState::Cancelled:
        break;
    }
    return inWords(campaign.state);
}

/// The one thing that matters most right now.
void CampaignView::showMessage(const CampaignFacts &facts)
{
    const auto &campaign = facts.campaign;
    const Format format = m_shop.format();
    QString text = campaign.pausedBecause;
    if (campaign.resumesAt)
        text = tr("%1 It goes on by itself from %2.")
                   .arg(text, format.dayAndTime(*campaign.resumesAt))
                   .trimmed();
    else if (campaign.state == CampaignState::Paused && text.isEmpty())
        text = tr("Paused. It goes on when you say so.");
    if (campaign.state == CampaignState::Sending && !facts.pulse.lastWords.isEmpty())
        text = tr("The server said last: %1").arg(facts.pulse.lastWords);
    if (text.isEmpty())
        m_message->hide();
    else
        m_message->setMessage(campaign.pausedBecause.isEmpty() ? Tone::Neutral : Tone::Warning, text);
}

void CampaignView::showUncertain(const CampaignFacts &facts)
{
    clear(m_uncertain->content());
    const qint64 count = facts.counts.value(u"uncertain"_s);
    m_uncertain->setVisible(count > 0);
    if (count == 0)
        return;
    auto *why = new TextLabel(tr("The answer to %n message(s) was lost. They are never sent again by "
                                 "themselves, so that nobody gets two. "
                                 "If you know better, say so.",
        nullptr, int(count)));
    why->setWordWrap(true);
    m_uncertain->content()->addWidget(why);
    for (const auto &row : facts.troubled) {
        if (row.state != u"uncertain"_s)
            continue;
        auto *line = new QWidget;
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        const QString at = row.claimedAt ? m_shop.format().dayAndTime(*row.claimedAt) : QString();
        auto *who = new TextLabel(tr("%1, handed over %2. %3").arg(row.address, at, row.reply));
        who->setWordWrap(true);
        layout->addWidget(who, 1);
        for (const bool arrived : {true, false}) {
            auto *button = new QPushButton(arrived ? tr("It arrived") : tr("It did not: send it again"));
            connect(button, &QPushButton::clicked, this,
                [this, id = row.id, arrived] { Q_EMIT fateTold(id, arrived); });
            layout->addWidget(button);
        }
        m_uncertain->content()->addWidget(line);
    }
}

void CampaignView::showProof(const CampaignFacts &facts)
{
    clear(m_proof->content());
    const auto proof = QJsonDocument::fromJson(facts.proof.toUtf8()).object();
    m_proof->setVisible(!proof.isEmpty());
    if (proof.isEmpty())
        return;
    const Format format = m_shop.format();
    const auto audience = proof[u"audience"_s].toObject();
    qint64 excluded = 0;
    for (const auto &count : proof[u"excluded"_s].toObject())
        excluded += count.toInteger();
    QStringList bases;
    const auto consent = proof[u"consent"_s].toObject()[u"bases"_s].toObject();
    for (auto it = consent.begin(); it != consent.end(); ++it)
        bases.append(tr("%1: %2").arg(it.key(), format.number(it->toInteger())));
    qint64 findings = 0;
    for (const auto &check : proof[u"checks"_s].toArray())
        findings += check.toObject()[u"findings"_s].toArray().size();
    auto *list = new KeyValueList;
    list->setRows({{tr("Approved by"), proof[u"approved_by"_s].toString()},
        {tr("At"), facts.campaign.approvedAt ? format.dayAndTime(*facts.campaign.approvedAt) : QString()},
        {tr("In the audience"), format.number(audience[u"matching"_s].toInteger())},
        {tr("Get the mail"), format.number(audience[u"mailable"_s].toInteger())},
        {tr("Left out"), format.number(excluded)}, {tr("Why they may be written to"), bases.join(u", "_s)},
        {tr("What the checks found"), format.number(findings)},
        {tr("Fingerprint of the audience"), audience[u"sha256"_s].toString().left(16)},
        {tr("Fingerprint of all that was approved"), proof[u"digest"_s].toString().left(16)}});
    m_proof->content()->addWidget(list);
}

void CampaignView::showCounts(const CampaignFacts &facts)
{
    clear(m_counts->content());
    auto *list = new KeyValueList;
    QList<std::pair<QString, QString>> rows;
    const Format format = m_shop.format();
    for (const QString &state : {u"sent"_s, u"planned"_s, u"waiting"_s, u"claimed"_s, u"deferred"_s,
             u"uncertain"_s, u"failed"_s, u"held_out"_s, u"skipped"_s, u"cancelled"_s}) {
        const qint64 count = facts.counts.value(state);
        if (count == 0)
            continue;
        rows.append({fateInWords(state), format.number(count)});
        if (state == u"held_out"_s || state == u"skipped"_s)
            continue; // the card of those who get nothing says why
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
        if (row.state == u"uncertain"_s)
            continue;
        const QString said = row.reply.isEmpty() ? fateInWords(row.state + u':' + row.reason) : row.reply;
        rows.append(
            {row.address, row.replyCode > 0 ? QString(u"%1 %2"_s.arg(row.replyCode).arg(said)) : said});
    }
    list->setRows(rows);
    m_troubled->content()->addWidget(list);
    m_troubled->setVisible(!rows.isEmpty());
}

} // namespace haberdash::ui
