// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "tests/support/page_shop.h"
#include "ui/segments/growth_view.h"
#include "ui/segments/moves_view.h"
#include "ui/segments/why_view.h"
#include "ui/shared/charts/time_chart.h"
#include "ui/shared/faces.h"
#include "ui/shared/table_view.h"

#include <QAbstractItemModelTester>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;
using Face = FaceStack::Face;

/// The tabs that answer one question about a rule each. It is 29 June 2026, 20:00 in the shop of New York.
class TestSegmentAnswers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shop = std::make_unique<test::PageShop>(); }
    void cleanup()
    {
        m_tab.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void growth_is_told_drawn_and_listed()
    {
        m_shop->filled();
        auto *view = show<GrowthView>(u"count orders >= 1"_s);
        QTRY_COMPARE(view->faces().face(), Face::Full);
        QCOMPARE(text(u"growthSentence"_s), u"Grew from 0 to 100 people since July 2025."_s);
        // Each third did not agree: 33 of 100.
        QVERIFY(text(u"growthMailable"_s).startsWith(u"67 of them"_s));
        auto *months = find<TableView>(u"growthMonths"_s);
        const QAbstractItemModelTester tester(months->model());
        QCOMPARE(months->model()->rowCount(), 13);
        // Customer n bought n days ago: before 1 June, 00:00 in New York, those from 29 on, 24 of them no
        // thirds.
        QCOMPARE(row(*months, 0), u"Now|100|67|+28"_s);
        QCOMPARE(row(*months, 1).section(u'|', 1, 2), u"72|48"_s);
        auto *chart = find<TimeChart>(u"growthChart"_s);
        QCOMPARE(chart->table().rows.size(), 13);
        QCOMPARE(chart->accessibleDescription(), text(u"growthSentence"_s));
    }

    void growth_of_nobody_is_taught()
    {
        m_shop->filled();
        auto *view = show<GrowthView>(u"count orders >= 99"_s);
        QTRY_COMPARE(view->faces().face(), Face::Empty);
    }

    void nothing_is_asked_until_somebody_looks()
    {
        m_shop->filled();
        auto *view = make<GrowthView>(m_shop->shop());
        view->setRule(*parseRule(u"count orders >= 1"_s));
        QCOMPARE(view->faces().face(), Face::Blank);
        view->setRule(*parseRule(u"all(count orders >= 1, country is \"DE\")"_s));
        view->show();
        QTRY_COMPARE(view->faces().face(), Face::Full);
        QCOMPARE(text(u"growthSentence"_s), u"Grew from 0 to 50 people since July 2025."_s);
        view->hide();
        view->setRule(*parseRule(u"count orders >= 1"_s));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(text(u"growthSentence"_s), u"Grew from 0 to 50 people since July 2025."_s);
        view->show();
        QTRY_COMPARE(text(u"growthSentence"_s), u"Grew from 0 to 100 people since July 2025."_s);
    }

    void the_newest_rule_wins()
    {
        m_shop->filled();
        auto *view = show<GrowthView>(u"count orders >= 1"_s);
        for (const QString &rule :
            {u"country is \"DE\""_s, u"country is \"GB\""_s, u"all(count orders >= 1, country is \"GB\")"_s})
            view->setRule(*parseRule(rule));
        QTRY_COMPARE(text(u"growthSentence"_s), u"Grew from 0 to 50 people since July 2025."_s);
    }

    void a_lost_workspace_shows_the_failure()
    {
        auto *growth = make<GrowthView>(m_shop->lost());
        growth->show();
        QTRY_COMPARE(growth->faces().face(), Face::Failed);
        auto *moves = make<MovesView>(m_shop->lost());
        moves->show();
        QTRY_COMPARE(moves->faces().face(), Face::Failed);
        QCOMPARE(text(u"movesJoined"_s), QString());
        auto *why = make<WhyView>(m_shop->lost());
        why->show();
        QTest::keyClicks(find<QLineEdit>(u"whySearch"_s), u"ada"_s);
        QTRY_VERIFY(find<QLabel>(u"whyNote"_s)->isVisible());
        why->showPerson(CustomerId(1));
        QTRY_COMPARE(why->faces().face(), Face::Failed);
    }

    void closing_while_it_works_is_safe()
    {
        m_shop->filled();
        for (int i = 0; i < 8; ++i) {
            show<MovesView>(u"last order in last 10 days"_s);
            QTest::qWait(i * 3);
            show<GrowthView>(u"last order in last 10 days"_s);
            QTest::qWait(i * 3);
        }
    }

    void who_joined_and_left_is_listed_with_the_reason()
    {
        m_shop->filled();
        auto *view = show<MovesView>(u"last order in last 10 days"_s);
        QTRY_COMPARE(view->faces().face(), Face::Full);
        // From 30 May, 00:00, when those who bought 31 to 40 days ago were in, to now, when it is 1 to 10.
        QCOMPARE(find<QDateEdit>(u"movesFrom"_s)->date(), QDate(2026, 5, 30));
        QCOMPARE(find<QDateEdit>(u"movesTo"_s)->date(), QDate(2026, 6, 29));
        QCOMPARE(text(u"movesJoined"_s), u"10 joined"_s);
        QCOMPARE(text(u"movesLeft"_s), u"10 left"_s);
        auto *table = find<TableView>(u"movesTable"_s);
        const QAbstractItemModelTester tester(table->model());
        QCOMPARE(table->model()->rowCount(), 20);
        QVERIFY(row(*table, 0).startsWith(u"joined|Ada Name1|person1@example.com|"_s));
        QVERIFY(row(*table, 19).startsWith(u"left|Ada Name40|person40@example.com|"_s));
        QVERIFY(text(u"movesBecause"_s).contains(u"became true"_s));
        QSignalSpy chosen(view, &MovesView::personChosen);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<CustomerId>(), CustomerId(2));
    }

    void other_days_ask_again()
    {
        m_shop->filled();
        auto *view = show<MovesView>(u"last order in last 10 days"_s);
        QTRY_COMPARE(view->faces().face(), Face::Full);
        auto *from = find<QDateEdit>(u"movesFrom"_s);
        from->setDate(QDate(2026, 6, 29)); // since this morning nobody came or went
        QTRY_COMPARE(view->faces().face(), Face::Empty);
        QCOMPARE(text(u"movesJoined"_s), u"0 joined"_s);
        from->setDate(QDate(2026, 7, 20));
        QCOMPARE(from->date(), QDate(2026, 6, 29)); // not in the time to come
        QCOMPARE(find<QDateEdit>(u"movesTo"_s)->minimumDate(), from->date());
    }

    void why_somebody_is_not_in_it_is_told_line_by_line()
    {
        m_shop->filled();
        auto *view = show<WhyView>(u"all(count orders >= 2, none(country is \"GB\"))"_s);
        QCOMPARE(view->faces().face(), Face::Empty);
        auto *search = find<QLineEdit>(u"whySearch"_s);
        QTest::keyClicks(search, u"name5"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(view->faces().face(), Face::Full);
        QCOMPARE(text(u"whyVerdict"_s), u"Ada Name5 is not in this segment"_s);
        auto *lines = find<QListWidget>(u"whyTrace"_s);
        QCOMPARE(lines->count(), 3);
        QCOMPARE(spoken(*lines, 0), u"does not hold; Bought at least 2 times; once"_s);
        QCOMPARE(spoken(*lines, 1), u"holds; None of these"_s);
        QVERIFY(spoken(*lines, 2).startsWith(u"does not hold; "_s));
        QVERIFY(spoken(*lines, 2).endsWith(u"; “DE”"_s));
        QSignalSpy chosen(view, &WhyView::personChosen);
        QTest::mouseClick(find<QPushButton>(u"whyOpen"_s), Qt::LeftButton);
        QCOMPARE(chosen.first().first().value<CustomerId>(), CustomerId(5));
        view->setRule(*parseRule(u"any(count orders = 1, tag is \"vip\")"_s));
        QTRY_COMPARE(text(u"whyVerdict"_s), u"Ada Name5 is in this segment"_s);
        QCOMPARE(spoken(*lines, 0), u"holds; At least one of these"_s);
        QCOMPARE(lines->count(), 3);
    }

    void people_are_found_and_walked_with_the_keyboard()
    {
        m_shop->filled();
        auto *view = show<WhyView>(u"count orders >= 1"_s);
        auto *search = find<QLineEdit>(u"whySearch"_s);
        auto *people = find<QListWidget>(u"whyPeople"_s);
        QTest::keyClicks(search, u"person2"_s);
        QTRY_COMPARE(people->count(), 20);
        QTest::keyClick(search, Qt::Key_Down);
        QTRY_COMPARE(view->faces().face(), Face::Full);
        const QString first = text(u"whyVerdict"_s);
        QTest::keyClick(people, Qt::Key_Down);
        QTRY_VERIFY(text(u"whyVerdict"_s) != first);
        search->selectAll();
        QTest::keyClicks(search, u"nobody like that"_s);
        QTRY_VERIFY(find<QLabel>(u"whyNote"_s)->isVisible());
        QCOMPARE(people->count(), 0);
    }

    void a_rule_without_conditions_says_so()
    {
        m_shop->filled();
        auto *view = show<WhyView>(u"all()"_s);
        view->showPerson(CustomerId(7));
        QTRY_COMPARE(text(u"whyVerdict"_s), u"Ada Name7 is in this segment"_s);
        QVERIFY(find<QListWidget>(u"whyTrace"_s)->isHidden());
    }

private:
    template<typename View>
    View *make(const Shop &shop)
    {
        auto view = std::make_unique<View>(shop);
        View *const made = view.get();
        m_tab = std::move(view);
        m_tab->resize(760, 520);
        return made;
    }
    template<typename View>
    View *show(const QString &rule)
    {
        View *const view = make<View>(m_shop->shop());
        view->setRule(*parseRule(rule));
        view->show();
        return view;
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_tab->findChild<T *>(name);
    }
    QString text(const QString &label) { return find<QLabel>(label)->text(); }
    static QString row(const QAbstractItemView &view, int row)
    {
        QStringList cells;
        for (int column = 0; column < view.model()->columnCount(); ++column)
            cells.append(view.model()->index(row, column).data().toString());
        return cells.join(u'|');
    }
    static QString spoken(const QListWidget &list, int row)
    {
        return list.item(row)->data(Qt::AccessibleTextRole).toString();
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<RuleTab> m_tab;
};

QTEST_MAIN(TestSegmentAnswers)
#include "tst_segment_answers.moc"
