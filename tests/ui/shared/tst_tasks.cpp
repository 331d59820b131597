// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/run_task.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Work that goes on until somebody stops it or the gate opens.
Result<int> waitAt(QSemaphore &gate, Progress &progress)
{
    while (!gate.tryAcquire(1, 5)) {
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Stopped."_s);
    }
    return 42;
}

} // namespace

class TestTasks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_task_reports_and_ends()
    {
        TaskList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSemaphore gate;
        QThread *handledOn = nullptr;
        Task *task = runTask(
            list, u"Import"_s,
            [&gate](Progress &progress) {
                progress.report(25, 100);
                return waitAt(gate, progress);
            },
            this,
            [&handledOn](const Result<int> &result) {
                handledOn = QThread::currentThread();
                return u"Accepted %1 rows"_s.arg(*result);
            });
        QCOMPARE(list.runningCount(), 1);
        QCOMPARE(task->fraction(), -1.0);
        QTRY_COMPARE(task->fraction(), 0.25);
        gate.release();
        QTRY_COMPARE(task->state(), Task::State::Done);
        QCOMPARE(task->resultText(), u"Accepted 42 rows"_s);
        QCOMPARE(list.runningCount(), 0);
        QCOMPARE(handledOn, thread());
        list.clearFinished();
        QCOMPARE(list.rowCount(), 0);
    }

    void a_worker_may_report_as_often_as_it_likes()
    {
        TaskList list;
        Task *task = list.start(u"Count"_s);
        QSignalSpy changed(task, &Task::changed);
        std::unique_ptr<QThread> worker(QThread::create([progress = task->progress()] {
            for (int i = 0; i <= 1'000'000; ++i)
                progress->report(i, 1'000'000);
        }));
        worker->start();
        QVERIFY(worker->wait());
        QTRY_COMPARE(task->fraction(), 1.0);
        QVERIFY2(changed.count() <= 5, qPrintable(QString::number(changed.count())));
        task->finish({});
    }

    void cancel_reaches_the_worker()
    {
        TaskList list;
        QSemaphore gate;
        QSignalSpy finished(&list, &TaskList::taskFinished);
        Task *task = runTask(
            list, u"Send"_s, [&gate](Progress &progress) { return waitAt(gate, progress); }, this,
            [](const Result<int> &) { return QString(); });
        task->cancel();
        QCOMPARE(task->state(), Task::State::Cancelling);
        QTRY_COMPARE(task->state(), Task::State::Cancelled);
        QCOMPARE(finished.count(), 1);
        QVERIFY(!task->resultText().isEmpty());
    }

    void failure_keeps_the_error()
    {
        TaskList list;
        Task *task = runTask(
            list, u"Export"_s,
            [](Progress &) -> Result<int> { return failure(Error::Code::Io, u"The disk is full."_s); }, this,
            [](const Result<int> &) { return QString(); });
        QTRY_COMPARE(task->state(), Task::State::Failed);
        QCOMPARE(task->error(), (Error{Error::Code::Io, u"The disk is full."_s}));
    }

    void the_task_ends_without_its_receiver()
    {
        TaskList list;
        QSemaphore gate;
        auto receiver = std::make_unique<QObject>();
        bool handled = false;
        Task *task = runTask(
            list, u"Import"_s, [&gate](Progress &progress) { return waitAt(gate, progress); }, receiver.get(),
            [&handled](const Result<int> &) {
                handled = true;
                return QString();
            });
        receiver.reset();
        gate.release();
        QTRY_COMPARE(task->state(), Task::State::Done);
        QVERIFY(!handled);
    }

    void a_list_may_go_while_work_runs()
    {
        QSemaphore gate;
        QSemaphore ended;
        auto list = std::make_unique<TaskList>();
        runTask(
            *list, u"Import"_s,
            [&gate, &ended](Progress &progress) {
                auto result = waitAt(gate, progress);
                ended.release();
                return result;
            },
            this, [](const Result<int> &) { return QString(); });
        list.reset();
        QVERIFY(ended.tryAcquire(1, 5000)); // stopped by the list, not by the gate
        QTest::qWait(10);
    }

    void a_task_that_has_ended_stays_as_it_is()
    {
        TaskList list;
        Task *task = list.start(u"Import"_s);
        task->finish(u"Done"_s);
        QSignalSpy changed(task, &Task::changed);
        task->fail({Error::Code::Io, {}});
        task->cancel();
        QCOMPARE(task->state(), Task::State::Done);
        QCOMPARE(changed.count(), 0);
    }

    void the_newest_request_wins()
    {
        LatestOnly<int> latest;
        QPromise<int> first;
        QPromise<int> second;
        first.start();
        second.start();
        QList<int> answers;
        latest.run(first.future(), this, [&answers](int answer) { answers << answer; });
        latest.run(second.future(), this, [&answers](int answer) { answers << answer; });
        QVERIFY(first.isCanceled());
        second.addResult(2);
        second.finish();
        first.finish();
        QTRY_COMPARE(answers, QList<int>{2});
        QVERIFY(!latest.isRunning());
    }

    void an_answer_after_the_asker_is_gone_is_dropped()
    {
        QPromise<int> promise;
        promise.start();
        bool answered = false;
        {
            LatestOnly<int> latest;
            latest.run(promise.future(), this, [&answered](int) { answered = true; });
            promise.addResult(1);
            promise.finish(); // finished, but the event is still under way
        }
        QTest::qWait(20);
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(TestTasks)
#include "tst_tasks.moc"
