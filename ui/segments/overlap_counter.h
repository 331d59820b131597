// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/overlap.h"
#include "core/segment/segment_repository.h"
#include "ui/shared/shop.h"

#include <functional>

namespace haberdash::ui {

/// How segments lie over each other.
struct Overlap
{
    QStringList names;
    std::vector<qint64> sizes; ///< of each segment
    std::vector<segment::Intersection> intersections; ///< the largest first
    friend bool operator==(const Overlap &, const Overlap &) = default;
};

/// For a worker.
[[nodiscard]] Result<Overlap> countOverlap(
    const Shop &shop, const QList<segment::SavedSegment> &segments, const std::function<bool()> &stopped);

/// "only in “VIP”", "in “VIP” and “Regulars”, and in no other of these".
[[nodiscard]] QString inWords(quint32 mask, const QStringList &names);

} // namespace haberdash::ui
