// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_planner.h"
#include "core/campaign/campaign_trial.h"
#include "ui/shared/shop.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace haberdash::ui {

class Card;
class InlineMessage;
class LeftOutCard;
class TextLabel;
class TrialCard;

/// Everything to be known of a campaign beyond its draft.
struct CampaignFacts
{
    store::Campaign campaign;
    QString audience; ///< its rule as a sentence
    QMap<QString, qint64> counts; ///< of the outbox
    store::SendPulse pulse;
    QString proof; ///< JSON of the approval; empty where there is none
    campaign::TrialStanding trial;
    std::optional<experiment::Analysis> trialReading; ///< once the mails of the trial are out
    QList<store::OutboxRow> troubled; ///< refused and uncertain messages, with what the server said
};

/// One campaign after approval: what it is, how far it is, what became of each message, and the button for
/// what comes next.
class CampaignView final : public QWidget
{
    Q_OBJECT

public:
    explicit CampaignView(Shop shop, QWidget *parent = nullptr);
    void setFacts(const CampaignFacts &facts);
    /// While this window sends it.
    void setSending(bool sending);

Q_SIGNALS:
    void sendRequested();
    void pauseRequested();
    void cancelRequested();
    void withdrawRequested();
    void retryRequested();
    /// The rest of a trial gets this email.
    void winnerPicked(const QString &variant);
    /// A person knows what became of an uncertain message.
    void fateTold(MessageId message, bool arrived);
    /// The people of a reason, by the word of the gate.
    void leftOutRequested(const QString &reason);
    /// What was approved, as a file for others.
    void proofRequested();

private:
    void showCounts(const CampaignFacts &facts);
    void showTroubled(const CampaignFacts &facts);
    void showUncertain(const CampaignFacts &facts);
    void showProof(const CampaignFacts &facts);
    void showMessage(const CampaignFacts &facts);
    [[nodiscard]] QString headlineOf(const CampaignFacts &facts) const;
    void updateButtons();

    Shop m_shop;
    CampaignFacts m_facts;
    bool m_sending = false;
    TextLabel *m_title;
    TextLabel *m_audience;
    TextLabel *m_headline;
    InlineMessage *m_message;
    TrialCard *m_trial;
    Card *m_counts;
    LeftOutCard *m_leftOut;
    Card *m_uncertain;
    Card *m_troubled;
    Card *m_proof;
    QPushButton *m_send;
    QPushButton *m_pause;
    QPushButton *m_retry;
    QPushButton *m_withdraw;
    QPushButton *m_cancel;
};

} // namespace haberdash::ui
