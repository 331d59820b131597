// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workspace_switcher.h"

#include <QList>

class QSettings;

namespace haberdash {

/// Workspaces opened lately, newest first, at most eight. Kept in the settings of the person.
class RecentShops
{
public:
    explicit RecentShops(QSettings &settings)
        : m_settings(settings)
    { }
    /// Those whose file is still there.
    [[nodiscard]] QList<ui::WorkspaceItem> items() const;
    void remember(const ui::WorkspaceItem &item);

private:
    [[nodiscard]] QList<ui::WorkspaceItem> stored() const;

    QSettings &m_settings;
};

} // namespace haberdash
