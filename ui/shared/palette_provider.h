// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/icons.h"

#include <QFuture>
#include <QList>
#include <QString>

#include <functional>

namespace haberdash::ui {

/// One line of the command palette.
struct PaletteEntry
{
    QString title;
    QString hint; ///< kind or detail, shown muted at the right ("Customer", "Ctrl+2")
    Icon icon = Icon::ChevronRight;
    std::function<void()> run; ///< on the window's thread
};

/// Something that can be found with Ctrl+K. The window ranks by fuzzy match of the title; entries whose title
/// does not match stay below, in the order given, so that a provider may match by other things (an address).
class PaletteProvider
{
public:
    virtual ~PaletteProvider() = default;
    /// Entries at hand for `text` (may be empty: then what is worth offering). Called on the window's thread
    /// with each key stroke; must not touch disk.
    [[nodiscard]] virtual QList<PaletteEntry> entries(const QString &text) = 0;
    /// Entries that need a look into the workspace. Run it on a worker; a newer text cancels the future.
    /// A default-constructed future means there are none.
    [[nodiscard]] virtual QFuture<QList<PaletteEntry>> entriesLater(const QString &) { return {}; }
};

} // namespace haberdash::ui
