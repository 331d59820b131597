// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/targeting_words.h"

#include "core/experiment/words.h"

#include <algorithm>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString decimals(double value)
{
    return QString::number(value, 'f', 3).replace(u'-', QChar(0x2212));
}

QString groupName(const SubgroupTable &table, const Subgroup &group)
{
    return u"“%1” %2"_s.arg(table.attribute, group.value);
}

/// The average over all recipients, which holds whatever can be said of groups.
QString averageWords(const Analysis &analysis, const Targeting &targeting)
{
    for (const Comparison &one : analysis.comparisons) {
        if (one.a == targeting.a && one.b == targeting.b && one.measure == targeting.measure && one.range)
            return u" On average “%1” makes a difference of %2 (%3 to %4): send to all or to none."_s.arg(
                analysis.arms[one.b].name, differenceText(analysis, one.measure, one.difference),
                differenceText(analysis, one.measure, one.range->low),
                differenceText(analysis, one.measure, one.range->high));
    }
    return {};
}

QString scoreWords(const HeldOutScore &score)
{
    return u"Qini %1, 95 % of resamples from %2 to %3"_s.arg(
        decimals(score.figures.qini), decimals(score.qiniRange.low), decimals(score.qiniRange.high));
}

QString reasonOf(const Analysis &analysis, const Targeting &targeting, const Recipients &recipients)
{
    const QString measure = analysis.measures[targeting.measure].name;
    switch (targeting.verdict) {
    case Targeting::Verdict::Worthwhile:
        return u"A model finds those whom “%1” moves: among %2 recipients that it had not seen it did better "
               u"than "
               u"chance and than the best single question (%3). Among the 30 % that it puts first the "
               u"difference is %4. Test it once more before you rely on it."_s
                   .arg(analysis.arms[targeting.b].name)
                   .arg(targeting.heldOut)
                   .arg(scoreWords(*targeting.model),
                       targeting.model->figures.upliftOfTop ? differenceText(
                           analysis, targeting.measure, *targeting.model->figures.upliftOfTop)
                                                            : u"not known"_s);
    case Targeting::Verdict::NotARate:
        return u"Whom to write to can be learnt from what people did or did not do, not from an amount such as “%1”."_s
            .arg(measure);
    case Targeting::Verdict::Running:
        return u"The test is still running: wait for its end before you ask whom it moves."_s;
    case Targeting::Verdict::TooFewResponses:
        return u"The smaller arm has %1 with “%2”; to learn whom a mail moves takes at least %3."_s
            .arg(targeting.responses)
            .arg(measure)
            .arg(leastResponsesForTargeting);
    case Targeting::Verdict::NoAttributes:
        return u"Nothing is known of the recipients that parts them into groups."_s;
    case Targeting::Verdict::NothingLearnt:
        return u"No model could be made. "_s + targeting.reason;
    case Targeting::Verdict::NotAboveZero:
        return u"No model finds those whom “%1” moves: among %2 recipients that it had not seen it may be no "
               u"better than "
               u"chance (%3)."_s.arg(analysis.arms[targeting.b].name)
                   .arg(targeting.heldOut)
                   .arg(scoreWords(*targeting.model));
    case Targeting::Verdict::QuestionIsAsGood:
        return u"A model finds those whom “%1” moves no better than the single question whether %2 does: "
               u"among %3 "
               u"recipients that neither had seen the model has %4, the question %5."_s
                   .arg(analysis.arms[targeting.b].name, ruleWords(*targeting.rule, recipients))
                   .arg(targeting.heldOut)
                   .arg(scoreWords(*targeting.model), scoreWords(*targeting.ruleScore));
    }
    return {};
}

} // namespace

QString subgroupWords(const Analysis &analysis, const SubgroupTable &table)
{
    std::vector<const Subgroup *> known;
    for (const Subgroup &group : table.groups) {
        if (group.difference)
            known.push_back(&group);
    }
    if (!table.heterogeneity || known.empty())
        return u"“%1”: whether the difference is another in each group cannot be said. %2"_s.arg(
            table.attribute, table.reason);
    const auto [least, most] = std::minmax_element(known.begin(), known.end(),
        [](const Subgroup *a, const Subgroup *b) { return *a->difference < *b->difference; });
    const auto difference
        = [&](const Subgroup &group) { return differenceText(analysis, table.measure, *group.difference); };
    const QString p = pText(*table.adjustedP);
    if (!table.isNotable())
        return u"“%1”: the difference may be the same in all groups (p\u00a0%2)."_s.arg(table.attribute, p);
    return u"“%1”: the difference seems to be another in each group (p\u00a0%2), from %3 where %4 to %5 "
           u"where %6. "
           u"Nobody planned to look here, so take it as a question for the next test, not as an answer."_s
               .arg(table.attribute, p, difference(**least), groupName(table, **least), difference(**most),
                   groupName(table, **most));
}

QString ruleWords(const SingleRule &rule, const Recipients &recipients)
{
    const Attribute &attribute = recipients.attributes[size_t(rule.attribute)];
    const QString value = attribute.isNumber() ? numberText(rule.number)
        : rule.text.isEmpty()                  ? u"(nothing)"_s
                                               : u"“%1”"_s.arg(rule.text);
    switch (rule.kind) {
    case SingleRule::Kind::Is:
        return u"“%1” is %2"_s.arg(attribute.name, value);
    case SingleRule::Kind::IsNot:
        return u"“%1” is not %2"_s.arg(attribute.name, value);
    case SingleRule::Kind::Above:
        return u"“%1” is above %2"_s.arg(attribute.name, value);
    case SingleRule::Kind::AtMost:
        return u"“%1” is at most %2"_s.arg(attribute.name, value);
    }
    return {};
}

QString targetingWords(const Analysis &analysis, const Targeting &targeting, const Recipients &recipients)
{
    const QString reason = reasonOf(analysis, targeting, recipients);
    return targeting.verdict == Targeting::Verdict::Worthwhile ? reason
                                                               : reason + averageWords(analysis, targeting);
}

QString toWord(Targeting::Verdict verdict)
{
    switch (verdict) {
    case Targeting::Verdict::Worthwhile:
        return u"worthwhile"_s;
    case Targeting::Verdict::NotARate:
        return u"not_a_rate"_s;
    case Targeting::Verdict::Running:
        return u"running"_s;
    case Targeting::Verdict::TooFewResponses:
        return u"too_few_responses"_s;
    case Targeting::Verdict::NoAttributes:
        return u"no_attributes"_s;
    case Targeting::Verdict::NothingLearnt:
        return u"nothing_learnt"_s;
    case Targeting::Verdict::NotAboveZero:
        return u"not_above_zero"_s;
    case Targeting::Verdict::QuestionIsAsGood:
        return u"question_is_as_good"_s;
    }
    return {};
}

} // namespace haberdash::experiment
