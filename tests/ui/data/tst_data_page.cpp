// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/packed_files.h"
#include "tests/support/page_shop.h"
#include "ui/data/data_page.h"
#include "ui/data/mapping_dialog.h"
#include "ui/data/mend_dialog.h"
#include "ui/data/undo_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QUrl>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray tillCustomers = "No,Mail,Forename,Since\n1,ada@example.com,Ada,30.06.2024\n"
                                 "2,grace@example.com,Grace,01.07.2024\n3,not an address,Nobody,31.12.2024\n";

QByteArray customerFile(const QByteArray &rows)
{
    return "Customer ID,First Name,Last Name,Email,Accepts Email Marketing\n" + rows;
}

} // namespace

class TestDataPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::PageShop>();
        m_tasks = std::make_unique<TaskList>();
        m_page = std::make_unique<DataPage>(m_shop->shop(), *m_tasks);
        m_page->activate({});
    }
    void cleanup()
    {
        m_page.reset();
        QThreadPool::globalInstance()->waitForDone();
        m_tasks.reset();
    }

    void an_empty_shop_is_taught() { QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Empty); }

    void a_shop_with_data_says_what_it_holds()
    {
        m_shop->filled();
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().visibleFace(), FaceStack::Face::Full);
        QTRY_VERIFY(find<QWidget>(u"holdings"_s));
        const QStringList texts = textsOf(u"holdings"_s);
        QVERIFY2(texts.contains(u"Customers"_s) && texts.contains(u"300"_s), qPrintable(texts.join(u' ')));
    }

    void a_list_of_two_files_is_no_higher_than_they_are()
    {
        m_page->resize(1000, 900);
        m_page->show();
        add({m_shop->workspace().write(u"one.csv"_s, customerFile("1,Ada,,ada@example.com,no\n")),
            m_shop->workspace().write(u"two.csv"_s, customerFile("2,Bob,,bob@example.com,no\n"))});
        auto *plan = find<QWidget>(u"importPlan"_s);
        QTRY_VERIFY(plan->isVisible() && plan->height() > 0);
        QTRY_COMPARE(plan->height(), plan->heightForWidth(plan->width()));
    }

    void a_lost_workspace_shows_the_failure()
    {
        m_page = std::make_unique<DataPage>(m_shop->lost(), *m_tasks);
        m_page->activate({});
        QTRY_COMPARE(m_page->faces().face(), FaceStack::Face::Failed);
    }

    void files_that_cannot_be_read_are_explained_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    }
    void files_that_cannot_be_read_are_explained()
    {
        QFETCH(QByteArray, content);
        add({m_shop->workspace().write(u"odd.csv"_s, content), m_shop->workspace().path(u"missing.csv"_s)});
        QCOMPARE(m_page->files().size(), 2);
        QVERIFY(!m_page->files().last().trouble.isEmpty());
        for (const PlannedFile &file : m_page->files()) // the name is above, the folder is known
            QVERIFY2(!file.trouble.contains(u'/'), qPrintable(file.trouble));
        QVERIFY(!find<QPushButton>(u"importFiles"_s)->isEnabled());
        QCOMPARE(find<QPushButton>(u"importFiles"_s)->text(), u"Nothing to check yet"_s);
    }

    void a_known_file_is_imported_and_told_about()
    {
        const QString path = m_shop->workspace().write(u"events.csv"_s,
            "event_id,email,occurred_at,event_type,product,value,reference\n1,ada@example.com,2026-06-01T10:"
            "00:00Z,signup,,,\n"
            "2,ada@example.com,yesterday,signup,,,\n");
        add({path});
        QVERIFY(m_page->files().first().mapping());
        runImport();
        QTRY_VERIFY(find<QWidget>(u"importReport"_s));
        QVERIFY(m_page->files().isEmpty());
        QCOMPARE(m_shop->workspace().count(
                     u"SELECT count(*) FROM import_file WHERE rows_read = 2 AND rows_rejected = 1"_s),
            1);
        QVERIFY(!m_tasks->at(0)->resultText().isEmpty());
    }

    void a_single_row_is_told_in_the_singular()
    {
        add({m_shop->workspace().write(u"one.csv"_s, customerFile("1,Ada,,ada@example.com,no\n"))});
        runImport();
        QVERIFY(textsOf(u"importReport"_s).contains(u"its one row accepted"_s));
        add({m_shop->workspace().write(u"again.csv"_s, customerFile("1,Ada,,ada@example.com,yes\n"))});
        runCheck();
        QVERIFY(textsOf(u"importPreview"_s).contains(u"the one row can be read"_s));
        runImport();
        QVERIFY(textsOf(u"importReport"_s)
                    .contains(u"1 person has a no noted here and a yes in the files. The no stays."_s));
    }

    void many_columns_are_named_in_whole_words()
    {
        QByteArray header = "Name of the first";
        for (int i = 2; i <= 30; ++i)
            header += ",Column number " + QByteArray::number(i);
        add({m_shop->workspace().write(u"wide.csv"_s, header + "\n1,2\n")});
        const QString columns = textsOf(u"importPlan"_s).filter(u"Not recognised"_s).value(0);
        QVERIFY2(columns.endsWith(u"Column number 8 and 22 more"_s), qPrintable(columns));
    }

    void dates_that_nothing_settles_are_asked_for()
    {
        add({m_shop->workspace().write(u"orders.csv"_s,
            "Order ID,Customer Email,Order Date,Order Total (inc tax),Product "
            "Details\n100,ada@example.com,03/04/2022,9.95,\n")});
        QVERIFY(!m_page->files().first().mapping());
        QVERIFY(!find<QPushButton>(u"importFiles"_s)->isEnabled());
        auto *answer = find<QPushButton>(u"dates:MM/dd/yyyy"_s);
        QVERIFY(answer);
        QVERIFY2(answer->text().contains(u"Mar"_s), qPrintable(answer->text()));
        QVERIFY(find<QPushButton>(u"dates:dd/MM/yyyy"_s));
        answer->click();
        runImport();
        // 4 March 2022, midnight in the shop's time zone
        QCOMPARE(m_shop->workspace().count(
                     u"SELECT date(placed_at / 1000 + 43200, 'unixepoch') = '2022-03-04' FROM shop_order"_s),
            1);
    }

    void an_archive_shows_each_of_its_tables()
    {
        const QByteArray header = "Email Address,First Name,LEID,EUID\n";
        add({m_shop->workspace().write(u"audience.zip"_s,
            test::zipOf({{"subscribed_members_1.csv", header + "a@example.com,Ada,1,x\n"},
                {"unsubscribed_members_1.csv", header + "b@example.com,Bo,2,y\n"}}))});
        QCOMPARE(m_page->files().size(), 2);
        runImport();
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 2);
        QCOMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM consent_entry WHERE state = 'unsubscribed'"_s),
            1);
    }

    void files_of_no_use_say_so()
    {
        add({m_shop->workspace().write(u"cards.csv"_s,
            "Id,Last Characters,Customer Name,Email,Initial Balance,Current Balance\n1,abcd,Ada,,5,5\n")});
        QVERIFY(!m_page->files().first().mapping());
        QVERIFY(m_page->files().first().trouble.contains(u"last four characters"_s));
    }

    void a_description_is_not_used_before_its_dates_are_settled()
    {
        const auto probe = importing::probe(
            m_shop->workspace().write(u"till.csv"_s, "Mail,Since\na@example.com,03/04/2024\n"));
        MappingDialog dialog(m_shop->shop(), *probe, importing::MappingDraft::guess(*probe, u"Till"_s));
        auto *use = dialog.findChild<QPushButton *>(u"mappingUse"_s);
        QVERIFY(!use->isEnabled());
        QVERIFY(
            dialog.findChild<QLabel *>(u"mappingDateCheck"_s)->text().contains(u"dd/MM/yyyy, MM/dd/yyyy"_s));
        dialog.findChild<QComboBox *>(u"mappingDates"_s)->setCurrentText(u"MM/dd/yyyy"_s);
        QVERIFY(use->isEnabled());
        QCOMPARE(dialog.draft().dateFormat, u"MM/dd/yyyy"_s);
        QCOMPARE(dialog.draft().dateFormats, QStringList());
    }

    void a_description_is_made_from_top_to_bottom_with_the_keyboard()
    {
        const auto probe = importing::probe(m_shop->workspace().write(u"till.csv"_s, tillCustomers));
        MappingDialog dialog(m_shop->shop(), *probe, importing::MappingDraft::guess(*probe, u"Till"_s));
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.findChild<QLineEdit *>(u"mappingName"_s)->setFocus();
        QStringList order;
        for (int i = 0; i < 11; ++i) {
            order << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(order.mid(5),
            QStringList({u"mappingField0"_s, u"mappingField1"_s, u"mappingField2"_s, u"mappingField3"_s,
                u"mappingExport"_s, u"mappingCancel"_s}));
        QCOMPARE(
            dialog.findChild<QComboBox *>(u"mappingField0"_s)->currentText(), u"Number of the customer"_s);
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QTest::keyClick(dialog.findChild<QLineEdit *>(u"mappingName"_s), Qt::Key_Return);
        QCOMPARE(accepted.size(), 1);
    }

    void amounts_that_are_chosen_show_how_they_are_written()
    {
        const auto probe = importing::probe(m_shop->workspace().write(
            u"till.csv"_s, "Mail;Umsatz\na@example.com;1.234,50\nb@example.com;99,00\n"));
        MappingDialog dialog(m_shop->shop(), *probe, importing::MappingDraft::guess(*probe, u"Till"_s));
        auto *numbers = dialog.findChild<QComboBox *>(u"mappingNumbers"_s);
        QCOMPARE(numbers->currentText(), u"1234.50"_s);
        auto *field = dialog.findChild<QComboBox *>(u"mappingField1"_s);
        field->setCurrentIndex(field->findData(u"total_spent"_s));
        QCOMPARE(numbers->currentText(), u"1.234,50"_s);
        QCOMPARE(dialog.draft().numbers.decimal, ',');
    }

    void an_unknown_file_is_described_once()
    {
        const QString path = m_shop->workspace().write(u"till.csv"_s, tillCustomers);
        add({path});
        QVERIFY(!m_page->files().first().mapping());
        QVERIFY(find<QPushButton>(u"describe:till.csv"_s));
        const auto draft = importing::MappingDraft::guess(*m_page->files().first().probe, u"Till"_s);
        m_page->describe(path, draft);
        QVERIFY(m_page->files().first().mapping());
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mapping"_s), 1);
        runImport();
        QTRY_COMPARE(
            m_shop->workspace().count(u"SELECT count(*) FROM customer WHERE email IS NOT NULL"_s), 2);
        // Another file with the same columns is known now.
        add({m_shop->workspace().write(u"till2.csv"_s, tillCustomers)});
        QCOMPARE(m_page->files().first().mapping()->name, u"Till"_s);
    }

    void an_import_is_shown_before_it_happens()
    {
        add({m_shop->workspace().write(u"customers.csv"_s, customerFile("1,Ada,,ada@example.com,no\n"))});
        runImport();
        add({m_shop->workspace().write(u"later.csv"_s,
            customerFile("1,Ada,,ada@example.com,yes\n2,Bob,,bob@example.com,yes\n3,Cy,,no address,yes\n"))});
        runCheck();
        QVERIFY(find<QWidget>(u"importPreview"_s));
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 1); // nothing happened yet
        // A yes over a no needs a tick and a reason.
        auto *accept = find<QCheckBox>(u"acceptConsent"_s);
        auto *reason = find<QLineEdit>(u"consentReason"_s);
        QVERIFY(accept && reason);
        QVERIFY(find<QPushButton>(u"importNow"_s)->isEnabled());
        accept->setChecked(true);
        QVERIFY(!find<QPushButton>(u"importNow"_s)->isEnabled());
        reason->setText(u"Asked at the till"_s);
        QVERIFY(find<QPushButton>(u"importNow"_s)->isEnabled());
        QSignalSpy imported(m_page.get(), &DataPage::imported);
        find<QPushButton>(u"importNow"_s)->click();
        QVERIFY(imported.wait());
        QCOMPARE(m_shop->workspace().lines(
                     u"SELECT state, proof FROM consent_entry WHERE basis = 'import_confirmed'"_s),
            u"subscribed|Asked at the till\n"_s);
    }

    void the_keyboard_follows_from_step_to_step()
    {
        m_page->resize(1000, 560);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QStringList files;
        for (int i = 1; i <= 8; ++i)
            files << m_shop->workspace().write(u"part%1.csv"_s.arg(i),
                customerFile(
                    QByteArray::number(i) + ",Ada,,ada" + QByteArray::number(i) + "@example.com,no\n"));
        add(files);
        // Tab goes down the page: the files, then what is done with them.
        find<QPushButton>(u"chooseFiles"_s)->setFocus();
        QStringList names;
        for (int i = 0; i < 9; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            names << QApplication::focusWidget()->accessibleName();
        }
        QCOMPARE(names.first(), u"Leave out part1.csv"_s);
        QCOMPARE(names.value(7), u"Leave out part8.csv"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"importFiles"_s);
        QSignalSpy checked(m_page.get(), &DataPage::checked);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(checked.wait());
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"importNow"_s);
        // What the check found is seen without scrolling.
        QTRY_VERIFY(find<QWidget>(u"importNow"_s)->visibleRegion().boundingRect().height() > 20);
        QSignalSpy imported(m_page.get(), &DataPage::imported);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(imported.wait());
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"chooseFiles"_s);
    }

    void a_preview_can_be_left()
    {
        add({m_shop->workspace().write(u"customers.csv"_s, customerFile("1,Ada,,ada@example.com,no\n"))});
        runCheck();
        find<QPushButton>(u"dismissPreview"_s)->click();
        QTRY_VERIFY(!find<QWidget>(u"importPreview"_s));
        QCOMPARE(m_page->files().size(), 1);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void an_import_is_undone_after_its_account_was_read()
    {
        add({m_shop->workspace().write(u"customers.csv"_s, customerFile("1,Ada,,ada@example.com,no\n"))});
        runImport();
        UndoDialog dialog(m_shop->shop(), *m_tasks, BatchId(1), u"customers.csv"_s);
        QSignalSpy planned(&dialog, &UndoDialog::planned);
        QVERIFY(planned.wait());
        const QString account = dialog.findChild<QLabel *>(u"undoAccount"_s)->text();
        QVERIFY2(account.contains(u"1 customer"_s), qPrintable(account));
        QSignalSpy undone(&dialog, &UndoDialog::undone);
        dialog.findChild<QPushButton *>(u"undoNow"_s)->click();
        QVERIFY(undone.wait());
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void what_cannot_be_undone_says_why()
    {
        add({m_shop->workspace().write(u"customers.csv"_s, customerFile("1,Ada,,ada@example.com,no\n"))});
        runImport();
        QTRY_VERIFY(find<QPushButton>(u"undo:1"_s));
        QVERIFY(find<QPushButton>(u"undo:1"_s)->accessibleName().endsWith(u" – customers.csv"_s));
        add({m_shop->workspace().write(u"later.csv"_s, customerFile("1,Adele,,ada@example.com,no\n"))});
        runImport();
        UndoDialog dialog(m_shop->shop(), *m_tasks, BatchId(1), u"customers.csv"_s);
        QSignalSpy planned(&dialog, &UndoDialog::planned);
        QVERIFY(planned.wait());
        auto *account = dialog.findChild<QLabel *>(u"undoAccount"_s);
        // By its name, since nobody is shown numbers of imports.
        QVERIFY2(account->text().contains(u" – later.csv\n"_s), qPrintable(account->text()));
        QVERIFY(account->text().endsWith(u"Nothing was changed."_s));
        dialog.show();
        QTRY_VERIFY(account->height() >= account->heightForWidth(account->width()));
        QVERIFY(dialog.findChild<QPushButton *>(u"undoNow"_s)->isHidden());
    }

    void refused_rows_are_mended_and_come_in()
    {
        add({m_shop->workspace().write(u"customers.csv"_s,
            customerFile("1,Ada,,ada@example.com,no\n2,Bob,,bob at example,no\n3,Cy,,cy@,no\n"))});
        runImport();
        MendDialog dialog(m_shop->workspace().path(u"customers.rejected.csv"_s));
        QSignalSpy ready(&dialog, &MendDialog::ready);
        QVERIFY(ready.wait());
        auto *model = dialog.model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->data(model->index(0, RejectedRowsModel::Line), Qt::DisplayRole).toInt(), 3);
        QCOMPARE(model->data(model->index(0, RejectedRowsModel::Reason), Qt::DisplayRole).toString(),
            u"email: “bob at example” is no e-mail address (there is no @ in it)"_s);
        auto *button = dialog.findChild<QPushButton *>(u"importMended"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY(!model->setData(model->index(0, RejectedRowsModel::Reason), u"x"_s, Qt::EditRole));
        QVERIFY(model->setData(
            model->index(0, RejectedRowsModel::FirstCell + 3), u"bob@example.com"_s, Qt::EditRole));
        QVERIFY(button->isEnabled());
        QSignalSpy mended(&dialog, &MendDialog::mended);
        button->click();
        QCOMPARE(mended.size(), 1);
        add({mended[0][0].toString()});
        QVERIFY(m_page->files().last().mapping());
        runImport();
        QCOMPARE(m_shop->workspace().lines(u"SELECT email FROM customer ORDER BY id"_s),
            u"ada@example.com\nbob@example.com\n"_s);
    }

    void mended_rows_of_a_described_file_need_no_second_description()
    {
        const QString path = m_shop->workspace().write(u"till.csv"_s, tillCustomers);
        add({path});
        m_page->describe(path, importing::MappingDraft::guess(*m_page->files().first().probe, u"Till"_s));
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mapping"_s), 1);
        runImport();
        MendDialog dialog(m_shop->workspace().path(u"till.rejected.csv"_s));
        QSignalSpy ready(&dialog, &MendDialog::ready);
        QVERIFY(ready.wait());
        auto *model = dialog.model();
        QVERIFY(model->setData(
            model->index(0, RejectedRowsModel::FirstCell + 1), u"no@example.com"_s, Qt::EditRole));
        dialog.findChild<QPushButton *>(u"importMended"_s)->click();
        add({m_shop->workspace().path(u"till.mended.csv"_s)});
        QVERIFY(m_page->files().last().mapping());
        runImport();
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 3);
    }

    void a_file_that_is_no_file_of_refused_rows_is_told()
    {
        MendDialog dialog(m_shop->workspace().write(u"x.csv"_s, tillCustomers));
        QSignalSpy ready(&dialog, &MendDialog::ready);
        QVERIFY(ready.wait());
        QCOMPARE(dialog.model()->rowCount(), 0);
        QVERIFY(!dialog.findChild<QPushButton *>(u"importMended"_s)->isEnabled());
    }

    void files_can_be_dropped()
    {
        const QString path = m_shop->workspace().write(u"till.csv"_s, tillCustomers);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path), QUrl(u"https://example.com/x.csv"_s)});
        QSignalSpy shown(m_page.get(), &DataPage::filesShown);
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &drop);
        QVERIFY(shown.wait());
        QCOMPARE(m_page->files().size(), 1);
    }

    void closing_while_it_imports_is_safe()
    {
        QByteArray content = "No,Mail,Forename,Since\n";
        for (int i = 0; i < 20'000; ++i)
            content += QByteArray::number(i) + ",p" + QByteArray::number(i) + "@example.com,Ada,30.06.2024\n";
        const QString path = m_shop->workspace().write(u"big.csv"_s, content);
        add({path});
        m_page->describe(path, importing::MappingDraft::guess(*m_page->files().first().probe, u"Big"_s));
        QTRY_COMPARE(m_shop->workspace().count(u"SELECT count(*) FROM mapping"_s), 1);
        m_page->import();
        m_page.reset();
        QTRY_VERIFY_WITH_TIMEOUT(m_tasks->at(0)->isFinished(), 30'000);
        QCOMPARE(m_shop->workspace().count(u"SELECT count(*) FROM customer"_s), 20'000);
    }

    void the_description_is_checked_while_it_is_made()
    {
        const QString path = m_shop->workspace().write(u"till.csv"_s, tillCustomers);
        const auto probe = importing::probe(path);
        QVERIFY(probe);
        MappingDialog dialog(m_shop->shop(), *probe, importing::MappingDraft::guess(*probe, u"Till"_s));
        auto *use = dialog.findChild<QPushButton *>(u"mappingUse"_s);
        QVERIFY(use->isEnabled());
        dialog.findChild<QComboBox *>(u"mappingDates"_s)->setCurrentText(u"nonsense"_s);
        QVERIFY(!use->isEnabled());
        dialog.findChild<QComboBox *>(u"mappingDates"_s)->setCurrentText(u"dd.MM.yyyy"_s);
        QVERIFY(use->isEnabled());
        dialog.findChild<QLineEdit *>(u"mappingName"_s)->clear();
        QVERIFY(!use->isEnabled());
        dialog.findChild<QLineEdit *>(u"mappingName"_s)->setText(u"Till"_s);
        // Neither address nor number of the customer: nobody could be found by that.
        for (int i = 0; i < 2; ++i)
            dialog.findChild<QComboBox *>(u"mappingField%1"_s.arg(i))->setCurrentIndex(0);
        QVERIFY(!use->isEnabled());
        QVERIFY(!dialog.findChild<QLabel *>(u"mappingTrouble"_s)->text().isEmpty());
        dialog.findChild<QComboBox *>(u"mappingKind"_s)->setCurrentIndex(int(importing::Kind::Orders));
        QVERIFY(!use->isEnabled());
    }

    void the_description_is_exported_for_the_command_line()
    {
        const QString path = m_shop->workspace().write(u"till.csv"_s, tillCustomers);
        const auto probe = importing::probe(path);
        const auto draft = importing::MappingDraft::guess(*probe, u"Till"_s);
        MappingDialog dialog(m_shop->shop(), *probe, draft);
        const QString target = m_shop->workspace().path(u"till.json"_s);
        QVERIFY(dialog.exportTo(target));
        const auto mapping = importing::loadMapping(target);
        QVERIFY(mapping);
        QCOMPARE(mapping->dateFormat, u"dd.MM.yyyy"_s);
        QVERIFY(!dialog.exportTo(u"/nowhere/till.json"_s));
    }

private:
    void add(const QStringList &paths)
    {
        QSignalSpy shown(m_page.get(), &DataPage::filesShown);
        m_page->addFiles(paths);
        QVERIFY(shown.wait());
    }
    QStringList textsOf(const QString &card)
    {
        QStringList texts;
        for (const QLabel *label : find<QWidget>(card)->findChildren<QLabel *>())
            texts << label->text();
        return texts;
    }
    void runImport()
    {
        runCheck();
        QSignalSpy imported(m_page.get(), &DataPage::imported);
        find<QPushButton>(u"importNow"_s)->click();
        QVERIFY(imported.wait());
    }
    void runCheck()
    {
        QSignalSpy checked(m_page.get(), &DataPage::checked);
        QVERIFY(find<QPushButton>(u"importFiles"_s)->isEnabled());
        find<QPushButton>(u"importFiles"_s)->click();
        QVERIFY(checked.wait());
    }
    template<typename T>
    T *find(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<DataPage> m_page;
};

QTEST_MAIN(TestDataPage)
#include "tst_data_page.moc"
