// SPDX-License-Identifier: GPL-3.0-or-later
// Shows every widget and the window. With --pictures DIR it saves them in light and dark and leaves.
#include "tests/ui/gallery/demo_pages.h"
#include "ui/shared/english.h"
#include "ui/shared/run_task.h"
#include "ui/shared/theme_controller.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace haberdash;
using namespace haberdash::ui;

namespace {

void settle(int milliseconds = 120)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

void registerPages(MainWindow &window)
{
    window.addPage(
        {u"home"_s, u"Home"_s, Icon::Home, [](QWidget *parent) { return new NumbersPage(parent); }});
    window.addPage({u"customers"_s, u"Customers"_s, Icon::Customers,
        [](QWidget *parent) { return new TablePage(parent); }});
    window.addPage({u"segments"_s, u"Segments"_s, Icon::Segments,
        [](QWidget *parent) { return new FacesPage(false, parent); }});
    window.addPage(
        {u"emails"_s, u"Emails"_s, Icon::Email, [](QWidget *parent) { return new FacesPage(true, parent); }});
    window.addPage({u"campaigns"_s, u"Campaigns"_s, Icon::Campaigns,
        [](QWidget *parent) { return new ControlsPage(parent); }});
    window.addPage({u"experiments"_s, u"Experiments"_s, Icon::Experiments,
        [](QWidget *parent) { return new IconsPage(parent); }});
    window.addPage({u"settings"_s, u"Settings"_s, Icon::Settings,
        [](QWidget *parent) { return new FacesPage(false, parent); }, true});
}

int savePictures(MainWindow &window, ThemeController &theme, TaskList &tasks, const QDir &folder)
{
    const QString scale = window.devicePixelRatio() > 1 ? u"@2"_s : QString();
    const auto save = [&](const QString &name) {
        settle();
        window.grab().save(
            folder.filePath((theme.isDark() ? u"dark-"_s : u"light-"_s) + name + scale + u".png"_s));
    };
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme.setChoice(choice);
        for (const QString &id :
            {u"home"_s, u"customers"_s, u"segments"_s, u"emails"_s, u"campaigns"_s, u"experiments"_s}) {
            window.showPage(id);
            settle();
            save(id);
        }
        window.showPage(u"campaigns"_s);
        QScrollBar *scroll = window.page(u"campaigns"_s)->findChild<QScrollArea *>()->verticalScrollBar();
        scroll->setValue(scroll->maximum());
        window.page(u"campaigns"_s)->findChild<QComboBox *>()->setFocus(Qt::TabFocusReason);
        save(u"messages"_s);
        scroll->setValue(0);
        auto *switcher = window.findChild<QAbstractButton *>(u"workspaceSwitcher"_s);
        switcher->click();
        auto *menu = switcher->findChild<QMenu *>(u"workspaceMenu"_s);
        menu->setActiveAction(menu->actions().value(2));
        settle();
        menu->grab().save(
            folder.filePath((theme.isDark() ? u"dark-"_s : u"light-"_s) + u"menu"_s + scale + u".png"_s));
        menu->close();
        window.showPage(u"customers"_s);
        window.openPalette();
        window.findChild<QLineEdit *>(u"paletteField"_s)->setText(u"dc"_s);
        save(u"palette"_s);
        QMetaObject::invokeMethod(&window, [&window] { window.openPalette(); });
        settle();
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(window.findChild<QLineEdit *>(u"paletteField"_s), &escape);

        tasks.start(u"Sending “Summer greetings”"_s)->progress()->report(412, 1000);
        tasks.start(u"Importing orders-2026.csv"_s)->finish(u"4,812 orders accepted, 3 refused"_s);
        tasks.start(u"Importing products.csv"_s)
            ->fail({Error::Code::Invalid,
                u"The file has no column for the price. Nothing was imported. Choose the column and try again."_s});
        window.findChild<QAbstractButton *>(u"tasksButton"_s)->click();
        window.showNotice({u"Removed the segment “Loyal customers”."_s, Tone::Neutral, u"Undo"_s, [] {}});
        window.showNotice({u"4,812 orders are in."_s, Tone::Positive, {}, {}});
        settle(250);
        save(u"tasks"_s);
        window.findChild<QAbstractButton *>(u"tasksButton"_s)->click();
        window.resize(820, 640);
        window.showPage(u"home"_s);
        save(u"narrow"_s);
        window.resize(1280, 800);
        for (int row = 0; row < tasks.rowCount(); ++row)
            tasks.at(row)->finish({});
        tasks.clearFinished();
        for (QObject *notice : window.findChildren<QWidget *>(u"notice"_s))
            QMetaObject::invokeMethod(notice, "dismissed");
        settle();
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    const EnglishPlurals plurals(application);
    QCommandLineParser arguments;
    const QCommandLineOption pictures(
        u"pictures"_s, u"Save pictures to this folder and leave"_s, u"folder"_s);
    const QCommandLineOption firstFrame(u"first-frame"_s, u"Say how long the first frame took and leave"_s);
    arguments.addOption(pictures);
    arguments.addOption(firstFrame);
    arguments.addHelpOption();
    arguments.process(application);

    QTemporaryDir state;
    QSettings settings(state.filePath(u"state.ini"_s), QSettings::IniFormat);
    ThemeController theme(application, ThemeChoice::System);
    TaskList tasks;
    MainWindow window(theme, tasks, settings);
    registerPages(window);
    window.setWorkspace({u"Corner Shop"_s, u"corner.haberdash"_s},
        {{u"Corner Shop"_s, u"corner.haberdash"_s}, {u"Tea & Co"_s, u"tea.haberdash"_s}});
    window.show();
    if (arguments.isSet(firstFrame)) {
        window.repaint();
        QTextStream(stdout) << "frame painted after " << sinceStart.elapsed() << " ms\n";
        QCoreApplication::processEvents();
        QTextStream(stdout) << "first page painted after " << sinceStart.elapsed() << " ms\n";
        return 0;
    }
    if (arguments.isSet(pictures)) {
        const QDir folder(arguments.value(pictures));
        folder.mkpath(u"."_s);
        return savePictures(window, theme, tasks, folder);
    }
    return QApplication::exec();
}
