// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/foreign_rules.h"

namespace haberdash::segment {

/// A foreign rule on its way: a tree in which some conditions could not be carried.
struct Draft
{
    enum class Kind { Carried, Lost, Group };
    Kind kind = Kind::Lost;
    Node condition; ///< Carried; may be a group of its own
    QString said; ///< Lost: the words of the other program
    QString reason; ///< Lost: why it cannot be said here
    Group::Match match = Group::Match::All; ///< Group
    std::vector<Draft> parts;

    /// A condition that makes no sense here (`faultOf`) counts as lost, with that reason.
    [[nodiscard]] static Draft carried(Node condition, const QString &said);
    [[nodiscard]] static Draft lost(const QString &said, const QString &reason);
    [[nodiscard]] static Draft group(Group::Match match, std::vector<Draft> parts);
};

/// Leaves out what is lost and says of each what that does. An error where nothing remains.
[[nodiscard]] tl::expected<Carried, RuleError> finished(Draft draft, QStringList remarks);

// Nodes as translators need them.
[[nodiscard]] Node allOf(std::vector<Node> nodes); ///< one alone stays as it is
[[nodiscard]] Node anyOf(std::vector<Node> nodes);
[[nodiscard]] Node noneOf(Node node);
[[nodiscard]] Node countOf(Activity activity, const Window &window, const NumberTest &test);
[[nodiscard]] Node atLeastOnce(Activity activity, const Window &window);
[[nodiscard]] Node textFact(const QString &fact, TextOperator op, const QStringList &values);

/// Thousandths, where a number is one that rules can hold.
[[nodiscard]] std::optional<Number> numberFrom(double value);

} // namespace haberdash::segment
