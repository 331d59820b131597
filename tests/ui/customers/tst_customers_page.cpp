// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/segment_repository.h"
#include "tests/support/page_shop.h"
#include "ui/customers/customer_detail.h"
#include "ui/customers/customer_finder.h"
#include "ui/customers/customer_words.h"
#include "ui/customers/customers_page.h"
#include "ui/shared/table_view.h"

#include <QComboBox>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QToolTip>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestCustomersPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shop = std::make_unique<test::PageShop>(); }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void an_empty_shop_is_taught()
    {
        open();
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty);
    }

    void a_lost_workspace_shows_the_failure()
    {
        m_page = std::make_unique<CustomersPage>(m_shop->lost(), m_tasks);
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void closing_while_it_loads_is_safe()
    {
        m_shop->filled();
        for (int i = 0; i < 10; ++i) {
            open(u"customer:5"_s);
            QTest::qWait(i);
            m_page.reset();
        }
    }

    void shows_sorts_and_searches()
    {
        m_shop->filled();
        open();
        QTRY_COMPARE(model()->rowCount(), 300);
        QTRY_COMPARE(cell(0, 0), u"Ada Name1"_s);
        // By spent, most first: customer 100 spent 100 dollars.
        model()->sort(4, Qt::DescendingOrder);
        QTRY_COMPARE(cell(0, 0), u"Ada Name100"_s);
        QVERIFY(cell(0, 4).contains(u"100.00"_s));
        // Sorted by a column that has no order: nothing happens.
        model()->sort(1, Qt::AscendingOrder);
        QCOMPARE(cell(0, 0), u"Ada Name100"_s);
        auto *search = m_page->findChild<QLineEdit *>(u"customerSearch"_s);
        search->setText(u"name30"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(model()->rowCount(), 2); // Name30 and Name300
        QTRY_COMPARE(cell(0, 0), u"Ada Name30"_s); // still by spent
        search->setText(u"nobody like that"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(model()->rowCount(), 0);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full); // not "no customers yet"
        QCOMPARE(m_page->findChild<QLabel *>(u"pageSubline"_s)->text(),
            u"No customer with “nobody like that” in their name, address or order number"_s);
    }

    void long_addresses_and_other_scripts_keep_their_places()
    {
        m_shop->filled();
        const QString address = u"wilhelmina.alexandrina.theodora.maximiliane@hohenlohe-langenburg.example"_s;
        QVERIFY(m_shop->workspace().connection().execute(
            u"UPDATE customer SET email = '%1', first_name = 'ליאת', last_name = 'כהן', city = 'תל אביב', "
            u"postcode = '3511', country = 'IL' WHERE id = 4"_s.arg(address)));
        open(u"customer:4"_s);
        m_page->resize(900, 600);
        m_page->show();
        auto *label = m_page->findChild<QLabel *>(u"customerAddress"_s);
        QTRY_COMPARE(label->text(), address);
        QTRY_VERIFY(label->fontMetrics().horizontalAdvance(address) > label->width());
        QHelpEvent hover(QEvent::ToolTip, QPoint(5, 5), label->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(label, &hover);
        QTRY_COMPARE(QToolTip::text(), address);
        // The postcode stays in front of the town although the town is written from right to left.
        QStringList texts;
        for (const QLabel *fact : m_page->findChildren<QLabel *>())
            texts << fact->text();
        const QString place = texts.filter(u"3511"_s).value(0);
        QVERIFY(!place.isRightToLeft());
        QVERIFY(m_page->findChild<QLabel *>(u"customerName"_s)->alignment() & Qt::AlignAbsolute);
    }

    void the_detail_says_who_and_what()
    {
        m_shop->filled();
        open(u"customer:4"_s);
        auto *name = m_page->findChild<QLabel *>(u"customerName"_s);
        QTRY_COMPARE(name->text(), u"Ada Name4"_s);
        auto *history = m_page->findChild<QListWidget *>(u"customerHistory"_s);
        QCOMPARE(history->count(), 2);
        QVERIFY(history->item(0)->text().contains(u"Added to the cart"_s));
        QVERIFY(history->item(1)->text().contains(u"Ordered #4"_s));
        QVERIFY(m_page->findChild<QLabel *>(u"customerConsent"_s)->text().contains(u"Agreed to e-mail"_s));
        QVERIFY(m_page->findChild<QLabel *>(u"customerMayWrite"_s)->text().startsWith(u"You may"_s));
        m_page->activate(u"customer:99999"_s);
        QTRY_VERIFY(m_page->findChild<QPushButton *>(u"retry"_s));
        m_page->activate(u"customer:nonsense"_s);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full);
    }

    void consent_says_what_it_is_for_and_until_when()
    {
        m_shop->filled();
        QVERIFY(m_shop->workspace().connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at, purpose, "
            u"expires_at) VALUES (1, 'email', 'subscribed', 'form', 'test', 0, 'reviews', %1)"_s.arg(
                toMilliseconds(test::PageShop::asOf) + 86'400'000LL)));
        open();
        m_page->activate(u"customer:1"_s);
        const auto *consent = m_page->findChild<QLabel *>(u"customerConsent"_s);
        QTRY_VERIFY(consent->text().contains(u"Agreed to e-mail, only for “reviews”, until 30 Jun 2026"_s));
    }

    void the_history_shows_one_kind_of_thing()
    {
        m_shop->filled();
        open(u"customer:4"_s);
        auto *history = m_page->findChild<QListWidget *>(u"customerHistory"_s);
        QTRY_COMPARE(history->count(), 2);
        auto *part = m_page->findChild<QComboBox *>(u"historyPart"_s);
        const auto choose = [part](store::HistoryPart wanted) {
            part->setCurrentIndex(part->findData(int(wanted)));
            Q_EMIT part->activated(part->currentIndex());
        };
        choose(store::HistoryPart::Orders);
        QTRY_COMPARE(history->count(), 1);
        QVERIFY(history->item(0)->text().contains(u"Ordered #4"_s));
        choose(store::HistoryPart::Visits);
        QTRY_VERIFY(history->item(0)->text().contains(u"Added to the cart"_s));
        choose(store::HistoryPart::Service);
        QTRY_COMPARE(history->item(0)->text(), u"Nothing of the kind."_s);
    }

    void a_segment_filters_the_table()
    {
        m_shop->filled();
        const auto rule = segment::parseRule(u"count orders >= 1"_s);
        QVERIFY(rule);
        QVERIFY(segment::saveSegment(
            m_shop->workspace().connection(), u"Buyers"_s, {}, *rule, fromMilliseconds(1)));
        open();
        auto *segments = m_page->findChild<QComboBox *>(u"customerSegment"_s);
        QTRY_COMPARE(segments->count(), 2);
        segments->setCurrentIndex(1);
        Q_EMIT segments->activated(1);
        QTRY_COMPARE(model()->rowCount(), 100);
        auto *search = m_page->findChild<QLineEdit *>(u"customerSearch"_s);
        search->setText(u"#42"_s); // the number of an order
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(model()->rowCount(), 1);
        QTRY_COMPARE(cell(0, 0), u"Ada Name42"_s);
    }

    void one_person_is_exported_and_erased()
    {
        m_shop->filled();
        open(u"customer:4"_s);
        auto *detail = m_page->findChild<CustomerDetail *>();
        QSignalSpy told(detail, &CustomerDetail::told);
        const QString path = m_shop->workspace().path(u"person.json"_s);
        detail->exportTo(path);
        QVERIFY(told.wait());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("person4@"));
        detail->exportTo(u"/nowhere/person.json"_s);
        QVERIFY(told.wait());
        QCOMPARE(told.last().at(1).value<Tone>(), Tone::Negative);
        QSignalSpy erased(detail, &CustomerDetail::erased);
        detail->erase();
        QVERIFY(erased.wait());
        QVERIFY(!detail->customer().isValid());
        QTRY_COMPARE(model()->rowCount(), 299);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer WHERE id = 4"_s), 0);
    }

    void a_row_opens_by_keyboard()
    {
        m_shop->filled();
        open();
        m_page->resize(1000, 700);
        m_page->show();
        QTRY_COMPARE(cell(0, 0), u"Ada Name1"_s);
        auto *table = m_page->findChild<TableView *>(u"customerTable"_s);
        table->setFocus();
        table->setCurrentIndex(model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Down);
        QTRY_COMPARE(m_page->findChild<QLabel *>(u"customerName"_s)->text(), u"Ada Name10"_s);
    }

    void the_palette_finds_by_name_and_address()
    {
        m_shop->filled();
        qint64 opened = 0;
        CustomerFinder finder(m_shop->shop(), [&opened](CustomerId id) { opened = id.value(); });
        QVERIFY(!finder.entriesLater(u"n"_s).isValid()); // too short
        auto found = finder.entriesLater(u"person12@"_s).result();
        QCOMPARE(found.size(), 1);
        found.first().run();
        QCOMPARE(opened, 12);
        QCOMPARE(finder.entriesLater(u"ada"_s).result().size(), 8);
        // Also before the index is there, and people who came after it was read.
        QTRY_VERIFY(m_shop->shop().people->atHand());
        QVERIFY(m_shop->workspace().connection().execute(
            u"INSERT INTO customer (id, first_name, last_name) VALUES (999, 'Person12', 'Late')"_s));
        found = finder.entriesLater(u"person12"_s).result();
        QCOMPARE(found.first().title, u"Person12 Late"_s);
        QVERIFY(found.size() > 1);
        CustomerFinder lost(m_shop->lost(), [](CustomerId) {});
        auto nothing = lost.entriesLater(u"ada"_s);
        nothing.waitForFinished();
        QCOMPARE(nothing.resultCount(), 0);
    }

    void the_page_and_the_palette_read_people_once()
    {
        m_shop->filled();
        const auto people = m_shop->shop().people;
        CustomerFinder finder(m_shop->shop(), [](CustomerId) {});
        open();
        QVERIFY(!finder.entriesLater({}).isValid()); // opening the palette gets the index ready
        QTRY_COMPARE(model()->rowCount(), 300);
        auto *search = m_page->findChild<QLineEdit *>(u"customerSearch"_s);
        search->setText(u"name30"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(model()->rowCount(), 2);
        QCOMPARE(finder.entriesLater(u"name30"_s).result().size(), 2);
        // By the number of an order, and with a segment saved meanwhile.
        const auto rule = segment::parseRule(u"count orders >= 1"_s);
        QVERIFY(rule
            && segment::saveSegment(
                m_shop->workspace().connection(), u"Buyers"_s, {}, *rule, fromMilliseconds(1)));
        QCOMPARE(finder.entriesLater(u"#42"_s).result().first().title, u"Ada Name42"_s);
        m_page->activate({});
        QTRY_VERIFY(!m_page->findChild<QComboBox *>(u"customerSegment"_s)->isHidden());
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(people->readings(), 1);
    }

private:
    void open(const QString &argument = {})
    {
        m_page = std::make_unique<CustomersPage>(m_shop->shop(), m_tasks);
        m_page->activate(argument);
    }
    QAbstractItemModel *model() { return m_page->findChild<TableView *>(u"customerTable"_s)->model(); }
    QString cell(int row, int column) { return model()->index(row, column).data().toString(); }

    std::unique_ptr<test::PageShop> m_shop;
    TaskList m_tasks;
    std::unique_ptr<CustomersPage> m_page;
};

QTEST_MAIN(TestCustomersPage)
#include "tst_customers_page.moc"
