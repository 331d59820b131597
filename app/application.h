// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages.h"
#include "app/recent_shops.h"
#include "app/window_secrets.h"
#include "core/base/progress.h"
#include "ui/shared/shop.h"
#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"
#include "ui/shell/main_window.h"

#include <vector>

namespace haberdash {

/// Makes the sample shop in a file that is not there yet; runs on a worker.
using SampleMaker = std::function<Result<>(const QString &path, Progress &progress)>;

/// The program with a window: which shop is open, and the pages about it.
class Application final : public QObject
{
    Q_OBJECT

public:
    /// All four outlive it. `sampleFolder` is where the sample shop is kept.
    Application(ui::ThemeController &theme, QSettings &settings, const Clock &clock, SampleMaker makeSample,
        const QString &sampleFolder);
    ~Application() override;

    /// Shows the window and opens the workspace; without one the shop opened last, or the start page.
    void start(const QString &path);
    /// Shows the window and opens the sample shop, made first where it is not there yet.
    void startWithSample();
    /// Opens on a worker. On an error the shop that is open stays.
    void open(const QString &path, const QString &firstPage = {});
    void openSample();
    void create(const QString &path, const store::WorkspaceInfo &info);

    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] ui::TaskList &tasks() { return m_tasks; }
    [[nodiscard]] const std::optional<ui::Shop> &shop() const { return m_shop; }

Q_SIGNALS:
    /// A shop was opened, or could not be.
    void settled();

private:
    [[nodiscard]] ui::Page *makePage(const ShopPage &page, QWidget *parent);
    void setShop(const ui::Shop &shop, const QString &firstPage);
    void keepShop(const ui::Shop &shop);
    void readShopAgain();
    void showTrouble(const Error &error);
    void askForNew();
    void askForFile();

    QSettings &m_settings;
    const Clock &m_clock;
    SampleMaker m_makeSample;
    QString m_sampleFolder;
    RecentShops m_recent;
    ui::TaskList m_tasks;
    WindowSecrets m_secrets; // goes before the tasks that may wait for an answer
    std::optional<ui::Shop> m_shop;
    QString m_trouble; ///< why no shop is open
    bool m_opening = false;
    ui::LatestOnly<Result<ui::Shop>> m_open;
    std::vector<std::unique_ptr<ui::PaletteProvider>> m_finders;
    std::unique_ptr<ui::DueCampaigns> m_due;
    ui::MainWindow m_window;
};

} // namespace haberdash
