// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

#include <QMap>

#include <random>

namespace haberdash::test {

/// What random rules speak of. Where a list is empty, values are made up that nobody has.
struct RandomRuleWords
{
    QStringList events;
    QMap<segment::Filter::Field, QStringList> fields; ///< values of the fields of activities
    QStringList details; ///< names of details; their values are those of the field
    QMap<QString, QStringList> facts; ///< values of facts that are texts, "attribute:size" included
    QStringList numberAttributes; ///< names of attributes that are numbers
    QStringList dateAttributes; ///< and dates
    QStringList segments; ///< names of saved segments; none: no rule refers to one
    Day today{}; ///< days of windows lie around it
    int mostPoints = 1000; ///< thresholds of points, and of sums, lie below
    segment::Number latitude{52'520}; ///< distances are from about here
    segment::Number longitude{13'405};
    int mostConditions = 12;
    int deepest = 4; ///< groups inside each other

    /// Some words for tests that ask no shop, awkward ones among them.
    [[nodiscard]] static RandomRuleWords madeUp();
};

/// A rule without faults. The same generator in the same state gives the same rule everywhere.
[[nodiscard]] segment::Rule randomRule(std::mt19937 &generator, const RandomRuleWords &words);
/// One condition of any kind.
[[nodiscard]] segment::Node randomCondition(std::mt19937 &generator, const RandomRuleWords &words);

} // namespace haberdash::test
