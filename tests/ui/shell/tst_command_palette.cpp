// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme_controller.h"
#include "ui/shell/command_palette.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPromise>
#include <QTest>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

class Provider final : public PaletteProvider
{
public:
    QList<PaletteEntry> entries(const QString &) override { return now; }
    QFuture<QList<PaletteEntry>> entriesLater(const QString &text) override
    {
        if (!slow || text.isEmpty())
            return {};
        promises.push_back(std::make_unique<QPromise<QList<PaletteEntry>>>());
        promises.back()->start();
        return promises.back()->future();
    }
    QList<PaletteEntry> now;
    bool slow = false;
    std::vector<std::unique_ptr<QPromise<QList<PaletteEntry>>>> promises;
};

} // namespace

class TestCommandPalette final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        static ThemeController theme(*qApp, ThemeChoice::Light);
        m_ran.clear();
        m_provider.now.clear();
        m_provider.slow = false;
        m_provider.promises.clear();
        for (const QString &title : {u"Go to Home"_s, u"Go to Segments"_s, u"Use dark colours"_s})
            m_provider.now << PaletteEntry{title, u"Action"_s, Icon::Home, [this, title] { m_ran << title; }};
        m_window = std::make_unique<QWidget>();
        m_before = new QLineEdit(m_window.get());
        m_window->resize(1000, 700);
        m_palette = new CommandPalette(m_window.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_before->setFocus();
        m_palette->open({&m_provider});
        m_field = m_palette->findChild<QLineEdit *>(u"paletteField"_s);
        m_list = m_palette->findChild<QListView *>(u"paletteList"_s);
    }
    void cleanup() { m_window.reset(); }

    void finds_and_runs_by_keyboard()
    {
        QAbstractItemModelTester tester(
            m_list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(m_list->model()->rowCount(), 3);
        QVERIFY(m_field->hasFocus());
        QTest::keyClicks(m_field, u"dark"_s);
        QCOMPARE(m_list->currentIndex().data().toString(), u"Use dark colours"_s);
        QCOMPARE(m_list->currentIndex().data(PaletteModel::PositionsRole).value<QList<int>>(),
            (QList<int>{4, 5, 6, 7}));
        QTest::keyClick(m_field, Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{u"Use dark colours"_s});
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_before->hasFocus()); // back where it was
    }

    void runs_by_mouse()
    {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
            m_list->visualRect(m_list->model()->index(1, 0)).center());
        QCOMPARE(m_ran, QStringList{u"Go to Segments"_s});
    }

    void arrows_go_round()
    {
        QCOMPARE(m_list->currentIndex().row(), 0);
        QTest::keyClick(m_field, Qt::Key_Up);
        QCOMPARE(m_list->currentIndex().row(), 2);
        QTest::keyClick(m_field, Qt::Key_Down);
        QCOMPARE(m_list->currentIndex().row(), 0);
        QTest::keyClick(m_field, Qt::Key_PageDown);
        QCOMPARE(m_list->currentIndex().row(), 2);
    }

    void escape_and_a_click_beside_close_it()
    {
        QTest::keyClick(m_field, Qt::Key_Escape);
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_before->hasFocus());
        m_palette->open({&m_provider});
        QVERIFY(m_palette->isVisible());
        QTest::mouseClick(m_palette, Qt::LeftButton, {}, QPoint(5, 690));
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_ran.isEmpty());
    }

    void nothing_found_is_said()
    {
        m_provider.now.clear();
        QTest::keyClicks(m_field, u"xyz"_s);
        QVERIFY(m_palette->findChild<QLabel *>(u"paletteNothing"_s)->isVisible());
        QVERIFY(m_palette->findChild<QLabel *>(u"paletteNothing"_s)->text().contains(u"xyz"));
        QTest::keyClick(m_field, Qt::Key_Return); // must not run anything
        QVERIFY(m_ran.isEmpty());
    }

    void late_answers_join_and_stale_ones_are_dropped()
    {
        m_provider.slow = true;
        QTest::keyClick(m_field, 'a');
        QTest::keyClick(m_field, 'd');
        QCOMPARE(m_provider.promises.size(), std::size_t(2));
        QVERIFY(m_provider.promises[0]->isCanceled());
        m_provider.promises[1]->addResult(QList<PaletteEntry>{
            {u"Ada Lovelace"_s, u"Customer"_s, Icon::Customers, [this] { m_ran << u"Ada"_s; }}});
        m_provider.promises[1]->finish();
        m_provider.promises[0]->finish();
        QTRY_COMPARE(m_list->model()->index(0, 0).data().toString(), u"Ada Lovelace"_s);
        // Those whose title does not match stay below.
        QVERIFY(m_list->model()->rowCount() > 1);
        QTest::keyClick(m_field, Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{u"Ada"_s});
    }

    void closing_while_a_search_runs_is_safe()
    {
        m_provider.slow = true;
        QTest::keyClick(m_field, 'a');
        QTest::keyClick(m_field, Qt::Key_Escape);
        m_provider.promises[0]->addResult(QList<PaletteEntry>{{u"Ada"_s, {}, Icon::Customers, {}}});
        m_provider.promises[0]->finish();
        QTest::qWait(20);
        QCOMPARE(m_list->model()->rowCount(), 0);
    }

private:
    Provider m_provider;
    QStringList m_ran;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_before = nullptr;
    CommandPalette *m_palette = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
