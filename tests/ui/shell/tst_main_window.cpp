// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/run_task.h"
#include "ui/shared/theme_controller.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

class TestPage final : public Page
{
public:
    TestPage(const QString &question, QWidget *parent, QStringList &log)
        : Page(question, parent)
        , m_log(log)
    {
        m_log << u"made "_s + question;
    }
    void activate(const QString &argument) override { m_log << u"shown "_s + question() + argument; }

private:
    QStringList &m_log;
};

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!m_theme)
            m_theme = std::make_unique<ThemeController>(*qApp, ThemeChoice::Light);
        m_theme->setChoice(ThemeChoice::Light);
        m_log.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"state.ini"_s), QSettings::IniFormat);
        m_tasks = std::make_unique<TaskList>();
        open();
    }
    void cleanup()
    {
        m_window.reset();
        m_tasks.reset();
    }

    void tab_goes_down_the_navigation()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->findChild<QWidget *>(u"workspaceSwitcher"_s)->setFocus();
        QStringList order;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            order << QApplication::focusWidget()->objectName();
        }
        QVERIFY2(order[0].startsWith(u"navigation:"_s), qPrintable(order[0]));
        QCOMPARE(order.mid(1), QStringList({u"tasksButton"_s, u"collapseNavigation"_s}));
    }

    void pages_are_made_when_first_shown()
    {
        QVERIFY(m_log.isEmpty()); // the frame is there, no page yet
        QTRY_COMPARE(m_log, (QStringList{u"made Home?"_s, u"shown Home?"_s}));
        m_window->showPage(u"segments"_s, u"#loyal"_s);
        m_window->showPage(u"home"_s);
        QCOMPARE(
            m_log.mid(2), (QStringList{u"made Segments?"_s, u"shown Segments?#loyal"_s, u"shown Home?"_s}));
        QVERIFY(!m_window->page(u"settings"_s));
        m_window->showPage(u"nowhere"_s);
        QCOMPARE(m_window->currentPageId(), u"home"_s);
        m_window->resetPages();
        QCOMPARE(m_log.last(), u"shown Home?"_s);
        QVERIFY(!m_window->page(u"segments"_s));
    }

    void navigates_by_keyboard()
    {
        QTRY_COMPARE(m_window->currentPageId(), u"home"_s);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->currentPageId(), u"segments"_s);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->currentPageId(), u"settings"_s);
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier); // there is no fourth
        QCOMPARE(m_window->currentPageId(), u"settings"_s);
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        row(u"home"_s)->setFocus();
        QTest::keyClick(row(u"home"_s), Qt::Key_Down);
        QCOMPARE(m_window->currentPageId(), u"segments"_s);
        QVERIFY(row(u"segments"_s)->hasFocus());
        QTest::keyClick(row(u"segments"_s), Qt::Key_Up);
        QCOMPARE(m_window->currentPageId(), u"home"_s);
    }

    void navigates_by_mouse_and_by_wish_of_a_page()
    {
        QTRY_COMPARE(m_window->currentPageId(), u"home"_s);
        QTest::mouseClick(row(u"segments"_s), Qt::LeftButton);
        QCOMPARE(m_window->currentPageId(), u"segments"_s);
        QVERIFY(row(u"segments"_s)->isChecked());
        QVERIFY(!row(u"home"_s)->isChecked());
        Q_EMIT m_window->page(u"segments"_s)->pageRequested(u"settings"_s, u"#mail"_s);
        QCOMPARE(m_log.last(), u"shown Settings?#mail"_s);
        QVERIFY(row(u"settings"_s)->isChecked());
    }

    void navigation_becomes_narrow()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(!m_window->isNavigationCollapsed());
        m_window->resize(800, 600);
        QVERIFY(m_window->isNavigationCollapsed());
        QCOMPARE(row(u"home"_s)->toolTip(), u"Home"_s);
        m_window->resize(1200, 700);
        QVERIFY(!m_window->isNavigationCollapsed());
        QTest::mouseClick(m_window->findChild<QToolButton *>(u"collapseNavigation"_s), Qt::LeftButton);
        QVERIFY(m_window->isNavigationCollapsed());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->isNavigationCollapsed());
    }

    void state_is_remembered()
    {
        m_window->resize(1111, 666);
        m_window->setNavigationCollapsed(true);
        m_theme->setChoice(ThemeChoice::Dark);
        m_window->close();
        m_theme->setChoice(ThemeChoice::Light);
        open();
        QCOMPARE(m_window->size(), QSize(1111, 666));
        QVERIFY(m_window->isNavigationCollapsed());
        QCOMPARE(m_theme->choice(), ThemeChoice::Dark);
    }

    void damaged_state_is_ignored()
    {
        m_window.reset();
        m_settings->setValue(u"window/geometry"_s, QByteArray("\x01\xd9\xd0\xcb broken"));
        m_settings->setValue(u"window/theme"_s, u"sepia"_s);
        m_settings->setValue(u"window/navigationCollapsed"_s, u"perhaps"_s);
        open();
        QCOMPARE(m_window->size(), QSize(1280, 800));
        QCOMPARE(m_theme->choice(), ThemeChoice::Light);
    }

    void the_palette_finds_pages_and_actions()
    {
        QTRY_COMPARE(m_window->currentPageId(), u"home"_s);
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *field = m_window->findChild<QLineEdit *>(u"paletteField"_s);
        QVERIFY(field && field->isVisible());
        QTest::keyClicks(field, u"segm"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_window->currentPageId(), u"segments"_s);
        m_window->openPalette();
        QTest::keyClicks(field, u"dark"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(m_theme->isDark());
    }

    void the_workspace_menu_asks()
    {
        m_window->setWorkspace({u"Tea & Co"_s, u"/a/tea.haberdash"_s},
            {{u"Tea & Co"_s, u"/a/tea.haberdash"_s}, {u"Corner"_s, u"/a/corner.haberdash"_s}});
        QCOMPARE(m_window->windowTitle(), u"Tea & Co – Haberdash"_s);
        auto *switcher = m_window->findChild<QAbstractButton *>(u"workspaceSwitcher"_s);
        QTest::mouseClick(switcher, Qt::LeftButton);
        auto *menu = switcher->findChild<QMenu *>(u"workspaceMenu"_s);
        QVERIFY(menu && menu->isVisible());
        QList<QAction *> actions;
        for (QAction *action : menu->actions()) {
            if (!action->isSeparator())
                actions << action;
        }
        QCOMPARE(actions.size(), 5);
        QVERIFY(actions[0]->isChecked());
        QCOMPARE(actions[0]->text(), u"Tea && Co"_s);
        QSignalSpy chosen(m_window.get(), &MainWindow::workspaceChosen);
        QSignalSpy opened(m_window.get(), &MainWindow::openWorkspaceRequested);
        QSignalSpy made(m_window.get(), &MainWindow::newWorkspaceRequested);
        QSignalSpy sample(m_window.get(), &MainWindow::sampleShopRequested);
        for (QAction *action : actions.mid(1))
            action->trigger();
        QCOMPARE(chosen.value(0).value(0).toString(), u"/a/corner.haberdash"_s);
        QCOMPARE(opened.count() + made.count() + sample.count(), 3);
        menu->close();
    }

    void tasks_can_be_watched_and_stopped()
    {
        QSemaphore gate;
        Task *task = startWork(gate);
        auto *button = m_window->findChild<QAbstractButton *>(u"tasksButton"_s);
        QVERIFY(button->text().startsWith(u"1 "));
        QTest::mouseClick(button, Qt::LeftButton);
        auto *popover = m_window->findChild<QWidget *>(u"tasksPopover"_s);
        QVERIFY(popover->isVisible());
        QTRY_COMPARE(popover->findChild<QProgressBar *>()->value(), 500);
        QTest::mouseClick(popover->findChild<QToolButton *>(u"cancelTask"_s), Qt::LeftButton);
        QTRY_COMPARE(task->state(), Task::State::Cancelled);
        QCOMPARE(button->text(), u"Tasks"_s);
        QTest::mouseClick(popover->findChild<QPushButton *>(u"clearTasks"_s), Qt::LeftButton);
        QCOMPARE(m_tasks->rowCount(), 0);
        QTest::keyClick(popover, Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
    }

    void closing_stops_work_and_waits_for_it()
    {
        QSemaphore gate;
        Task *task = startWork(gate);
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QVERIFY(!m_window->close()); // asking twice changes nothing
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(task->state(), Task::State::Cancelled);
    }

    void a_notice_can_be_undone()
    {
        QTRY_COMPARE(m_window->currentPageId(), u"home"_s);
        bool undone = false;
        Q_EMIT m_window->page(u"home"_s)->noticed(
            {u"Removed."_s, Tone::Neutral, u"Undo"_s, [&undone] { undone = true; }});
        auto *action = m_window->findChild<QPushButton *>(u"noticeAction"_s);
        QVERIFY(action && action->isVisible());
        QTest::mouseClick(action, Qt::LeftButton);
        QVERIFY(undone);
        QTRY_VERIFY(m_window->findChildren<QWidget *>(u"notice"_s).isEmpty());
        for (int i = 0; i < 10; ++i)
            m_window->showNotice({u"Saved."_s, Tone::Positive, {}, {}});
        QTRY_COMPARE(m_window->findChildren<QWidget *>(u"notice"_s).size(), 3);
    }

    void icons_repaint_with_the_theme()
    {
        QTRY_COMPARE(m_window->currentPageId(), u"home"_s);
        const QImage light = row(u"home"_s)->grab().toImage();
        m_theme->setChoice(ThemeChoice::Dark);
        QTRY_VERIFY(row(u"home"_s)->grab().toImage() != light);
        m_theme->setChoice(ThemeChoice::Light);
        QTRY_COMPARE(row(u"home"_s)->grab().toImage(), light);
    }

private:
    void open()
    {
        m_window = std::make_unique<MainWindow>(*m_theme, *m_tasks, *m_settings);
        for (const auto &[id, title] : {std::pair{u"home"_s, u"Home"_s}, {u"segments"_s, u"Segments"_s},
                 {u"settings"_s, u"Settings"_s}}) {
            m_window->addPage({id, title, Icon::Home,
                [this, title = title](QWidget *parent) { return new TestPage(title + u'?', parent, m_log); },
                id == u"settings"});
        }
        m_window->show();
    }
    QAbstractButton *row(const QString &id)
    {
        return m_window->findChild<QAbstractButton *>(u"navigation:"_s + id);
    }
    Task *startWork(QSemaphore &gate)
    {
        return runTask(
            *m_tasks, u"Import"_s,
            [&gate](Progress &progress) -> Result<int> {
                progress.report(1, 2);
                while (!gate.tryAcquire(1, 5)) {
                    if (progress.isCancelled())
                        return failure(Error::Code::Cancelled, u"Stopped."_s);
                }
                return 1;
            },
            this, [](const Result<int> &) { return QString(); });
    }

    std::unique_ptr<ThemeController> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_log;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
