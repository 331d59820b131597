// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_finder.h"

#include "core/segment/segment_repository.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

namespace haberdash::ui {

SegmentFinder::SegmentFinder(Shop shop, std::function<void(const QString &)> open)
    : m_shop(std::move(shop))
    , m_open(std::move(open))
{ }

QFuture<QList<PaletteEntry>> SegmentFinder::entriesLater(const QString &text)
{
    return QtConcurrent::run([shop = m_shop, open = m_open, text] {
        QList<PaletteEntry> entries;
        auto connection = shop.open();
        if (!connection)
            return entries; // the palette finds nothing; the page says why when it is opened
        const auto segments = segment::savedSegments(*connection);
        if (!segments)
            return entries;
        for (const segment::SavedSegment &saved : *segments) {
            if (saved.name.contains(text.trimmed(), Qt::CaseInsensitive))
                entries.append({saved.name, QCoreApplication::translate("pages", "Segment"), Icon::Segments,
                    [open, name = saved.name] { open(name); }});
        }
        return entries;
    });
}

} // namespace haberdash::ui
