// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"
#include "core/audit/repair.h"
#include "core/store/import_log.h"
#include "core/store/undo.h"
#include "tests/core/audit/clean_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::audit;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Timestamp now = auditInstant + std::chrono::days(3);

/// All that a repair may touch, as text.
QString contentOf(TemporaryWorkspace &shop)
{
    QString content;
    for (const QString &table :
        {u"customer"_s, u"identity"_s, u"suppression"_s, u"consent_entry"_s, u"variant"_s})
        content += shop.lines(u"SELECT '%1', * FROM %1 ORDER BY 2, 3, 4"_s.arg(table));
    return content;
}

} // namespace

class TestAuditRepairs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        fillCleanShop(m_shop->connection());
    }

    void a_repair_mends_all_it_shows_and_undo_takes_it_back_data()
    {
        QTest::addColumn<QString>("check");
        QTest::addColumn<QStringList>("faults");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("afterQuery");

        QTest::newRow("a slip of the keys")
            << u"people.email-typo"_s
            << QStringList{u"UPDATE customer SET email = ' Ada@gmial.com' WHERE id = 5"_s,
                   u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'ada@gmial.com', 5)"_s}
            << u"Ada@gmail.com|2\n"_s
            << u"SELECT email, (SELECT count(*) FROM identity WHERE kind = 'email' AND customer_id = 5) FROM "
               u"customer WHERE "
               u"id = 5"_s;
        QTest::newRow("an address that cannot be")
            << u"people.email-invalid"_s
            << QStringList{u"UPDATE customer SET email = 'Two@@signs.example' WHERE id = 5"_s}
            << u"two@@signs.example|manual|audit\n"_s
            << u"SELECT address_key, reason, source FROM suppression"_s;
        QTest::newRow("a throw-away address")
            << u"people.email-disposable"_s
            << QStringList{u"UPDATE customer SET email = 'a@mailinator.com' WHERE id = 5"_s}
            << u"a@mailinator.com\n"_s << u"SELECT address_key FROM suppression"_s;
        QTest::newRow("one name of two")
            << u"people.name-implausible"_s
            << QStringList{u"UPDATE customer SET first_name = 'asdf' WHERE id = 5"_s} << u"-|Liaaf\n"_s
            << u"SELECT first_name, last_name FROM customer WHERE id = 5"_s;
        QTest::newRow("both names")
            << u"people.name-implausible"_s
            << QStringList{u"UPDATE customer SET first_name = 'test', last_name = 'xxx' WHERE id = 5"_s}
            << u"-|-\n"_s << u"SELECT first_name, last_name FROM customer WHERE id = 5"_s;
        QTest::newRow("a birthday")
            << u"people.birthday-impossible"_s
            << QStringList{u"UPDATE customer SET birthday = '2031-01-01' WHERE id = 5"_s} << u"-\n"_s
            << u"SELECT birthday FROM customer WHERE id = 5"_s;
        QTest::newRow("a yes beside a no")
            << u"consent.blocked-yes"_s
            << QStringList{u"INSERT INTO suppression (address_key, reason, source, created_at) VALUES "
                           u"('person5@shopper.example', 'complaint', 'test', 1780000000000)"_s}
            << u"unsubscribed|1780000000000|address blocked: complaint\n"_s
            << u"SELECT state, occurred_at, proof FROM consent_entry WHERE customer_id = 5 ORDER BY id DESC LIMIT 1"_s;
        QTest::newRow("a former price")
            << u"goods.compare-price"_s
            << QStringList{u"UPDATE variant SET compare_at_price = price - 1 WHERE id = 5"_s} << u"-|2050\n"_s
            << u"SELECT compare_at_price, price FROM variant WHERE id = 5"_s;
    }
    void a_repair_mends_all_it_shows_and_undo_takes_it_back()
    {
        QFETCH(QString, check);
        QFETCH(QStringList, faults);
        QFETCH(QString, after);
        QFETCH(QString, afterQuery);
        runAll(m_shop->connection(), faults);
        const QString before = contentOf(*m_shop);
        const Finding found = find(check);
        QCOMPARE(found.ids, std::vector<qint64>{5});

        const Repair *repair = repairFor(check);
        QVERIFY(repair);
        const auto preview = repair->preview(m_shop->connection(), found.ids, auditInstant);
        QVERIFY(preview && !preview->isEmpty());
        QCOMPARE(contentOf(*m_shop), before); // looking changes nothing

        const auto repaired = applyRepair(m_shop->connection(), *repair, found.ids, auditInstant, now);
        QVERIFY2(repaired, repaired ? "" : qPrintable(repaired.error().detail));
        QCOMPARE(repaired->changes, *preview);
        QCOMPARE(repaired->changed(), preview->size());
        QCOMPARE(m_shop->lines(afterQuery), after);
        QCOMPARE(find(check).count(), 0);
        const auto log = store::importLog(m_shop->connection(), 1);
        QCOMPARE(log->first().kind, u"repair"_s);
        QCOMPARE(log->first().note, repair->title());

        NoProgress progress;
        const auto undone = store::undoBatch(m_shop->connection(), repaired->batch, now, progress);
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().detail));
        QVERIFY(undone->isPossible());
        QCOMPARE(contentOf(*m_shop), before);
        QCOMPARE(find(check).ids, std::vector<qint64>{5});
    }

    void an_address_that_somebody_has_is_left()
    {
        runAll(m_shop->connection(),
            {u"UPDATE customer SET email = 'a@gmial.com' WHERE id = 5"_s,
                u"UPDATE customer SET email = 'b@gmial.com' WHERE id = 6"_s,
                u"UPDATE customer SET email = 'B@gmai.com' WHERE id = 7"_s,
                u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'a@gmail.com', 9)"_s});
        const Repair *repair = repairFor(u"people.email-typo"_s);
        const auto repaired
            = applyRepair(m_shop->connection(), *repair, find(u"people.email-typo"_s).ids, auditInstant, now);
        QCOMPARE(repaired->changed(), 1);
        QCOMPARE(repaired->changes.size(), 3);
        QVERIFY(repaired->changes[0].obstacle.contains(u"No. 9"_s));
        QVERIFY(repaired->changes[2].obstacle.contains(u"this list"_s));
        QCOMPARE(m_shop->lines(u"SELECT email FROM customer WHERE id IN (5, 6, 7) ORDER BY id"_s),
            u"a@gmial.com\nb@gmail.com\nB@gmai.com\n"_s);
    }

    void what_was_mended_meanwhile_is_left_alone()
    {
        runAll(m_shop->connection(), {u"UPDATE customer SET email = 'a@gmial.com' WHERE id = 5"_s});
        const auto ids = find(u"people.email-typo"_s).ids;
        runAll(m_shop->connection(), {u"UPDATE customer SET email = 'other@gmx.de' WHERE id = 5"_s});
        const QString before = contentOf(*m_shop);
        const auto repaired
            = applyRepair(m_shop->connection(), *repairFor(u"people.email-typo"_s), ids, auditInstant, now);
        QVERIFY(repaired);
        QVERIFY(!repaired->batch.isValid());
        QCOMPARE(repaired->changed(), 0);
        QCOMPARE(contentOf(*m_shop), before);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM import_batch"_s), 1);
    }

    void what_cannot_be_mended_safely_has_no_repair()
    {
        for (const QString &check :
            {u"people.twins"_s, u"orders.sum"_s, u"orders.test"_s, u"no.such-check"_s})
            QVERIFY2(!repairFor(check), qPrintable(check));
    }

private:
    Finding find(const QString &check)
    {
        NoProgress progress;
        const auto audit = runAudit(m_shop->connection(), auditInstant, progress);
        if (!audit || !audit->finding(check))
            qFatal("no audit of %s", qPrintable(check));
        return *audit->finding(check);
    }

    std::unique_ptr<TemporaryWorkspace> m_shop;
};

QTEST_GUILESS_MAIN(TestAuditRepairs)
#include "tst_audit_repairs.moc"
