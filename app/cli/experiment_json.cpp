// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment_json.h"

#include "core/experiment/words.h"

#include <QJsonArray>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::experiment;

namespace {

QJsonValue toJson(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue low(const std::optional<Range> &range)
{
    return range ? QJsonValue(range->low) : QJsonValue();
}

QJsonValue high(const std::optional<Range> &range)
{
    return range ? QJsonValue(range->high) : QJsonValue();
}

bool isRate(const Analysis &analysis, qsizetype measure)
{
    return analysis.measures[measure].kind == Measure::Kind::Rate;
}

QJsonObject figureObject(const Analysis &analysis, const ArmFigure &figure, qsizetype measure)
{
    QJsonObject object{{u"measure"_s, analysis.measures[measure].name}, {u"count"_s, figure.count},
        {u"rate"_s, figure.share}, {u"rate_low"_s, low(figure.shareRange)},
        {u"rate_high"_s, high(figure.shareRange)}};
    if (isRate(analysis, measure)) {
        object[u"p_best"_s] = toJson(figure.probabilityBest);
        object[u"expected_loss"_s] = toJson(figure.expectedLoss);
        return object;
    }
    if (!figure.isCountKnown) {
        for (const QString &key : {u"count"_s, u"rate"_s})
            object[key] = QJsonValue();
    }
    object[u"total"_s] = figure.total;
    object[u"mean"_s] = figure.mean;
    object[u"sd"_s] = figure.isSpreadKnown ? QJsonValue(figure.deviation) : QJsonValue();
    object[u"mean_low"_s] = low(figure.meanRange);
    object[u"mean_high"_s] = high(figure.meanRange);
    object[u"per_buyer"_s] = figure.isCountKnown ? QJsonValue(figure.perBuyer) : QJsonValue();
    object[u"top_five_share"_s] = figure.topFiveShare;
    return object;
}

QJsonObject comparisonObject(const Analysis &analysis, const Comparison &one)
{
    QJsonObject object{{u"a"_s, analysis.arms[one.a].name}, {u"b"_s, analysis.arms[one.b].name},
        {u"measure"_s, analysis.measures[one.measure].name}, {u"difference"_s, one.difference},
        {u"low"_s, low(one.range)}, {u"high"_s, high(one.range)}, {u"interval"_s, nameOf(one.method)},
        {u"p"_s, toJson(one.p)}, {u"p_adjusted"_s, toJson(one.adjustedP)}, {u"test"_s, nameOf(one.test)},
        {u"lift"_s, toJson(one.lift)}, {u"lift_low"_s, low(one.liftRange)},
        {u"lift_high"_s, high(one.liftRange)}, {u"p_best"_s, toJson(one.probabilityBetter)},
        {u"expected_loss"_s, toJson(one.expectedLoss)}, {u"detectable"_s, toJson(one.detectable)},
        {u"reading"_s, reading(analysis, one)}, {u"text"_s, explain(analysis, one)}};
    if (one.bootstrapRange) {
        object[u"bootstrap_low"_s] = low(one.bootstrapRange);
        object[u"bootstrap_high"_s] = high(one.bootstrapRange);
        object[u"bootstrap_p"_s] = toJson(one.bootstrapP);
    }
    if (one.fisherP)
        object[u"fisher_p"_s] = *one.fisherP;
    if (one.superiority)
        object[u"superiority"_s] = *one.superiority;
    if (one.winsorisedDifference) {
        object[u"capped_difference"_s] = *one.winsorisedDifference;
        object[u"capped_low"_s] = low(one.winsorisedRange);
        object[u"capped_high"_s] = high(one.winsorisedRange);
    }
    return object;
}

QString alarmWord(SampleRatioAlarm alarm)
{
    switch (alarm) {
    case SampleRatioAlarm::None:
        return u"none"_s;
    case SampleRatioAlarm::Warning:
        return u"warning"_s;
    case SampleRatioAlarm::Blocked:
        return u"blocked"_s;
    }
    return {};
}

} // namespace

QJsonObject toJson(const Analysis &analysis)
{
    QJsonArray arms;
    for (const ArmResult &arm : analysis.arms) {
        QJsonArray figures;
        // Nobody has no figures; not even zeros.
        for (qsizetype measure = 0; measure < analysis.measures.size() && !arm.isEmpty(); ++measure)
            figures.append(figureObject(analysis, arm.figures[size_t(measure)], measure));
        arms.append(QJsonObject{{u"name"_s, arm.name}, {u"n"_s, arm.recipients},
            {u"planned_share"_s, arm.plannedShare}, {u"measures"_s, figures}});
    }
    QJsonArray comparisons;
    for (const Comparison &one : analysis.comparisons)
        comparisons.append(comparisonObject(analysis, one));
    QJsonArray verdicts;
    for (int measure = 0; measure < analysis.measures.size(); ++measure)
        verdicts.append(verdict(analysis, measure));
    QJsonObject object{{u"arms"_s, arms}, {u"comparisons"_s, comparisons},
        {u"control"_s, analysis.arms[analysis.control].name}, {u"verdicts"_s, verdicts},
        {u"n"_s, analysis.recipients},
        {u"planned"_s,
            analysis.plannedRecipients > 0 ? QJsonValue(analysis.plannedRecipients) : QJsonValue()},
        {u"running"_s, analysis.isRunning}, {u"currency"_s, analysis.currency}, {u"srm_p"_s, QJsonValue()},
        {u"srm_alarm"_s, u"none"_s}};
    if (analysis.sampleRatio) {
        object[u"srm_p"_s] = analysis.sampleRatio->test.p;
        object[u"srm_alarm"_s] = alarmWord(analysis.sampleRatio->alarm);
    }
    object[u"detectable_lift"_s]
        = analysis.detectable ? QJsonValue(analysis.detectable->lift) : QJsonValue::Null;
    return object;
}

QJsonObject toJson(const Analysis &analysis, const std::vector<SubgroupTable> &tables)
{
    QJsonArray all;
    for (const SubgroupTable &table : tables) {
        QJsonArray groups;
        for (const Subgroup &group : table.groups)
            groups.append(QJsonObject{{u"value"_s, group.value}, {u"n_a"_s, group.controlRecipients},
                {u"n_b"_s, group.variantRecipients}, {u"count_a"_s, group.controlCount},
                {u"count_b"_s, group.variantCount}, {u"mean_a"_s, group.controlMean},
                {u"mean_b"_s, group.variantMean}, {u"difference"_s, toJson(group.difference)},
                {u"low"_s, low(group.range)}, {u"high"_s, high(group.range)}, {u"p"_s, toJson(group.p)},
                {u"p_adjusted"_s, toJson(group.adjustedP)}, {u"notable"_s, group.isNotable()},
                {u"reason"_s, group.reason}});
        const auto &test = table.heterogeneity;
        all.append(QJsonObject{{u"attribute"_s, table.attribute}, {u"a"_s, analysis.arms[table.a].name},
            {u"b"_s, analysis.arms[table.b].name}, {u"measure"_s, analysis.measures[table.measure].name},
            {u"groups"_s, groups}, {u"heterogeneity_q"_s, test ? QJsonValue(test->q) : QJsonValue()},
            {u"heterogeneity_df"_s, test ? QJsonValue(test->degrees) : QJsonValue()},
            {u"heterogeneity_p"_s, test ? QJsonValue(test->p) : QJsonValue()},
            {u"heterogeneity_p_adjusted"_s, toJson(table.adjustedP)},
            {u"text"_s, subgroupWords(analysis, table)}});
    }
    return {{u"exploratory"_s, true}, {u"adjusted"_s, u"Benjamini-Hochberg, 10 %"_s}, {u"by"_s, all}};
}

QJsonObject toJson(const Analysis &analysis, const Targeting &targeting, const Recipients &recipients)
{
    const auto score = [](const std::optional<HeldOutScore> &one) {
        return one ? QJsonValue(QJsonObject{{u"qini"_s, one->figures.qini}, {u"low"_s, one->qiniRange.low},
                   {u"high"_s, one->qiniRange.high}, {u"uplift_at_30"_s, toJson(one->figures.upliftOfTop)}})
                   : QJsonValue();
    };
    return {{u"verdict"_s, toWord(targeting.verdict)}, {u"a"_s, analysis.arms[targeting.a].name},
        {u"b"_s, analysis.arms[targeting.b].name}, {u"measure"_s, analysis.measures[targeting.measure].name},
        {u"responses"_s, targeting.responses}, {u"learnt"_s, targeting.learnt},
        {u"held_out"_s, targeting.heldOut}, {u"model"_s, score(targeting.model)},
        {u"rule"_s, targeting.rule ? QJsonValue(ruleWords(*targeting.rule, recipients)) : QJsonValue()},
        {u"rule_score"_s, score(targeting.ruleScore)},
        {u"text"_s, targetingWords(analysis, targeting, recipients)}};
}

} // namespace haberdash::cli
