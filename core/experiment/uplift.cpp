// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/uplift.h"

#include "core/experiment/draws.h"
#include "core/experiment/means.h"

#include <algorithm>
#include <numeric>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostSteps = 1000;
constexpr int resamplesOfBlock = 16;

/// Recipients who share a score, by what happened to them and what they did.
struct Step
{
    double treated = 0;
    double treatedResponses = 0;
    double control = 0;
    double controlResponses = 0;
    [[nodiscard]] double all() const { return treated + control; }
    void add(const Step &other)
    {
        treated += other.treated;
        treatedResponses += other.treatedResponses;
        control += other.control;
        controlResponses += other.controlResponses;
    }
    [[nodiscard]] double qini() const
    {
        return treatedResponses - (control > 0 ? controlResponses * treated / control : 0);
    }
    [[nodiscard]] double uplift() const
    {
        const double difference
            = (treated > 0 ? treatedResponses / treated : 0) - (control > 0 ? controlResponses / control : 0);
        return difference * all();
    }
};
using Steps = std::vector<Step>;

Step stepOf(bool isTreated, bool hasResponded)
{
    const double response = hasResponded ? 1 : 0;
    return isTreated ? Step{1, response, 0, 0} : Step{0, 0, 1, response};
}

/// Places of the recipients, the highest score first.
std::vector<quint32> byScore(const ScoredRecipients &recipients)
{
    std::vector<quint32> order(recipients.score.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
        [&](quint32 a, quint32 b) { return recipients.score[a] > recipients.score[b]; });
    return order;
}

Steps stepsOf(const ScoredRecipients &recipients)
{
    Steps steps;
    double last = 0;
    for (const quint32 place : byScore(recipients)) {
        const double score = recipients.score[place];
        if (steps.empty() || score != last)
            steps.emplace_back();
        steps.back().add(stepOf(recipients.treated[place] != 0, recipients.responded[place] != 0));
        last = score;
    }
    return steps;
}

Step sumOf(const Steps &steps)
{
    Step sum;
    for (const Step &step : steps)
        sum.add(step);
    return sum;
}

/// Area below the polygon of `height` over recipients.
template<typename Height>
double areaOf(const Steps &steps, Height height)
{
    Step sum;
    double area = 0;
    double last = 0;
    for (const Step &step : steps) {
        if (step.all() <= 0)
            continue;
        sum.add(step);
        const double now = height(sum);
        area += (last + now) / 2 * step.all();
        last = now;
    }
    return area;
}

/// Area above the straight line of chance as a share of what the perfect order has.
template<typename Height>
std::optional<double> shareOfPerfect(const Steps &steps, const Steps &perfect, Height height)
{
    const Step sum = sumOf(steps);
    const double chance = height(sum) * sum.all() / 2;
    const double best = areaOf(perfect, height) - chance;
    return best > 0 ? std::optional((areaOf(steps, height) - chance) / best) : std::nullopt;
}

/// Those who responded to mail, then those who never did, then those who responded without.
Steps perfectForQini(const Step &sum)
{
    return {{sum.treatedResponses, sum.treatedResponses, 0, 0},
        {sum.treated - sum.treatedResponses, 0, sum.control - sum.controlResponses, 0},
        {0, 0, sum.controlResponses, sum.controlResponses}};
}

/// As scikit-uplift orders them.
Steps perfectForUplift(const Step &sum)
{
    const Step lost{sum.treated - sum.treatedResponses, 0, 0, 0};
    const Step sure{0, 0, sum.controlResponses, sum.controlResponses};
    const bool isSureFirst = sum.controlResponses > sum.treated - sum.treatedResponses;
    return {{sum.treatedResponses, sum.treatedResponses, 0, 0}, {0, 0, sum.control - sum.controlResponses, 0},
        isSureFirst ? sure : lost, isSureFirst ? lost : sure};
}

std::optional<double> qiniOf(const Steps &steps)
{
    return shareOfPerfect(steps, perfectForQini(sumOf(steps)), [](const Step &sum) { return sum.qini(); });
}

std::optional<double> upliftOfTop(const Steps &steps, double share)
{
    double left = std::floor(sumOf(steps).all() * share);
    Step top;
    for (const Step &step : steps) {
        const double part = std::min(1.0, left / step.all());
        top.add({step.treated * part, step.treatedResponses * part, step.control * part,
            step.controlResponses * part});
        left -= step.all() * part;
        if (left <= 0)
            break;
    }
    if (top.treated <= 0 || top.control <= 0)
        return std::nullopt;
    return top.treatedResponses / top.treated - top.controlResponses / top.control;
}

/// At most `mostSteps`, neighbours taken together.
Steps coarse(const Steps &steps)
{
    if (steps.size() <= mostSteps)
        return steps;
    const double least = sumOf(steps).all() / double(mostSteps);
    Steps few;
    for (const Step &step : steps) {
        if (few.empty() || few.back().all() >= least)
            few.emplace_back();
        few.back().add(step);
    }
    return few;
}

Outcome<Steps> checkedSteps(const ScoredRecipients &recipients)
{
    Q_ASSERT(recipients.score.size() == recipients.treated.size()
        && recipients.score.size() == recipients.responded.size());
    auto steps = stepsOf(recipients);
    const Step sum = sumOf(steps);
    if (sum.treated <= 0 || sum.control <= 0)
        return noResult(u"An arm has nobody in it."_s);
    return steps;
}

tl::unexpected<NoResult> noOrder()
{
    return noResult(u"Nobody or everybody responded, so no order of recipients is better than another."_s);
}

} // namespace

Outcome<UpliftCurves> upliftCurves(const ScoredRecipients &recipients)
{
    const auto steps = checkedSteps(recipients);
    if (!steps)
        return tl::unexpected(steps.error());
    UpliftCurves curves{{0}, {0}, {0}};
    Step sum;
    for (const Step &step : *steps) {
        sum.add(step);
        curves.recipients.push_back(sum.all());
        curves.qini.push_back(sum.qini());
        curves.uplift.push_back(sum.uplift());
    }
    return curves;
}

Outcome<UpliftFigures> upliftFigures(const ScoredRecipients &recipients)
{
    const auto steps = checkedSteps(recipients);
    if (!steps)
        return tl::unexpected(steps.error());
    const auto heightOfUplift = [](const Step &sum) { return sum.uplift(); };
    const auto qini = qiniOf(*steps);
    const auto uplift = shareOfPerfect(*steps, perfectForUplift(sumOf(*steps)), heightOfUplift);
    if (!qini || !uplift)
        return noOrder();
    return UpliftFigures{*qini, *uplift, areaOf(*steps, [](const Step &sum) { return sum.qini(); }),
        areaOf(*steps, heightOfUplift), upliftOfTop(*steps, shareOfTop)};
}

Outcome<Range> qiniInterval(
    const ScoredRecipients &recipients, int resamples, quint64 seed, const Effort &effort, double confidence)
{
    const auto exact = checkedSteps(recipients);
    if (!exact)
        return tl::unexpected(exact.error());
    const Steps steps = coarse(*exact);
    // Four kinds of recipients in each step; what a draw hits is looked up.
    std::vector<quint32> cells;
    for (quint32 i = 0; i < quint32(steps.size()); ++i) {
        const Step &step = steps[i];
        const double counts[] = {step.treated - step.treatedResponses, step.treatedResponses,
            step.control - step.controlResponses, step.controlResponses};
        for (quint32 kind = 0; kind < 4; ++kind)
            cells.insert(cells.end(), size_t(counts[kind]), 4 * i + kind);
    }
    std::vector<double> values(size_t(resamples), 0);
    std::vector<quint8> isKnown(size_t(resamples), 0);
    const int blocks = (resamples + resamplesOfBlock - 1) / resamplesOfBlock;
    const bool isDone = forEachBlock(blocks, effort, [&](int block) {
        Draws draws(seed, quint64(block));
        std::vector<quint32> counts(4 * steps.size());
        Steps drawn(steps.size());
        const int first = block * resamplesOfBlock;
        for (int i = first; i < std::min(first + resamplesOfBlock, resamples); ++i) {
            std::fill(counts.begin(), counts.end(), 0U);
            for (size_t draw = 0; draw < cells.size(); ++draw)
                ++counts[cells[draws.below(quint32(cells.size()))]];
            for (size_t step = 0; step < steps.size(); ++step) {
                const quint32 *kinds = &counts[4 * step];
                drawn[step] = {double(kinds[0] + kinds[1]), double(kinds[1]), double(kinds[2] + kinds[3]),
                    double(kinds[3])};
            }
            const auto qini = qiniOf(drawn);
            isKnown[size_t(i)] = qini ? 1 : 0;
            values[size_t(i)] = qini.value_or(0);
        }
    });
    if (!isDone)
        return noResult(u"It was stopped."_s);
    std::vector<double> known;
    for (size_t i = 0; i < values.size(); ++i) {
        if (isKnown[i] != 0)
            known.push_back(values[i]);
    }
    if (known.size() < values.size() * 9 / 10 || known.empty())
        return noOrder();
    std::sort(known.begin(), known.end());
    const double tail = (1 - confidence) / 2;
    return Range{quantileOfSorted(known, tail), quantileOfSorted(known, 1 - tail)};
}

} // namespace haberdash::experiment
