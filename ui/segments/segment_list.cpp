// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_list.h"

#include "core/segment/rule_sentence.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

SegmentList::SegmentList(Format format, QWidget *parent)
    : LineList(u"segmentList"_s, tr("Saved segments"), parent)
    , m_format(std::move(format))
{ }

void SegmentList::setSegments(const QList<segment::SavedSegment> &segments)
{
    m_segments = segments;
    showRows();
}

void SegmentList::setCounts(const QHash<QString, segment::Count> &counts)
{
    m_counts = counts;
    showRows();
}

void SegmentList::showRows()
{
    QList<Row> rows;
    for (const segment::SavedSegment &saved : m_segments) {
        Row row{.key = saved.name, .title = saved.name, .detail = segment::sentence(saved.rule)};
        const auto count = m_counts.constFind(saved.name);
        row.foot = count == m_counts.constEnd()
            ? tr("not counted yet")
            : tr("%1 may be sent e-mail").arg(m_format.number(count->mailable));
        if (count != m_counts.constEnd())
            row.note = m_format.number(count->matching);
        rows.append(row);
    }
    setRows(rows);
}

} // namespace haberdash::ui
