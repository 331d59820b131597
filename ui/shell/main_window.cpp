// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/shared/task_list.h"
#include "ui/shared/theme_controller.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/navigation.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/shell_provider.h"
#include "ui/shell/tasks_button.h"
#include "ui/shell/workspace_switcher.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {
constexpr int narrowWindow = 900; // below this the navigation shows icons only
const QString geometryKey = u"window/geometry"_s;
const QString collapsedKey = u"window/navigationCollapsed"_s;
const QString themeKey = u"window/theme"_s;
} // namespace

MainWindow::MainWindow(ThemeController &theme, TaskList &tasks, QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_tasks(tasks)
    , m_settings(settings)
    , m_provider(std::make_unique<ShellProvider>())
{
    setWindowTitle(tr("Haberdash"));
    setWindowIcon(applicationIcon());
    setMinimumSize(720, 480);
    m_providers << m_provider.get();

    auto *content = new QWidget(this);
    m_navigation = new Navigation(content);
    m_switcher = new WorkspaceSwitcher(m_navigation);
    m_tasksButton = new TasksButton(tasks, m_navigation);
    m_navigation->setHeader(m_switcher);
    m_navigation->setFooter(m_tasksButton);
    m_stack = new QStackedWidget(content);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addWidget(m_stack, 1);
    setCentralWidget(content);

    connect(m_navigation, &Navigation::pageChosen, this, [this](int index) { setCurrent(index, {}); });
    connect(m_navigation, &Navigation::collapseToggled, this,
        [this] { setNavigationCollapsed(!m_navigation->isCollapsed()); });
    connect(m_switcher, &WorkspaceSwitcher::workspaceChosen, this, &MainWindow::workspaceChosen);
    connect(m_switcher, &WorkspaceSwitcher::openRequested, this, &MainWindow::openWorkspaceRequested);
    connect(m_switcher, &WorkspaceSwitcher::newRequested, this, &MainWindow::newWorkspaceRequested);
    connect(m_switcher, &WorkspaceSwitcher::sampleRequested, this, &MainWindow::sampleShopRequested);
    connect(&tasks, &TaskList::runningCountChanged, this, [this](int running) {
        if (m_closing && running == 0)
            QTimer::singleShot(0, this, &QWidget::close);
    });
    addShellActions();
    restoreState();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(const PageEntry &entry)
{
    const int index = int(m_entries.size());
    m_entries.push_back(entry);
    m_pages.push_back(nullptr);
    m_navigation->addPage(entry.id, entry.title, entry.icon, entry.atBottom);
    //: %1 is a page, such as "Segments"
    addAction(tr("Go to %1").arg(entry.title), entry.icon,
        index < 8 ? u"Ctrl+%1"_s.arg(index + 1) : QString(), [this, id = entry.id] { showPage(id); });
}

int MainWindow::indexOf(const QString &id) const
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].id == id)
            return int(i);
    }
    return -1;
}

void MainWindow::showPage(const QString &id, const QString &argument)
{
    if (const int index = indexOf(id); index >= 0)
        setCurrent(index, argument);
}

void MainWindow::setCurrent(int index, const QString &argument)
{
    Page *page = ensurePage(index);
    m_current = index;
    m_navigation->select(index);
    m_stack->setCurrentWidget(page);
    page->activate(argument);
}

Page *MainWindow::ensurePage(int index)
{
    Page *&page = m_pages[std::size_t(index)];
    if (page)
        return page;
    page = m_entries[std::size_t(index)].factory(m_stack);
    Q_ASSERT(page);
    page->setObjectName(u"page:"_s + m_entries[std::size_t(index)].id);
    m_stack->addWidget(page);
    connect(page, &Page::noticed, this, &MainWindow::showNotice);
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    connect(page, &Page::shopChanged, this, &MainWindow::shopChanged);
    return page;
}

void MainWindow::resetOtherPages()
{
    for (std::size_t index = 0; index < m_pages.size(); ++index) {
        Page *&page = m_pages[index];
        if (page && int(index) != m_current) {
            m_stack->removeWidget(page);
            // The request may come from a button of the page itself.
            page->deleteLater();
            page = nullptr;
        }
    }
}

void MainWindow::resetPages()
{
    m_current = -1;
    resetOtherPages();
    if (isVisible() && !m_entries.empty())
        setCurrent(0, {});
}

QString MainWindow::currentPageId() const
{
    return m_current < 0 ? QString() : m_entries[std::size_t(m_current)].id;
}

Page *MainWindow::page(const QString &id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : m_pages[std::size_t(index)];
}

void MainWindow::setWorkspace(const WorkspaceItem &current, const QList<WorkspaceItem> &recent)
{
    m_switcher->setWorkspace(current, recent);
    //: title of the window, %1 is the name of the shop
    setWindowTitle(current.name.isEmpty() ? tr("Haberdash") : tr("%1 – Haberdash").arg(current.name));
}

void MainWindow::showNotice(const Notice &notice)
{
    if (!m_notices) {
        m_notices = new NoticeArea(this);
        m_notices->place(m_navigation->width());
    }
    m_notices->add(notice);
}

void MainWindow::addAction(
    const QString &title, Icon which, const QString &shortcut, std::function<void()> run)
{
    const QKeySequence keys(shortcut);
    m_provider->add({title, keys.toString(QKeySequence::NativeText), which, run});
    if (!keys.isEmpty())
        connect(new QShortcut(keys, this), &QShortcut::activated, this, run);
}

void MainWindow::addPaletteProvider(PaletteProvider *provider)
{
    m_providers << provider;
}

void MainWindow::removePaletteProvider(PaletteProvider *provider)
{
    m_providers.removeOne(provider);
    // An open palette may hold what it gave.
    if (m_palette)
        m_palette->closePalette();
}

void MainWindow::openPalette()
{
    if (!m_palette)
        m_palette = new CommandPalette(this);
    QList<PaletteProvider *> providers = m_providers;
    for (Page *page : m_pages) {
        if (page)
            providers += page->paletteProviders();
    }
    m_palette->open(providers);
}

void MainWindow::addShellActions()
{
    connect(new QShortcut(QKeySequence(u"Ctrl+K"_s), this), &QShortcut::activated, this,
        &MainWindow::openPalette);
    addAction(tr("Make the navigation narrow or wide"), Icon::Sidebar, u"Ctrl+B"_s,
        [this] { setNavigationCollapsed(!m_navigation->isCollapsed()); });
    const auto themeAction = [this](const QString &title, Icon which, ThemeChoice choice) {
        addAction(title, which, {}, [this, choice] {
            m_theme.setChoice(choice);
            m_settings.setValue(themeKey, toWord(choice));
        });
    };
    themeAction(tr("Use light colours"), Icon::Sun, ThemeChoice::Light);
    themeAction(tr("Use dark colours"), Icon::Moon, ThemeChoice::Dark);
    themeAction(tr("Use the colours of the desktop"), Icon::Desktop, ThemeChoice::System);
    addAction(tr("Show tasks"), Icon::Clock, {}, [this] { m_tasksButton->click(); });
    addAction(
        tr("Open a shop …"), Icon::FolderOpen, u"Ctrl+O"_s, [this] { Q_EMIT openWorkspaceRequested(); });
    addAction(tr("New shop …"), Icon::Plus, {}, [this] { Q_EMIT newWorkspaceRequested(); });
    addAction(tr("Try the sample shop"), Icon::Play, {}, [this] { Q_EMIT sampleShopRequested(); });
    addAction(tr("Quit Haberdash"), Icon::Close, u"Ctrl+Q"_s, [this] { close(); });
}

bool MainWindow::isNavigationCollapsed() const
{
    return m_navigation->isCollapsed();
}

void MainWindow::setNavigationCollapsed(bool collapsed)
{
    m_collapsedByHand = collapsed;
    m_navigation->setCollapsed(collapsed);
    if (m_notices)
        m_notices->place(m_navigation->width());
}

void MainWindow::applyNavigationWidth()
{
    const bool collapsed = m_collapsedByHand || width() < narrowWindow;
    if (collapsed != m_navigation->isCollapsed())
        m_navigation->setCollapsed(collapsed);
    if (m_notices)
        m_notices->place(m_navigation->width());
}

void MainWindow::restoreState()
{
    if (const auto choice = themeChoiceFromWord(m_settings.value(themeKey).toString()))
        m_theme.setChoice(*choice);
    if (!restoreGeometry(m_settings.value(geometryKey).toByteArray()))
        resize(1280, 800);
    m_collapsedByHand = m_settings.value(collapsedKey).toBool();
    applyNavigationWidth();
}

void MainWindow::saveState()
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(collapsedKey, m_collapsedByHand);
    m_settings.setValue(themeKey, toWord(m_theme.choice()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (m_tasks.runningCount() == 0) {
        event->accept();
        return;
    }
    // Work is asked to stop and leaves nothing half done; the window goes when the last has ended.
    event->ignore();
    if (m_closing)
        return;
    m_closing = true;
    showNotice(
        {tr("Stopping what still runs. The window closes by itself after that."), Tone::Neutral, {}, {}});
    m_tasks.cancelAll();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    // While it is wide enough, a click on the button holds; crossing the limit decides anew.
    if ((event->oldSize().width() < narrowWindow) != (event->size().width() < narrowWindow))
        applyNavigationWidth();
    else if (m_notices)
        m_notices->place(m_navigation->width());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // The frame is painted first, the page comes with the next turn of the event loop.
    QTimer::singleShot(0, this, [this] {
        if (m_current < 0 && !m_entries.empty())
            setCurrent(0, {});
    });
}

} // namespace haberdash::ui
