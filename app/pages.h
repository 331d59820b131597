// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window_secrets.h"
#include "ui/campaigns/due_campaigns.h"
#include "ui/shared/palette_provider.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/theme_controller.h"
#include "ui/shell/page_entry.h"

#include <memory>
#include <vector>

namespace haberdash {

/// A page of an open shop. The table in pages.cpp has one row for each, in the order of the navigation.
struct ShopPage
{
    QString id;
    QString title;
    ui::Icon icon = ui::Icon::Home;
    std::function<ui::Page *(const ui::Shop &shop, ui::TaskList &tasks, QWidget *parent)> make;
    bool atBottom = false;
};

/// `theme` and `clock` outlive the pages.
[[nodiscard]] QList<ShopPage> shopPages(
    ui::ThemeController &theme, const WindowSecrets::SecretsOf &secretsOf, const Clock &clock);

/// What Ctrl+K finds in an open shop, also before a page was shown.
/// @param showPage goes to a page with an argument
[[nodiscard]] std::vector<std::unique_ptr<ui::PaletteProvider>> shopFinders(
    const ui::Shop &shop, const std::function<void(const QString &, const QString &)> &showPage);

/// Sends what has its time come, for as long as it lives. `tasks` outlives it.
[[nodiscard]] std::unique_ptr<ui::DueCampaigns> sendWhatIsDue(
    const ui::Shop &shop, ui::TaskList &tasks, const WindowSecrets::SecretsOf &secretsOf);

} // namespace haberdash
