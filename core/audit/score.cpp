// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/score.h"

#include "core/audit/check.h"
#include "core/audit/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Weight
{
    double most; ///< points
    double fullAt; ///< share
};

Weight weightOf(Severity severity)
{
    static constexpr std::array<Weight, 3> weights{{{2, 0.5}, {6, 0.2}, {15, 0.05}}};
    return weights[size_t(severity)];
}

QString withArticle(Severity severity)
{
    static const std::array<QString, 3> words{u"a notice"_s, u"a warning"_s, u"a serious finding"_s};
    return words[size_t(severity)];
}

} // namespace

double pointsFor(const Finding &finding)
{
    if (finding.count() == 0)
        return 0;
    const Weight weight = weightOf(finding.check->about().severity);
    const double share = std::min(1.0, finding.share() / weight.fullAt);
    return std::max(0.1, std::round(weight.most * share * 10) / 10);
}

QString pointsInWords(const Finding &finding)
{
    const Weight weight = weightOf(finding.check->about().severity);
    const QString looked = finding.weighed
        ? u"%1 of the %2"_s.arg(shareText(finding.share()), finding.weighed->noun)
        : u"%1 of %2 %3"_s.arg(shareText(finding.share()), numberText(finding.outOf), nounOf(finding));
    if (finding.points >= weight.most)
        return u"%1 points, the most that %2 takes: %3 are concerned"_s.arg(
            pointsText(finding.points), withArticle(finding.check->about().severity), looked);
    return u"%1 of at most %2 points: %3 are concerned, and all %2 are taken at %4"_s.arg(
        pointsText(finding.points), pointsText(weight.most), looked, shareText(weight.fullAt));
}

Score scoreOf(const QList<Finding> &findings)
{
    Score score;
    bool any = false;
    for (const Finding &finding : findings) {
        score.taken += finding.points;
        any = any || finding.count() > 0;
    }
    score.taken = std::round(score.taken * 10) / 10;
    // A hair above the true sum of tenths would cost a point.
    score.value = std::clamp(int(std::floor(100 - score.taken + 1e-6)), 0, any ? 99 : 100);
    return score;
}

QString verdictOf(const Score &score, const QList<Finding> &findings)
{
    qint64 looked = 0;
    qint64 serious = 0;
    for (const Finding &finding : findings) {
        looked += finding.outOf;
        serious += finding.count() > 0 && finding.check->about().severity == Severity::Serious ? 1 : 0;
    }
    if (looked == 0)
        return u"There is nothing to look at yet."_s;
    if (score.value == 100)
        return u"Yes: no check found anything."_s;
    if (serious > 0) {
        const QString what
            = serious == 1 ? u"one serious finding"_s : u"%1 serious findings"_s.arg(numberText(serious));
        if (score.value >= 75)
            return u"Mostly, but settle %1 before the next mail."_s.arg(what);
        return u"Not yet: settle %1 first."_s.arg(what);
    }
    if (score.value >= 90)
        return u"Yes. What was found is small."_s;
    return score.value >= 60 ? u"Mostly. Nothing serious was found, but some numbers and emails are off."_s
                             : u"Only in part: nothing serious was found, but a lot is missing or wrong."_s;
}

} // namespace haberdash::audit
