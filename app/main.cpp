// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/cli/cli.h"
#include "app/system_clock.h"
#include "app/window_arguments.h"
#include "core/sample/sample_shop.h"
#include "ui/shared/english.h"
#include "ui/shared/theme_controller.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include <string_view>

namespace {

int runWindow(int argc, char **argv, const haberdash::WindowRequest &request, const haberdash::Clock &clock)
{
    using namespace Qt::Literals::StringLiterals;
    // Nothing in the window is drawn by OpenGL, and on X11 loading it takes as long as the rest of the start.
    if (!qEnvironmentVariableIsSet("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "none");
    // With it the web engine starts in a quarter of the time, should the preview plug-in be loaded later.
    QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"haberdash"_s);
    QApplication::setApplicationDisplayName(u"Haberdash"_s);
    QApplication::setDesktopFileName(u"haberdash"_s);
    const haberdash::ui::EnglishPlurals plurals(application);
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, u"haberdash"_s, u"haberdash"_s);
    haberdash::ui::ThemeController theme(application, haberdash::ui::ThemeChoice::System);
    haberdash::Application program(theme, settings, clock, haberdash::sample::makeSampleShop,
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    if (request.shop == haberdash::WindowRequest::Shop::Sample)
        program.startWithSample();
    else
        program.start(request.file);
    return QApplication::exec();
}

/// Reports and pictures of mails are drawn, which takes an application that can draw; a screen it does not
/// take.
bool drawsSomething(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word(argv[i]);
        if (word.starts_with("--report") || word == "report" || word == "demo" || word == "render"
            || word == "campaign" || word == "coverage" || word == "check" || word == "banners")
            return true;
    }
    return false;
}

int runDrawingCommand(int argc, char **argv, const haberdash::Clock &clock)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const haberdash::ui::ThemeController theme(application, haberdash::ui::ThemeChoice::Light);
    return haberdash::cli::run(argc, argv, clock);
}

} // namespace

int main(int argc, char **argv)
{
    const haberdash::SystemClock clock;
    if (const auto request = haberdash::windowArguments(argc, argv))
        return runWindow(argc, argv, *request, clock);
    if (drawsSomething(argc, argv))
        return runDrawingCommand(argc, argv, clock);
    QCoreApplication application(argc, argv);
    return haberdash::cli::run(argc, argv, clock);
}
