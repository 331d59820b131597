// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/palette_provider.h"

namespace haberdash::ui {

/// What the frame itself offers in the palette: its pages and actions.
class ShellProvider final : public PaletteProvider
{
public:
    void add(const PaletteEntry &entry) { m_entries << entry; }
    [[nodiscard]] QList<PaletteEntry> entries(const QString &text) override;

private:
    QList<PaletteEntry> m_entries;
};

} // namespace haberdash::ui
