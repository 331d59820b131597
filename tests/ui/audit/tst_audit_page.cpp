// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/page_shop.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/change_table.h"
#include "ui/shared/line_list.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme_controller.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haberdash;
using namespace haberdash::test;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestAuditPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ThemeController>(*qApp, ThemeChoice::Light); }
    void init() { m_shop = std::make_unique<PageShop>(); }
    void cleanup() { QThreadPool::globalInstance()->waitForDone(); }

    void an_empty_shop_teaches()
    {
        show();
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Empty);
        QSignalSpy went(m_page.get(), &Page::pageRequested);
        m_page->findChild<QPushButton *>(u"emptyPrimary"_s)->click();
        QCOMPARE(went.count(), 1);
        QCOMPARE(went[0][0].toString(), u"data"_s);
    }

    void a_lost_shop_fails_and_can_be_tried_again()
    {
        m_page = std::make_unique<AuditPage>(m_shop->lost(), m_tasks);
        activate();
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Failed);
        QSignalSpy settled(m_page.get(), &AuditPage::settled);
        m_page->findChild<QPushButton *>(u"retry"_s)->click();
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void a_finding_shows_its_words_and_all_its_rows()
    {
        fillWithFaults();
        show();
        QCOMPARE(m_page->faces().face(), FaceStack::Face::Full);
        QCOMPARE(label(u"auditScore"_s), QString::number(m_page->audit()->score.value));
        m_page->activate(u"check:people.email-typo"_s);
        QCOMPARE(label(u"findingTitle"_s), u"Addresses with a slip of the keys"_s);
        QVERIFY(label(u"findingCount"_s).startsWith(u"3 of 300 people"_s));
        auto *table = m_page->findChild<TableView *>(u"findingRows"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTRY_COMPARE(table->model()->index(2, 1).data().toString(), u"c@gmai.com"_s);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"did you mean gmail.com?"_s);
        QSignalSpy went(m_page.get(), &Page::pageRequested);
        Q_EMIT table->rowActivated(2);
        QCOMPARE(went.value(0).value(1).toString(), u"customer:3"_s);
    }

    void a_repair_is_shown_made_and_taken_back()
    {
        fillWithFaults();
        show();
        m_page->activate(u"check:people.email-typo"_s);
        m_page->findChild<QPushButton *>(u"previewRepair"_s)->click();
        auto *changes = m_page->findChild<ChangeTable *>();
        QTRY_COMPARE(changes->rowCount(), 3);
        const QAbstractItemModelTester tester(
            changes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(changes->index(0, ChangeTable::After).data().toString(), u"a@gmail.com"_s);
        QCOMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM customer WHERE email LIKE '%@gmail.com'"_s), 0);

        QSignalSpy noticed(m_page.get(), &Page::noticed);
        QSignalSpy settled(m_page.get(), &AuditPage::settled);
        m_page->findChild<QPushButton *>(u"applyRepair"_s)->click();
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM customer WHERE email LIKE '%@gmail.com'"_s), 3);
        QCOMPARE(m_page->audit()->finding(u"people.email-typo"_s)->count(), 0);
        QCOMPARE(noticed.count(), 1);
        const auto notice = noticed[0][0].value<Notice>();
        QCOMPARE(notice.text, u"Correct the addresses: 3 changed."_s);

        notice.action();
        QTRY_COMPARE(settled.count(), 2);
        QCOMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM customer WHERE email LIKE '%@gmail.com'"_s), 0);
        QCOMPARE(m_page->audit()->finding(u"people.email-typo"_s)->count(), 3);
    }

    void only_what_is_selected_is_changed()
    {
        fillWithFaults();
        show();
        m_page->activate(u"check:people.email-typo"_s);
        m_page->findChild<QPushButton *>(u"previewRepair"_s)->click();
        auto *table = m_page->findChild<TableView *>(u"repairChanges"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *apply = m_page->findChild<QPushButton *>(u"applyRepair"_s);
        QCOMPARE(apply->text(), u"Make these 3 changes"_s);
        table->selectRow(1);
        QCOMPARE(apply->text(), u"Make the selected change"_s);
        QSignalSpy settled(m_page.get(), &AuditPage::settled);
        apply->click();
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(
            m_shop->workspace().lines(u"SELECT id, email FROM customer WHERE email LIKE '%@gmail.com'"_s),
            u"2|b@gmail.com\n"_s);
    }

    void leaving_a_preview_changes_nothing()
    {
        fillWithFaults();
        show();
        m_page->activate(u"check:people.email-typo"_s);
        m_page->findChild<QPushButton *>(u"previewRepair"_s)->click();
        auto *changes = m_page->findChild<ChangeTable *>();
        QTRY_COMPARE(changes->rowCount(), 3);
        m_page->findChild<QPushButton *>(u"leaveRepair"_s)->click();
        QVERIFY(m_page->findChild<QPushButton *>(u"previewRepair"_s)->isEnabled());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM import_batch"_s), 0);
    }

    void checks_that_found_nothing_are_there_to_see()
    {
        fillWithFaults();
        show();
        auto *list = m_page->findChild<LineList *>(u"findingList"_s);
        QCOMPARE(list->keys().last(), u"passed"_s);
        Q_EMIT list->chosen(u"passed"_s);
        auto *table = m_page->findChild<TableView *>(u"findingRows"_s);
        QCOMPARE(qsizetype(table->model()->rowCount()),
            m_page->audit()->findings.size() - m_page->audit()->found().size());
    }

    void it_looks_again_only_when_the_shop_changed()
    {
        fillWithFaults();
        show();
        QSignalSpy settled(m_page.get(), &AuditPage::settled);
        m_page->activate({});
        QTest::qWait(50);
        QCOMPARE(settled.count(), 0);
        change(u"UPDATE customer SET email = 'x@yaho.com' WHERE id = 9"_s);
        m_page->activate({});
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(m_page->audit()->finding(u"people.email-typo"_s)->count(), 4);
    }

    void reports_are_saved_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("html") << u"r.html"_s << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << u"r.pdf"_s << QByteArray("%PDF-1.");
        QTest::newRow("json") << u"r.json"_s << QByteArray("{");
        QTest::newRow("something else") << u"r.docx"_s << QByteArray();
        QTest::newRow("no such folder") << u"none/r.html"_s << QByteArray();
    }
    void reports_are_saved()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, begins);
        fillWithFaults();
        show();
        QSignalSpy noticed(m_page.get(), &Page::noticed);
        const QString path = m_shop->workspace().path(name);
        m_page->exportTo(path);
        QTRY_COMPARE(noticed.count(), 1);
        QCOMPARE(noticed[0][0].value<Notice>().tone, begins.isEmpty() ? Tone::Negative : Tone::Positive);
        QFile file(path);
        QCOMPARE(file.open(QIODevice::ReadOnly), !begins.isEmpty());
        if (begins.isEmpty())
            return;
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith(begins));
        if (name == u"r.json"_s)
            QCOMPARE(QJsonDocument::fromJson(content)[u"score"_s].toInt(-1), m_page->audit()->score.value);
    }

    void the_page_may_go_while_it_looks()
    {
        fillWithFaults();
        m_page = std::make_unique<AuditPage>(m_shop->shop(), m_tasks);
        m_page->activate({});
        m_page.reset();
        QTRY_COMPARE(m_tasks.rowCount() > 0, true);
    }

private:
    void change(const QString &statement)
    {
        const auto done = m_shop->workspace().connection().execute(statement);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }
    void fillWithFaults()
    {
        m_shop->filled();
        for (const char *address : {"1, 'a@gmial.com'", "2, 'b@gmail.con'", "3, 'c@gmai.com'"}) {
            const QStringList parts = QString::fromLatin1(address).split(u", "_s);
            change(u"UPDATE customer SET email = %2 WHERE id = %1"_s.arg(parts[0], parts[1]));
        }
    }
    void show()
    {
        m_page = std::make_unique<AuditPage>(m_shop->shop(), m_tasks);
        activate();
    }
    void activate()
    {
        m_page->resize(1000, 700);
        m_page->show();
        QSignalSpy settled(m_page.get(), &AuditPage::settled);
        m_page->activate({});
        QTRY_COMPARE(settled.count(), 1);
    }
    QString label(const QString &name) const
    {
        const auto *found = m_page->findChild<QLabel *>(name);
        return found ? found->text() : QString();
    }

    std::unique_ptr<ThemeController> m_theme;
    std::unique_ptr<PageShop> m_shop;
    TaskList m_tasks;
    std::unique_ptr<AuditPage> m_page;
};

QTEST_MAIN(TestAuditPage)
#include "tst_audit_page.moc"
