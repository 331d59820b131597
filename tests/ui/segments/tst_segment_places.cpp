// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/ready_made.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "tests/support/page_shop.h"
#include "ui/segments/overlap_view.h"
#include "ui/segments/ready_made_gallery.h"
#include "ui/segments/segments_page.h"
#include "ui/segments/upset_plot.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

/// The places beside the editor: ready-made segments, overlaps, segments from other programs.
class TestSegmentPlaces final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
        m_tasks = std::make_unique<TaskList>();
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void a_shop_without_segments_is_offered_ready_made_ones()
    {
        open();
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Empty);
        // Number n bought once, n days ago: 31 to 100 are more than 30 days back, and of these 70 each third
        // said no to mail.
        QTRY_COMPARE(
            find<QLabel>(u"readyCount:one_time_buyers"_s)->text(), u"70 customer(s), 47 can be e-mailed"_s);
        QVERIFY(find<QPushButton>(u"readyBack"_s)->isHidden());
        QTest::keyClick(find<QWidget>(u"ready:one_time_buyers"_s), Qt::Key_Return);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full);
        QCOMPARE(m_page->editor().name(), u"One-time buyers"_s);
        QTRY_COMPARE(find<QLabel>(u"segmentCount"_s)->text(), u"70"_s);
    }

    void every_ready_made_segment_is_counted()
    {
        open();
        for (const ReadyMade &made : readyMadeSegments()) {
            const auto *count = find<QLabel>(u"readyCount:"_s + made.id);
            QVERIFY2(count, qPrintable(made.id));
            QTRY_VERIFY2(count->text().contains(u"e-mailed"_s) || count->text() == u"Nobody at the moment"_s,
                qPrintable(made.id + u": "_s + count->text()));
        }
    }

    void one_comes_back_from_the_ready_made_ones()
    {
        save(u"DE"_s, u"country is \"DE\""_s);
        open();
        QTRY_COMPARE(m_page->editor().name(), u"DE"_s);
        m_page->editor().setMatch({}, Group::Match::None);
        const Rule changed = m_page->editor().rule();
        click(u"readyMadeSegments"_s);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Empty);
        click(u"readyBack"_s);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full);
        QCOMPARE(m_page->editor().rule(), changed);
        // A mouse opens one too; what was changed before can be gone back to.
        click(u"readyMadeSegments"_s);
        QSignalSpy notices(m_page.get(), &Page::noticed);
        QTest::mouseClick(find<QWidget>(u"ready:repeat_buyers"_s), Qt::LeftButton);
        QCOMPARE(m_page->editor().name(), u"Repeat buyers"_s);
        QCOMPARE(notices.count(), 1);
    }

    void leaving_while_it_counts_is_safe()
    {
        for (int i = 0; i < 10; ++i) {
            open(i % 2 == 0 ? u"ready-made"_s : u"overlap"_s);
            QTest::qWait(i * 2);
            m_page.reset();
        }
    }

    void overlaps_are_shown_as_chart_and_table()
    {
        save(u"Bought"_s, u"count orders >= 1"_s); // 1 to 100
        save(u"German"_s, u"country is \"DE\""_s); // the odd ones of 1 to 300
        open();
        QTRY_COMPARE(m_page->editor().name(), u"Bought"_s);
        click(u"showOverlap"_s);
        const auto *rows = find<QAbstractItemView>(u"overlapTable"_s)->model();
        QTRY_COMPARE(rows->rowCount(), 3);
        const auto row = [rows](int at) {
            return QString(
                rows->index(at, 0).data().toString() + u' ' + rows->index(at, 1).data().toString());
        };
        QCOMPARE(row(0), u"100 only in “German”"_s);
        QCOMPARE(row(1), u"50 only in “Bought”"_s);
        QCOMPARE(row(2), u"50 in “Bought” and “German”"_s);
        auto *plot = find<UpsetPlot>(u"overlapPlot"_s);
        QCOMPARE(plot->selected(), 0);
        QTest::keyClick(plot, Qt::Key_End);
        QCOMPARE(plot->selected(), 2);
        QCOMPARE(find<QAbstractItemView>(u"overlapTable"_s)->currentIndex().row(), 2);
        QVERIFY(plot->accessibleDescription().contains(u"“Bought” and “German”"_s));
        find<QAbstractItemView>(u"overlapTable"_s)->setCurrentIndex(rows->index(1, 1));
        QCOMPARE(plot->selected(), 1);
        click(u"overlapMake"_s);
        QCOMPARE(m_page->editor().name(), u"Only Bought"_s);
        QCOMPARE(m_page->editor().rule(), *parseRule(u"all(segment \"Bought\", none(segment \"German\"))"_s));
        QTRY_COMPARE(find<QLabel>(u"segmentCount"_s)->text(), u"50"_s);
    }

    void a_click_selects_a_column_and_keys_stop_at_the_ends()
    {
        UpsetPlot plot(m_shop->shop().format());
        plot.resize(500, 300);
        plot.setOverlap({{u"A"_s, u"B"_s}, {5, 3}, {{1, 4}, {2, 2}, {3, 1}}});
        QTest::mouseClick(plot.viewport(), Qt::LeftButton, {}, plot.columnRect(1).center());
        QCOMPARE(plot.selected(), 1);
        QTest::mouseClick(plot.viewport(), Qt::LeftButton, {}, QPoint(5, 5)); // no column
        QCOMPARE(plot.selected(), 1);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.selected(), 2);
        QTest::keyClick(&plot, Qt::Key_Home);
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.selected(), 0);
        QSignalSpy taken(&plot, &UpsetPlot::taken);
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(taken.count(), 1);
        plot.setOverlap({{u"A"_s}, {0}, {}});
        QCOMPARE(plot.selected(), -1);
        QTest::keyClick(&plot, Qt::Key_Return); // nothing to take
        QCOMPARE(taken.count(), 1);
        plot.grab();
    }

    void a_column_far_to_the_right_comes_into_view()
    {
        UpsetPlot plot(m_shop->shop().format());
        plot.resize(400, 300);
        Overlap overlap{{u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s}, {9, 9, 9, 9, 9}, {}};
        for (quint32 mask = 1; mask < 32; ++mask)
            overlap.intersections.push_back({mask, 32 - mask});
        plot.show();
        plot.setOverlap(overlap);
        QVERIFY(plot.columnRect(30).left() > plot.viewport()->width());
        QTest::keyClick(&plot, Qt::Key_End);
        QVERIFY(plot.columnRect(30).right() <= plot.viewport()->width());
    }

    void no_more_than_eight_segments_are_laid_over_each_other()
    {
        for (int i = 1; i <= 9; ++i)
            save(u"S%1"_s.arg(i), u"count orders >= %1"_s.arg(i));
        open(u"overlap"_s);
        auto *list = find<QListWidget>(u"overlapSegments"_s);
        QTRY_COMPARE(list->count(), 9);
        for (int i = 0; i < OverlapView::mostChosen; ++i)
            list->item(i)->setCheckState(Qt::Checked);
        QVERIFY(!(list->item(8)->flags() & Qt::ItemIsEnabled));
        list->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(list->item(8)->flags() & Qt::ItemIsEnabled);
        for (int i = 0; i < 9; ++i)
            list->item(i)->setCheckState(Qt::Unchecked);
        QTRY_COMPARE(find<QAbstractItemView>(u"overlapTable"_s)->model()->rowCount(), 0);
        QTRY_VERIFY(!find<QPushButton>(u"overlapMake"_s)->isEnabled());
    }

    void overlaps_of_a_shop_without_segments_lead_to_ready_made_ones()
    {
        open(u"overlap"_s);
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
    }

    void a_shop_with_one_segment_has_no_overlaps()
    {
        save(u"DE"_s, u"country is \"DE\""_s);
        open();
        QTRY_COMPARE(m_page->editor().name(), u"DE"_s);
        QVERIFY(!find<QPushButton>(u"showOverlap"_s)->isEnabled());
    }

    void a_segment_comes_over_and_says_what_it_lost()
    {
        open();
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Empty);
        click(u"readyImport"_s);
        auto *text = find<QPlainTextEdit>(u"foreignText"_s);
        auto *openIt = find<QPushButton>(u"foreignOpen"_s);
        QVERIFY(!openIt->isEnabled());
        text->setPlainText(u"number_of_orders > 2 AND companies CONTAINS 'B2B'"_s);
        QTRY_VERIFY(openIt->isEnabled());
        const auto *lost = find<QListWidget>(u"foreignLost"_s);
        QCOMPARE(lost->count(), 1);
        QVERIFY(lost->item(0)->text().contains(u"companies"_s));
        text->setPlainText(u"number_of_orders > AND"_s);
        QTRY_VERIFY(!openIt->isEnabled());
        QVERIFY(find<QLabel>(u"foreignKind"_s)->text().startsWith(u"Line 1"_s));
        text->setPlainText(u"Dear Ada"_s);
        QTRY_VERIFY(find<QLabel>(u"foreignKind"_s)->text().contains(u"neither"_s));
        text->setPlainText(u"count orders >= 1"_s); // copied from a card of another workspace
        QTRY_COMPARE(find<QLabel>(u"foreignSentence"_s)->text(), u"Customers who bought."_s);
        text->setPlainText(u"number_of_orders > 2"_s);
        QTRY_VERIFY(find<QLabel>(u"foreignKind"_s)->text().contains(u"Shopify"_s));
        QTRY_VERIFY(openIt->isEnabled());
        QVERIFY(lost->isHidden());
        QTest::mouseClick(openIt, Qt::LeftButton);
        QCOMPARE(m_page->editor().rule(), *parseRule(u"count orders > 2"_s));
    }

    void one_comes_back_from_importing_to_where_there_is_something()
    {
        open(u"import"_s);
        QTRY_VERIFY(find<QPlainTextEdit>(u"foreignText"_s));
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Full);
        click(u"foreignBack"_s);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Empty);
    }

private:
    void open(const QString &argument = {})
    {
        m_page = std::make_unique<SegmentsPage>(m_shop->shop(), *m_tasks);
        m_page->resize(1200, 760);
        m_page->activate(argument);
    }
    void save(const QString &name, const QString &rule)
    {
        QVERIFY(
            saveSegment(m_shop->workspace().connection(), name, {}, *parseRule(rule), test::PageShop::asOf));
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }
    void click(const QString &name)
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SegmentsPage> m_page;
};

QTEST_MAIN(TestSegmentPlaces)
#include "tst_segment_places.moc"
