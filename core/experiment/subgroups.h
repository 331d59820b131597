// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/comparison.h"
#include "core/experiment/recipients.h"

namespace haberdash::experiment {

/// Two arms among those who share a value.
struct Subgroup
{
    QString value;
    qint64 controlRecipients = 0;
    qint64 variantRecipients = 0;
    qint64 controlCount = 0; ///< who did it, or for whom the amount is not zero
    qint64 variantCount = 0;
    double controlMean = 0; ///< rate, or amount per recipient
    double variantMean = 0;
    std::optional<double> difference; ///< none where an arm has nobody here
    std::optional<Range> range; ///< Newcombe or Welch, not adjusted
    std::optional<double> p;
    std::optional<double> adjustedP; ///< Benjamini and Hochberg over all groups of the answer
    QString reason; ///< why there is no p
    /// By the adjusted p at 10 %: worth a test of its own, not a finding.
    [[nodiscard]] bool isNotable() const { return adjustedP && *adjustedP < 0.1; }
};

/// Do the differences differ from group to group? Cochran's Q on the differences.
struct Heterogeneity
{
    double q = 0;
    double degrees = 1;
    double p = 1;
};

/// One attribute, one variant against control, one measure. Exploratory: nobody planned to look here.
struct SubgroupTable
{
    QString attribute;
    int a = 0;
    int b = 0;
    int measure = 0;
    std::vector<Subgroup> groups;
    std::optional<Heterogeneity> heterogeneity;
    std::optional<double> adjustedP; ///< of it: Benjamini and Hochberg over all tables of the answer
    QString reason; ///< why there is none
    /// By the adjusted p at 10 %.
    [[nodiscard]] bool isNotable() const { return adjustedP && *adjustedP < 0.1; }
};

/// All attributes of the recipients, for each variant against `control` and each measure.
/// @param outcomes of the whole test: names, measures, whether it is running
[[nodiscard]] std::vector<SubgroupTable> compareSubgroups(
    const Outcomes &outcomes, int control, const Recipients &recipients, const AnalysisOptions &options = {});

/// Cochran's Q of differences with their standard errors. None for fewer than two.
[[nodiscard]] Outcome<Heterogeneity> heterogeneityOf(
    std::span<const double> differences, std::span<const double> standardErrors);

} // namespace haberdash::experiment
