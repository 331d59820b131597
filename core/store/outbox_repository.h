// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>
#include <QMap>

namespace haberdash::store {

/// A row of the outbox: one customer of one campaign.
struct OutboxRow
{
    MessageId id;
    CampaignId campaign;
    CustomerId customer;
    int variant = 0;
    QString state; ///< planned, claimed, sent, deferred, failed, uncertain, skipped, held_out, cancelled
    QString reason;
    QString address;
    QString messageId;
    int attempts = 0;
    std::optional<Timestamp> claimedAt;
    std::optional<Timestamp> nextAttemptAt;
    std::optional<Timestamp> finishedAt;
    int replyCode = 0;
    QString reply;
    friend bool operator==(const OutboxRow &, const OutboxRow &) = default;
};

/// How a row of a campaign is planned.
struct PlannedRow
{
    CustomerId customer;
    int variant = 0;
    QString state; ///< planned, skipped or held_out
    QString reason;
    QString address;
    QString messageId;
};

/// What is known of one person for the gate, as of an instant.
struct RecipientState
{
    QString address;
    QString consent;
    QString suppression;
    QList<Timestamp> mailed;
};

/// The outbox of one workspace, for one connection. Rows are claimed before the first byte goes out and
/// settled after the answer: a row that is still claimed when nobody is sending is of unknown fate.
class Outbox
{
public:
    [[nodiscard]] static Result<Outbox> open(Connection &connection);

    /// Replaces what is planned for a campaign that has not sent anything yet. Inside the caller's
    /// transaction.
    [[nodiscard]] Result<> plan(CampaignId campaign, const QList<PlannedRow> &rows, Timestamp now);
    /// The next row that may go out: planned, or deferred and due. Nothing when there is none.
    [[nodiscard]] Result<std::optional<OutboxRow>> next(CampaignId campaign, Timestamp now);
    [[nodiscard]] Result<> claim(MessageId id, Timestamp now);
    [[nodiscard]] Result<> settle(MessageId id, const QString &state, const QString &reason, Timestamp now,
        std::optional<Timestamp> nextAttempt, int replyCode, const QString &reply);
    /// Rows that were claimed by a program that is gone become uncertain. Gives how many.
    [[nodiscard]] Result<qint64> recover(CampaignId campaign, Timestamp now);
    /// Takes rows that failed for a while back into the plan. Gives how many.
    [[nodiscard]] Result<qint64> retryDeferred(CampaignId campaign);
    [[nodiscard]] Result<> cancelPlanned(CampaignId campaign, Timestamp now);

    /// Rows by state, and skipped and failed ones by reason ("skipped:no-consent").
    [[nodiscard]] Result<QMap<QString, qint64>> counts(CampaignId campaign);
    [[nodiscard]] Result<QList<OutboxRow>> rows(CampaignId campaign, const QString &state, int limit);
    /// When the next deferred row is due.
    [[nodiscard]] Result<std::optional<Timestamp>> nextDue(CampaignId campaign);
    [[nodiscard]] Result<RecipientState> recipient(CustomerId customer, Timestamp now, int days);

private:
    explicit Outbox(Connection &connection);
    Connection *m_connection;
    std::optional<Statement> m_next, m_claim, m_settle, m_address, m_consent, m_suppression, m_mailed;
};

} // namespace haberdash::store
