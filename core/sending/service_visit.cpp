// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/service_visit.h"

#include "core/sending/account_transport.h"
#include "core/store/transaction.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using deliver::EventCursor;
using deliver::Service;

namespace {

/// A limit that begins anew so soon is waited for.
constexpr auto shortWait = 10s;
/// Details come one message at a time; so many share a transaction.
constexpr int pagesAtOnce = 20;

tl::unexpected<Error> tellsNothing(const store::Account &account)
{
    return failure(Error::Code::Refused,
        u"“%1” sends by a mail server, which tells nothing later: what comes back comes by mail. Read it with “mailbox read”."_s
            .arg(account.name));
}

class ServiceVisit
{
public:
    ServiceVisit(store::Connection &connection, const store::Account &account, Service service,
        deliver::EventSource &source, const Clock &clock, Progress &progress, ServiceEventBooks books)
        : m_connection(connection)
        , m_account(account)
        , m_service(service)
        , m_terms(deliver::eventTermsOf(service))
        , m_source(source)
        , m_clock(clock)
        , m_progress(progress)
        , m_books(std::move(books))
    { }

    Result<ServiceVisitReport> run(std::optional<Timestamp> since)
    {
        HABERDASH_TRY_ASSIGN(kept, store::accountEventsCursor(m_connection, m_account.id));
        m_cursor = EventCursor::fromJson(kept, m_service);
        if (!m_terms.missing.isEmpty())
            m_report.remarks.append(m_terms.missing);
        HABERDASH_TRY_ASSIGN(first, firstMail());
        const Timestamp now = m_clock.now();
        if (m_cursor.notBefore && *m_cursor.notBefore > now)
            m_report.trouble
                = u"%1 wants to be left alone for a while after each visit, so it was not asked."_s.arg(
                    deliver::nameOf(m_service));
        else if (!first && !since)
            m_report.remarks.append(
                u"Nothing was sent by this account yet, so there was nothing to ask for."_s);
        else
            HABERDASH_TRY(readAll(since, first.value_or(now)));
        m_report.isComplete = m_report.trouble.isEmpty();
        m_report.readUntil = m_cursor.readUntil;
        if (m_cursor.notBefore && *m_cursor.notBefore > m_clock.now())
            m_report.goesOnAt = m_cursor.notBefore;
        return std::move(m_report);
    }

private:
    Result<std::optional<Timestamp>> firstMail()
    {
        HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(m_connection));
        return outbox.firstClaim(m_account.id);
    }

    /// From the overlap with what was read to now.
    void openWindow(std::optional<Timestamp> since, Timestamp firstMail)
    {
        const Timestamp now = m_clock.now();
        Timestamp from = m_cursor.readUntil ? *m_cursor.readUntil - m_terms.overlap : firstMail - 1h;
        // Whatever is asked for besides, nothing that was left behind is skipped.
        for (const auto &earlier : {m_cursor.from, since})
            from = earlier ? std::min(from, *earlier) : from;
        EventCursor window;
        window.readUntil = m_cursor.readUntil;
        window.from = std::max<Timestamp>(from, now - m_terms.keeps);
        // A clock that was set back must not leave a window without room.
        window.until = std::max<Timestamp>(now, *window.from + 1s);
        m_cursor = window;
    }

    Result<> readAll(std::optional<Timestamp> since, Timestamp firstMail)
    {
        const bool isResumed = m_cursor.isInside() && !since;
        if (!isResumed)
            openWindow(since, firstMail);
        HABERDASH_TRY(readWindow());
        // One that was left behind ends where the last visit began; what came since is in the next.
        if (isResumed && m_report.trouble.isEmpty() && m_cursor.readUntil < m_clock.now()) {
            openWindow({}, firstMail);
            HABERDASH_TRY(readWindow());
        }
        if (m_report.trouble.isEmpty() && m_terms.rest > 0s) {
            m_cursor.notBefore = m_clock.now() + m_terms.rest;
            HABERDASH_TRY(keep());
        }
        return {};
    }

    Result<> readWindow()
    {
        while (m_cursor.isInside()) {
            if (m_progress.isCancelled()) {
                m_report.trouble = u"Stopped."_s;
                break;
            }
            auto page = m_source.pull(m_cursor, m_progress);
            if (!page) {
                HABERDASH_TRY_ASSIGN(goesOn, survive(page.error()));
                if (!goesOn)
                    break;
                continue;
            }
            m_batch.insert(m_batch.end(), std::make_move_iterator(page->events.begin()),
                std::make_move_iterator(page->events.end()));
            m_cursor = std::move(page->next);
            if (!page->remark.isEmpty() && !m_report.remarks.contains(page->remark))
                m_report.remarks.append(page->remark);
            if (m_cursor.pending.isEmpty() || ++m_pages >= pagesAtOnce)
                HABERDASH_TRY(keep());
            m_progress.report(m_report.counts.read, 0);
            if (m_cursor.isInside() && !waitForLimit())
                break;
        }
        return keep();
    }

    /// False where the visit ends here. What was read is kept, and the place that was asked at.
    Result<bool> survive(const deliver::EventFault &fault)
    {
        HABERDASH_TRY(keep());
        // Names of pages are forgotten after a while: the list is read anew, once, and what is known is
        // known.
        if (fault.isPlaceRefused && !m_wasRestarted) {
            m_wasRestarted = true;
            m_cursor = m_cursor.restarted();
            HABERDASH_TRY(keep());
            return true;
        }
        m_report.trouble = fault.text;
        if (fault.wait)
            m_cursor.notBefore = m_clock.now() + *fault.wait;
        return false;
    }

    bool waitForLimit()
    {
        if (!m_cursor.notBefore || *m_cursor.notBefore <= m_clock.now())
            return true;
        const auto wait = *m_cursor.notBefore - m_clock.now();
        if (wait <= shortWait)
            return m_source.pause(wait, m_progress) || m_progress.isCancelled();
        m_report.trouble
            = u"%1 has had as many questions as it takes for now."_s.arg(deliver::nameOf(m_service));
        return false;
    }

    Result<> keep()
    {
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(m_connection));
        HABERDASH_TRY(m_books.book(m_batch, m_clock.now(), m_report.counts));
        HABERDASH_TRY(store::setAccountEventsCursor(m_connection, m_account.id, m_cursor.toJson(m_service)));
        HABERDASH_TRY(transaction.commit());
        m_batch.clear();
        m_pages = 0;
        return {};
    }

    store::Connection &m_connection;
    const store::Account &m_account;
    Service m_service;
    deliver::EventTerms m_terms;
    deliver::EventSource &m_source;
    const Clock &m_clock;
    Progress &m_progress;
    ServiceEventBooks m_books;
    ServiceVisitReport m_report;
    EventCursor m_cursor;
    std::vector<deliver::ServiceEvent> m_batch;
    int m_pages = 0;
    bool m_wasRestarted = false;
};

} // namespace

Result<ServiceVisitReport> visitService(store::Connection &connection, const store::Account &account,
    deliver::EventSource &source, const Clock &clock, Progress &progress, std::optional<Timestamp> since)
{
    const auto service = deliver::serviceFromWord(account.service);
    if (!service)
        return tellsNothing(account);
    HABERDASH_TRY_ASSIGN(books, ServiceEventBooks::open(connection, account, account.service));
    return ServiceVisit(connection, account, *service, source, clock, progress, std::move(books)).run(since);
}

Result<ServiceVisitReport> visitService(store::Connection &connection, const store::Account &account,
    deliver::SecretStore &secrets, const QString &trustedCaFile, const Clock &clock, Progress &progress,
    std::optional<Timestamp> since)
{
    if (!account.isService())
        return tellsNothing(account);
    HABERDASH_TRY_ASSIGN(secret, secrets.read(secretKey(connection.path(), account.id)));
    const auto source = deliver::makeEventSource(toService(account, trustedCaFile), std::move(secret), clock);
    return visitService(connection, account, *source, clock, progress, since);
}

} // namespace haberdash::sending
