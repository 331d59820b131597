// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/rfm_group.h"

namespace haberdash::insight {

using namespace Qt::Literals::StringLiterals;

namespace {

using enum RfmGroup;

/// By recency, then frequency, both from 1 to 5.
constexpr RfmGroup groups[5][5] = {
    {Lost, Lost, AtRisk, AtRisk, CannotLose},
    {Hibernating, Hibernating, AtRisk, AtRisk, CannotLose},
    {AboutToSleep, NeedAttention, NeedAttention, Loyal, Loyal},
    {Promising, PotentialLoyalist, PotentialLoyalist, Loyal, Loyal},
    {New, PotentialLoyalist, PotentialLoyalist, Champions, Champions},
};

struct Words
{
    QString word;
    QString name;
    QString meaning;
};

const Words &wordsOf(RfmGroup group)
{
    static const std::array<Words, 11> words{{
        {u"champions"_s, u"Champions"_s,
            u"They bought just now, and buy more often than nearly everybody."_s},
        {u"loyal"_s, u"Loyal"_s, u"They buy often, and their last order is not long ago."_s},
        {u"potential_loyalist"_s, u"Potential loyalists"_s,
            u"They bought lately and more than once; one more good order makes a habit of it."_s},
        {u"new"_s, u"New"_s, u"They placed their first order just now."_s},
        {u"promising"_s, u"Promising"_s,
            u"They placed their first order not long ago and can still be won."_s},
        {u"need_attention"_s, u"Need attention"_s,
            u"They bought a few times, and their last order is a while ago."_s},
        {u"about_to_sleep"_s, u"About to sleep"_s,
            u"They bought once, a while ago, and are on the way to forget the shop."_s},
        {u"at_risk"_s, u"At risk"_s, u"They used to buy more than once and have not been here for long."_s},
        {u"cannot_lose"_s, u"Cannot lose"_s,
            u"They were among those who bought most often and have not been here for long."_s},
        {u"hibernating"_s, u"Hibernating"_s, u"They bought little, and long ago."_s},
        {u"lost"_s, u"Lost"_s, u"They bought little, and longer ago than nearly everybody."_s},
    }};
    return words[size_t(group)];
}

/// What a score of three stands for among five.
int ofFive(int score, bool isUpper)
{
    const int lower = score == 1 ? 1 : score == 2 ? 3 : 4;
    return score == 2 ? lower : lower + (isUpper ? 1 : 0);
}

} // namespace

RfmGroup groupOf(const RfmScores &scores, int bins)
{
    Q_ASSERT(bins == 3 || bins == 5);
    Q_ASSERT(
        scores.recency >= 1 && scores.recency <= bins && scores.frequency >= 1 && scores.frequency <= bins);
    const bool isUpper = scores.monetary == bins;
    const int recency = bins == 5 ? scores.recency : ofFive(scores.recency, isUpper);
    const int frequency = bins == 5 ? scores.frequency : ofFive(scores.frequency, isUpper);
    return groups[recency - 1][frequency - 1];
}

QString toWord(RfmGroup group)
{
    return wordsOf(group).word;
}

std::optional<RfmGroup> rfmGroupFromWord(QStringView word)
{
    for (const RfmGroup group : allRfmGroups) {
        if (wordsOf(group).word == word)
            return group;
    }
    return std::nullopt;
}

QString nameOf(RfmGroup group)
{
    return wordsOf(group).name;
}

QString meaningOf(RfmGroup group)
{
    return wordsOf(group).meaning;
}

} // namespace haberdash::insight
