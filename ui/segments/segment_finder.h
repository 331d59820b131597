// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/palette_provider.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Offers the saved segments for Ctrl+K.
class SegmentFinder final : public PaletteProvider
{
public:
    /// `open` gets the name of a segment.
    SegmentFinder(Shop shop, std::function<void(const QString &)> open);
    QList<PaletteEntry> entries(const QString &) override { return {}; }
    QFuture<QList<PaletteEntry>> entriesLater(const QString &text) override;

private:
    Shop m_shop;
    std::function<void(const QString &)> m_open;
};

} // namespace haberdash::ui
