// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "ui/shared/palette_provider.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Finds customers by the beginning of name or address for Ctrl+K.
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
