// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_repository.h"
#include "core/store/campaign_repository.h"

namespace haberdash::campaign {

/// Where a segment decides who gets a campaign or sees a part of an email: "the email “Welcome”", each once.
/// What was approved is not among them: it keeps the rule that the segment had. For a caller that has a
/// transaction open.
[[nodiscard]] Result<QStringList> usesOf(store::Connection &connection, const QString &segment);

/// Gives a segment another name everywhere: in other segments, emails with their versions and drafts, shared
/// blocks, and campaigns that are not approved. Refused where the name is taken.
[[nodiscard]] Result<> renameSegment(
    store::Connection &connection, const QString &name, const QString &newName, Timestamp now);

/// Refused while something refers to the segment; the error names it.
[[nodiscard]] Result<> deleteSegment(store::Connection &connection, const QString &name);

/// Puts the rules of segments in the place of references to them wherever they decide who sees a block, so
/// that a campaign stays what it is when they are changed later. NotFound where a segment is not there.
[[nodiscard]] Result<store::Campaign> withSegmentsInlined(
    store::Connection &connection, store::Campaign campaign);

} // namespace haberdash::campaign
