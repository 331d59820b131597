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
    QString
        state; ///< planned, waiting, claimed, sent, deferred, failed, uncertain, skipped, held_out, cancelled
    QString reason;
    QString address;
    QString messageId;
    int attempts = 0;
    std::optional<Timestamp> claimedAt;
    std::optional<Timestamp> nextAttemptAt;
    std::optional<Timestamp> finishedAt;
    int replyCode = 0;
    QString reply;
    AccountId account; ///< by which it went; invalid: not tried yet
    QString serviceId; ///< what the service calls it
    friend bool operator==(const OutboxRow &, const OutboxRow &) = default;
};

/// How a row of a campaign is planned.
struct PlannedRow
{
    CustomerId customer;
    int variant = 0;
    QString state; ///< planned, waiting, skipped or held_out
    QString reason;
    QString address;
    QString messageId;
    Timestamp due{}; ///< not before
    bool isRest = false; ///< gets what wins a trial that others are drawn for
};

/// A row that waits, as little as is needed to choose the next one.
struct WaitingRow
{
    MessageId id;
    Timestamp due{};
    QString domain; ///< of its address, lower case
    AccountId account; ///< by which it was tried before; invalid: by none
};

/// One hand-over of a message, for the limits.
struct SendAttempt
{
    Timestamp startedAt{};
    QString domain;
};

/// How a campaign is going.
struct SendPulse
{
    qint64 lastMinute = 0; ///< messages handed over in the last 60 seconds
    QString lastWords; ///< what the other side said last: "250 2.0.0 queued"
    std::optional<Timestamp> lastAt; ///< and when
};

/// What became of a message after the wire.
struct Settlement
{
    QString state; ///< of the outbox
    QString reason;
    std::optional<Timestamp> nextAttempt;
    QString outcome; ///< of the attempt: sent, refused, deferred, uncertain; empty: it was not handed over
    int replyCode = 0;
    QString reply;
    QString serviceId;
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
    /// Planned rows that are due, by due time and number, after `after`.
    [[nodiscard]] Result<QList<WaitingRow>> dueRows(
        CampaignId campaign, Timestamp now, const WaitingRow &after, int limit);
    /// Rows that failed for a while and are due again, the earliest first.
    [[nodiscard]] Result<QList<WaitingRow>> retriesDue(CampaignId campaign, Timestamp now, int limit);
    [[nodiscard]] Result<OutboxRow> row(MessageId id);
    /// Says that the message is about to be handed over by an account. Refused where another program did.
    [[nodiscard]] Result<> claim(MessageId id, AccountId account, const QString &domain, Timestamp now);
    [[nodiscard]] Result<> settle(MessageId id, const Settlement &settlement, Timestamp now);
    /// Not before `due`: for messages whose time has not come after all.
    [[nodiscard]] Result<> postpone(MessageId id, Timestamp due);
    /// What an account handed over since, the earliest first.
    [[nodiscard]] Result<QList<SendAttempt>> attemptsSince(AccountId account, Timestamp since);
    /// Rows of all campaigns that are claimed: where nobody is sending, by a program that is gone.
    [[nodiscard]] Result<QList<OutboxRow>> claimed();
    /// Takes a claim back: the message was certainly not begun, and is planned as if nobody had taken it.
    [[nodiscard]] Result<> release(MessageId id);
    /// Takes rows that failed for a while back into the plan. Gives how many.
    [[nodiscard]] Result<qint64> retryDeferred(CampaignId campaign);
    [[nodiscard]] Result<> cancelPlanned(CampaignId campaign, Timestamp now);

    /// Rows by state, and skipped and failed ones by reason ("skipped:no-consent").
    [[nodiscard]] Result<QMap<QString, qint64>> counts(CampaignId campaign);
    [[nodiscard]] Result<QList<OutboxRow>> rows(CampaignId campaign, const QString &state, int limit);
    /// Who was left out for a reason of the gate ("no-consent", "holdout"), the first of them.
    [[nodiscard]] Result<QList<CustomerId>> leftOut(CampaignId campaign, const QString &reason, int limit);
    /// When the next deferred row is due.
    [[nodiscard]] Result<std::optional<Timestamp>> nextDue(CampaignId campaign);
    /// When the next planned row may go out; nothing where none is planned.
    [[nodiscard]] Result<std::optional<Timestamp>> nextPlanned(CampaignId campaign);
    [[nodiscard]] Result<SendPulse> pulse(CampaignId campaign, Timestamp now);
    /// The row of a customer, where the campaign has one for them.
    [[nodiscard]] Result<std::optional<OutboxRow>> ofCustomer(CampaignId campaign, CustomerId customer);
    /// The row that a Message-ID, or a service's own name for the message, leads to.
    [[nodiscard]] Result<std::optional<OutboxRow>> byMessageId(const QString &messageId);
    [[nodiscard]] Result<std::optional<OutboxRow>> byServiceId(const QString &serviceId);
    /// The last row that an account handed over to an address (lower case) by then.
    [[nodiscard]] Result<std::optional<OutboxRow>> latestTo(
        AccountId account, const QString &address, Timestamp until);
    /// When an account handed its first message over; nothing where it did not yet.
    [[nodiscard]] Result<std::optional<Timestamp>> firstClaim(AccountId account);

private:
    explicit Outbox(Connection &connection);
    [[nodiscard]] Result<std::optional<OutboxRow>> find(const QString &column, const QString &value);

    Connection *m_connection;
    std::optional<Statement> m_due, m_row, m_claim, m_attempt, m_settle, m_answer;
};

} // namespace haberdash::store
