// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace haberdash::experiment {

/// What was known of each recipient before the test: a text or a number.
struct Attribute
{
    QString name;
    QStringList values; ///< of a text, the most frequent first; empty for a number
    std::vector<quint16> codes; ///< into `values`; one a recipient, for a text
    std::vector<double> numbers; ///< one a recipient, for a number; not finite where there is none
    [[nodiscard]] bool isNumber() const { return values.isEmpty(); }
};

/// The recipients of a test one by one, beside Outcomes, which only counts them. All lists are in one order.
struct Recipients
{
    std::vector<quint16> arms; ///< index into Outcomes::arms
    std::vector<std::vector<double>> measures; ///< by measure, then by recipient
    std::vector<Attribute> attributes;
    [[nodiscard]] size_t size() const { return arms.size(); }
};

/// An attribute cut into groups that people can tell apart.
struct Grouping
{
    QStringList names; ///< "Web", "(nothing)", "up to 45.50"
    std::vector<quint16> groups; ///< into `names`, one a recipient
};
/// Texts group by value; numbers with at most eight different values too, others into four bands of about the
/// same size. Who has no value is a group of its own.
[[nodiscard]] Grouping groupingOf(const Attribute &attribute);

/// The different numbers of an attribute, ascending, at most `most` + 1 of them.
[[nodiscard]] std::vector<double> differentNumbers(const Attribute &attribute, size_t most);
/// Type-7 quantiles of the known numbers at 1/parts, 2/parts ..., without repeats.
[[nodiscard]] std::vector<double> cutsOf(const Attribute &attribute, int parts);
/// A number as people write it, at most four digits behind the point.
[[nodiscard]] QString numberText(double value);

} // namespace haberdash::experiment
