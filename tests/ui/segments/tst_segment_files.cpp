// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_list.h"
#include "core/segment/rule_parser.h"
#include "tests/support/page_shop.h"
#include "ui/segments/export_dialog.h"
#include "ui/segments/save_segments_dialog.h"
#include "ui/segments/segment_list.h"
#include "ui/segments/segment_pane.h"
#include "ui/segments/segment_transfer.h"
#include "ui/segments/segments_page.h"
#include "ui/segments/take_segments_dialog.h"
#include "ui/shared/faces.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QUrl>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

/// Members and segments to and from files.
class TestSegmentFiles final : public QObject
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

    void columns_are_ticked_and_moved_with_the_keyboard()
    {
        ExportDialog dialog(u"VIP"_s, {u"size"_s}, {});
        dialog.show();
        QCOMPARE(dialog.choice(), (ExportChoice{usualMemberColumns(), false}));
        auto *columns = dialog.findChild<QListWidget *>(u"exportColumns"_s);
        QCOMPARE(columns->count(), memberColumns().size() + 1);
        QCOMPARE(columns->item(columns->count() - 1)->text(), u"size (your own)"_s);
        columns->setCurrentRow(0);
        QTest::keyClick(columns, Qt::Key_Space); // without the number
        columns->setCurrentRow(columns->count() - 1);
        QTest::keyClick(columns, Qt::Key_Space);
        auto *up = dialog.findChild<QToolButton *>(u"exportUp"_s);
        for (int i = 1; i < columns->count(); ++i)
            QTest::mouseClick(up, Qt::LeftButton);
        QVERIFY(!up->isEnabled());
        QTest::mouseClick(dialog.findChild<QToolButton *>(u"exportDown"_s), Qt::LeftButton);
        QTest::mouseClick(dialog.findChild<QToolButton *>(u"exportDown"_s), Qt::LeftButton);
        QTest::mouseClick(dialog.findChild<QRadioButton *>(u"exportWorkbook"_s), Qt::LeftButton);
        const ExportChoice wanted{{u"email"_s, u"attribute:size"_s, u"first_name"_s, u"last_name"_s}, true};
        QCOMPARE(dialog.choice(), wanted);
        QSignalSpy chosen(&dialog, &ExportDialog::chosen);
        dialog.chooseFile(u"list"_s);
        QCOMPARE(chosen.first().last().toString(), u"list.xlsx"_s);
        QVERIFY(dialog.isHidden());
        const ExportDialog again(u"VIP"_s, {u"size"_s}, wanted);
        QCOMPARE(again.choice(), wanted);
        const ExportDialog without(u"VIP"_s, {}, wanted); // the attribute is gone
        QVERIFY(!without.choice().columns.contains(u"attribute:size"_s));
    }

    void a_list_without_columns_cannot_be_written()
    {
        ExportDialog dialog({}, {}, {{u"email"_s}, false});
        auto *columns = dialog.findChild<QListWidget *>(u"exportColumns"_s);
        QCOMPARE(columns->item(0)->text(), u"E-mail address"_s);
        columns->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!dialog.findChild<QPushButton *>(u"exportChoose"_s)->isEnabled());
    }

    void each_column_has_a_name_for_people()
    {
        for (const MemberColumn &column : memberColumns())
            QVERIFY2(columnName(column.name) != column.name, qPrintable(column.name));
    }

    void the_page_remembers_what_was_exported()
    {
        open(u"rule:X\nlast order in last 3 days"_s);
        QTRY_COMPARE(m_page->findChild<QLabel *>(u"segmentCount"_s)->text(), u"3"_s);
        Q_EMIT pane()->exportRequested(false);
        auto *dialog = m_page->findChild<ExportDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QRadioButton *>(u"exportWorkbook"_s)->setChecked(true);
        dialog->chooseFile(path(u"members"_s));
        QTRY_COMPARE(m_tasks->at(0)->state(), Task::State::Done);
        QVERIFY(content(u"members.xlsx"_s).startsWith("PK"));
        QTRY_VERIFY(!m_page->findChild<ExportDialog *>()); // it is gone once it is closed
        Q_EMIT pane()->exportRequested(false);
        QVERIFY(
            m_page->findChild<ExportDialog *>()->findChild<QRadioButton *>(u"exportWorkbook"_s)->isChecked());
    }

    void an_export_that_is_stopped_leaves_no_file()
    {
        open(u"rule:X\ncount orders >= 1"_s);
        QThreadPool::globalInstance()->waitForDone();
        m_page->exportTo({usualMemberColumns(), false}, path(u"stopped.csv"_s));
        m_tasks->at(0)->cancel();
        QTRY_VERIFY(m_tasks->at(0)->isFinished());
        QCOMPARE(QFile::exists(path(u"stopped.csv"_s)), m_tasks->at(0)->state() == Task::State::Done);
    }

    void what_a_segment_speaks_of_goes_along()
    {
        save(u"Base"_s, u"count orders >= 1"_s);
        save(u"Other"_s, u"tag is \"b\""_s);
        save(u"Top"_s, u"all(segment \"Base\", country is \"DE\")"_s);
        const auto saved = savedSegments(m_shop->workspace().connection());
        SaveSegmentsDialog dialog(*saved, {u"Top"_s});
        dialog.show();
        QVERIFY(dialog.findChild<QLabel *>(u"saveSegmentsAlong"_s)->text().contains(u"“Base”"_s));
        QCOMPARE(names(dialog.chosenSegments()), (QStringList{u"Base"_s, u"Top"_s}));
        auto *list = dialog.findChild<QListWidget *>(u"saveSegmentsList"_s);
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Space);
        QVERIFY(!dialog.findChild<QPushButton *>(u"saveSegmentsChoose"_s)->isEnabled());
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"saveSegmentsAll"_s), Qt::LeftButton);
        QCOMPARE(dialog.chosenSegments().size(), 3);
        QVERIFY(!dialog.findChild<QLabel *>(u"saveSegmentsAlong"_s)->isVisible());
    }

    void segments_go_to_a_file_and_come_back()
    {
        save(u"Base"_s, u"count orders >= 1"_s);
        save(u"Top"_s, u"all(segment \"Base\", country is \"DE\")"_s);
        open();
        QTRY_COMPARE(list()->count(), 2);
        auto *transfer = m_page->findChild<SegmentTransfer *>();
        QSignalSpy notices(m_page.get(), &Page::noticed);
        transfer->askWhatToSave();
        auto *dialog = m_page->findChild<SaveSegmentsDialog *>();
        dialog->chooseFile(path(u"mine"_s));
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY(content(u"mine.segments.txt"_s).contains("segment: Top"));
        for (const QString &name : {u"Top"_s, u"Base"_s})
            QVERIFY(deleteSegment(m_shop->workspace().connection(), name));
        m_page->activate({});
        QTRY_COMPARE(list()->count(), 0);
        take(u"mine.segments.txt"_s);
        QTRY_COMPARE(rows(), (QStringList{u"is new: Base"_s, u"is new: Top"_s}));
        QTest::mouseClick(inDialog<QPushButton>(u"takeSegmentsNow"_s), Qt::LeftButton);
        QTRY_COMPARE(list()->keys(), (QStringList{u"Base"_s, u"Top"_s}));
        take(u"mine.segments.txt"_s);
        QTRY_COMPARE(rows(), (QStringList{u"is here already: Base"_s, u"is here already: Top"_s}));
        QVERIFY(!inDialog<QPushButton>(u"takeSegmentsNow"_s)->isEnabled());
    }

    void what_becomes_of_taken_names_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QStringList>("plan");
        QTest::addColumn<QString>("stored");
        const QString mine = u"all(count orders >= 1)"_s;
        const QString theirs = u"all(count orders >= 5)"_s;
        QTest::newRow("keep both") << u"takeKeepBoth"_s
                                   << QStringList{u"comes beside yours: VIP (2)"_s, u"is new: Fresh"_s}
                                   << u"Fresh|all(segment \"VIP (2)\")\nVIP|%1\nVIP (2)|%2\n"_s.arg(
                                          mine, theirs);
        QTest::newRow("replace") << u"takeReplace"_s
                                 << QStringList{u"replaces yours: VIP"_s, u"is new: Fresh"_s}
                                 << u"Fresh|all(segment \"VIP\")\nVIP|%1\n"_s.arg(theirs);
        QTest::newRow("leave") << u"takeLeave"_s << QStringList{u"is left out: VIP"_s, u"is new: Fresh"_s}
                               << u"Fresh|all(segment \"VIP\")\nVIP|%1\n"_s.arg(mine);
    }
    void what_becomes_of_taken_names()
    {
        QFETCH(QString, choice);
        QFETCH(QStringList, plan);
        QFETCH(QString, stored);
        save(u"VIP"_s, u"count orders >= 1"_s);
        open();
        QTRY_COMPARE(list()->count(), 1);
        write(u"theirs.segments.txt"_s,
            "segment: VIP\nrule:\ncount orders >= 5\n\nsegment: Fresh\nrule:\nsegment \"VIP\"\n");
        take(u"theirs.segments.txt"_s);
        QTRY_VERIFY(inDialog<QRadioButton>(choice)->isVisible());
        QTest::mouseClick(inDialog<QRadioButton>(choice), Qt::LeftButton, {}, QPoint(10, 10));
        QTRY_COMPARE(rows(), plan);
        QTest::mouseClick(inDialog<QPushButton>(u"takeSegmentsNow"_s), Qt::LeftButton);
        QTRY_VERIFY(list()->keys().contains(u"Fresh"_s));
        QCOMPARE(m_shop->workspace().lines(u"SELECT name, rule FROM segment ORDER BY name"_s), stored);
    }

    void a_broken_file_names_line_and_column()
    {
        open();
        write(u"broken.segments.txt"_s, "segment: A\nrule:\n  count orders >= many\n");
        take(u"broken.segments.txt"_s);
        auto *dialog = m_page->findChild<TakeSegmentsDialog *>();
        QTRY_COMPARE(dialog->faces().face(), FaceStack::Face::Failed);
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel *label) { return label->text().contains(u"line 3, column 19"_s); }));
        write(u"broken.segments.txt"_s, "# nothing yet\n");
        QTest::mouseClick(inDialog<QPushButton>(u"retry"_s), Qt::LeftButton);
        QTRY_COMPARE(dialog->faces().face(), FaceStack::Face::Empty);
    }

    void a_file_is_dropped_on_the_list()
    {
        open(u"rule:X\ncount orders >= 1"_s);
        m_page->resize(1000, 700);
        write(u"drop.segments.txt"_s, "segment: Dropped\nrule:\ncount orders >= 1\n");
        QVERIFY(!drops(u"drop.csv"_s));
        QVERIFY(drops(u"drop.segments.txt"_s));
        QTRY_COMPARE(rows(), QStringList{u"is new: Dropped"_s});
    }

private:
    void open(const QString &argument = {})
    {
        m_page = std::make_unique<SegmentsPage>(m_shop->shop(), *m_tasks);
        m_page->activate(argument);
    }
    void save(const QString &name, const QString &rule)
    {
        QVERIFY(
            saveSegment(m_shop->workspace().connection(), name, {}, *parseRule(rule), test::PageShop::asOf));
    }
    [[nodiscard]] QString path(const QString &name) { return m_shop->workspace().path(name); }
    QByteArray content(const QString &name)
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    void take(const QString &name)
    {
        qDeleteAll(m_page->findChildren<TakeSegmentsDialog *>());
        m_page->findChild<SegmentTransfer *>()->take(path(name));
    }
    template<typename T>
    T *inDialog(const QString &name)
    {
        auto *dialog = m_page->findChild<TakeSegmentsDialog *>();
        return dialog ? dialog->findChild<T *>(name) : nullptr;
    }
    QStringList rows()
    {
        const auto *model = inDialog<QTableView>(u"takeSegmentsTable"_s)->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(u"%1: %2"_s.arg(
                model->index(row, 0).data().toString(), model->index(row, 1).data().toString()));
        return rows;
    }
    /// Drags a file over the page and lets it go; false where the page does not want it.
    bool drops(const QString &name)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path(name))});
        QDragEnterEvent enter(QPoint(100, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(m_page.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent drop(QPoint(100, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &drop);
        return drop.isAccepted();
    }
    static QStringList names(const QList<SavedSegment> &segments)
    {
        QStringList names;
        for (const SavedSegment &saved : segments)
            names.append(saved.name);
        return names;
    }
    SegmentList *list() { return m_page->findChild<SegmentList *>(u"segmentList"_s); }
    SegmentPane *pane() { return m_page->findChild<SegmentPane *>(); }

    std::unique_ptr<test::PageShop> m_shop;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<SegmentsPage> m_page;
};

QTEST_MAIN(TestSegmentFiles)
#include "tst_segment_files.moc"
