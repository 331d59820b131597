// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/subgroups.h"

#include "core/experiment/distributions.h"
#include "core/experiment/multiplicity.h"

#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 leastRecipients = 30; // per arm, for a group to count in Cochran's Q
constexpr qint64 leastOrders = 5; // per arm, the same for amounts

/// The outcomes of each group by itself.
std::vector<Outcomes> outcomesByGroup(
    const Outcomes &whole, const Recipients &recipients, const Grouping &grouping)
{
    Outcomes empty = whole;
    for (Arm &arm : empty.arms) {
        arm.recipients = 0;
        arm.measures.assign(size_t(whole.measures.size()), {});
    }
    std::vector<Outcomes> all(size_t(grouping.names.size()), empty);
    for (size_t i = 0; i < recipients.size(); ++i) {
        Arm &arm = all[grouping.groups[i]].arms[recipients.arms[i]];
        ++arm.recipients;
        for (size_t measure = 0; measure < arm.measures.size(); ++measure) {
            const double value = recipients.measures[measure][i];
            if (value == 0)
                continue;
            ++arm.measures[measure].count;
            if (whole.measures[qsizetype(measure)].kind == Measure::Kind::Amount)
                arm.measures[measure].amounts.push_back(value);
        }
    }
    return all;
}

/// Standard error of the difference, for weighing groups. Rates are drawn a little to the middle, so that a
/// group in which nobody did it does not weigh without limit.
std::optional<double> errorOf(const Outcomes &group, int a, int b, int measure)
{
    double variance = 0;
    for (const int index : {a, b}) {
        const Arm &arm = group.arms[index];
        const auto size = double(arm.recipients);
        if (arm.recipients < leastRecipients)
            return std::nullopt;
        if (group.measures[measure].kind == Measure::Kind::Rate) {
            const double share = (double(arm.measures[size_t(measure)].count) + 1) / (size + 2);
            variance += share * (1 - share) / size;
        } else {
            const double deviation = summaryOf(arm, measure).deviation;
            if (arm.measures[size_t(measure)].count < leastOrders)
                return std::nullopt;
            variance += deviation * deviation / size;
        }
    }
    return variance > 0 ? std::optional(std::sqrt(variance)) : std::nullopt;
}

double meanOf(const Outcomes &group, int arm, int measure)
{
    const Arm &one = group.arms[arm];
    if (one.recipients <= 0)
        return 0;
    return group.measures[measure].kind == Measure::Kind::Rate ? rateOf(one, measure).share()
                                                               : summaryOf(one, measure).mean;
}

Subgroup subgroupOf(
    const QString &name, const Outcomes &group, int a, int b, int measure, const AnalysisOptions &options)
{
    Subgroup result{name, group.arms[a].recipients, group.arms[b].recipients};
    result.controlCount = group.arms[a].measures[size_t(measure)].count;
    result.variantCount = group.arms[b].measures[size_t(measure)].count;
    result.controlMean = meanOf(group, a, measure);
    result.variantMean = meanOf(group, b, measure);
    if (result.controlRecipients <= 0 || result.variantRecipients <= 0) {
        result.reason = u"An arm has nobody with this value."_s;
        return result;
    }
    NoProgress progress;
    const auto comparison = Comparer(group, options, progress).compare(a, b, measure);
    result.difference = comparison.difference;
    result.range = comparison.range;
    result.p = comparison.p;
    result.reason = comparison.reason;
    return result;
}

void addHeterogeneity(SubgroupTable &table, const std::vector<Outcomes> &groups, bool isRunning)
{
    if (isRunning) {
        table.reason = u"The test is still running: wait for its end before you ask who differs."_s;
        return;
    }
    std::vector<double> differences;
    std::vector<double> errors;
    for (size_t i = 0; i < groups.size(); ++i) {
        const auto error = errorOf(groups[i], table.a, table.b, table.measure);
        if (error && table.groups[i].difference) {
            differences.push_back(*table.groups[i].difference);
            errors.push_back(*error);
        }
    }
    if (const auto result = heterogeneityOf(differences, errors))
        table.heterogeneity = *result;
    else
        table.reason = result.error().reason;
}

/// Puts adjusted p-values where `of` finds the p-value of an item and its place for the adjusted one.
template<typename Item, typename PairOf>
void adjust(const std::vector<Item *> &items, PairOf of)
{
    std::vector<double> p;
    p.reserve(items.size());
    for (Item *item : items)
        p.push_back(of(*item).first);
    const auto adjusted = benjaminiHochberg(p);
    for (size_t i = 0; i < items.size(); ++i)
        *of(*items[i]).second = adjusted[i];
}

void adjustAll(std::vector<SubgroupTable> &tables)
{
    std::vector<Subgroup *> groups;
    std::vector<SubgroupTable *> compared;
    for (SubgroupTable &table : tables) {
        for (Subgroup &group : table.groups) {
            if (group.p)
                groups.push_back(&group);
        }
        if (table.heterogeneity)
            compared.push_back(&table);
    }
    adjust(groups, [](Subgroup &group) { return std::pair(*group.p, &group.adjustedP); });
    adjust(
        compared, [](SubgroupTable &table) { return std::pair(table.heterogeneity->p, &table.adjustedP); });
}

} // namespace

Outcome<Heterogeneity> heterogeneityOf(
    std::span<const double> differences, std::span<const double> standardErrors)
{
    if (differences.size() < 2)
        return noResult(u"Fewer than two groups have enough people to be compared with each other."_s);
    double weights = 0;
    double weighted = 0;
    for (size_t i = 0; i < differences.size(); ++i) {
        const double weight = 1 / (standardErrors[i] * standardErrors[i]);
        weights += weight;
        weighted += weight * differences[i];
    }
    const double mean = weighted / weights;
    Heterogeneity result;
    for (size_t i = 0; i < differences.size(); ++i)
        result.q += std::pow((differences[i] - mean) / standardErrors[i], 2);
    result.degrees = double(differences.size() - 1);
    result.p = chiSquareAbove(result.q, result.degrees);
    return result;
}

std::vector<SubgroupTable> compareSubgroups(
    const Outcomes &outcomes, int control, const Recipients &recipients, const AnalysisOptions &options)
{
    std::vector<SubgroupTable> tables;
    for (const Attribute &attribute : recipients.attributes) {
        const Grouping grouping = groupingOf(attribute);
        const auto groups = outcomesByGroup(outcomes, recipients, grouping);
        for (int measure = 0; measure < outcomes.measures.size(); ++measure) {
            for (int variant = 0; variant < outcomes.arms.size(); ++variant) {
                if (variant == control || outcomes.arms[variant].recipients <= 0)
                    continue;
                SubgroupTable table{attribute.name, control, variant, measure};
                for (size_t i = 0; i < groups.size(); ++i)
                    table.groups.push_back(subgroupOf(
                        grouping.names[qsizetype(i)], groups[i], control, variant, measure, options));
                addHeterogeneity(table, groups, outcomes.isRunning);
                tables.push_back(std::move(table));
            }
        }
    }
    adjustAll(tables);
    return tables;
}

} // namespace haberdash::experiment
