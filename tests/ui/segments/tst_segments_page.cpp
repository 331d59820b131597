// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_list.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "tests/support/page_shop.h"
#include "ui/segments/segment_list.h"
#include "ui/segments/segments_page.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
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
        QTest::mouseClick(find<QPushButton>(u"readyScratch"_s), Qt::LeftButton);
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
        QTest::mouseClick(find<QPushButton>(u"add:"_s), Qt::LeftButton);
        QTest::keyClick(
            find<QLineEdit>(u"choiceFilter"_s), Qt::Key_Return); // so many times, in the last 30 days
        QTRY_VERIFY(find<QLabel>(u"count:0"_s));
        // Customers 1 to 30 bought in [T - 30 days, T): number n bought n days ago.
        QTRY_COMPARE(find<QLabel>(u"count:0"_s)->text(), u"30"_s);
        QTRY_COMPARE(count(), u"30"_s);
        // Of 30 each third said no.
        QVERIFY(find<QLabel>(u"segmentMailable"_s)->text().contains(u"20"_s));
        auto *compare = find<QComboBox>(u"timesCompare"_s);
        compare->setCurrentIndex(compare->findText(u"at least"_s)); // twice, to begin with
        QTRY_COMPARE(count(), u"0"_s);
        QTest::mouseClick(find<QToolButton>(u"segmentUndo"_s), Qt::LeftButton);
        QTRY_COMPARE(count(), u"30"_s);
    }

    void what_stops_mail_is_told()
    {
        m_shop->filled();
        open(u"rule:X\nall(count orders >= 1, none(country is \"DE\"))"_s);
        QTRY_COMPARE(count(), u"50"_s);
        // Of the customers 2, 4 ... 100 each third did not agree: 6, 12 ... 96.
        QVERIFY(find<QLabel>(u"segmentMailable"_s)->text().contains(u"34 can be e-mailed"_s));
        QCOMPARE(find<QLabel>(u"segmentStopped"_s)->text(), u"The rest: 16 did not agree."_s);
        QTRY_COMPARE(find<QLabel>(u"effect:1"_s)->text(), u"takes out 50\n50 left"_s);
        m_page->editor().setRule(*parseRule(u"all(mailable)"_s));
        QTRY_COMPARE(count(), u"200"_s);
        QVERIFY(find<QLabel>(u"segmentStopped"_s)->isHidden());
    }

    void sentence_and_text_make_room_on_a_narrow_page()
    {
        m_shop->filled();
        open(u"rule:X\ncount orders >= 1"_s);
        m_page->resize(1400, 700);
        m_page->show();
        QTRY_VERIFY(find<QWidget>(u"segmentText"_s)->isVisible());
        m_page->resize(900, 700);
        QTRY_VERIFY(!find<QWidget>(u"segmentText"_s)->isVisible());
        QTest::mouseClick(find<QToolButton>(u"segmentSide"_s), Qt::LeftButton);
        QVERIFY(find<QWidget>(u"segmentText"_s)->isVisible());
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
        QCOMPARE(text->extraSelections().size(), 1);
        QCOMPARE(text->extraSelections().first().cursor.selectedText(),
            u"="_s); // the end, where a number is missing
        text->setPlainText(u"all(count orders >= 1,\n  contry is \"DE\")"_s);
        QTRY_COMPARE(text->extraSelections().value(0).cursor.selectedText(), u"contry"_s);
        QVERIFY(find<QLabel>(u"segmentTextFault"_s)->text().contains(u"Line 2, column 3"_s));
        QTest::mouseClick(find<QToolButton>(u"segmentUndo"_s), Qt::LeftButton);
        QCOMPARE(text->toPlainText(), print(*parseRule(u"count orders >= 1"_s)));
        QVERIFY(text->extraSelections().isEmpty());
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
        m_page->exportTo({usualMemberColumns(), false}, path);
        QVERIFY(notices.wait());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 4);
        m_page->exportTo({usualMemberColumns(), false}, u"/nowhere/out.csv"_s);
        QTRY_COMPARE(m_tasks->at(0)->state(), Task::State::Failed);
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
            tags.append(std::get<TextTest>(std::get<FactCondition>(node.content).test).values.first());
        return tags.join(u' ');
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SegmentsPage> m_page;
};

QTEST_MAIN(TestSegmentsPage)
#include "tst_segments_page.moc"
