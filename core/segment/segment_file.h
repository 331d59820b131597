// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_lexer.h"
#include "core/segment/segment_repository.h"

namespace haberdash::segment {

/// A segment as it stands in a file.
struct SegmentInFile
{
    QString name;
    QString description;
    Rule rule;
    friend bool operator==(const SegmentInFile &, const SegmentInFile &) = default;
};

/// Segments as text that people can read, compare and mail:
///   segment: VIP
///   description: Those who come back
///   rule:
///   all(count orders >= 5)
/// one after the other; lines that begin with # are for people.
[[nodiscard]] QString segmentsAsText(const QList<SegmentInFile> &segments);
/// Reads such a text; the error has the line and column in the text.
[[nodiscard]] tl::expected<QList<SegmentInFile>, RuleError> segmentsFromText(QStringView text);

/// What becomes of a segment whose name is taken by another rule. Leave: it is not taken over; who refers to
/// it then means the one that is here.
enum class NameTaken { Refuse, KeepBoth, Replace, Leave };

struct SegmentsTaken
{
    QStringList added;
    QStringList replaced;
    QMap<QString, QString> renamed; ///< name in the file -> name here
    QStringList same; ///< were here already, word for word
    QStringList left; ///< names that are taken, for NameTaken::Refuse and Leave
};
/// What taking them over would do, beside those that are here. Changes nothing; for NameTaken::Refuse, `left`
/// has the names that stand in the way.
[[nodiscard]] SegmentsTaken planToTake(
    const QList<SavedSegment> &here, const QList<SegmentInFile> &segments, NameTaken whenTaken);
/// Saves segments of a file, all or none. References between them follow the names that they get. Refused:
/// names that are taken (for NameTaken::Refuse, with their list), references to segments that are neither
/// here nor in the file, circles.
[[nodiscard]] Result<SegmentsTaken> takeSegments(
    store::Connection &connection, const QList<SegmentInFile> &segments, NameTaken whenTaken, Timestamp now);

} // namespace haberdash::segment
