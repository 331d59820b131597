// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/page_shop.h"
#include "ui/customers/duplicates_dialog.h"
#include "ui/shared/table_view.h"
#include "ui/shared/widgets.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestDuplicatesDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_tasks = std::make_unique<TaskList>();
        QVERIFY(m_shop->workspace().connection().execute(
            u"INSERT INTO customer (id, email, first_name, last_name, phone, city) VALUES "
            u"(1, 'anna@example.com', 'Anna', 'Berg', '+15550000001', 'Leeds'), "
            u"(2, 'berg@example.com', 'Anna', 'Berg', '+15550000001', 'Leeds'), "
            u"(3, 'carl@example.com', 'Carl', 'Dorn', '+15550000002', 'York'), "
            u"(4, 'dorn@example.com', 'Carl', 'Dorn', '+15550000002', 'York'), "
            u"(5, 'else@example.com', 'Else', 'Noone', '+15550000003', 'Hull')"_s));
        m_dialog = std::make_unique<DuplicatesDialog>(m_shop->shop(), *m_tasks);
        wait();
    }
    void cleanup()
    {
        m_dialog.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void nothing_waits_before_anybody_looked()
    {
        QCOMPARE(m_dialog->model().rowCount(), 0);
        QVERIFY(button(u"mergeCertain"_s)->isHidden());
    }

    void pairs_are_found_shown_and_merged()
    {
        press(u"findDuplicates"_s);
        QCOMPARE(m_dialog->model().rowCount(), 2);
        QCOMPARE(m_dialog->model().index(0, DuplicateModel::Likelihood).data().toString(), u"sure"_s);
        // The second record is kept: it is the first that goes.
        press(u"keepSecond"_s);
        QCOMPARE(m_dialog->model().rowCount(), 1);
        QCOMPARE(m_shop->workspace().lines(u"SELECT id FROM customer ORDER BY id"_s), u"2\n3\n4\n5\n"_s);
        auto *message = m_dialog->findChild<InlineMessage *>();
        QVERIFY(!message->isHidden());
        QSignalSpy shown(m_dialog.get(), &DuplicatesDialog::shown);
        Q_EMIT message->actionTriggered();
        QVERIFY(shown.wait());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 5);
    }

    void two_people_are_not_proposed_again()
    {
        press(u"findDuplicates"_s);
        press(u"keepApart"_s);
        QCOMPARE(m_dialog->model().rowCount(), 1);
        press(u"findDuplicates"_s);
        QCOMPARE(m_dialog->model().rowCount(), 1);
    }

    void all_certain_ones_go_at_once_and_come_back()
    {
        press(u"findDuplicates"_s);
        QVERIFY(!button(u"mergeCertain"_s)->isHidden());
        QSignalSpy changed(m_dialog.get(), &DuplicatesDialog::changed);
        press(u"mergeCertain"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 3);
        QSignalSpy shown(m_dialog.get(), &DuplicatesDialog::shown);
        Q_EMIT m_dialog->findChild<InlineMessage *>()->actionTriggered();
        QVERIFY(shown.wait());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 5);
    }

    void a_lost_workspace_is_told()
    {
        m_dialog = std::make_unique<DuplicatesDialog>(m_shop->lost(), *m_tasks);
        wait();
        QVERIFY(!m_dialog->findChild<InlineMessage *>()->isHidden());
    }

    void closing_while_it_looks_is_safe()
    {
        button(u"findDuplicates"_s)->click();
        m_dialog.reset();
    }

private:
    QPushButton *button(const QString &name) { return m_dialog->findChild<QPushButton *>(name); }
    void wait()
    {
        QSignalSpy shown(m_dialog.get(), &DuplicatesDialog::shown);
        QVERIFY(shown.wait());
    }
    void press(const QString &name)
    {
        QSignalSpy shown(m_dialog.get(), &DuplicatesDialog::shown);
        button(name)->click();
        QVERIFY(shown.wait());
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<DuplicatesDialog> m_dialog;
};

QTEST_MAIN(TestDuplicatesDialog)
#include "tst_duplicates_dialog.moc"
