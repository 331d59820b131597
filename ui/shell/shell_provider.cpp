// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shell_provider.h"

#include "ui/shell/fuzzy_match.h"

namespace haberdash::ui {

QList<PaletteEntry> ShellProvider::entries(const QString &text)
{
    QList<PaletteEntry> fitting;
    for (const PaletteEntry &entry : m_entries) {
        if (fuzzyMatch(text, entry.title))
            fitting << entry;
    }
    return fitting;
}

} // namespace haberdash::ui
