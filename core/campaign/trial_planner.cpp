// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/trial_planner.h"

#include "core/experiment/power.h"
#include "core/segment/segment_evaluator.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using experiment::noResult;
using experiment::Outcome;

namespace {

/// So many mails say more about the next one than orders without mail do.
constexpr qint64 enoughMails = 200;
constexpr double roundingSlack = 1e-9;
/// Whoever would have to wait longer for people to join does something else.
constexpr int longestWait = 104;

const std::array<QString, 3> words{u"clicks"_s, u"orders"_s, u"revenue"_s};

experiment::Plan statisticsOf(const TrialWish &wish)
{
    return {wish.alpha / (wish.arms - 1), wish.power, 2};
}

Outcome<double> peoplePerArm(const TrialBase &base, const TrialWish &wish)
{
    if (base.measure != TrialMeasure::Revenue)
        return experiment::recipientsPerArm(base.rate, base.rate * (1 + wish.lift), statisticsOf(wish));
    const auto size
        = experiment::recipientsForMean(base.mean * wish.lift, base.deviation, statisticsOf(wish));
    return size ? Outcome<double>(size->byT) : tl::unexpected(size.error());
}

Outcome<double> liftVisibleWith(double perArm, const TrialBase &base, const TrialWish &wish)
{
    if (base.measure != TrialMeasure::Revenue) {
        const auto rate = experiment::detectableRate(base.rate, perArm, statisticsOf(wish));
        return rate ? Outcome<double>(*rate / base.rate - 1) : tl::unexpected(rate.error());
    }
    // People needed go with the square of deviation through difference.
    const auto unit = experiment::recipientsForMean(1, 1, statisticsOf(wish));
    if (!unit)
        return tl::unexpected(unit.error());
    return base.deviation * std::sqrt(unit->byNormal / perArm) / base.mean;
}

double mailsPerWeek(const consent::FrequencyPolicy &frequency)
{
    constexpr double daysOfWeek = 7;
    constexpr double hoursOfWeek = 168;
    const double byCap = frequency.messages * daysOfWeek / std::max(frequency.days, 1);
    return frequency.gapHours > 0 ? std::min(byCap, hoursOfWeek / frequency.gapHours) : byCap;
}

TrialSize sizeFor(double perArm, const TrialAudience &audience, const TrialWish &wish)
{
    TrialSize size;
    size.perArm = std::ceil(perArm - roundingSlack);
    size.inAll = size.perArm * wish.arms;
    const double missing = size.inAll - double(audience.people);
    if (missing <= 0 || audience.people == 0)
        return size;
    const auto upTo = [](double number) { return int(std::min(std::ceil(number), 1e6)); };
    size.mails = upTo(size.inAll / double(audience.people));
    size.weeksByMails = upTo((size.mails - 1) / mailsPerWeek(audience.frequency));
    if (audience.joiningPerWeek * longestWait >= missing)
        size.weeksByGrowth = upTo(missing / audience.joiningPerWeek);
    return size;
}

QString inThousands(double number)
{
    QString digits = QString::number(number, 'f', 0);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, u',');
    return digits;
}

/// As many digits as are worth reading.
QString brief(double number)
{
    const int decimals = number >= 10 ? 0 : number >= 1 ? 1 : 2;
    QString text = QString::number(number, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', share < 0.1 ? 1 : 0) + u" %"_s;
}

QString fromTo(const TrialPlan &plan, double lift, const QString &currency)
{
    if (plan.base.measure == TrialMeasure::Revenue)
        return u"from %1 to %2 %3 for each person"_s.arg(QString::number(plan.base.mean, 'f', 2),
            QString::number(plan.base.mean * (1 + lift), 'f', 2), currency);
    return u"from %1 to %2 in a hundred"_s.arg(
        brief(plan.base.rate * 100), brief(plan.base.rate * (1 + lift) * 100));
}

QString weeksText(int weeks)
{
    return weeks == 1 ? u"1 week"_s : u"%1 weeks"_s.arg(inThousands(weeks));
}

QString sizeSentence(const TrialPlan &plan, const QString &currency)
{
    const auto &size = *plan.size;
    QString text = u"To see a lift of %1 (%2), each of %3 arms needs %4 people, %5 in all."_s.arg(
        percent(plan.wish.lift), fromTo(plan, plan.wish.lift, currency), QString::number(plan.wish.arms),
        inThousands(size.perArm), inThousands(size.inAll));
    if (size.mails <= 1)
        return text + u" You have %1: one mail is enough."_s.arg(inThousands(double(plan.audience.people)));
    text += u" You have %1: that takes the same difference in %2 mails (%3)"_s.arg(
        inThousands(double(plan.audience.people)), inThousands(size.mails), weeksText(size.weeksByMails));
    if (size.weeksByGrowth)
        text += u", or %1 until enough people have joined"_s.arg(weeksText(*size.weeksByGrowth));
    return text + u'.';
}

} // namespace

QString toWord(TrialMeasure measure)
{
    return words[size_t(measure)];
}

std::optional<TrialMeasure> trialMeasureFromWord(const QString &word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional(TrialMeasure(found - words.begin()));
}

Outcome<TrialBase> baseFrom(
    const store::PastDeeds &deeds, TrialBase::Source source, TrialMeasure measure, int windowHours)
{
    TrialBase base{source, measure, windowHours, deeds.stretches, 0, 0, 0};
    const qint64 count = measure == TrialMeasure::Clicks ? deeds.clicked : deeds.ordered;
    if (deeds.stretches < 2 || count == 0)
        return noResult(measure == TrialMeasure::Clicks
                ? u"Nobody has clicked a mail of this shop yet, so nobody can say how many people a trial by clicks takes."_s
                : u"Nobody ordered in so short a time yet, so nobody can say how many people a trial takes."_s);
    const auto seen = double(deeds.stretches);
    base.rate = double(count) / seen;
    if (measure == TrialMeasure::Revenue) {
        base.mean = deeds.revenue / seen;
        base.deviation
            = std::sqrt(std::max(0.0, (deeds.revenueSquares - seen * base.mean * base.mean) / (seen - 1)));
        if (base.mean <= 0 || base.deviation <= 0)
            return noResult(
                u"What was ordered came to nothing after refunds, so there is no revenue to start from."_s);
    }
    return base;
}

Outcome<TrialPlan> planTrial(const TrialBase &base, const TrialAudience &audience, const TrialWish &wish)
{
    if (wish.arms < 2)
        return noResult(u"A test needs at least two arms."_s);
    if (audience.people < wish.arms)
        return noResult(
            u"Some of the %1 arms would have no recipients at all: there are only %2."_s.arg(wish.arms).arg(
                audience.people));
    TrialPlan plan{base, audience, wish, {}, {}, {}};
    if (wish.lift != 0) {
        const auto perArm = peoplePerArm(base, wish);
        if (!perArm)
            return tl::unexpected(perArm.error());
        plan.size = sizeFor(*perArm, audience, wish);
    }
    const double perArm = std::floor(double(audience.people) / wish.arms);
    if (const auto lift = liftVisibleWith(perArm, base, wish))
        plan.visibleLift = *lift;
    else
        plan.reason = lift.error().reason;
    return plan;
}

Result<TrialOutlook> lookAtPast(store::Connection &connection, const segment::Rule &rule,
    const segment::Context &context, TrialMeasure measure, int windowHours,
    const consent::FrequencyPolicy &frequency)
{
    if (windowHours < 1)
        return failure(Error::Code::Invalid, u"A trial needs a window of at least one hour."_s);
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(members, evaluator.mailableMembers(rule));
    const std::chrono::hours window(windowHours);
    HABERDASH_TRY_ASSIGN(past, store::pastOf(connection, members, window, context.asOf));
    HABERDASH_TRY_ASSIGN(mails, store::deedsAfterMails(connection, window, context.asOf));
    const TrialAudience audience{
        qint64(members.size()), double(past.joinedLately) / store::PastOfGroup::weeks, frequency};
    if (measure == TrialMeasure::Clicks || mails.stretches >= enoughMails) {
        auto base = baseFrom(mails, TrialBase::Source::Mails, measure, windowHours);
        if (base || measure == TrialMeasure::Clicks)
            return TrialOutlook{audience, std::move(base)};
    }
    return TrialOutlook{audience, baseFrom(past.deeds, TrialBase::Source::Orders, measure, windowHours)};
}

QString sentenceFor(const TrialBase &base, const QString &currency)
{
    const QString window = base.windowHours == 1 ? u"1 hour"_s : u"%1 hours"_s.arg(base.windowHours);
    const QString does = base.measure == TrialMeasure::Revenue
        ? u"Each person brings %1 %2 on average"_s.arg(QString::number(base.mean, 'f', 2), currency)
        : u"Of a hundred people %1 %2"_s.arg(
            brief(base.rate * 100), base.measure == TrialMeasure::Clicks ? u"click"_s : u"order"_s);
    switch (base.source) {
    case TrialBase::Source::Mails:
        return u"%1 within %2 of a mail, counted over the last %3 mails."_s.arg(
            does, window, inThousands(double(base.seen)));
    case TrialBase::Source::Orders:
        return u"%1 within any %2, counted over their orders of the past: of mails too little is known yet."_s
            .arg(does, window);
    case TrialBase::Source::Given:
        break;
    }
    return u"%1 within %2, as you say."_s.arg(does, window);
}

QString sentenceFor(const TrialPlan &plan, const QString &currency)
{
    QString text;
    if (plan.size)
        text = sizeSentence(plan, currency) + u' ';
    const QString people = inThousands(double(plan.audience.people));
    if (!plan.visibleLift)
        return text
            + u"With %1 people no lift would be seen at all, however large. Do not test with so few."_s.arg(
                people);
    const double lift = *plan.visibleLift;
    text += u"With %1 people you would see only a lift of %2: %3. You will not see less."_s.arg(
        people, percent(lift), fromTo(plan, lift, currency));
    if (!plan.isWorthMaking())
        text += u" Few mails do that much better, so a difference that shows up would most likely be chance: "
                u"choose by your own judgement, or gather more people first."_s;
    return text;
}

} // namespace haberdash::campaign
