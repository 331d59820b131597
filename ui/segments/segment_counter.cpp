// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_counter.h"

#include <QtConcurrentRun>

#include <mutex>

namespace haberdash::ui {

using namespace segment;

namespace {

Context contextOf(const Shop &shop)
{
    return {shop.asOf(), shop.info.timeZone, shop.info.currency};
}

} // namespace

/// Used by one thread at a time. The instant stays that of the first question: else nothing could be kept.
struct SegmentCounter::Worker
{
    explicit Worker(Shop openShop)
        : shop(std::move(openShop))
        , context(contextOf(shop))
    { }

    Result<RuleAnswer> answer(const Rule &rule, const std::function<bool()> &stopped)
    {
        const std::lock_guard lock(mutex);
        if (stopped())
            return failure(Error::Code::Cancelled, QStringLiteral("A newer question was asked."));
        if (!connection) {
            HABERDASH_TRY_ASSIGN(opened, shop.open());
            connection.emplace(std::move(opened));
            evaluator = std::make_unique<SegmentEvaluator>(*connection, context);
        }
        connection->setInterrupt(stopped);
        RuleAnswer answer{.rule = rule};
        HABERDASH_TRY_ASSIGN(count, evaluator->count(rule));
        answer.count = std::move(count);
        HABERDASH_TRY_ASSIGN(everybody, evaluator->set(Rule{}));
        answer.everybody = everybody.count();
        HABERDASH_TRY_ASSIGN(ids, evaluator->mailableMembers(rule));
        const QList<CustomerId> first(
            ids.begin(), ids.begin() + std::min<qsizetype>(shownPeople, qsizetype(ids.size())));
        HABERDASH_TRY_ASSIGN(people, store::customerRows(*connection, first, context.asOf));
        answer.people = std::move(people);
        return answer;
    }

    std::mutex mutex;
    Shop shop;
    Context context;
    std::optional<store::Connection> connection;
    std::unique_ptr<SegmentEvaluator> evaluator;
};

SegmentCounter::SegmentCounter(Shop shop, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_shared<Worker>(std::move(shop)))
{ }

SegmentCounter::~SegmentCounter() = default;

void SegmentCounter::ask(const Rule &rule)
{
    m_answers.run(QtConcurrent::run([worker = m_worker, rule, stopped = m_stop.renew()] {
        return worker->answer(rule, stopped);
    }),
        this, [this](const Result<RuleAnswer> &answer) {
            if (answer)
                Q_EMIT answered(*answer);
            else if (answer.error().code != Error::Code::Cancelled)
                Q_EMIT failed(answer.error());
        });
}

Result<QHash<QString, Count>> countSaved(
    const Shop &shop, const QList<SavedSegment> &segments, const std::function<bool()> &stopped)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    connection.setInterrupt(stopped);
    SegmentEvaluator evaluator(connection, contextOf(shop));
    QHash<QString, Count> counts;
    for (const SavedSegment &saved : segments) {
        HABERDASH_TRY_ASSIGN(count, evaluator.count(saved.rule));
        counts.insert(saved.name, count.whole);
    }
    return counts;
}

} // namespace haberdash::ui
