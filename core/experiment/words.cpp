// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/words.h"

#include <QLocale>

#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

QLocale english()
{
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

/// With as many digits as tell small values apart.
QString decimal(double value, int digits)
{
    const double size = std::abs(value);
    if (size > 0 && size < 0.5 * std::pow(10.0, -digits))
        digits = std::min(9, int(std::ceil(-std::log10(size))) + 1);
    QString text = english().toString(value, 'f', digits);
    return text.replace(u'-', QChar(0x2212)); // the real minus sign
}

QString percent(double share, int digits = 1)
{
    return decimal(share * 100, digits) + u" %"_s;
}

bool isRate(const Analysis &analysis, int measure)
{
    return analysis.measures[measure].kind == Measure::Kind::Rate;
}

/// Of many the first few, and how many more.
QString quoted(const QStringList &names)
{
    constexpr qsizetype shown = 4;
    QStringList marked;
    for (const QString &name : names)
        marked << u"“%1”"_s.arg(name);
    if (marked.size() > shown + 1)
        return marked.first(shown).join(u", "_s) + u" and %1 others"_s.arg(marked.size() - shown);
    const QString last = marked.takeLast();
    return marked.isEmpty() ? last : marked.join(u", "_s) + u" and "_s + last;
}

/// How often chance alone would do this.
QString chanceWords(double p)
{
    return p < 0.0001 ? u"fewer than 1 in 10,000 tests"_s : percent(p, p < 0.01 ? 2 : 1) + u" of tests"_s;
}

QString controlName(const Analysis &analysis)
{
    return analysis.arms[analysis.control].name;
}

/// Names of the arms that nobody is in.
QStringList emptyArms(const Analysis &analysis)
{
    QStringList names;
    for (const ArmResult &arm : analysis.arms) {
        if (arm.isEmpty())
            names << arm.name;
    }
    return names;
}

/// " Nobody is in “C”, so it is left out."
QString nobodyWords(const Analysis &analysis)
{
    const QStringList names = emptyArms(analysis);
    return names.isEmpty() ? QString()
                           : u" Nobody is in %1, so %2 left out."_s.arg(
                               quoted(names), names.size() == 1 ? u"it is"_s : u"they are"_s);
}

QString againstWords(const Analysis &analysis, const Comparison &one)
{
    const auto measure = size_t(one.measure);
    const auto value = [&](int arm) -> QString {
        const auto &figure = analysis.arms[arm].figures[measure];
        return valueText(analysis, one.measure, figure.mean)
            + (isRate(analysis, one.measure) ? QString() : u" per recipient"_s);
    };
    return u"%1 against %2"_s.arg(value(one.b), value(one.a));
}

/// "0.12 to 0.41 EUR", "1.2 to 3.4 points": without signs, for words that say which way.
QString spanText(const Analysis &analysis, int measure, double low, double high)
{
    if (isRate(analysis, measure))
        return u"%1 to %2 points"_s.arg(decimal(low * 100, 2), decimal(high * 100, 2));
    return u"%1 to %2"_s.arg(decimal(low, 2), valueText(analysis, measure, high));
}

QString sizeText(const Analysis &analysis, int measure, double value)
{
    return isRate(analysis, measure) ? decimal(value * 100, 2) + u" points"_s
                                     : valueText(analysis, measure, value);
}

/// " by 0.12 to 0.41 EUR", nothing where the interval does not lie on one side.
QString leadWords(const Analysis &analysis, const Comparison &one)
{
    if (!one.range || one.range->low * one.range->high <= 0)
        return {};
    const double near = std::min(std::abs(one.range->low), std::abs(one.range->high));
    const double far = std::max(std::abs(one.range->low), std::abs(one.range->high));
    return u" by "_s + spanText(analysis, one.measure, near, far);
}

/// Why nothing was seen: it is too early, or the test is too small for what is left.
QString unseenWords(const Analysis &analysis, const Comparison &one)
{
    const auto number = [](qint64 value) { return english().toString(value); };
    if (analysis.isRunning)
        return analysis.plannedRecipients > analysis.recipients
            ? u" It is too early: %1 of %2 planned recipients are in."_s.arg(
                number(analysis.recipients), number(analysis.plannedRecipients))
            : u" It is too early: the test is still running."_s;
    if (!one.detectable)
        return {};
    return u" A difference of %1 or more would have been seen in 80 % of such tests; a smaller one may be there."_s
        .arg(sizeText(analysis, one.measure, *one.detectable));
}

QString manyVariantsVerdict(
    const Analysis &analysis, const QList<Comparison> &comparisons, const QString &name)
{
    QStringList better;
    QStringList worse;
    QStringList open;
    const Comparison *unseen = nullptr;
    const Comparison *best = nullptr;
    for (const Comparison &one : comparisons) {
        (!one.isDecided() ? open : one.difference > 0 ? better : worse) << analysis.arms[one.b].name;
        if (!one.isDecided())
            unseen = unseen && unseen->detectable < one.detectable ? unseen : &one;
        else if (one.difference > 0 && (!best || one.difference > best->difference))
            best = &one;
    }
    const QString control = controlName(analysis);
    QStringList parts;
    if (!better.isEmpty())
        parts << u"%1 did better than “%2”"_s.arg(quoted(better), control);
    if (!worse.isEmpty())
        parts << (better.isEmpty() ? u"%1 did worse than “%2”"_s.arg(quoted(worse), control)
                                   : u"%1 did worse"_s.arg(quoted(worse)));
    if (!open.isEmpty())
        parts << (parts.isEmpty() ? u"%1 cannot be told from “%2”"_s.arg(quoted(open), control)
                                  : u"%1 cannot be told from it"_s.arg(quoted(open)));
    QString text = u"%1: %2."_s.arg(name, parts.join(u"; "_s));
    if (best && !leadWords(analysis, *best).isEmpty())
        text
            += u" “%1” leads “%2”%3."_s.arg(analysis.arms[best->b].name, control, leadWords(analysis, *best));
    if (unseen)
        text += unseen->p ? unseenWords(analysis, *unseen) : u' ' + unseen->reason;
    return text;
}

QString comparedVerdict(const Analysis &analysis, int measure)
{
    if (analysis.isBlocked())
        return u"The groups are not of the sizes that were planned, so this test cannot answer anything yet."_s;
    QString name = analysis.measures[measure].name;
    name = name.left(1).toUpper() + name.mid(1);
    QList<Comparison> comparisons;
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure == measure && one.a == analysis.control)
            comparisons << one;
    }
    if (analysis.isRunning)
        name += u" so far"_s;
    if (comparisons.size() > 1)
        return manyVariantsVerdict(analysis, comparisons, name);
    if (comparisons.isEmpty())
        return u"%1: there is nothing to compare, because fewer than two arms have anybody in them."_s.arg(
            name);
    const Comparison &one = comparisons.front();
    const QString a = analysis.arms[one.a].name;
    const QString b = analysis.arms[one.b].name;
    if (!one.p)
        return u"%1: “%2” and “%3” cannot be compared. %4"_s.arg(name, b, a, one.reason);
    if (!one.isDecided())
        return u"%1: “%2” and “%3” cannot be told apart (%4)."_s.arg(name, b, a, againstWords(analysis, one))
            + unseenWords(analysis, one);
    return u"%1: “%2” did %3 than “%4”%5, %6."_s.arg(name, b, one.difference > 0 ? u"better"_s : u"worse"_s,
        a, leadWords(analysis, one), againstWords(analysis, one));
}

} // namespace

QString pText(double p)
{
    return p < 0.0001 ? u"<\u00a00.0001"_s : english().toString(p, 'f', p < 0.1 ? 4 : 3);
}

QString valueText(const Analysis &analysis, int measure, double value)
{
    if (isRate(analysis, measure))
        return percent(value, std::abs(value) < 0.1 ? 2 : 1);
    return analysis.currency.isEmpty() ? decimal(value, 2) : decimal(value, 2) + u' ' + analysis.currency;
}

QString differenceText(const Analysis &analysis, int measure, double value)
{
    const QString sign = value > 0 ? u"+"_s : QString();
    if (isRate(analysis, measure))
        return sign + decimal(value * 100, 2) + u" points"_s;
    return sign + valueText(analysis, measure, value);
}

QString nameOf(Test test)
{
    switch (test) {
    case Test::None:
        return u"No test"_s;
    case Test::PooledZ:
        return u"Pooled z test"_s;
    case Test::Barnard:
        return u"Barnard’s exact test"_s;
    case Test::Fisher:
        return u"Fisher’s exact test"_s;
    case Test::Welch:
        return u"Welch’s t test"_s;
    case Test::Bootstrap:
        return u"Bootstrap"_s;
    case Test::AlwaysValid:
        return u"Always-valid test"_s;
    }
    return {};
}

QString nameOf(IntervalMethod method)
{
    switch (method) {
    case IntervalMethod::None:
        return u"No interval"_s;
    case IntervalMethod::Newcombe:
        return u"Newcombe"_s;
    case IntervalMethod::Welch:
        return u"Welch"_s;
    case IntervalMethod::Bca:
        return u"Bootstrap (BCa)"_s;
    case IntervalMethod::ConfidenceSequence:
        return u"Confidence sequence"_s;
    }
    return {};
}

QString comparisonName(const Analysis &analysis, const Comparison &comparison)
{
    return u"%1 against %2"_s.arg(analysis.arms[comparison.b].name, analysis.arms[comparison.a].name);
}

QString verdict(const Analysis &analysis, int measure)
{
    return comparedVerdict(analysis, measure) + nobodyWords(analysis);
}

QString reading(const Analysis &analysis, const Comparison &one)
{
    const QString a = analysis.arms[one.a].name;
    const QString b = analysis.arms[one.b].name;
    if (analysis.isBlocked())
        return u"The groups are not of the sizes that were planned, so “%1” and “%2” cannot be compared yet."_s
            .arg(b, a);
    if (!one.range)
        return one.reason.isEmpty() ? u"“%1” and “%2” cannot be compared."_s.arg(b, a) : one.reason;
    const bool isOfRate = isRate(analysis, one.measure);
    const QString soFar = analysis.isRunning ? u"So far "_s : QString();
    const QString what
        = isOfRate ? u" in “%1”"_s.arg(analysis.measures[one.measure].name) : u" per recipient"_s;
    const auto [low, high] = *one.range;
    if (low * high <= 0)
        return soFar
            + (isOfRate ? u"“%1” may lie anywhere from %2 below to %3 above “%4”%5."_s
                        : u"“%1” may have earned anything from %2 less to %3 more than “%4”%5."_s)
                  .arg(b, sizeText(analysis, one.measure, std::abs(low)),
                      sizeText(analysis, one.measure, std::abs(high)), a, what);
    const QString span = spanText(analysis, one.measure, std::min(std::abs(low), std::abs(high)),
        std::max(std::abs(low), std::abs(high)));
    QString text = soFar
        + (isOfRate
                ? u"“%1” lies %2 %3 “%4”%5"_s.arg(b, span, low > 0 ? u"above"_s : u"below"_s, a, what)
                : u"“%1” earned %2 %3%4 than “%5”"_s.arg(b, span, low > 0 ? u"more"_s : u"less"_s, what, a));
    // The interval is of this pair alone, and rough with few buyers.
    if (!one.isDecided())
        text += one.test == Test::Bootstrap ? u", but with so few buyers this can be chance"_s
                                            : u", but with several variants compared this can be chance"_s;
    return text + u'.';
}

QString explain(const Analysis &analysis, const Comparison &one)
{
    QStringList sentences;
    const auto text = [&](double value) { return differenceText(analysis, one.measure, value); };
    if (one.range)
        sentences << u"The difference is %1; values from %2 to %3 fit these figures."_s.arg(
            text(one.difference), text(one.range->low), text(one.range->high));
    else
        sentences << u"The difference is %1; no interval can be given."_s.arg(text(one.difference));
    if (one.p) {
        sentences << u"If both were equal, a difference this large would occur in %1."_s.arg(
            chanceWords(*one.p));
        if (one.adjustedP && pText(*one.adjustedP) != pText(*one.p))
            sentences << u"Counting that several variants were compared: p\u00a0%1."_s.arg(
                pText(*one.adjustedP));
    }
    if (!one.reason.isEmpty())
        sentences << one.reason;
    if (one.winsorisedRange)
        sentences << u"With the largest amounts capped it is %1 (%2 to %3)."_s.arg(
            text(*one.winsorisedDifference), text(one.winsorisedRange->low), text(one.winsorisedRange->high));
    if (one.bootstrapRange && one.method != IntervalMethod::Bca)
        sentences << u"Resampling gives %1 to %2."_s.arg(
            text(one.bootstrapRange->low), text(one.bootstrapRange->high));
    if (one.probabilityBetter)
        sentences << u"The probability that “%1” has the higher rate is %2, given a flat prior."_s.arg(
            analysis.arms[one.b].name,
            *one.probabilityBetter > 0.999       ? u"above 99.9 %"_s
                : *one.probabilityBetter < 0.001 ? u"below 0.1 %"_s
                                                 : percent(*one.probabilityBetter));
    return sentences.join(u' ');
}

QString sampleRatioWords(const Analysis &analysis)
{
    if (!analysis.sampleRatio)
        return {};
    const auto &ratio = *analysis.sampleRatio;
    const QString chance = chanceWords(ratio.test.p);
    switch (ratio.alarm) {
    case SampleRatioAlarm::None:
        return u"The sizes of the groups fit what was planned (p\u00a0%1)."_s.arg(pText(ratio.test.p));
    case SampleRatioAlarm::Warning:
        return u"The sizes of the groups are odd: with a fair draw, sizes this far from the plan occur in "
               u"%1. Look for people "
               u"who were left out of one group only."_s.arg(chance);
    case SampleRatioAlarm::Blocked:
        return u"The sizes of the groups do not fit the plan: with a fair draw this occurs in %1. Somebody "
               u"was left out of one "
               u"group only: bounces not counted, late unsubscribes, doubles removed. Mend that before you use any figure."_s
                   .arg(chance);
    }
    return {};
}

QString sampleWords(const Analysis &analysis)
{
    const auto number = [](qint64 value) { return english().toString(value); };
    QString text = analysis.plannedRecipients <= 0
        ? u"No size was planned for this test; it has %1 recipients."_s.arg(number(analysis.recipients))
        : analysis.recipients >= analysis.plannedRecipients && !analysis.isRunning
        ? u"The planned sample was reached: %1 of %2 recipients."_s.arg(
            number(analysis.recipients), number(analysis.plannedRecipients))
        : u"The planned sample was not reached yet: %1 of %2 recipients."_s.arg(
            number(analysis.recipients), number(analysis.plannedRecipients));
    if (analysis.isRunning)
        text += u" The window is still open for some of them."_s;
    if (const auto &seen = analysis.detectable)
        text
            += u" Between “%1” and “%2”, 80 % of tests of this size see a lift of %3 in %4; smaller ones can go unseen."_s
                   .arg(controlName(analysis), analysis.arms[seen->arm].name,
                       percent(seen->lift, seen->lift < 0.1 ? 1 : 0), analysis.measures.front().name);
    return text;
}

QString pickWords(const Analysis &analysis)
{
    if (!analysis.pick)
        return {};
    const auto &pick = *analysis.pick;
    const QString name = pick.pick ? analysis.arms[*pick.pick].name : QString();
    switch (pick.decision) {
    case AutoPick::Decision::Winner:
        return u"Go on with “%1”: it is the best with a probability of at least 95 %, given a flat prior."_s
            .arg(name);
    case AutoPick::Decision::Equivalent:
        return u"The arms are as good as equal. “%1” is as right a choice as any: little is lost if it is wrong."_s
            .arg(name);
    case AutoPick::Decision::NoWinner:
        return u"There is no winner. Keep “%1”, or test again with more recipients."_s.arg(
            controlName(analysis));
    case AutoPick::Decision::InsufficientData:
        return u"Too few people for a choice: each arm needs 100 recipients, and all together 20 who did it."_s;
    case AutoPick::Decision::BlockedByRatio:
        return {};
    }
    return {};
}

QStringList methodNotes(const Analysis &analysis)
{
    QStringList notes{
        u"Each recipient counts in the arm they were assigned to, whether or not the mail arrived."_s};
    bool has[7] = {};
    bool hasAmount = false;
    for (const Comparison &one : analysis.comparisons) {
        has[int(one.test)] = true;
        hasAmount = hasAmount || !isRate(analysis, one.measure);
    }
    if (has[int(Test::PooledZ)])
        notes
            << u"Rates: pooled z test, two-sided; intervals of the difference after Newcombe, of a rate after Wilson."_s;
    if (has[int(Test::Barnard)])
        notes << u"Rates with few cases: Barnard’s exact test, Fisher’s beside it."_s;
    if (has[int(Test::Fisher)])
        notes << u"Rates with few cases: Fisher’s exact test."_s;
    if (has[int(Test::Welch)])
        notes << u"Amounts: Welch’s t test over all recipients, those without an amount as zero; beside it, "
                 u"amounts capped "
                 u"at the 99th percentile of the buyers."_s;
    if (has[int(Test::Bootstrap)])
        notes << u"Amounts with fewer than 30 buyers in an arm: bootstrap of 10,000 resamples, BCa interval, "
                 u"which is "
                 u"rough with so few (about 9 in 10 hold the truth); a difference counts only where Welch’s "
                 u"t test "
                 u"finds it too."_s;
    if (has[int(Test::AlwaysValid)])
        notes
            << u"The test is running: p-values and intervals hold however often one looks (confidence sequence)."_s;
    if (hasAmount)
        notes << u"An amount per recipient is the share of buyers times the amount per buyer."_s;
    if (analysis.arms.size() > 2)
        notes
            << u"Several variants: p-values adjusted after Holm; intervals are 95 % each and not adjusted."_s;
    notes
        << u"Sizes of groups: chi-square against the planned shares; below 0.01 a warning, below 0.001 no result."_s;
    return notes;
}

} // namespace haberdash::experiment
