// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/page_shop.h"
#include "ui/customers/customer_detail.h"
#include "ui/customers/customers_page.h"
#include "ui/customers/split_dialog.h"
#include "ui/shared/line_list.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;
using Side = SplitDraft::Side;
using Problem = SplitDraft::Problem;

class TestSplitDialog final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SplitDialog> m_dialog;

    void open(qint64 customer = 4)
    {
        m_dialog = std::make_unique<SplitDialog>(m_shop->shop(), *m_tasks, CustomerId(customer));
        QSignalSpy loaded(m_dialog.get(), &SplitDialog::loaded);
        m_dialog->show();
        QTRY_COMPARE(loaded.count(), 1);
    }
    LineList *list(const QString &name) { return m_dialog->findChild<LineList *>(name); }
    QPushButton *button(const QString &name) { return m_dialog->findChild<QPushButton *>(name); }
    static void choose(LineList *list, const QStringList &keys)
    {
        for (int i = 0; i < list->count(); ++i)
            list->item(i)->setSelected(keys.contains(list->keys()[i]));
    }
    QString text(const QString &name)
    {
        return m_dialog->findChild<QLabel *>(name)->text().replace(QChar(QChar::Nbsp), u' ');
    }
    void press(const QString &name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    QString people() { return m_shop->workspace().lines(u"SELECT count(*) FROM customer"_s).trimmed(); }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_tasks = std::make_unique<TaskList>();
        m_shop->filled();
        QVERIFY(m_shop->workspace().connection().execute(
            u"INSERT INTO identity (kind, key, customer_id) VALUES ('id', 'shopify:4', 4), "
            u"('email', 'ben@example.com', 4);"
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) VALUES "
            u"('test', 'b1', '#B1', 4, 1700000000000, 'USD', 500, 0, 0, 0, 500, 0)"_s));
    }
    void cleanup()
    {
        m_dialog.reset();
        m_tasks.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void the_draft_knows_what_stands_in_the_way()
    {
        SplitDraft::Record record;
        record.customer.id = CustomerId(4);
        record.customer.email = u"Ada@example.com"_s;
        record.identities = {{u"email"_s, u"ada@example.com"_s}, {u"email"_s, u"ben@example.com"_s}};
        record.orders = {{OrderId(7), u"#7"_s, {}, Money(5, *CurrencyCode::fromString(u"EUR")), {}}};
        record.consent = {
            {u"email"_s, u"unsubscribed"_s, {}, {}, {}, {}}, {u"email"_s, u"subscribed"_s, {}, {}, {}, {}}};
        SplitDraft draft(record);
        QCOMPARE(draft.problem(), Problem::Nothing);
        QCOMPARE(draft.email(Side::Stays), u"Ada@example.com"_s);
        draft.move({u"email:ada@example.com"_s}, Side::Goes);
        QCOMPARE(draft.problem(), Problem::None);
        QCOMPARE(draft.email(Side::Goes), u"Ada@example.com"_s);
        QCOMPARE(draft.email(Side::Stays), u"ben@example.com"_s);
        QCOMPARE(draft.emailConsent(Side::Stays), u"subscribed"_s);
        QCOMPARE(draft.emailConsent(Side::Goes), u"unsubscribed"_s);
        draft.move({u"email:ben@example.com"_s}, Side::Goes);
        QCOMPARE(draft.problem(), Problem::LastIdentity);
        draft.move({u"order:7"_s}, Side::Goes);
        QCOMPARE(draft.problem(), Problem::Everything);
        draft.move({u"email:ada@example.com"_s, u"email:ben@example.com"_s}, Side::Stays);
        QCOMPARE(draft.problem(), Problem::None);
        const auto wish = draft.wish(u" Ben "_s, {});
        QCOMPARE(wish.from, CustomerId(4));
        QVERIFY(wish.identities.isEmpty());
        QCOMPARE(wish.orders, QList{OrderId(7)});
        QCOMPARE(wish.firstName, u"Ben"_s);
    }

    void things_move_over_and_back_by_mouse_and_keys()
    {
        open();
        LineList *stays = list(u"splitStays"_s);
        LineList *goes = list(u"splitGoes"_s);
        QCOMPARE(stays->count(), 5);
        QCOMPARE(goes->count(), 0);
        QVERIFY(!button(u"splitMove"_s)->isEnabled());
        QVERIFY(!button(u"splitNow"_s)->isEnabled());
        stays->item(0)->setSelected(true);
        stays->item(1)->setSelected(true);
        press(u"splitMove"_s);
        QCOMPARE(stays->count(), 3);
        QCOMPARE(goes->count(), 2);
        QVERIFY(button(u"splitNow"_s)->isEnabled());
        goes->setFocus();
        goes->setCurrentRow(0);
        QTest::keyClick(goes, Qt::Key_Return);
        QCOMPARE(goes->count(), 1);
        goes->selectAll();
        press(u"splitBack"_s);
        QCOMPARE(stays->count(), 5);
        QVERIFY(!button(u"splitNow"_s)->isEnabled());
        stays->selectAll();
        press(u"splitMove"_s);
        QVERIFY(!button(u"splitNow"_s)->isEnabled());
        QVERIFY(text(u"splitHint"_s).contains(u"nobody would be left"_s));
    }

    void each_side_says_what_it_will_be()
    {
        open();
        QVERIFY2(
            text(u"splitStaysSummary"_s).contains(u"person4@example.com · 2 orders, 9.00 $ · mail: agreed"_s),
            qPrintable(text(u"splitStaysSummary"_s)));
        QVERIFY(text(u"splitGoesSummary"_s).contains(u"no e-mail address · no orders"_s));
        LineList *stays = list(u"splitStays"_s);
        choose(stays, {u"email:ben@example.com"_s, u"order:101"_s});
        press(u"splitMove"_s);
        QCOMPARE(text(u"splitStaysSummary"_s), u"person4@example.com · 1 order, 4.00 $ · mail: agreed"_s);
        QCOMPARE(text(u"splitGoesSummary"_s), u"ben@example.com · 1 order, 5.00 $ · mail: agreed"_s);
    }

    void it_is_done_and_taken_back_on_the_page()
    {
        CustomersPage page(m_shop->shop(), *m_tasks);
        page.activate(u"customer:4"_s);
        page.resize(1100, 700);
        page.show();
        auto *detail = page.findChild<CustomerDetail *>();
        QTRY_VERIFY(page.findChild<QLabel *>(u"customerName"_s)->text() == u"Ada Name4"_s);
        QSignalSpy noticed(&page, &CustomersPage::noticed);
        page.findChild<QAction *>(u"splitCustomer"_s)->trigger();
        auto *dialog = page.findChild<SplitDialog *>();
        QVERIFY(dialog && !dialog->isModal());
        QSignalSpy loaded(dialog, &SplitDialog::loaded);
        QTRY_COMPARE(loaded.count(), 1);
        auto *stays = dialog->findChild<LineList *>(u"splitStays"_s);
        choose(stays, {u"email:ben@example.com"_s});
        dialog->findChild<QPushButton *>(u"splitMove"_s)->click();
        dialog->findChild<QLineEdit *>(u"splitFirstName"_s)->setText(u"Ben"_s);
        dialog->findChild<QPushButton *>(u"splitNow"_s)->click();
        QTRY_COMPARE(noticed.count(), 1);
        QTRY_COMPARE(people(), u"301"_s);
        QCOMPARE(m_shop->workspace().lines(u"SELECT first_name, email FROM customer WHERE id = 301"_s),
            u"Ben|ben@example.com\n"_s);
        QTRY_VERIFY(!page.findChild<SplitDialog *>());
        const auto notice = noticed.first().first().value<Notice>();
        QCOMPARE(notice.actionText, u"Undo"_s);
        notice.action();
        QTRY_COMPARE(people(), u"300"_s);
        QTRY_COMPARE(noticed.count(), 2);
        QCOMPARE(noticed.last().first().value<Notice>().text, u"They are one record again."_s);
        QCOMPARE(detail->customer(), CustomerId(4));
        QThreadPool::globalInstance()->waitForDone();
    }

    void what_goes_wrong_is_said_and_can_be_tried_again()
    {
        open();
        LineList *stays = list(u"splitStays"_s);
        choose(stays, {u"email:ben@example.com"_s});
        press(u"splitMove"_s);
        // Somebody else erased the address meanwhile.
        QVERIFY(m_shop->workspace().connection().execute(
            u"DELETE FROM identity WHERE key = 'ben@example.com'"_s));
        QSignalSpy split(m_dialog.get(), &SplitDialog::split);
        press(u"splitNow"_s);
        QTRY_VERIFY(button(u"splitNow"_s)->isEnabled());
        QCOMPARE(split.count(), 0);
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(people(), u"300"_s);
    }

    void somebody_who_is_gone_and_closing_early_are_safe()
    {
        open(99999);
        QVERIFY(!button(u"splitNow"_s)->isEnabled());
        for (int i = 0; i < 5; ++i) {
            m_dialog = std::make_unique<SplitDialog>(m_shop->shop(), *m_tasks, CustomerId(4));
            QTest::qWait(i);
            m_dialog.reset();
        }
    }
};

QTEST_MAIN(TestSplitDialog)
#include "tst_split_dialog.moc"
