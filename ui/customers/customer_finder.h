// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "ui/shared/palette_provider.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Finds customers by name, address or order number for Ctrl+K. Goes by the index that the shop shares, also
/// while it is read again: then people who came since are looked for in the store. Being asked for nothing in
/// particular, as when the palette opens, gets the index ready.
class CustomerFinder final : public PaletteProvider
{
public:
    CustomerFinder(Shop shop, std::function<void(CustomerId)> open);
    QList<PaletteEntry> entries(const QString &) override { return {}; }
    QFuture<QList<PaletteEntry>> entriesLater(const QString &text) override;

private:
    Shop m_shop;
    std::function<void(CustomerId)> m_open;
};

} // namespace haberdash::ui
