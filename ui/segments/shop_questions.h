// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/shop_evaluator.h"
#include "ui/shared/stop_source.h"
#include "ui/shared/when_done.h"

#include <QtConcurrentRun>

#include <mutex>

namespace haberdash::ui {

/// Questions about a shop's columns that a tab asks on a worker, the newest first: a newer one stops the one
/// before. Keeps the evaluator, so that asking again after one edit costs one condition.
/// A member of the object that asks; lives on its thread.
template<typename Answer>
class ShopQuestions final
{
public:
    explicit ShopQuestions(Shop shop)
        : m_worker(std::make_shared<Worker>(std::move(shop)))
    { }

    /// Runs `work(ShopEvaluator &, segment::SegmentEvaluator &) -> Result<Answer>` on a worker, then
    /// `handle(const Result<Answer> &)` on the receiver's thread, unless a newer question was asked.
    template<typename Work, typename Handle>
    void ask(QObject *receiver, Work work, Handle handle)
    {
        const auto run
            = [worker = m_worker, work = std::move(work), stopped = m_stop.renew()]() -> Result<Answer> {
            const std::lock_guard lock(worker->mutex);
            if (stopped())
                return failure(Error::Code::Cancelled, QStringLiteral("A newer question was asked."));
            HABERDASH_TRY_ASSIGN(evaluator, worker->evaluator.current(stopped));
            return work(worker->evaluator, *evaluator);
        };
        m_answers.run(QtConcurrent::run(run), receiver, std::move(handle));
    }
    /// Nobody waits for the answer any more.
    void drop()
    {
        m_stop.stop();
        m_answers.cancel();
    }

private:
    /// Used by one thread at a time.
    struct Worker
    {
        explicit Worker(Shop shop)
            : evaluator(std::move(shop))
        { }
        std::mutex mutex;
        ShopEvaluator evaluator;
    };

    std::shared_ptr<Worker> m_worker; // a question that runs may outlive the tab that asked
    StopSource m_stop;
    LatestOnly<Result<Answer>> m_answers;
};

} // namespace haberdash::ui
