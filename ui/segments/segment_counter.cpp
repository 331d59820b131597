// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_counter.h"

namespace haberdash::ui {

using namespace segment;

SegmentCounter::SegmentCounter(Shop shop, QObject *parent)
    : QObject(parent)
    , m_questions(std::move(shop))
{ }

void SegmentCounter::ask(const Rule &rule)
{
    m_questions.ask(
        this,
        [rule](ShopEvaluator &, SegmentEvaluator &evaluator) -> Result<RuleAnswer> {
            RuleAnswer answer{.rule = rule};
            HABERDASH_TRY_ASSIGN(count, evaluator.count(rule));
            answer.count = std::move(count);
            HABERDASH_TRY_ASSIGN(everybody, evaluator.set(Rule{}));
            answer.everybody = everybody.count();
            return answer;
        },
        [this](const Result<RuleAnswer> &answer) {
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
