// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "tests/support/page_shop.h"
#include "ui/segments/segment_list.h"
#include "ui/segments/segments_page.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestSegmentsPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_tasks = std::make_unique<TaskList>();
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void an_empty_shop_is_taught()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
        QTest::mouseClick(find<QPushButton>(u"emptyPrimary"_s), Qt::LeftButton);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full);
        QTRY_COMPARE(count(), u"0"_s);
    }

    void a_lost_workspace_shows_the_failure()
    {
        m_page = std::make_unique<SegmentsPage>(m_shop->lost(), *m_tasks);
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
        QVERIFY(find<QPushButton>(u"retry"_s));
    }

    void closing_while_it_counts_is_safe()
    {
        m_shop->filled();
        for (int i = 0; i < 20; ++i) {
            open(u"rule:Buyers\ncount orders >= 1"_s);
            QTest::qWait(i * 2);
            m_page.reset();
        }
    }

    void a_rule_is_made_with_the_mouse_and_counted()
    {
        m_shop->filled();
        open(u"rule:Buyers\nall()"_s);
        QTRY_COMPARE(count(), u"300"_s);
        auto *add = find<QPushButton>(u"add:"_s);
        QVERIFY(add);
        add->menu()->actions().value(0)->trigger(); // bought so many times, in the last 30 days
        QTRY_VERIFY(find<QLabel>(u"count:0"_s));
        // Customers 1 to 30 bought in [T - 30 days, T): number n bought n days ago.
        QTRY_COMPARE(find<QLabel>(u"count:0"_s)->text(), u"30"_s);
        QTRY_COMPARE(count(), u"30"_s);
        // Of 30 each third said no.
        QVERIFY(find<QLabel>(u"segmentMailable"_s)->text().contains(u"20"_s));
        find<QDoubleSpinBox>(u"timesNumber"_s)->setValue(2);
        QTRY_COMPARE(count(), u"0"_s);
        QTest::mouseClick(find<QToolButton>(u"segmentUndo"_s), Qt::LeftButton);
        QTRY_COMPARE(count(), u"30"_s);
    }

    void each_kind_of_condition_can_be_added()
    {
        m_shop->filled();
        save(u"DE"_s, u"country is \"DE\""_s);
        open(u"rule:All kinds\nall()"_s);
        QTRY_COMPARE(count(), u"300"_s);
        const auto leaves = [this] {
            QList<QAction *> list;
            const std::function<void(QMenu *)> walk = [&](QMenu *menu) {
                for (QAction *action : menu->actions()) {
                    if (action->menu())
                        walk(action->menu());
                    else if (!action->isSeparator())
                        list.append(action);
                }
            };
            walk(find<QPushButton>(u"add:"_s)->menu());
            return list;
        };
        const auto kinds = leaves().size();
        QVERIFY(kinds >= 20);
        for (qsizetype i = 0; i < kinds; ++i) {
            leaves()[i]->trigger();
            QTRY_VERIFY(find<QWidget>(u"card:%1"_s.arg(i)));
        }
        QCOMPARE(m_page->editor().rule().root.children.size(), size_t(kinds));
        // Whatever was made can be read back, so it can be saved.
        QCOMPARE(*parseRule(print(m_page->editor().rule())), m_page->editor().rule());
        QTRY_VERIFY(!find<QLabel>(u"count:0"_s)->text().isEmpty());
    }

    void fields_change_the_rule_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("becomes");
        QTest::newRow("compare") << u"count orders >= 1"_s << u"timesCompare"_s << 2 << u"count orders = 1"_s;
        QTest::newRow("window") << u"count orders >= 1"_s << u"when"_s << 1
                                << u"count orders in last 30 days >= 1"_s;
        QTest::newRow("days") << u"count orders >= 1"_s << u"when"_s << 4
                              << u"count orders before 2026-01-01 >= 1"_s;
        QTest::newRow("since") << u"count orders = 0"_s << u"when"_s << 7
                               << u"count orders since last cart_add = 0"_s;
        QTest::newRow("activity") << u"count orders >= 1"_s << u"activity"_s << 1 << u"count cart_add >= 1"_s;
        QTest::newRow("first") << u"last order in last 7 days"_s << u"which"_s << 1
                               << u"first order in last 7 days"_s;
        QTest::newRow("net") << u"sum orders.total >= 5"_s << u"measure"_s << 1 << u"sum orders.net >= 5"_s;
        QTest::newRow("fact") << u"country is \"DE\""_s << u"fact"_s << 0 << u"email is \"DE\""_s;
        QTest::newRow("known") << u"country is \"DE\""_s << u"factOperator"_s << 6 << u"country is known"_s;
        QTest::newRow("consent") << u"email consent is subscribed"_s << u"consent"_s << 1
                                 << u"email consent is not subscribed"_s;
        QTest::newRow("detail") << u"count orders >= 1"_s << u"activityAddFilter"_s << 2
                                << u"count orders[category is \"\"] >= 1"_s;
    }
    void fields_change_the_rule()
    {
        QFETCH(QString, rule);
        QFETCH(QString, field);
        QFETCH(int, choice);
        QFETCH(QString, becomes);
        m_shop->filled();
        open(u"rule:X\n"_s + rule);
        QTRY_VERIFY(find<QComboBox>(field));
        find<QComboBox>(field)->setCurrentIndex(choice);
        QCOMPARE(print(m_page->editor().rule()).simplified(), QString(u"all("_s + becomes + u')'));
        QCoreApplication::processEvents();
        QVERIFY(find<QComboBox>(field)); // the sentence was built anew
    }

    void text_and_cards_are_two_views_of_one_rule()
    {
        m_shop->filled();
        open(u"rule:X\ncount orders >= 1"_s);
        QTRY_COMPARE(count(), u"100"_s);
        auto *text = find<QPlainTextEdit>(u"segmentText"_s);
        QCOMPARE(text->toPlainText(), print(*parseRule(u"count orders >= 1"_s)));
        text->setPlainText(u"all(count orders >= 1, country is \"DE\")"_s);
        QTRY_COMPARE(count(), u"50"_s);
        QTRY_VERIFY(find<QWidget>(u"card:1"_s));
        text->setPlainText(u"all(count orders >="_s);
        QTRY_VERIFY(find<QLabel>(u"segmentTextFault"_s)->text().contains(u"Line 1"_s));
        QCOMPARE(m_page->editor().rule().root.children.size(), 2);
    }

    void saves_renames_and_deletes_with_undo()
    {
        m_shop->filled();
        open(u"rule:Buyers\ncount orders >= 1"_s);
        QTRY_COMPARE(count(), u"100"_s);
        m_page->save();
        QTRY_COMPARE(list()->keys(), QStringList{u"Buyers"_s});
        m_page->editor().setName(u"Customers who bought"_s);
        m_page->save();
        QTRY_COMPARE(list()->keys(), QStringList{u"Customers who bought"_s});
        QSignalSpy notices(m_page.get(), &Page::noticed);
        m_page->deleteCurrent();
        QTRY_COMPARE(list()->count(), 0);
        const auto notice = notices.last().first().value<Notice>();
        QVERIFY(notice.action);
        notice.action();
        QTRY_COMPARE(list()->keys(), QStringList{u"Customers who bought"_s});
    }

    void a_name_that_is_taken_is_refused()
    {
        m_shop->filled();
        save(u"VIP"_s, u"tag is \"vip\""_s);
        open(u"rule:vip\ncount orders >= 1"_s);
        QTRY_COMPARE(count(), u"100"_s);
        QSignalSpy notices(m_page.get(), &Page::noticed);
        m_page->save();
        QCOMPARE(notices.last().first().value<Notice>().tone, Tone::Warning);
        QCOMPARE(m_shop->workspace().lines(u"SELECT rule FROM segment"_s), u"all(tag is \"vip\")\n"_s);
    }

    void unsaved_changes_can_be_gone_back_to()
    {
        m_shop->filled();
        save(u"A"_s, u"tag is \"a\""_s);
        save(u"B"_s, u"tag is \"b\""_s);
        open();
        QTRY_COMPARE(m_page->editor().name(), u"A"_s);
        m_page->editor().setMatch({}, Group::Match::None);
        const Rule changed = m_page->editor().rule();
        QSignalSpy notices(m_page.get(), &Page::noticed);
        list()->setCurrentRow(1);
        QCOMPARE(m_page->editor().name(), u"B"_s);
        QCOMPARE(notices.count(), 1);
        notices.last().first().value<Notice>().action();
        QCOMPARE(m_page->editor().name(), u"A"_s);
        QCOMPARE(m_page->editor().rule(), changed);
        QVERIFY(m_page->editor().isChanged());
    }

    void cards_move_by_keys_and_by_dropping()
    {
        m_shop->filled();
        open(u"rule:X\nall(tag is \"a\", tag is \"b\", tag is \"c\")"_s);
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_COMPARE(count(), u"0"_s);
        QTRY_VERIFY(find<QWidget>(u"card:2"_s));
        QCoreApplication::processEvents();
        find<QWidget>(u"card:0"_s)->setFocus();
        QTRY_VERIFY(find<QWidget>(u"card:0"_s)->hasFocus());
        QTest::keyClick(find<QWidget>(u"card:0"_s), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(order(), u"b a c"_s);
        QTRY_VERIFY(find<QWidget>(u"card:1"_s)->hasFocus());
        QWidget *root = find<QWidget>(u"card:"_s);
        QMimeData data;
        data.setData(u"application/x-haberdash-condition"_s, "2");
        const QPoint top(20, 5);
        QDragEnterEvent enter(top, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(root, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(top, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(root, &drop);
        QCOMPARE(order(), u"c b a"_s);
        QTRY_VERIFY(find<QWidget>(u"card:0"_s)->hasFocus());
        QTest::keyClick(find<QWidget>(u"card:0"_s), Qt::Key_Delete);
        QCOMPARE(order(), u"b a"_s);
        QTest::keyClick(m_page.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(order(), u"c b a"_s);
    }

    void members_are_written_to_a_file()
    {
        m_shop->filled();
        open(u"rule:X\nlast order in last 3 days"_s);
        QTRY_COMPARE(count(), u"3"_s);
        const QString path = m_shop->workspace().path(u"out.csv"_s);
        QSignalSpy notices(m_page.get(), &Page::noticed);
        m_page->exportTo(path);
        QVERIFY(notices.wait());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 4);
        m_page->exportTo(u"/nowhere/out.csv"_s);
        QTRY_COMPARE(m_tasks->at(0)->state(), Task::State::Failed);
    }

    void the_people_are_those_who_may_be_written_to()
    {
        m_shop->filled();
        open(u"rule:X\ncount orders >= 1"_s);
        QTRY_COMPARE(find<QTableView>(u"segmentPeople"_s)->model()->rowCount(), 50);
        QCOMPARE(find<QTableView>(u"segmentPeople"_s)->model()->index(2, 1).data().toString(),
            u"person4@example.com"_s);
    }

private:
    void open(const QString &argument = {})
    {
        m_page = std::make_unique<SegmentsPage>(m_shop->shop(), *m_tasks);
        m_page->activate(argument);
    }
    void save(const QString &name, const QString &rule)
    {
        const auto saved
            = saveSegment(m_shop->workspace().connection(), name, {}, *parseRule(rule), test::PageShop::asOf);
        QVERIFY(saved);
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }
    QString count() { return find<QLabel>(u"segmentCount"_s)->text(); }
    SegmentList *list() { return find<SegmentList>(u"segmentList"_s); }
    QString order()
    {
        QStringList tags;
        for (const Node &node : m_page->editor().rule().root.children)
            tags.append(std::get<FactCondition>(node.content).test.values.first());
        return tags.join(u' ');
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SegmentsPage> m_page;
};

QTEST_MAIN(TestSegmentsPage)
#include "tst_segments_page.moc"
