// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/notice.h"
#include "ui/shared/palette_provider.h"
#include "ui/shell/page_entry.h"
#include "ui/shell/workspace_switcher.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QSettings;
class QStackedWidget;

namespace haberdash::ui {

class CommandPalette;
class Navigation;
class NoticeArea;
class TaskList;
class ShellProvider;
class TasksButton;
class ThemeController;

/// The frame: navigation, workspace switcher, pages, tasks, notices, command palette. Knows no feature and no
/// store; pages are registered, wishes leave as signals.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All four outlive the window. `settings` keeps geometry, navigation and theme.
    MainWindow(ThemeController &theme, TaskList &tasks, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void addPage(const PageEntry &entry);
    /// Drops the pages that were made, so that they are made anew for another workspace; shows the first.
    void resetPages();
    /// Drops all pages but the one in view.
    void resetOtherPages();
    void showPage(const QString &id, const QString &argument = {});
    [[nodiscard]] QString currentPageId() const;
    /// Nothing until the page was shown once.
    [[nodiscard]] Page *page(const QString &id) const;

    /// The open workspace (none when the name is empty) and those opened lately.
    void setWorkspace(const WorkspaceItem &current, const QList<WorkspaceItem> &recent);

    void showNotice(const Notice &notice);
    /// An action for the palette, and for the keyboard when `shortcut` is not empty.
    void addAction(const QString &title, Icon icon, const QString &shortcut, std::function<void()> run);
    using QMainWindow::addAction;
    /// `provider` outlives the window or is removed.
    void addPaletteProvider(PaletteProvider *provider);
    void removePaletteProvider(PaletteProvider *provider);
    void openPalette();
    [[nodiscard]] bool isNavigationCollapsed() const;
    void setNavigationCollapsed(bool collapsed);

Q_SIGNALS:
    void workspaceChosen(const QString &path);
    /// A page says that what is true of the whole shop has changed.
    void shopChanged();
    void openWorkspaceRequested();
    void newWorkspaceRequested();
    void sampleShopRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void restoreState();
    void saveState();
    void addShellActions();
    void applyNavigationWidth();
    void setCurrent(int index, const QString &argument);
    [[nodiscard]] int indexOf(const QString &id) const;
    Page *ensurePage(int index);

    ThemeController &m_theme;
    TaskList &m_tasks;
    QSettings &m_settings;
    std::vector<PageEntry> m_entries;
    std::vector<Page *> m_pages;
    std::unique_ptr<ShellProvider> m_provider;
    QList<PaletteProvider *> m_providers;
    Navigation *m_navigation;
    WorkspaceSwitcher *m_switcher;
    TasksButton *m_tasksButton;
    QStackedWidget *m_stack;
    NoticeArea *m_notices = nullptr;
    CommandPalette *m_palette = nullptr;
    int m_current = -1;
    bool m_collapsedByHand = false;
    bool m_closing = false;
};

} // namespace haberdash::ui
