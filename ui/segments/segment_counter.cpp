// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_counter.h"

#include "ui/segments/shop_evaluator.h"

#include <QtConcurrentRun>

#include <mutex>

namespace haberdash::ui {

using namespace segment;

/// Used by one thread at a time.
struct SegmentCounter::Worker
{
    explicit Worker(Shop shop)
        : evaluator(std::move(shop))
    { }

    Result<RuleAnswer> answer(const Rule &rule, const std::function<bool()> &stopped)
    {
        const std::lock_guard lock(mutex);
        if (stopped())
            return failure(Error::Code::Cancelled, QStringLiteral("A newer question was asked."));
        HABERDASH_TRY_ASSIGN(columns, evaluator.current(stopped));
        RuleAnswer answer{.rule = rule};
        HABERDASH_TRY_ASSIGN(count, columns->count(rule));
        answer.count = std::move(count);
        HABERDASH_TRY_ASSIGN(everybody, columns->set(Rule{}));
        answer.everybody = everybody.count();
        return answer;
    }

    std::mutex mutex;
    ShopEvaluator evaluator;
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
    ShopEvaluator shopEvaluator(shop);
    HABERDASH_TRY_ASSIGN(evaluator, shopEvaluator.current(stopped));
    QHash<QString, Count> counts;
    for (const SavedSegment &saved : segments) {
        const auto count = evaluator->count(saved.rule);
        if (count)
            counts.insert(saved.name, count->whole);
        else if (count.error().code == Error::Code::Cancelled)
            return tl::unexpected(count.error()); // one that cannot be answered says so when it is opened
    }
    return counts;
}

} // namespace haberdash::ui
