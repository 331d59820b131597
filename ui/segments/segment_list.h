// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "ui/shared/format.h"
#include "ui/shared/line_list.h"

namespace haberdash::ui {

/// The saved segments: name, sentence, how many match and may be sent mail.
class SegmentList final : public LineList
{
    Q_OBJECT

public:
    explicit SegmentList(Format format, QWidget *parent = nullptr);

    /// Keeps the counts that are known and the selection, as far as they are still there.
    void setSegments(const QList<segment::SavedSegment> &segments);
    /// By name.
    void setCounts(const QHash<QString, segment::Count> &counts);

private:
    void showRows();

    Format m_format;
    QList<segment::SavedSegment> m_segments;
    QHash<QString, segment::Count> m_counts;
};

} // namespace haberdash::ui
