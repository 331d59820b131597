// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/event_import.h"

#include "core/sending/event_file.h"
#include "core/store/transaction.h"

#include <QFileInfo>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t eventsAtOnce = 1000;
constexpr qsizetype mostBadRows = 100; ///< that are named one by one
/// Clocks differ; what lies further ahead is a date that was read wrongly.
constexpr std::chrono::hours furthestAhead{24};

} // namespace

Result<EventImportReport> importEvents(store::Connection &connection, const store::Account &account,
    const QString &path, std::optional<deliver::Service> told, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(file, EventFile::open(path, told, deliver::serviceFromWord(account.service)));
    EventImportReport report;
    report.path = path;
    if (file.service())
        report.service = toWord(*file.service());
    HABERDASH_TRY_ASSIGN(
        books, ServiceEventBooks::open(connection, account, u"file "_s + QFileInfo(path).fileName()));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    std::vector<deliver::ServiceEvent> batch;
    for (;;) {
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Stopped. Nothing of “%1” was booked."_s.arg(path));
        HABERDASH_TRY_ASSIGN(line, file.next());
        if (line && line->event && line->event->occurredAt > now + furthestAhead) {
            line->fault = u"%1 is still to come"_s.arg(toIsoString(line->event->occurredAt));
            line->event.reset();
        }
        if (line && !line->event) {
            ++report.bad;
            if (report.badRows.size() < mostBadRows)
                report.badRows.append({line->line, line->fault});
        } else if (line) {
            batch.push_back(std::move(*line->event));
        }
        if (!line || batch.size() >= eventsAtOnce) {
            HABERDASH_TRY(books.book(batch, now, report.counts));
            batch.clear();
            progress.report(file.position(), file.size());
        }
        if (!line)
            break;
    }
    HABERDASH_TRY(transaction.commit());
    return report;
}

} // namespace haberdash::sending
