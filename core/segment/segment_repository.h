// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/segment/rule.h"
#include "core/store/connection.h"

#include <QList>
#include <QMap>

namespace haberdash::segment {

/// A rule with a name, as it is kept in the workspace.
struct SavedSegment
{
    SegmentId id;
    QString name;
    QString description;
    Rule rule;
    friend bool operator==(const SavedSegment &, const SavedSegment &) = default;
};

/// All, by name.
[[nodiscard]] Result<QList<SavedSegment>> savedSegments(store::Connection &connection);
/// NotFound where there is none of that name (case does not matter).
[[nodiscard]] Result<SavedSegment> segmentByName(store::Connection &connection, const QString &name);
/// Makes a segment or, under a name that is taken, replaces its rule. Refused where the rule would refer to
/// itself.
[[nodiscard]] Result<SegmentId> saveSegment(store::Connection &connection, const QString &name,
    const QString &description, const Rule &rule, Timestamp now);
/// Gives a segment another name, also in the segments that refer to it. Refused where the name is taken. For
/// a caller that has a transaction open: what else refers to the segment, its rules are not known here.
[[nodiscard]] Result<> renameSegment(
    store::Connection &connection, const QString &name, const QString &newName, Timestamp now);
/// Refused while other segments refer to it; the error names them. What else refers to it is the caller's to
/// find out.
[[nodiscard]] Result<> deleteSegment(store::Connection &connection, const QString &name);

/// Rules by name in lower case, for references between segments.
[[nodiscard]] Result<QMap<QString, Rule>> savedRules(store::Connection &connection);

/// By which segments a segment of that name with that rule would refer to itself: VIP, Loyal, VIP. Empty
/// where it would not. Membership at another time ("segment "VIP" 30 days ago") is a reference like any
/// other.
/// @param rules by name in lower case, as `savedRules` gives them
[[nodiscard]] QStringList circleOf(const QString &name, const Rule &rule, const QMap<QString, Rule> &rules);

/// Names of the segments that a rule refers to.
[[nodiscard]] QStringList references(const Group &group);
/// Writes another name where a rule refers to a segment. Whether it does.
bool renameReferences(Group &group, const QString &name, const QString &newName);
/// The rule with the rules of segments in the place of every reference to them that looks at today, so that
/// later changes of those segments do not reach it. "segment "VIP" 30 days ago" stays a reference.
/// NotFound where a segment is not there.
/// @param rules by name in lower case, as `savedRules` gives them; none refers to itself
[[nodiscard]] Result<Rule> withSegmentsInlined(Rule rule, const QMap<QString, Rule> &rules);

} // namespace haberdash::segment
