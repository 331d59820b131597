// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/campaign_run.h"

#include "core/base/canceller.h"
#include "core/campaign/campaign_trial.h"
#include "core/sending/interrupted_messages.h"
#include "core/store/transaction.h"

#include <thread>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using store::CampaignState;

namespace {

/// So many failures of the connection one after the other mean that the server is away.
constexpr int connectionFailures = 3;
/// A list with more dead addresses than this gets a sender blocked (DELIVERY 3): it stops, once enough mails
/// went out to tell.
constexpr qint64 bouncesNeedMails = 100;
constexpr qint64 bouncesPerHundred = 5;
/// A server that is away is asked again after so long.
constexpr std::chrono::minutes serverRest(5);
/// Messages that are made and wait for the wire take memory.
constexpr size_t waitingBytes = 8 * 1024 * 1024;
/// So often whoever waits for the wire looks up whether the campaign was paused.
constexpr std::chrono::milliseconds glance(50);

} // namespace

CampaignRun::CampaignRun(Parts parts)
    : m_connection(parts.connection)
    , m_campaign(std::move(parts.campaign))
    , m_outbox(std::move(parts.outbox))
    , m_gate(std::move(parts.gate))
    , m_books(std::move(parts.books))
    , m_hours(std::move(parts.hours))
    , m_lanes(std::move(parts.lanes))
    , m_journal(parts.journal)
    , m_clock(parts.clock)
    , m_progress(parts.progress)
    , m_options(parts.options)
    , m_queue(m_outbox, m_campaign.id)
{ }

Result<bool> CampaignRun::stillSending()
{
    HABERDASH_TRY_ASSIGN(state, m_connection.prepare(u"SELECT state FROM campaign WHERE id = ?1"_s));
    HABERDASH_TRY(state.bind(1, m_campaign.id).step());
    return state.text(0) == u"sending"_s;
}

void CampaignRun::tally(const QString &state)
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

Result<> CampaignRun::settlePrevious(Timestamp now)
{
    for (const auto &[row, verdict] : m_previous) {
        HABERDASH_TRY(m_books.write(row, verdict, m_campaign.name, now));
        tally(verdict.settlement.state);
    }
    m_previous.clear();
    for (const MessageId id : m_released)
        HABERDASH_TRY(m_outbox.release(id));
    m_released.clear();
    return m_lanes->keepPaces(m_connection);
}

/// The next messages for one account, as many as are claimed together and its limits allow.
Result<CampaignRun::Batch> CampaignRun::gather(Timestamp now)
{
    Batch batch;
    batch.jobs.reserve(HandOverJournal::sectionSize);
    for (;;) {
        const bool isFirst = batch.jobs.empty();
        const auto choose = [this, now, only = isFirst ? -1 : batch.way](
                                const store::WaitingRow &row) { return m_lanes->choose(row, now, only); };
        HABERDASH_TRY_ASSIGN(pick, m_queue.next(now, choose, !isFirst));
        if (!pick)
            return batch;
        HABERDASH_TRY_ASSIGN(row, m_outbox.row(pick->row.id));
        batch.way = pick->way;
        Lane &lane = m_lanes->lane(pick->way);
        lane.limiter.record(now, pick->row.domain);
        batch.jobs.push_back({std::move(row), pick->row.domain, {}, {}});
        const auto count = batch.jobs.size();
        if (count >= size_t(lane.batch) * size_t(lane.calls)
            || (count >= size_t(lane.batch) && count * m_messageBytes > waitingBytes))
            return batch;
    }
}

void CampaignRun::makeMessages(Batch &batch, Timestamp now)
{
    const auto start = std::chrono::steady_clock::now();
    Lane &lane = m_lanes->lane(batch.way);
    for (Job &job : batch.jobs) {
        auto message = lane.maker.make(job.row.customer, job.row.variant, now);
        if (message) {
            job.message = std::move(*message);
            m_messageBytes = job.message->mime.size();
        } else {
            job.notMade = message.error().detail;
        }
    }
    m_makingTook = std::chrono::steady_clock::now() - start;
}

/// Inside the transaction of the claim: what changed since the approval counts.
Result<bool> CampaignRun::mayGo(Job &job, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(answer, m_gate.ask(job.row.customer, now));
    const auto barrier = answer.barrier();
    if (barrier || !job.notMade.isEmpty()) {
        store::Settlement settlement;
        settlement.state = barrier ? u"skipped"_s : u"failed"_s;
        settlement.reason = barrier ? consent::toWord(*barrier) : u"not-made"_s;
        settlement.reply = barrier ? QString() : job.notMade;
        HABERDASH_TRY(m_outbox.settle(job.row.id, settlement, now));
        tally(settlement.state);
        return false;
    }
    HABERDASH_TRY_ASSIGN(opens, m_hours.next(job.row.customer, now));
    if (opens > now && job.row.state == u"planned"_s) {
        HABERDASH_TRY(m_outbox.postpone(job.row.id, opens));
        return false;
    }
    return true;
}

/// The next messages, made and claimed. What became of those before is written down first. Messages are made
/// between the two transactions: coupons are given in one of their own, and a message that cannot be made was
/// never in doubt.
Result<CampaignRun::Batch> CampaignRun::prepare()
{
    const Timestamp now = m_clock.now();
    HABERDASH_TRY_ASSIGN(settling, store::Transaction::begin(m_connection));
    HABERDASH_TRY(settlePrevious(now));
    HABERDASH_TRY_ASSIGN(sending, stillSending());
    HABERDASH_TRY(settling.commit());
    m_written = m_report;
    if (!sending) {
        m_report.stoppedBecause = u"The campaign was paused."_s;
        return Batch();
    }
    HABERDASH_TRY_ASSIGN(batch, gather(now));
    batch.gathered = batch.jobs.size();
    if (batch.gathered == 0)
        return batch;
    makeMessages(batch, now);
    HABERDASH_TRY_ASSIGN(claiming, store::Transaction::begin(m_connection));
    HABERDASH_TRY(claim(batch, now));
    HABERDASH_TRY(claiming.commit());
    m_written = m_report;
    return batch;
}

Result<> CampaignRun::claim(Batch &batch, Timestamp now)
{
    Lane &lane = m_lanes->lane(batch.way);
    std::vector<Job> going;
    going.reserve(batch.jobs.size());
    for (Job &job : batch.jobs) {
        HABERDASH_TRY_ASSIGN(may, mayGo(job, now));
        if (!may)
            continue;
        HABERDASH_TRY(m_outbox.claim(job.row.id, lane.account.id, job.domain, now));
        job.row.claimedAt = now;
        ++job.row.attempts;
        // Before the store has it: what is claimed and not in the journal counts as begun.
        HABERDASH_TRY(
            m_journal.note(m_section, int(going.size()), {job.key(), HandOverJournal::Phase::Waiting, {}}));
        going.push_back(std::move(job));
    }
    batch.jobs = std::move(going);
    if (!batch.jobs.empty() && lane.account.limits.warmUpFirstDay > 0 && !lane.account.limits.warmUpSince) {
        HABERDASH_TRY(store::startWarmUp(m_connection, lane.account.id, now));
        lane.account.limits.warmUpSince = now;
    }
    return {};
}

/// What was claimed goes out, unless something came in between.
Result<> CampaignRun::launch(Batch &batch)
{
    if (batch.jobs.empty())
        return {};
    Lane &lane = m_lanes->lane(batch.way);
    HABERDASH_TRY_ASSIGN(sending, stillSending());
    if (!sending)
        m_report.stoppedBecause = u"The campaign was paused."_s;
    if (!isGoing() || !lane.brokenBecause.isEmpty() || lane.limiter.isResting(m_clock.now())) {
        for (const Job &job : batch.jobs)
            giveBack(lane, job);
        return {};
    }
    m_wasOnTheWire = true;
    m_flight = std::make_unique<HandOver>(
        lane, std::move(batch.jobs), batch.way, m_section, m_campaign.name.toStdString(), m_journal);
    m_section = (m_section + 1) % HandOverJournal::sections;
    return {};
}

void CampaignRun::giveBack(Lane &lane, const Job &job)
{
    lane.limiter.takeBack(job.domain);
    m_released.push_back(job.row.id);
}

/// Waits for what is on the wire, and draws the consequences.
Result<> CampaignRun::land()
{
    if (!m_flight)
        return {};
    while (!m_flight->isOverWithin(glance)) {
        HABERDASH_TRY_ASSIGN(sending, stillSending());
        if (!sending || m_progress.isCancelled())
            m_flight->stop();
    }
    const auto flight = std::move(m_flight);
    HABERDASH_TRY(flight->finish());
    Lane &lane = m_lanes->lane(flight->way());
    const Timestamp now = m_clock.now();
    const auto &answers = flight->answers();
    for (size_t i = 0; i < flight->jobs().size(); ++i) {
        Job &job = flight->jobs()[i];
        if (i >= answers.size()) {
            giveBack(lane, job);
            continue;
        }
        auto verdict = judge(answers[i], job.row.attempts, now);
        follow(lane, answers[i], verdict, now);
        m_hardBounces += verdict.isHardBounce ? 1 : 0;
        m_previous.push_back({std::move(job.row), std::move(verdict)});
        ++m_done;
    }
    const bool wentWell = answers.size() == flight->jobs().size()
        && std::none_of(answers.begin(), answers.end(), isAboutMore);
    adaptCalls(lane, wentWell, std::max(flight->took(), m_makingTook));
    if (m_report.stoppedBecause.isEmpty() && m_lanes->areAllBroken())
        m_report.stoppedBecause = m_lanes->brokenBecause();
    stopWhereAddressesAreDead();
    m_progress.report(m_done, m_planned);
    return {};
}

/// As many calls together as the other side answers in a stride: a quick server is not held up by the disk,
/// and a slow one not by what was claimed for it.
void CampaignRun::adaptCalls(Lane &lane, bool wentWell, std::chrono::nanoseconds took) const
{
    const int most = std::max(1, HandOverJournal::sectionSize / lane.batch);
    if (!wentWell || m_options.stride.count() == 0)
        lane.calls = 1;
    else if (took < m_options.stride / 2)
        lane.calls = std::min(lane.calls * 2, most);
    else if (took > m_options.stride)
        lane.calls = std::max(1, lane.calls / 2);
}

void CampaignRun::stopWhereAddressesAreDead()
{
    if (m_report.stoppedBecause.isEmpty() && m_done >= bouncesNeedMails
        && m_hardBounces * 100 > m_done * bouncesPerHundred)
        m_report.stoppedBecause
            = u"%1 of %2 addresses do not exist. That many harm the name of the sender: nobody else was tried. Clean the list, or go on if you are sure."_s
                  .arg(m_hardBounces)
                  .arg(m_done);
}

/// What an answer means for the account, beyond its message.
void CampaignRun::follow(Lane &lane, const Delivery &delivery, const Verdict &verdict, Timestamp now)
{
    if (verdict.isThrottled)
        lane.limiter.throttled(now, delivery.retryAfter);
    else if (delivery.state == Delivery::State::Sent)
        lane.limiter.accepted();
    if (delivery.state == Delivery::State::Sent && delivery.retryAfter)
        lane.limiter.restUntil(now + *delivery.retryAfter);

    const bool isConnection = delivery.concerns == Delivery::Concerns::Connection && !verdict.isThrottled;
    lane.connectionFailures = isConnection ? lane.connectionFailures + 1 : 0;
    lane.refusals = delivery.state == Delivery::State::Refused ? lane.refusals + 1 : 0;
    if (delivery.wasCancelled) {
        m_report.stoppedBecause = u"Stopped."_s;
    } else if (!verdict.stopsAccount.isEmpty()) {
        lane.brokenBecause = verdict.stopsAccount;
    } else if (lane.connectionFailures >= connectionFailures) {
        lane.brokenBecause = u"The mail server cannot be reached: %1"_s.arg(delivery.text);
        m_resumesAt = now + serverRest;
    } else if (lane.refusals >= refusalsInARow) {
        lane.brokenBecause
            = u"The mail server refused %1 messages one after the other, so nobody else was tried. It says: %2 %3"_s
                  .arg(lane.refusals)
                  .arg(delivery.code)
                  .arg(delivery.text);
    }
}

/// Nothing may go now: waits where that is worth while. False where it is not.
Result<bool> CampaignRun::waitForMore()
{
    const Timestamp now = m_clock.now();
    std::optional<Timestamp> next = m_queue.opensAt();
    const auto earlier = [&next, now](const std::optional<Timestamp> &at) {
        if (at && *at > now)
            next = next ? std::min(*next, *at) : *at;
    };
    HABERDASH_TRY_ASSIGN(planned, m_outbox.nextPlanned(m_campaign.id));
    earlier(planned);
    HABERDASH_TRY_ASSIGN(due, m_outbox.nextDue(m_campaign.id));
    earlier(due);
    if (m_campaign.settings.trial.isOn()) {
        HABERDASH_TRY_ASSIGN(standing, campaign::trialStanding(m_connection, m_campaign, now));
        if (standing.progress.waiting > 0 && !standing.decision)
            earlier(standing.endsAt);
    }
    if (!next)
        return false;
    m_resumesAt = next;
    if (*next - now > m_options.patience)
        return false;
    HABERDASH_TRY_ASSIGN(came, waitUntil(*next));
    if (!came)
        return false;
    m_resumesAt.reset();
    HABERDASH_TRY(campaign::decideTrial(m_connection, m_campaign, m_clock.now()));
    return true;
}

/// False where somebody stopped it meanwhile.
Result<bool> CampaignRun::waitUntil(Timestamp next)
{
    using namespace std::chrono_literals;
    for (auto looked = std::chrono::steady_clock::now(); m_clock.now() < next;) {
        if (m_progress.isCancelled()) {
            m_report.stoppedBecause = u"Stopped."_s;
            return false;
        }
        const auto left = next - m_clock.now();
        std::this_thread::sleep_for(std::clamp<std::chrono::milliseconds>(left, 1ms, 50ms));
        if (std::chrono::steady_clock::now() - looked > 1s) {
            looked = std::chrono::steady_clock::now();
            HABERDASH_TRY_ASSIGN(sending, stillSending());
            if (!sending) {
                m_report.stoppedBecause = u"The campaign was paused."_s;
                return false;
            }
        }
    }
    return true;
}

/// Who waits for the winner of a trial: until when, or for whom.
Result<> CampaignRun::lookAtTrial(Timestamp now)
{
    if (m_report.waiting == 0 || !m_report.stoppedBecause.isEmpty())
        return {};
    HABERDASH_TRY_ASSIGN(standing, campaign::trialStanding(m_connection, m_campaign, now));
    if (standing.endsAt && *standing.endsAt > now && !standing.decision)
        m_resumesAt = m_resumesAt ? std::min(*m_resumesAt, *standing.endsAt) : *standing.endsAt;
    else if (standing.decision)
        m_report.stoppedBecause = standing.decision->reason;
    else if (standing.endsAt)
        m_report.stoppedBecause = u"The trial is over. Choose what the rest gets."_s;
    return {};
}

Result<> CampaignRun::finish()
{
    const Timestamp now = m_clock.now();
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
    HABERDASH_TRY(settlePrevious(now));
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    m_report.remaining = counts.value(u"planned"_s);
    m_report.waiting = counts.value(u"waiting"_s);
    HABERDASH_TRY_ASSIGN(due, m_outbox.nextDue(m_campaign.id));
    m_report.nextAttempt = due;
    HABERDASH_TRY_ASSIGN(sending, stillSending());
    if (sending)
        HABERDASH_TRY(lookAtTrial(now));
    if (sending && m_report.remaining == 0 && m_report.waiting == 0 && !due) {
        m_report.state = CampaignState::Done;
        HABERDASH_TRY(store::setCampaignState(m_connection, m_campaign.id, m_report.state, now));
    } else if (sending) {
        m_report.state = CampaignState::Paused;
        // Whoever stopped it wants it stopped; a server that is away, or a limit, is waited for.
        if (m_progress.isCancelled())
            m_resumesAt.reset();
        else if (!m_resumesAt && (m_report.stoppedBecause.isEmpty() || m_report.waiting > 0))
            m_resumesAt = due;
        m_report.resumesAt = m_resumesAt;
        HABERDASH_TRY(
            store::pauseWithReason(m_connection, m_campaign.id, m_report.stoppedBecause, m_resumesAt, now));
    } else {
        HABERDASH_TRY_ASSIGN(campaign, store::campaignById(m_connection, m_campaign.id));
        m_report.state = campaign.state;
    }
    return transaction.commit();
}

Result<SendReport> CampaignRun::go(qint64 recovered)
{
    m_report.recovered = recovered;
    HABERDASH_TRY(
        store::setCampaignState(m_connection, m_campaign.id, CampaignState::Sending, m_clock.now()));
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    m_planned = counts.value(u"planned"_s) + counts.value(u"deferred"_s);
    m_report.notes = m_lanes->notes();
    auto worked = sendAll();
    if (worked)
        worked = finish();
    m_flight.reset();
    m_lanes->close();
    if (!worked)
        return m_wasOnTheWire ? reportOn(worked.error()) : tl::unexpected(worked.error());
    m_journal.remove();
    return m_report;
}

bool CampaignRun::isGoing()
{
    if (m_progress.isCancelled() && m_report.stoppedBecause.isEmpty())
        m_report.stoppedBecause = u"Stopped."_s;
    return m_report.stoppedBecause.isEmpty();
}

Result<> CampaignRun::sendAll()
{
    const Canceller canceller([this] { m_lanes->cancel(); }, m_progress);
    while (isGoing()) {
        HABERDASH_TRY_ASSIGN(batch, prepare());
        const bool wasOnTheWire = m_flight != nullptr;
        HABERDASH_TRY(land());
        HABERDASH_TRY(launch(batch));
        // What came back may go again, or open ways for others.
        if (batch.gathered == 0 && !wasOnTheWire) {
            HABERDASH_TRY_ASSIGN(more, waitForMore());
            if (!more)
                return {};
        }
    }
    return land();
}

/// The store gave way after mail went out: that is not "nothing was changed". What was answered is in the
/// journal, from which the next run writes it down.
Result<SendReport> CampaignRun::reportOn(const Error &error)
{
    m_report = m_written;
    m_report.stoppedBecause = error.detail;
    HABERDASH_TRY_ASSIGN(counts, m_outbox.counts(m_campaign.id));
    m_report.remaining = counts.value(u"planned"_s);
    HABERDASH_TRY_ASSIGN(messages, interruptedMessages(m_outbox, m_journal));
    for (const auto &[row, phase, answer] : messages) {
        if (phase == HandOverJournal::Phase::Waiting)
            ++m_report.remaining;
        else if (phase == HandOverJournal::Phase::Answered)
            tally(judge(answer, row.attempts, m_clock.now()).settlement.state);
        else
            ++m_report.uncertain;
    }
    return m_report;
}

} // namespace haberdash::sending
