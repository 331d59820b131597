// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/report.h"
#include "core/audit/statistics.h"
#include "core/audit/words.h"
#include "core/store/workspace.h"
#include "tests/core/audit/clean_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::audit;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

class StopAtOnce final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return true; }
};

class Watch final : public Progress
{
public:
    void report(qint64 done, qint64 total) override
    {
        rises = rises && done > last && done <= total;
        last = done;
        isWhole = done == total;
    }
    [[nodiscard]] bool isCancelled() const override { return false; }
    bool rises = true;
    bool isWhole = false;
    qint64 last = 0;
};

} // namespace

/// The score, rows behind numbers, reports, and the arithmetic below.
class TestAuditReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_empty_shop_is_nothing_to_look_at()
    {
        TemporaryWorkspace shop;
        const Audit audit = auditOf(shop);
        QCOMPARE(audit.score.value, 100);
        QCOMPARE(verdictOf(audit.score, audit.findings), u"There is nothing to look at yet."_s);
        QVERIFY(audit.found().isEmpty());
    }

    void the_score_is_the_sum_of_its_lines()
    {
        // 30 of 1,000 addresses dead: 3 % of at most 15 at 5 %; all 1,000 without country: all 2 of a notice.
        const Audit audit = faultyAudit();
        QCOMPARE(audit.finding(u"people.email-invalid"_s)->points, 9.0);
        QCOMPARE(audit.finding(u"people.country-missing"_s)->points, 2.0);
        double sum = 0;
        for (const Finding &finding : audit.findings)
            sum += finding.points;
        QCOMPARE(audit.score.taken, 11.0);
        QCOMPARE(sum, audit.score.taken);
        QCOMPARE(audit.score.value, 89);
        QCOMPARE(pointsInWords(*audit.finding(u"people.email-invalid"_s)),
            u"9 of at most 15 points: 3 % of 1,000 people are concerned, and all 15 are taken at 5 %"_s);
        QCOMPARE(audit.found().first()->check->about().key, u"people.email-invalid"_s);
    }

    void one_bad_row_costs_the_hundred()
    {
        TemporaryWorkspace shop;
        fillCleanShop(shop.connection());
        runAll(shop.connection(), {u"UPDATE customer SET country = NULL WHERE id = 7"_s});
        const Audit audit = auditOf(shop);
        QCOMPARE(audit.score.taken, 0.1);
        QCOMPARE(audit.score.value, 99);
    }

    void every_number_has_its_rows()
    {
        const Audit audit = faultyAudit();
        for (const Finding *finding : audit.found()) {
            QList<Row> rows;
            for (qint64 first = 0; first < finding->count(); first += 7) {
                const auto page = rowsOf(m_shop->connection(), *finding, auditInstant, first, 7);
                QVERIFY(page);
                rows += *page;
            }
            QCOMPARE(rows.size(), finding->count());
            for (qsizetype i = 0; i < rows.size(); ++i) {
                QCOMPARE(rows[i].id, finding->ids[size_t(i)]);
                QVERIFY(!rows[i].name.isEmpty());
            }
        }
        const auto beyond = rowsOf(m_shop->connection(), *audit.found().first(), auditInstant, 1000, 7);
        QVERIFY(beyond && beyond->isEmpty());
    }

    void the_same_question_has_the_same_answer()
    {
        const Audit audit = faultyAudit();
        const auto once = toJson(*makeReport(m_shop->connection(), audit, 5));
        const auto again = toJson(*makeReport(m_shop->connection(), auditOf(*m_shop), 5));
        QCOMPARE(once, again);
        QCOMPARE(once[u"score"_s].toInt(), 89);
        const auto findings = once[u"findings"_s].toArray();
        QCOMPARE(findings.size(), 2);
        for (const QString &key :
            {u"check"_s, u"severity"_s, u"count"_s, u"repair"_s, u"out_of"_s, u"breaks"_s})
            QVERIFY2(findings[0].toObject().contains(key), qPrintable(key));
        QCOMPARE(findings[0][u"samples"_s].toArray().size(), 5);
        QCOMPARE(
            findings.size() + once[u"passed"_s].toArray().size() + once[u"not_applicable"_s].toArray().size(),
            qsizetype(allChecks().size()));
    }

    void the_page_names_every_check_and_escapes_what_people_wrote()
    {
        const Audit audit = faultyAudit();
        runAll(m_shop->connection(),
            {u"UPDATE customer SET last_name = '<script>alert(1)</script>&' WHERE id % 2 = 0"_s});
        const QString html = toHtml(*makeReport(m_shop->connection(), audit, 50));
        QVERIFY(!html.contains(u"<script"_s));
        QVERIFY(html.contains(u"&lt;script&gt;"_s));
        for (const auto &check : allChecks())
            QVERIFY2(html.contains(check->about().title.toHtmlEscaped()), qPrintable(check->about().key));
        // Nothing comes from elsewhere.
        for (const QString &outside : {u"http:"_s, u"https:"_s, u"src="_s, u"@import"_s, u"url("_s})
            QVERIFY2(!html.contains(outside), qPrintable(outside));
        QVERIFY(html.contains(u"customers.csv"_s));
    }

    void without_samples_nobody_is_named()
    {
        const Audit audit = faultyAudit();
        const QString html = toHtml(*makeReport(m_shop->connection(), audit, 0));
        QVERIFY(!html.contains(u"two@@signs"_s));
        QVERIFY(!html.contains(u"Mary Ann"_s));
        QVERIFY(html.contains(u"30 of 1,000 people"_s));
    }

    void it_can_be_stopped_and_tells_where_it_stands()
    {
        TemporaryWorkspace shop;
        fillCleanShop(shop.connection());
        StopAtOnce stop;
        const auto stopped = runAudit(shop.connection(), auditInstant, stop);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, Error::Code::Cancelled);
        Watch watch;
        QVERIFY(runAudit(shop.connection(), auditInstant, watch)); // the connection is as good as before
        QVERIFY(watch.rises);
        QVERIFY(watch.isWhole);
    }

    void it_reads_only()
    {
        TemporaryWorkspace shop;
        fillCleanShop(shop.connection());
        auto connection = store::openWorkspace(shop.file(), store::Connection::Access::ReadOnly);
        QVERIFY(connection);
        NoProgress progress;
        QVERIFY(runAudit(*connection, auditInstant, progress));
    }

    void tails_of_poisson_are_right()
    {
        // R: ppois(2, 9) = 0.006232195, ppois(3, 5, lower = FALSE) = 0.7349741.
        QVERIFY(std::abs(poissonLowerTail(2, 9) - 0.006232195) < 1e-8);
        QVERIFY(std::abs(poissonUpperTail(4, 5) - 0.7349741) < 1e-7);
        QCOMPARE(poissonUpperTail(0, 5), 1.0);
        QCOMPARE(poissonLowerTail(0, 0), 1.0);
        QCOMPARE(poissonUpperTail(1, 0), 0.0);
    }

    void wild_values_do_not_move_the_spread()
    {
        // Median 3; deviations 2 1 0 1 97, their median 1.
        const RobustSpread spread = robustSpread({1, 2, 3, 4, 100});
        QCOMPARE(spread.median, 3.0);
        QCOMPARE(spread.scale, 1.482602218505602); // the MAD is 1: 1 / scipy.stats.norm.ppf(0.75)
        QVERIFY(spread.z(100) > 65 && spread.z(1) < -1.3);
        // More than half are equal: 1.2533 times the mean deviation, 1.2.
        QCOMPARE(robustSpread({5, 5, 5, 5, 11}).scale, 1.2533 * 1.2);
        QCOMPARE(robustSpread({5, 5, 5}).z(9), 0.0);
        QCOMPARE(robustSpread({}).scale, 0.0);
    }

    void quiet_days_are_told_from_closed_weekdays_and_slow_shops()
    {
        std::map<qint64, qint64> busy;
        for (qint64 day = 1000; day < 1100; ++day) {
            if (day % 7 != 3) // never open on that weekday
                busy[day] = 40 + day % 5;
        }
        QCOMPARE(quietDays(busy), std::vector<QuietDay>());
        busy.erase(1061);
        busy[1064] = 9;
        busy[1065] = 21; // a slow day is no gap
        const auto found = quietDays(busy);
        QCOMPARE(found.size(), size_t(2));
        QCOMPARE(found[0].day, 1061);
        QCOMPARE(found[1].day, 1064);
        QCOMPARE(found[1].count, 9);
        // Two a day: one empty day is chance, a fortnight is not.
        std::map<qint64, qint64> slow;
        for (qint64 day = 1000; day < 1200; ++day) {
            if (day != 1100 && (day < 1150 || day >= 1164))
                slow[day] = 1 + day % 3;
        }
        const auto lost = quietDays(slow);
        QCOMPARE(lost.size(), size_t(14));
        QCOMPARE(lost.front().day, 1150);
        QCOMPARE(quietDays({}), std::vector<QuietDay>());
        QCOMPARE(quietDays({{5, 1}}), std::vector<QuietDay>());
    }

private:
    static Audit auditOf(TemporaryWorkspace &shop)
    {
        NoProgress progress;
        auto audit = runAudit(shop.connection(), auditInstant, progress);
        if (!audit)
            qFatal("%s", qPrintable(audit.error().detail));
        return std::move(*audit);
    }
    /// 30 addresses that cannot be, and nobody with a country.
    Audit faultyAudit()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        fillCleanShop(m_shop->connection());
        runAll(m_shop->connection(),
            {u"UPDATE customer SET email = id || 'two@@signs.example' WHERE id <= 30"_s,
                u"UPDATE customer SET country = NULL"_s});
        return auditOf(*m_shop);
    }

    std::unique_ptr<TemporaryWorkspace> m_shop;
};

QTEST_GUILESS_MAIN(TestAuditReport)
#include "tst_audit_report.moc"
