// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_sender.h"

#include "core/base/stable_hash.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/message_maker.h"
#include "core/store/account_repository.h"
#include "core/store/transaction.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using store::CampaignState;

namespace {

/// DELIVERY 1.3: 5 and 15 minutes, 1, 4, 8 and 24 hours, then it is given up.
constexpr std::chrono::minutes ladder[]
    = {std::chrono::minutes(5), std::chrono::minutes(15), std::chrono::minutes(60), std::chrono::minutes(240),
        std::chrono::minutes(480), std::chrono::minutes(1440)};
/// So many failures of the connection one after the other mean that the server is away.
constexpr int connectionFailures = 3;
/// So many refusals one after the other mean that it is not about these people: a server that relays for
/// nobody would otherwise use up the whole audience.
constexpr int refusals = 10;

/// Ends a blocking send soon after somebody asked to stop.
class Canceller
{
public:
    Canceller(deliver::Transport &transport, const Progress &progress)
        : m_thread([this, &transport, &progress] {
            std::unique_lock lock(m_mutex);
            while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_done; })) {
                if (progress.isCancelled()) {
                    transport.cancel();
                    return;
                }
            }
        })
    { }
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;
    ~Canceller()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_done = false;
    std::thread m_thread; // last: it uses the others
};

/// One sender at a time for a workspace. The lock is the kernel's and ends with its program, however that
/// ends; what a crash leaves behind is an empty file that holds nobody up. (A QLockFile whose program was
/// killed before it wrote its number into the file stays locked for good.)
class SendingLock
{
public:
    explicit SendingLock(const QString &workspacePath)
        : m_path(QFile::encodeName(workspacePath + u".sending"_s))
    {
        // Again where the one before removed the file between our opening and our locking it.
        while (open() && !isTheFileThere())
            release();
    }
    SendingLock(const SendingLock &) = delete;
    SendingLock &operator=(const SendingLock &) = delete;
    ~SendingLock()
    {
        if (isHeld())
            ::unlink(m_path.constData());
        release();
    }
    [[nodiscard]] bool isHeld() const { return m_descriptor >= 0; }

private:
    bool open()
    {
        m_descriptor = ::open(m_path.constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (isHeld() && ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
            release();
        return isHeld();
    }
    [[nodiscard]] bool isTheFileThere() const
    {
        struct stat mine
        { };
        struct stat there
        { };
        return ::fstat(m_descriptor, &mine) == 0 && ::stat(m_path.constData(), &there) == 0
            && mine.st_dev == there.st_dev && mine.st_ino == there.st_ino;
    }
    void release()
    {
        if (isHeld())
            ::close(m_descriptor);
        m_descriptor = -1;
    }

    QByteArray m_path;
    int m_descriptor = -1;
};

/// Another program may write for minutes, as a large import does: what a server said must be written down all
/// the same, or the message would be uncertain.
class LongPatience
{
public:
    LongPatience(store::Connection &connection, const Progress &progress)
        : m_connection(connection)
    {
        m_connection.setPatience(std::chrono::minutes(30), [&progress] { return progress.isCancelled(); });
    }
    LongPatience(const LongPatience &) = delete;
    LongPatience &operator=(const LongPatience &) = delete;
    ~LongPatience() { m_connection.setPatience(); }

private:
    store::Connection &m_connection;
};

/// What is written down about a message after the wire.
struct Verdict
{
    QString state;
    QString reason;
    std::optional<Timestamp> nextAttempt;
    bool suppress = false;
    QString stop; ///< why the run must end; empty: it goes on
};

bool isHardBounce(const Delivery &delivery)
{
    // Only what says that the mailbox does not exist is the address's fault; policy and content are not.
    static const QStringList codes{
        u"5.1.0"_s, u"5.1.1"_s, u"5.1.2"_s, u"5.1.3"_s, u"5.1.6"_s, u"5.1.10"_s, u"5.2.1"_s};
    return delivery.state == Delivery::State::Refused && delivery.concerns == Delivery::Concerns::Recipient
        && codes.contains(delivery.enhancedCode);
}

Verdict judge(const Delivery &delivery, int attempts, Timestamp now)
{
    Verdict verdict;
    switch (delivery.state) {
    case Delivery::State::Sent:
        verdict.state = u"sent"_s;
        return verdict;
    case Delivery::State::Uncertain:
        verdict.state = u"uncertain"_s;
        verdict.reason = u"answer-lost"_s;
        break;
    case Delivery::State::Refused:
    case Delivery::State::Deferred:
        if (delivery.concerns == Delivery::Concerns::Account || delivery.wasCancelled) {
            // Not this message's fault, and certainly not taken: it stays in the plan.
            verdict.state = u"planned"_s;
        } else if (delivery.state == Delivery::State::Refused) {
            verdict.state = u"failed"_s;
            verdict.reason = delivery.concerns == Delivery::Concerns::Recipient ? u"recipient-refused"_s
                                                                                : u"message-refused"_s;
            verdict.suppress = isHardBounce(delivery);
        } else if (attempts > int(std::size(ladder))) {
            verdict.state = u"failed"_s;
            verdict.reason = u"given-up"_s;
        } else {
            verdict.state = u"deferred"_s;
            verdict.reason = u"%1-deferred"_s.arg(deliver::toWord(delivery.concerns));
            verdict.nextAttempt = now + ladder[attempts - 1];
        }
        break;
    }
    if (delivery.concerns == Delivery::Concerns::Account)
        verdict.stop = u"The mail server does not let this account send: %1 %2"_s.arg(delivery.code)
                           .arg(delivery.text);
    if (delivery.wasCancelled)
        verdict.stop = u"Stopped."_s;
    return verdict;
}

class Run
{
public:
    Run(store::Connection &connection, store::Campaign campaign, store::Outbox outbox, MessageMaker maker,
        EmailAddress sender, deliver::Transport &transport, const Clock &clock, Progress &progress)
        : m_connection(connection)
        , m_campaign(std::move(campaign))
        , m_outbox(std::move(outbox))
        , m_maker(std::move(maker))
        , m_sender(std::move(sender))
        , m_transport(transport)
        , m_clock(clock)
        , m_progress(progress)
    { }

    Result<SendReport> go();

private:
    Result<std::optional<store::OutboxRow>> settleAndClaim();
    Result<> settlePrevious(Timestamp now);
    Result<bool> stillSending();
    void sendOne(const store::OutboxRow &row);
    Result<> sendAll();
    Result<> finish();
    Result<SendReport> reportOn(const Error &error);
    void tally(const QString &state);
    Result<> recordSent(const store::OutboxRow &row, Timestamp now);

    struct Settled
    {
        store::OutboxRow row;
        Delivery delivery;
        Verdict verdict;
    };
    store::Connection &m_connection;
    store::Campaign m_campaign;
    store::Outbox m_outbox;
    MessageMaker m_maker;
    EmailAddress m_sender;
    deliver::Transport &m_transport;
    const Clock &m_clock;
    Progress &m_progress;
    SendReport m_report;
    std::optional<Settled> m_previous; // sent, and not yet written down
    std::optional<MadeMessage> m_message; // for the row that was claimed
    int m_connectionFailures = 0;
    int m_refusals = 0;
    bool m_wasOnTheWire = false;
    SendReport m_written; // m_report as far as the store has it
    qint64 m_planned = 0;
};

Result<bool> Run::stillSending()
{
    HABERDASH_TRY_ASSIGN(state, m_connection.prepare(u"SELECT state FROM campaign WHERE id = ?1"_s));
    HABERDASH_TRY(state.bind(1, m_campaign.id).step());
    return state.text(0) == u"sending"_s;
}

void Run::tally(const QString &state)
{
    if (state == u"sent"_s)
        ++m_report.sent;
    else if (state == u"failed"_s)
        ++m_report.failed;
    else if (state == u"deferred"_s)
        ++m_report.deferred;
    else if (state == u"uncertain"_s)
        ++m_report.uncertain;
    else if (state == u"skipped"_s)
        ++m_report.skipped;
}

Result<> Run::recordSent(const store::OutboxRow &row, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(type,
        m_connection.prepare(
            u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_sent', 'none')"_s));
    HABERDASH_TRY(type.run());
    HABERDASH_TRY_ASSIGN(event,
        m_connection.prepare(
            u"INSERT OR IGNORE INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) "
            u"VALUES (?1, ?2, (SELECT id FROM event_type WHERE name = 'email_sent'), ?3, ?4)"_s));
    return event.bind(1, row.customer)
        .bind(2, now)
        .bind(3, qint64(stableHash("outbox", row.id.value())))
        .bind(4, m_campaign.name)
        .run();
}

Result<> Run::settlePrevious(Timestamp now)
{
    if (!m_previous)
        return {};
    const auto &[row, delivery, verdict] = *m_previous;
    HABERDASH_TRY(
        m_outbox.settle(row.id, verdict.state, verdict.reason, now, verdict.nextAttempt, delivery.code,
            delivery.enhancedCode.isEmpty() ? delivery.text
                                            : QString(delivery.enhancedCode + u' ' + delivery.text)));
    if (verdict.state == u"sent"_s)
        HABERDASH_TRY(recordSent(row, row.claimedAt.value_or(now)));
    if (verdict.suppress) {
        HABERDASH_TRY_ASSIGN(suppress,
            m_connection.prepare(
                u"INSERT OR IGNORE INTO suppression (address_key, reason, source, created_at) "
                u"VALUES (?1, 'hard_bounce', ?2, ?3)"_s));
        HABERDASH_TRY(suppress.bind(1, row.address.toLower())
                          .bind(2, u"campaign "_s + m_campaign.name)
                          .bind(3, now)
                          .run());
    }
    tally(verdict.state);
    m_previous.reset();
    return {};
}

Result<std::optional<store::OutboxRow>> Run::settleAndClaim()
{
    for (;;) {
        const Timestamp now = m_clock.now();
        HABERDASH_TRY_ASSIGN(row, m_outbox.next(m_campaign.id, now));
        QString refusal;
        if (row) {
            // Made before it is claimed: a message that cannot be made was never in doubt.
            auto message = m_maker.make(row->customer, row->variant, now);
            if (message)
                m_message = std::move(*message);
            else
                refusal = message.error().detail;
        }
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
        HABERDASH_TRY(settlePrevious(now));
        HABERDASH_TRY_ASSIGN(sending, stillSending());
        if (!sending || !row) {
            HABERDASH_TRY(transaction.commit());
            if (!sending && row)
                m_report.stoppedBecause = u"The campaign was paused."_s;
            return std::nullopt;
        }
        HABERDASH_TRY_ASSIGN(barrier, barrierOf(m_outbox, m_campaign, row->customer, now));
        if (barrier || !refusal.isEmpty()) {
            const QString state = barrier ? u"skipped"_s : u"failed"_s;
            HABERDASH_TRY(m_outbox.settle(row->id, state, barrier ? consent::toWord(*barrier) : u"not-made"_s,
                now, std::nullopt, 0, refusal));
            HABERDASH_TRY(transaction.commit());
            tally(state);
            continue;
        }
        HABERDASH_TRY(m_outbox.claim(row->id, now));
        HABERDASH_TRY(transaction.commit());
        row->claimedAt = now;
        ++row->attempts;
        return row;
    }
}

void Run::sendOne(const store::OutboxRow &row)
{
    const auto recipient = EmailAddress::fromString(m_message->recipient);
    Q_ASSERT(recipient); // the gate let it pass
    m_wasOnTheWire = true;
    const std::string key = m_message->parts.haberdashId.utf8();
    const std::string campaign = m_campaign.name.toStdString();
    const deliver::OutgoingMessage message{
        {m_sender, *recipient}, m_message->mime, &m_message->parts, key, campaign};
    const auto delivery = m_transport.send({&message, 1}).front();
    m_connectionFailures = delivery.concerns == Delivery::Concerns::Connection ? m_connectionFailures + 1 : 0;
    m_refusals = delivery.state == Delivery::State::Refused ? m_refusals + 1 : 0;
    auto verdict = judge(delivery, row.attempts, m_clock.now());
    if (verdict.stop.isEmpty() && m_connectionFailures >= connectionFailures)
        verdict.stop = u"The mail server cannot be reached: %1"_s.arg(delivery.text);
    if (verdict.stop.isEmpty() && m_refusals >= refusals)
        verdict.stop
            = u"The mail server refused %1 messages one after the other, so nobody else was tried. It says: %2 %3"_s
                  .arg(m_refusals)
                  .arg(delivery.code)
                  .arg(delivery.text);
    m_previous = Settled{row, delivery, verdict};
    m_report.stoppedBecause = verdict.stop;
}

Result<> Run::finish()
{
    const Timestamp now = m_clock.now();
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
    HABERDASH_TRY(settlePrevious(now));
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    m_report.remaining = counts.value(u"planned"_s);
    HABERDASH_TRY_ASSIGN(due, m_outbox.nextDue(m_campaign.id));
    m_report.nextAttempt = due;
    HABERDASH_TRY_ASSIGN(sending, stillSending());
    if (sending) {
        m_report.state = m_report.remaining == 0 && !due ? CampaignState::Done : CampaignState::Paused;
        HABERDASH_TRY(store::setCampaignState(m_connection, m_campaign.id, m_report.state, now));
    } else {
        HABERDASH_TRY_ASSIGN(campaign, store::campaignById(m_connection, m_campaign.id));
        m_report.state = campaign.state;
    }
    return transaction.commit();
}

Result<SendReport> Run::go()
{
    const Timestamp start = m_clock.now();
    {
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
        HABERDASH_TRY_ASSIGN(recovered, m_outbox.recover(m_campaign.id, start));
        m_report.recovered = recovered;
        HABERDASH_TRY(store::setCampaignState(m_connection, m_campaign.id, CampaignState::Sending, start));
        HABERDASH_TRY(transaction.commit());
    }
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    m_planned = counts.value(u"planned"_s) + counts.value(u"deferred"_s);
    auto worked = sendAll();
    if (worked)
        worked = finish();
    m_transport.close();
    if (!worked)
        return m_wasOnTheWire ? reportOn(worked.error()) : tl::unexpected(worked.error());
    return m_report;
}

Result<> Run::sendAll()
{
    const Canceller canceller(m_transport, m_progress);
    qint64 done = 0;
    while (m_report.stoppedBecause.isEmpty()) {
        if (m_progress.isCancelled()) {
            m_report.stoppedBecause = u"Stopped."_s;
            return {};
        }
        HABERDASH_TRY_ASSIGN(row, settleAndClaim());
        if (!row)
            return {};
        m_written = m_report;
        sendOne(*row);
        m_progress.report(++done, m_planned);
    }
    return {};
}

/// The store gave way after mail went out: that is not "nothing was changed". The message at hand stays
/// claimed, and the next run calls it uncertain.
Result<SendReport> Run::reportOn(const Error &error)
{
    SendReport report = m_written;
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    report.uncertain += counts.value(u"claimed"_s);
    report.remaining = counts.value(u"planned"_s);
    report.stoppedBecause = error.detail;
    return report;
}

} // namespace

Result<SendReport> sendCampaign(store::Connection &connection, CampaignId id, deliver::Transport &transport,
    const Clock &clock, Timestamp asOf, Progress &progress)
{
    const SendingLock lock(connection.path());
    if (!lock.isHeld())
        return failure(Error::Code::Refused,
            u"Another program is sending from this workspace. Nothing was changed; wait until it is done."_s);
    const LongPatience patience(connection, progress);
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    if (campaign.state != CampaignState::Approved && campaign.state != CampaignState::Sending
        && campaign.state != CampaignState::Paused)
        return failure(Error::Code::Refused,
            u"“%1” is %2 and cannot be sent. Nothing was changed."_s.arg(
                campaign.name, store::toWord(campaign.state)));
    HABERDASH_TRY_ASSIGN(account, store::accountById(connection, campaign.account));
    HABERDASH_TRY(connection.setDurability(store::Connection::Durability::Strict));
    HABERDASH_TRY_ASSIGN(digest, currentDigest(connection, campaign));
    if (digest != campaign.digest)
        return failure(Error::Code::Refused,
            u"“%1” was changed after it was approved. Nothing was sent; take the approval back, look at it again, and approve it."_s
                .arg(campaign.name));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(maker,
        MessageMaker::create(connection, designsOf(campaign),
            {id, campaign.salt, campaign.name, account, asOf, false, false, occasionOf(id)}));
    HABERDASH_TRY_ASSIGN(sender, EmailAddress::fromString(account.fromAddress));
    return Run(connection, std::move(campaign), std::move(outbox), std::move(maker), sender, transport, clock,
        progress)
        .go();
}

Result<qint64> writeMessages(store::Connection &connection, const store::Campaign &campaign,
    const QString &folder, const Clock &clock, Timestamp asOf, Progress &progress)
{
    if (!QDir().mkpath(folder))
        return failure(Error::Code::Io, u"The folder “%1” cannot be made."_s.arg(folder));
    HABERDASH_TRY_ASSIGN(account, store::accountById(connection, campaign.account));
    HABERDASH_TRY_ASSIGN(maker,
        MessageMaker::create(
            connection, designsOf(campaign), {campaign.id, campaign.salt, campaign.name, account, asOf}));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(rows, outbox.rows(campaign.id, u"planned"_s, -1));
    qint64 written = 0;
    for (const auto &row : rows) {
        HABERDASH_TRY_ASSIGN(message, maker.make(row.customer, row.variant, clock.now()));
        const QString path = QDir(folder).filePath(u"%1.eml"_s.arg(row.customer.value(), 7, 10, QChar(u'0')));
        QSaveFile file(path);
        const auto size = qint64(message.mime.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(message.mime.data(), size) != size
            || !file.commit())
            return failure(Error::Code::Io,
                u"“%1” could not be written: %2. %3 messages were written before."_s
                    .arg(path, file.errorString())
                    .arg(written));
        progress.report(++written, rows.size());
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Stopped after %1 messages were written."_s.arg(written));
    }
    return written;
}

Result<> pauseCampaign(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    if (campaign.state != CampaignState::Sending && campaign.state != CampaignState::Approved)
        return failure(
            Error::Code::Refused, u"“%1” is not being sent. Nothing was changed."_s.arg(campaign.name));
    return store::setCampaignState(connection, id, CampaignState::Paused, now);
}

Result<> cancelCampaign(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    if (campaign.state == CampaignState::Done || campaign.state == CampaignState::Cancelled)
        return failure(Error::Code::Refused, u"“%1” is over. Nothing was changed."_s.arg(campaign.name));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(outbox.cancelPlanned(id, now));
    HABERDASH_TRY(store::setCampaignState(connection, id, CampaignState::Cancelled, now));
    return transaction.commit();
}

} // namespace haberdash::campaign
