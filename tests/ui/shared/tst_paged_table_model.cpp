// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/paged_table_model.h"
#include "ui/shared/table_view.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What happened in a source, told by its rows from their threads.
struct Log
{
    std::atomic<int> prepared = 0;
    std::atomic<int> fetched = 0;
    std::atomic<bool> failing = false;
};

/// Rows (n, "row n"), or the other way round.
class CountingRows final : public PagedRows
{
public:
    CountingRows(qint64 rows, bool descending, std::shared_ptr<Log> log)
        : m_rows(rows)
        , m_descending(descending)
        , m_log(std::move(log))
    { }
    qint64 count() const override { return m_rows; }
    Result<std::vector<std::vector<QVariant>>> fetch(qint64 first, qint64 count) const override
    {
        ++m_log->fetched;
        if (m_log->failing)
            return failure(Error::Code::Storage, u"Locked."_s);
        std::vector<std::vector<QVariant>> rows;
        for (qint64 i = first; i < std::min(first + count, m_rows); ++i) {
            const qint64 n = m_descending ? m_rows - 1 - i : i;
            rows.push_back({n, u"row %1"_s.arg(n)});
        }
        return rows;
    }

private:
    qint64 m_rows;
    bool m_descending;
    std::shared_ptr<Log> m_log;
};

PagedSource countingSource(qint64 rows, const std::shared_ptr<Log> &log)
{
    return [rows, log](SortOrder order) -> Result<std::shared_ptr<const PagedRows>> {
        ++log->prepared;
        if (log->failing)
            return failure(Error::Code::Storage, u"Locked."_s);
        return std::make_shared<const CountingRows>(rows, order.order == Qt::DescendingOrder, log);
    };
}

QList<PagedTableModel::Column> columns()
{
    return {{u"Number"_s, true}, {u"Name"_s, false, false}};
}

} // namespace

class TestPagedTableModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_the_page_that_is_looked_at()
    {
        PagedTableModel model(columns());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto log = std::make_shared<Log>();
        const PagedSource source = countingSource(1'000'000, log);
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.setSource(source);
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(model.rowCount(), 1'000'000);
        QTRY_COMPARE(model.index(700'000, 1).data().toString(), u"row 700000"_s);
        QCOMPARE(model.index(700'000, 0).data(SortRole).toLongLong(), 700'000);
        QTRY_COMPARE(model.index(999'999, 1).data().toString(), u"row 999999"_s);
        QVERIFY(log->fetched < 10);
        QCOMPARE(
            model.index(0, 0).data(Qt::TextAlignmentRole).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
    }

    void keeps_a_bounded_number_of_pages()
    {
        PagedTableModel model(columns());
        auto log = std::make_shared<Log>();
        const PagedSource source
            = countingSource(PagedTableModel::pageSize * (PagedTableModel::keptPages + 10), log);
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.setSource(source);
        QTRY_COMPARE(ready.count(), 1);
        const int pages = PagedTableModel::keptPages + 10;
        for (int page = 0; page < pages; ++page)
            QVERIFY(QTest::qWaitFor(
                [&] { return model.rawValue(page * PagedTableModel::pageSize, 0).isValid(); }));
        QCOMPARE(log->fetched.load(), pages);
        QVERIFY(model.rawValue((pages - 1) * PagedTableModel::pageSize, 0).isValid());
        QVERIFY(!model.rawValue(0, 0).isValid()); // the oldest went
        QTRY_COMPARE(model.rawValue(0, 0).toInt(), 0); // and comes back
    }

    void quick_scrolling_does_not_read_all_it_passes()
    {
        PagedTableModel model(columns());
        auto log = std::make_shared<Log>();
        const PagedSource source = countingSource(1'000'000, log);
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.setSource(source);
        QTRY_COMPARE(ready.count(), 1);
        for (int row = 0; row < 1'000'000; row += PagedTableModel::pageSize)
            (void)model.rawValue(row, 0);
        QTRY_COMPARE(model.rawValue(999'936, 0).toInt(), 999'936);
        QTest::qWait(30);
        QVERIFY2(log->fetched < 10, qPrintable(QString::number(log->fetched)));
    }

    void sorting_asks_again_and_old_rows_stay_until_then()
    {
        PagedTableModel model(columns());
        auto log = std::make_shared<Log>();
        const PagedSource source = countingSource(1000, log);
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.setSource(source);
        QTRY_COMPARE(ready.count(), 1);
        model.sort(0, Qt::DescendingOrder);
        QCOMPARE(model.rowCount(), 1000);
        QTRY_COMPARE(ready.count(), 2);
        QTRY_COMPARE(model.rawValue(0, 0).toInt(), 999);
        model.sort(0, Qt::DescendingOrder); // the same: nothing to do
        model.sort(1, Qt::AscendingOrder); // cannot be sorted
        model.sort(-1, Qt::AscendingOrder);
        model.sort(9, Qt::AscendingOrder);
        QVERIFY(!model.isPreparing());
        QCOMPARE(log->prepared.load(), 2);
    }

    void failures_are_told()
    {
        PagedTableModel model(columns());
        auto log = std::make_shared<Log>();
        const PagedSource source = countingSource(10, log);
        log->failing = true;
        QSignalSpy failed(&model, &PagedTableModel::failed);
        model.setSource(source);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(model.rowCount(), 0);
        log->failing = false;
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.reload();
        QTRY_COMPARE(ready.count(), 1);
        log->failing = true;
        QVERIFY(!model.rawValue(0, 0).isValid());
        QTRY_COMPARE(failed.count(), 2);
    }

    void an_empty_source_is_an_empty_table()
    {
        PagedTableModel model(columns());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy ready(&model, &PagedTableModel::ready);
        model.setSource(countingSource(0, std::make_shared<Log>()));
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void the_model_may_go_while_it_reads()
    {
        auto log = std::make_shared<Log>();
        const PagedSource source = countingSource(1000, log);
        auto model = std::make_unique<PagedTableModel>(columns());
        QSignalSpy ready(model.get(), &PagedTableModel::ready);
        model->setSource(source);
        QTRY_COMPARE(ready.count(), 1);
        (void)model->rawValue(0, 0);
        QTRY_COMPARE(log->fetched.load(), 1);
        model.reset();
        QTest::qWait(20);
    }
};

QTEST_GUILESS_MAIN(TestPagedTableModel)
#include "tst_paged_table_model.moc"
