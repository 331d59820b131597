// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/lifecycle.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace haberdash::insight {

using namespace Qt::Literals::StringLiterals;

namespace {

double medianOf(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    const auto middle = copy.begin() + qsizetype(copy.size() / 2);
    std::nth_element(copy.begin(), middle, copy.end());
    return copy.size() % 2 == 1 ? *middle : (*middle + *std::max_element(copy.begin(), middle)) / 2;
}

struct Words
{
    QString word;
    QString name;
    QString meaning;
};

const Words &wordsOf(LifecycleStage stage)
{
    static const std::array<Words, 7> words{{
        {u"prospect"_s, u"Prospect"_s, u"They have not bought yet."_s},
        {u"new"_s, u"New"_s, u"They bought once, and it is too early for a second order."_s},
        {u"active"_s, u"Active"_s, u"They buy again, and their next order is not due yet."_s},
        {u"reactivated"_s, u"Reactivated"_s, u"They came back after a long time away."_s},
        {u"cooling"_s, u"Cooling"_s, u"Their next order is a little late."_s},
        {u"at_risk"_s, u"At risk"_s, u"They have been away for more than twice their usual time."_s},
        {u"lapsed"_s, u"Lapsed"_s,
            u"They have been away for so long that they will hardly come by themselves."_s},
    }};
    return words[size_t(stage)];
}

} // namespace

void GapHistory::add(double days)
{
    Q_ASSERT(days >= 0);
    ++count;
    sumOfLogs += std::log1p(days);
}

GapHistory GapHistory::of(std::span<const double> days)
{
    GapHistory history;
    for (const double gap : days)
        history.add(gap);
    return history;
}

double expectedGap(const GapHistory &own, double groupGap, double weight)
{
    Q_ASSERT(groupGap >= 0 && own.count + weight > 0);
    return std::expm1((own.sumOfLogs + weight * std::log1p(groupGap)) / (own.count + weight));
}

experiment::Outcome<double> groupGap(std::span<const double> ofCategory, std::span<const double> ofShop)
{
    if (ofCategory.size() >= size_t(fewestGaps))
        return medianOf(ofCategory);
    if (ofShop.empty())
        return experiment::noResult(
            u"Nobody has bought on two different days yet, so it is not known how long people wait between orders."_s);
    return medianOf(ofShop);
}

LifecycleStage stageOf(const PurchaseState &state, const LifecycleLimits &limits)
{
    if (state.orders <= 0)
        return LifecycleStage::Prospect;
    // Without a division: an expected gap of no days has a stage too.
    const auto isBeyond = [&](double limit) { return state.daysSinceLast > limit * state.expectedGap; };
    if (isBeyond(limits.lapsed))
        return LifecycleStage::Lapsed;
    if (isBeyond(limits.atRisk))
        return LifecycleStage::AtRisk;
    if (isBeyond(limits.cooling))
        return LifecycleStage::Cooling;
    if (state.orders == 1)
        return LifecycleStage::New;
    return state.lastGap && *state.lastGap > limits.comeback * state.expectedGap ? LifecycleStage::Reactivated
                                                                                 : LifecycleStage::Active;
}

QString toWord(LifecycleStage stage)
{
    return wordsOf(stage).word;
}

std::optional<LifecycleStage> lifecycleStageFromWord(QStringView word)
{
    for (const LifecycleStage stage : allLifecycleStages) {
        if (wordsOf(stage).word == word)
            return stage;
    }
    return std::nullopt;
}

QString nameOf(LifecycleStage stage)
{
    return wordsOf(stage).name;
}

QString meaningOf(LifecycleStage stage)
{
    return wordsOf(stage).meaning;
}

} // namespace haberdash::insight
