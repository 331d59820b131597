// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/new_shop_dialog.h"
#include "ui/home/start_page.h"
#include "ui/shared/error_text.h"
#include "ui/shared/run_task.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;

namespace {

/// Stands in the window for the moment until the file is open.
class OpeningPage final : public Page
{
public:
    OpeningPage(const QString &question, QWidget *parent)
        : Page(question, parent)
    {
        faces().showLoading();
    }
};

} // namespace

Application::Application(ThemeController &theme, QSettings &settings, const Clock &clock,
    SampleMaker makeSample, const QString &sampleFolder)
    : m_settings(settings)
    , m_clock(clock)
    , m_makeSample(std::move(makeSample))
    , m_sampleFolder(sampleFolder)
    , m_recent(settings)
    , m_secrets(windowSecretsOf)
    , m_window(theme, m_tasks, settings)
{
    for (const ShopPage &page : shopPages(theme, m_secrets.forWorkers(), m_clock))
        m_window.addPage({page.id, page.title, page.icon,
            [this, page](QWidget *parent) { return makePage(page, parent); }, page.atBottom});
    connect(&m_window, &MainWindow::workspaceChosen, this, [this](const QString &path) { open(path); });
    connect(&m_window, &MainWindow::openWorkspaceRequested, this, &Application::askForFile);
    connect(&m_window, &MainWindow::newWorkspaceRequested, this, &Application::askForNew);
    connect(&m_window, &MainWindow::sampleShopRequested, this, &Application::openSample);
    connect(&m_window, &MainWindow::shopChanged, this, &Application::readShopAgain);
}

Application::~Application()
{
    for (const auto &finder : m_finders)
        m_window.removePaletteProvider(finder.get());
}

void Application::start(const QString &path)
{
    const QList<WorkspaceItem> recent = m_recent.items();
    m_window.setWorkspace({}, recent);
    if (!path.isEmpty())
        open(path);
    else if (!recent.isEmpty())
        open(recent.first().path);
    m_window.show();
}

void Application::startWithSample()
{
    m_window.setWorkspace({}, m_recent.items());
    m_window.show();
    openSample();
}

void Application::open(const QString &path, const QString &firstPage)
{
    m_opening = true;
    const QString file = QFileInfo(path).absoluteFilePath();
    m_open.run(QtConcurrent::run([file, clock = &m_clock] { return openShop(file, *clock); }), this,
        [this, firstPage](Result<Shop> shop) {
            m_opening = false;
            if (shop)
                setShop(*shop, firstPage);
            else
                showTrouble(shop.error());
            Q_EMIT settled();
        });
}

void Application::readShopAgain()
{
    if (!m_shop)
        return;
    m_open.run(QtConcurrent::run([file = m_shop->path, clock = &m_clock] { return openShop(file, *clock); }),
        this, [this](Result<Shop> shop) {
            if (!shop) {
                showTrouble(shop.error());
                return;
            }
            keepShop(*shop);
            m_window.resetOtherPages();
        });
}

void Application::keepShop(const Shop &shop)
{
    m_shop = shop;
    m_trouble.clear();
    const WorkspaceItem item{shop.info.name, shop.path};
    m_recent.remember(item);
    for (const auto &finder : m_finders)
        m_window.removePaletteProvider(finder.get());
    m_finders = shopFinders(
        shop, [this](const QString &page, const QString &argument) { m_window.showPage(page, argument); });
    for (const auto &finder : m_finders)
        m_window.addPaletteProvider(finder.get());
    m_window.setWorkspace(item, m_recent.items());
    m_due = sendWhatIsDue(shop, m_tasks, m_secrets.forWorkers());
    connect(m_due.get(), &DueCampaigns::troubled, this, [this](const QString &text) {
        m_window.showNotice({text, Tone::Warning, {}, {}});
    });
}

void Application::setShop(const Shop &shop, const QString &firstPage)
{
    keepShop(shop);
    m_window.resetPages();
    if (!firstPage.isEmpty())
        m_window.showPage(firstPage);
}

void Application::showTrouble(const Error &error)
{
    if (m_shop) {
        m_window.showNotice({fullTextOf(error), Tone::Negative, {}, {}});
        return;
    }
    m_trouble = fullTextOf(error);
    m_window.resetPages();
}

Page *Application::makePage(const ShopPage &page, QWidget *parent)
{
    if (m_shop)
        return page.make(*m_shop, m_tasks, parent);
    if (m_opening)
        return new OpeningPage(tr("Opening your shop …"), parent);
    QList<StartPage::Recent> recent;
    for (const WorkspaceItem &item : m_recent.items())
        recent.append({item.name, item.path});
    auto *start = new StartPage(recent, m_trouble, parent);
    connect(start, &StartPage::sampleRequested, this, &Application::openSample);
    connect(start, &StartPage::newRequested, this, &Application::askForNew);
    connect(start, &StartPage::openRequested, this, &Application::askForFile);
    connect(start, &StartPage::recentChosen, this, [this](const QString &path) { open(path); });
    return start;
}

void Application::openSample()
{
    const QString path = QDir(m_sampleFolder).filePath(u"sample.haberdash"_s);
    if (QFileInfo::exists(path)) {
        open(path);
        return;
    }
    const auto make
        = [path, folder = m_sampleFolder, maker = m_makeSample](Progress &progress) -> Result<QString> {
        if (!QDir().mkpath(folder))
            return failure(
                Error::Code::Io, u"The folder “%1” cannot be made. The sample shop needs it."_s.arg(folder));
        HABERDASH_TRY(maker(path, progress));
        return path;
    };
    runTask(m_tasks, tr("Making the sample shop"), make, this, [this](const Result<QString> &made) {
        if (!made) {
            if (made.error().code != Error::Code::Cancelled)
                showTrouble(made.error());
            return QString();
        }
        open(*made);
        return tr("Ready");
    });
}

void Application::create(const QString &path, const store::WorkspaceInfo &info)
{
    auto made = QtConcurrent::run([path, info]() -> Result<QString> {
        HABERDASH_TRY(store::createWorkspace(path, info));
        return path;
    });
    whenDone(made, this, [this](const Result<QString> &created) {
        if (created) {
            open(*created, u"data"_s);
            return;
        }
        showTrouble(created.error());
        Q_EMIT settled();
    });
}

void Application::askForNew()
{
    auto *dialog
        = new NewShopDialog(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { create(dialog->path(), dialog->info()); });
    dialog->open();
}

void Application::askForFile()
{
    auto *dialog = new QFileDialog(&m_window, tr("Open a workspace"),
        m_shop ? QFileInfo(m_shop->path).absolutePath()
               : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        tr("Workspaces (*.haberdash)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { open(path); });
    dialog->open();
}

} // namespace haberdash
