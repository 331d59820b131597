// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures/walk.h"

#include "app/application.h"
#include "tests/ui/pictures/walk_files.h"
#include "ui/data/data_page.h"
#include "ui/shared/theme_controller.h"
#include "ui/shared/widgets.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::ui;

namespace haberdash::test {

void settle(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds || QThreadPool::globalInstance()->activeThreadCount() > 0)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    timer.restart();
    while (timer.elapsed() < 40)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

namespace {

class Walker
{
public:
    Walker(Application &program, ThemeController &theme, QDir folder, QString state)
        : m_program(program)
        , m_theme(theme)
        , m_folder(std::move(folder))
        , m_state(std::move(state))
        , m_files(QDir(m_state))
    { }

    void walk()
    {
        QSignalSpy settled(&m_program, &Application::settled);
        m_file = m_state + (m_theme.isDark() ? u"/dark.haberdash"_s : u"/light.haberdash"_s);
        m_program.create(
            m_file, {u"Corner Shop"_s, *CurrencyCode::fromString(u"EUR"_s), QTimeZone("Europe/Berlin")});
        settled.wait();
        for (const QString &page : {u"home"_s, u"data"_s, u"audit"_s, u"customers"_s, u"settings"_s}) {
            show(page);
            take(u"1-empty-"_s + page);
            tellFocus(u"empty "_s + page, &window());
        }
        importing();
        describing();
        people();
        auditing();
        undoing();
        failing();
    }

private:
    QMainWindow &window() { return m_program.window(); }
    void show(const QString &page, const QString &argument = {})
    {
        m_program.window().showPage(page, argument);
        settle(250);
    }
    void save(QWidget *what, const QString &name)
    {
        settle(250);
        const QString scale = what->devicePixelRatio() > 1 ? u"@2"_s : QString();
        what->grab().save(m_folder.filePath(
            (m_theme.isDark() ? u"dark-walk-"_s : u"light-walk-"_s) + name + scale + u".png"_s));
    }
    void take(const QString &name) { save(&window(), name); }
    /// What stands in front of the window, or nothing.
    QDialog *dialog()
    {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (auto *found = qobject_cast<QDialog *>(top); found && found->isVisible())
                return found;
        }
        return nullptr;
    }
    void takeDialog(const QString &name)
    {
        settle(400);
        if (!dialog()) {
            m_out << "no dialog for " << name << Qt::endl;
            return;
        }
        save(dialog(), name);
        tellFocus(name, dialog());
    }
    void close()
    {
        if (dialog())
            dialog()->close();
        settle();
    }
    bool press(const QString &name)
    {
        QWidget *inside = dialog() ? static_cast<QWidget *>(dialog()) : &window();
        for (auto *button : inside->findChildren<QAbstractButton *>(QRegularExpression(name))) {
            if (button->isVisible() && button->isEnabled()) {
                button->click();
                settle(500);
                return true;
            }
        }
        m_out << "nothing to press: " << name << Qt::endl;
        return false;
    }
    void add(const QStringList &paths)
    {
        auto *page = qobject_cast<DataPage *>(m_program.window().page(u"data"_s));
        page->addFiles(paths);
        settle(400);
    }
    /// What Tab leads to, in order, and what of it a screen reader cannot name.
    void tellFocus(const QString &place, QWidget *where)
    {
        if (m_theme.isDark())
            return;
        where->activateWindow();
        settle();
        m_out << "== " << place << Qt::endl;
        QList<QWidget *> seen;
        for (int i = 0; i < 70; ++i) {
            QWidget *focus = QApplication::focusWidget();
            if (seen.contains(focus))
                break;
            seen.append(focus);
            if (focus) {
                QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(focus);
                const QString name = spoken ? spoken->text(QAccessible::Name) : QString();
                m_out << "  " << focus->metaObject()->className() << ' ' << focus->objectName() << " \""
                      << name << '"' << (name.isEmpty() ? " UNNAMED" : "") << Qt::endl;
            }
            QTest::keyClick(focus ? focus : where, Qt::Key_Tab);
        }
    }

    void importing()
    {
        show(u"data"_s);
        add({m_files.people, m_files.orders});
        take(u"2-good-files"_s);
        press(u"^importFiles$"_s);
        take(u"2-good-preview"_s);
        tellFocus(u"preview"_s, &window());
        press(u"^importNow$"_s);
        take(u"2-good-report"_s);
        show(u"home"_s);
        take(u"2-home-after"_s);
        show(u"data"_s);
        add({m_files.refused, m_files.picture, m_files.audience});
        take(u"3-odd-files"_s);
        press(u"^importFiles$"_s);
        take(u"3-odd-preview"_s);
        press(u"^importNow$"_s);
        take(u"3-odd-report"_s);
        press(u"^rejects:customers_with"_s);
        takeDialog(u"3-mend"_s);
        close();
        add({m_files.changed});
        press(u"^importFiles$"_s);
        take(u"4-consent-preview"_s);
        press(u"^acceptConsent$"_s);
        take(u"4-consent-reason"_s);
        press(u"^dismissPreview$"_s);
        press(u"^importFiles$"_s);
        press(u"^importNow$"_s);
        take(u"4-consent-report"_s);
        add({m_files.mixed});
        press(u"^importFiles$"_s);
        take(u"5-mixed-preview"_s);
        press(u"^importNow$"_s);
        take(u"5-mixed-report"_s);
        show(u"settings"_s);
        take(u"5-settings-rates"_s);
        tellFocus(u"settings"_s, &window());
        if (auto *rate = window().findChild<QLineEdit *>(u"rateValue"_s)) {
            rate->setText(u"abc"_s);
            press(u"^saveRate$"_s);
            take(u"5-settings-wrong-rate"_s);
            rate->setText(u"1.08"_s);
            press(u"^saveRate$"_s);
            take(u"5-settings-rate"_s);
        }
    }
    void describing()
    {
        show(u"data"_s);
        add({m_files.unknown});
        take(u"6-unknown-file"_s);
        if (!press(u"^describe:"_s))
            return;
        takeDialog(u"6-mapping"_s);
        close();
        press(u"^Leave out|^remove"_s);
    }
    void people()
    {
        show(u"customers"_s);
        take(u"7-customers"_s);
        tellFocus(u"customers"_s, &window());
        for (int id = 1; id <= 6; ++id) {
            show(u"customers"_s, u"customer:%1"_s.arg(id));
            take(u"7-customer-%1"_s.arg(id));
            auto *tabs = window().findChild<QTabWidget *>(u"customerTabs"_s);
            for (int tab = 1; id == 1 && tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                take(u"7-customer-1-tab-%1"_s.arg(tab));
            }
            tabs->setCurrentIndex(0);
        }
        if (auto *split = window().findChild<QAction *>(u"splitCustomer"_s)) {
            show(u"customers"_s, u"customer:1"_s);
            split->trigger();
            takeDialog(u"7-split"_s);
            close();
        }
        auto *search = window().findChild<SearchField *>(u"customerSearch"_s);
        search->setText(u"nobody of that name"_s);
        settle(600);
        take(u"7-nobody"_s);
        search->setText({});
        settle(600);
        press(u"^duplicates$"_s);
        takeDialog(u"8-duplicates-before"_s);
        press(u"^findDuplicates$"_s);
        takeDialog(u"8-duplicates"_s);
        close();
    }
    void auditing()
    {
        show(u"audit"_s);
        settle(1500);
        take(u"9-audit"_s);
        tellFocus(u"audit"_s, &window());
        show(u"audit"_s, u"check:people.email-typo"_s);
        take(u"9-audit-typo"_s);
        if (press(u"^previewRepair$"_s)) {
            take(u"9-audit-repair"_s);
            tellFocus(u"repair"_s, &window());
            press(u"^applyRepair$"_s);
            take(u"9-audit-repaired"_s);
        }
        show(u"home"_s);
        take(u"9-home"_s);
    }
    void undoing()
    {
        show(u"data"_s);
        take(u"10-log"_s);
        tellFocus(u"log"_s, &window());
        press(u"^undo:1$"_s);
        takeDialog(u"10-undo-refused"_s);
        close();
        press(u"^undo:"_s);
        takeDialog(u"10-undo"_s);
        press(u"^undoNow$"_s);
        take(u"10-undone"_s);
        close();
    }
    void failing()
    {
        QFile::rename(m_file, m_file + u".away"_s);
        for (const QString &page : {u"home"_s, u"data"_s, u"customers"_s, u"audit"_s, u"settings"_s}) {
            show(page);
            settle(400);
            take(u"11-gone-"_s + page);
        }
        QFile::rename(m_file + u".away"_s, m_file);
    }

    Application &m_program;
    ThemeController &m_theme;
    QDir m_folder;
    QString m_state;
    QString m_file;
    WalkFiles m_files;
    QTextStream m_out{stdout};
};

} // namespace

void walk(Application &program, ThemeController &theme, const QDir &folder)
{
    program.window().resize(1280, 800);
    program.window().show();
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme.setChoice(choice);
        const QTemporaryDir state;
        Walker(program, theme, folder, state.path()).walk();
    }
}

} // namespace haberdash::test
