// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/holdings.h"
#include "core/store/import_log.h"
#include "core/store/mapping_repository.h"
#include "core/store/shop_figures.h"
#include "core/store/shop_vocabulary.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::store;
using namespace Qt::Literals::StringLiterals;

namespace {

// Tuesday, 30 June 2026, 00:00 UTC: still Monday evening in New York, where the workspace is.
constexpr Timestamp asOf = fromMilliseconds(1'782'777'600'000);

} // namespace

class TestShopFigures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_workspace = std::make_unique<test::TemporaryWorkspace>(); }

    void an_empty_shop_has_zeros_and_52_weeks()
    {
        const auto figures = read(asOf);
        QCOMPARE(figures.recent, PeriodFigures());
        QCOMPARE(figures.customers, 0);
        QCOMPARE(figures.weeks.size(), 52);
        // The last whole week ended with the Sunday before Monday, 29 June.
        QCOMPARE(toIsoString(figures.weeks.back().begin), u"2026-06-22T04:00:00Z"_s);
        QCOMPARE(toIsoString(figures.weeks.front().begin), u"2025-06-30T04:00:00Z"_s);
    }

    void holdings_are_counted_with_their_days()
    {
        QCOMPARE(holdings(m_workspace->connection()).value(), QList<Holding>());
        customer(1);
        customer(2);
        order(1, asOf - std::chrono::days(30), 1000);
        order(2, asOf - std::chrono::days(3), 500);
        QCOMPARE(holdings(m_workspace->connection()).value(),
            (QList<Holding>{{Holding::Kind::Customers, 2, {}, {}},
                {Holding::Kind::Orders, 2, asOf - std::chrono::days(30), asOf - std::chrono::days(3)}}));
    }

    void counts_what_belongs_to_each_period()
    {
        customer(1);
        customer(2);
        order(1, asOf - std::chrono::days(30), 1000); // the first instant of the period
        order(1, asOf - std::chrono::milliseconds(1), 500, 100); // the last one; 1.00 went back
        order(2, asOf - std::chrono::days(31), 2000);
        order(2, asOf - std::chrono::days(10), 300);
        order(2, asOf, 9999); // not yet
        order(2, asOf - std::chrono::days(61), 7777); // before both
        const auto figures = read(asOf);
        QCOMPARE(figures.recent, (PeriodFigures{1000 + 400 + 300, 3, 2, 1}));
        QCOMPARE(figures.before, (PeriodFigures{2000, 1, 1, 0}));
        QCOMPARE(figures.customers, 2);
        // Seen a day earlier the first order is older than nothing that was known then.
        QCOMPARE(read(asOf - std::chrono::days(30)).recent.takings, 2000);
    }

    void cancelled_orders_do_not_count_and_credit_notes_only_as_money()
    {
        customer(1);
        order(1, asOf - std::chrono::days(1), 1000);
        order(1, asOf - std::chrono::days(2), 5000, 0, u"sale"_s, true);
        order(1, asOf - std::chrono::days(3), -300, 0, u"return"_s);
        QCOMPARE(read(asOf).recent, (PeriodFigures{700, 1, 1, 1}));
    }

    void weeks_begin_on_monday_in_the_zone_of_the_shop()
    {
        customer(1);
        const auto monday = *parseInstant(u"2026-06-22T04:00:00Z"_s, QTimeZone::utc());
        order(1, monday - std::chrono::milliseconds(1), 10);
        order(1, monday, 200);
        const auto weeks = read(asOf).weeks;
        QCOMPARE(weeks[50].takings, 10);
        QCOMPARE(weeks[51].takings, 200);
    }

    void words_of_the_shop_are_sorted_and_unique()
    {
        customer(2);
        customer(1);
        run(u"UPDATE customer SET country = 'DE', attributes = json_object('size', 'M', 'x' || id, 1)"_s);
        run(u"INSERT INTO customer_tag (customer_id, tag) VALUES (1, 'b'), (2, 'b'), (2, 'a')"_s);
        const auto words = shopVocabulary(m_workspace->connection());
        QVERIFY(words);
        QCOMPARE(words->countries, QStringList{u"DE"_s});
        QCOMPARE(words->tags, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(words->attributes, (QStringList{u"size"_s, u"x1"_s, u"x2"_s}));
        QVERIFY(words->events.contains(EventKind{u"cart_add"_s, u"count"_s}));
        QVERIFY(words->events.contains(EventKind{u"support_ticket"_s, u"count"_s}));
    }

    void the_import_log_is_newest_first()
    {
        QVERIFY(importLog(m_workspace->connection(), 10)->isEmpty());
        run(u"INSERT INTO import_batch (id, started_at, state, customers_new) VALUES (1, 1000, 'undone', 5), (2, 2000, 'done', 7)"_s);
        run(u"INSERT INTO import_file (batch_id, path, format, digest, byte_count, rows_read, rows_accepted, "
            u"rows_rejected, "
            u"reject_path) VALUES (2, '/a.csv', 'A', '', 10, 5, 4, 1, '/a.rejected.csv'), (2, '/b.csv', 'B', '', 1, 1, 1, 0, NULL)"_s);
        const auto log = *importLog(m_workspace->connection(), 10);
        QCOMPARE(log.size(), 2);
        QCOMPARE(log[0].customersNew, 7);
        QCOMPARE(log[0].files.size(), 2);
        QCOMPARE(log[0].files[0], (ImportedFile{u"/a.csv"_s, u"A"_s, 10, 5, 4, 1, u"/a.rejected.csv"_s}));
        QVERIFY(log[0].files[1].rejects.isEmpty());
        QVERIFY(log[1].undone);
        QVERIFY(log[1].files.isEmpty());
        QCOMPARE(importLog(m_workspace->connection(), 1)->size(), 1);
    }

    void descriptions_are_found_by_their_headers()
    {
        auto &connection = m_workspace->connection();
        const QStringList headers{u"no"_s, u"mail"_s};
        QVERIFY(!mappingFor(connection, headers)->has_value());
        QVERIFY(saveMapping(connection, {u"Till"_s, "{}"}, headers, asOf));
        QCOMPARE((*mappingFor(connection, {u"mail"_s, u"no"_s}))->name, u"Till"_s); // in any order
        QVERIFY(!mappingFor(connection, {u"mail"_s})->has_value());
        QVERIFY(saveMapping(connection, {u"Till 2"_s, "[]"}, headers, asOf)); // replaces
        QCOMPARE((*mappingFor(connection, headers))->definition, "[]");
        QVERIFY(saveMapping(connection, {u"Till 2"_s, "{}"}, {u"other"_s}, asOf)); // the name moves on
        QVERIFY(!mappingFor(connection, headers)->has_value());
        QVERIFY(!saveMapping(connection, {u"Bad"_s, "not json"}, headers, asOf));
        QCOMPARE(m_workspace->count(u"SELECT count(*) FROM mapping"_s), 1);
    }

private:
    ShopFigures read(Timestamp at)
    {
        const auto figures = shopFigures(m_workspace->connection(), at, QTimeZone("America/New_York"));
        return figures.value_or(ShopFigures());
    }
    void run(const QString &sql)
    {
        const auto done = m_workspace->connection().execute(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }
    void customer(int id) { run(u"INSERT INTO customer (id) VALUES (%1)"_s.arg(id)); }
    void order(int customer, Timestamp at, int total, int refunded = 0, const QString &kind = u"sale"_s,
        bool cancelled = false)
    {
        run(u"INSERT INTO shop_order (source, external_id, name, kind, customer_id, placed_at, cancelled_at, "
            u"currency, "
            u"subtotal, discount, shipping, tax, total, refunded) VALUES ('t', '%1', '', '%2', %3, %4, %5, 'USD', 0, 0, 0, 0, %6, %7)"_s
                .arg(++m_orders)
                .arg(kind)
                .arg(customer)
                .arg(toMilliseconds(at))
                .arg(cancelled ? u"1"_s : u"NULL"_s)
                .arg(total)
                .arg(refunded));
    }

    std::unique_ptr<test::TemporaryWorkspace> m_workspace;
    int m_orders = 0;
};

QTEST_GUILESS_MAIN(TestShopFigures)
#include "tst_shop_figures.moc"
