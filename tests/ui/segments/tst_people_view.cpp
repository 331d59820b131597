// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/segment_repository.h"
#include "tests/support/page_shop.h"
#include "ui/segments/export_dialog.h"
#include "ui/segments/overlap_view.h"
#include "ui/segments/people_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Rule ruleOf(const QString &text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().message));
    return *rule;
}

} // namespace

class TestPeopleView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_shop->filled();
    }
    void cleanup()
    {
        m_view.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void people_are_those_asked_for()
    {
        show(m_shop->shop(), u"count orders >= 1"_s);
        // A hundred bought; each third said no.
        QTRY_COMPARE(note(), u"All 67"_s);
        QCOMPARE(cell(2, 1), u"person4@example.com"_s);
        find<QComboBox>(u"peopleWho"_s)->setCurrentIndex(2);
        QTRY_COMPARE(note(), u"All 33"_s);
        QCOMPARE(cell(0, 1), u"person3@example.com"_s);
        find<QComboBox>(u"peopleWho"_s)->setCurrentIndex(1);
        QTRY_COMPARE(note(), u"All 100"_s);
    }

    void members_are_found_by_typing_and_others_are_not()
    {
        show(m_shop->shop(), u"count orders >= 1"_s);
        auto *search = find<QLineEdit>(u"peopleSearch"_s);
        QTest::keyClicks(search, u"person77@"_s);
        QTRY_COMPARE(note(), u"One person"_s);
        QCOMPARE(cell(0, 0), u"Ada Name77"_s);
        // Somebody of the shop, but no member.
        search->clear();
        QTest::keyClicks(search, u"person200@"_s);
        QTRY_COMPARE(note(), u"Nobody is called that."_s);
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(note(), u"All 67"_s);
    }

    void many_people_are_shown_in_part()
    {
        show(m_shop->shop(), u"all()"_s);
        QTRY_COMPARE(note(), u"The first 100 of 200"_s);
        QCOMPARE(find<QTableView>(u"segmentPeople"_s)->model()->rowCount(), 100);
        QSignalSpy chosen(m_view.get(), &PeopleView::personChosen);
        find<QTableView>(u"segmentPeople"_s)->selectRow(0);
        QTest::keyClick(find<QTableView>(u"segmentPeople"_s), Qt::Key_Return);
        QCOMPARE(chosen.value(0).value(0).value<CustomerId>(), CustomerId(1));
    }

    void what_cannot_be_asked_is_told_data()
    {
        QTest::addColumn<bool>("isLost");
        QTest::addColumn<QString>("rule");
        QTest::newRow("no file") << true << u"count orders >= 1"_s;
        QTest::newRow("no such segment") << false << u"segment \"Gone\""_s;
    }
    void what_cannot_be_asked_is_told()
    {
        QFETCH(bool, isLost);
        QFETCH(QString, rule);
        show(isLost ? m_shop->lost() : m_shop->shop(), rule);
        QTRY_VERIFY(find<QWidget>(u"peopleTrouble"_s)->isVisible());
        QCOMPARE(note(), QString());
    }

    void an_export_can_leave_out_who_cannot_be_e_mailed()
    {
        ExportDialog dialog(u"VIP"_s, {}, {{}, false, true});
        QVERIFY(dialog.choice().onlyMailable);
        dialog.findChild<QCheckBox *>(u"exportMailable"_s)->setChecked(false);
        QVERIFY(!dialog.choice().onlyMailable);
        NoProgress progress;
        const QString path = m_shop->workspace().path(u"out.csv"_s);
        const Rule rule = ruleOf(u"count orders >= 1"_s);
        QCOMPARE(
            exportMembers(m_shop->shop(), rule, {{u"email"_s}, false, true}, path, progress).value_or(-1),
            67);
        QCOMPARE(
            exportMembers(m_shop->shop(), rule, {{u"email"_s}, false, false}, path, progress).value_or(-1),
            100);
    }

    void the_people_of_an_overlap_are_listed()
    {
        for (const auto &[name, rule] :
            {std::pair(u"Bought"_s, u"count orders >= 1"_s), {u"German"_s, u"country is \"DE\""_s}})
            QVERIFY(
                saveSegment(m_shop->workspace().connection(), name, {}, ruleOf(rule), test::PageShop::asOf));
        const auto saved = savedSegments(m_shop->workspace().connection());
        QVERIFY(saved);
        OverlapView overlap(m_shop->shop());
        overlap.resize(1000, 700);
        overlap.show();
        overlap.setSegments(*saved);
        auto *people = overlap.findChild<QLabel *>(u"peopleNote"_s);
        // Of 300, 150 are German, of whom 50 bought; 50 more bought. The largest column comes first: German
        // only.
        QTRY_COMPARE(people->text(), u"All 100"_s);
        auto *table = overlap.findChild<QTableView *>(u"overlapTable"_s);
        table->selectRow(1);
        QTRY_COMPARE(people->text(), u"All 50"_s);
        QSignalSpy chosen(&overlap, &OverlapView::personChosen);
        auto *list = overlap.findChild<QTableView *>(u"segmentPeople"_s);
        list->selectRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
    }

private:
    void show(const Shop &shop, const QString &rule)
    {
        m_view = std::make_unique<PeopleView>(shop);
        m_view->setRule(ruleOf(rule));
        m_view->resize(900, 500);
        m_view->show();
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_view->findChild<T *>(name);
    }
    QString note() { return find<QLabel>(u"peopleNote"_s)->text(); }
    QString cell(int row, int column)
    {
        return find<QTableView>(u"segmentPeople"_s)->model()->index(row, column).data().toString();
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<PeopleView> m_view;
};

QTEST_MAIN(TestPeopleView)
#include "tst_people_view.moc"
