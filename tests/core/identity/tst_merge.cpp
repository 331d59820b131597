// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/merge.h"
#include "core/identity/proposals.h"
#include "core/import/import.h"
#include "core/store/content_digest.h"
#include "core/store/undo.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::identity;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

} // namespace

class TestMerge final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    void sql(const QString &text)
    {
        const auto done = m_shop->connection().execute(text);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    QString digest() { return store::contentDigest(m_shop->connection()).value(); }
    BatchId merge(qint64 kept, qint64 merged)
    {
        auto batch = mergeCustomers(m_shop->connection(), CustomerId(kept), CustomerId(merged), now);
        if (!batch)
            qFatal("%s", qPrintable(batch.error().detail));
        return *batch;
    }
    QString newestConsent()
    {
        return m_shop->lines(
            u"SELECT channel, state FROM (SELECT channel, state, max(id) FROM consent_entry WHERE customer_id = 1 GROUP BY channel)"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        sql(u"INSERT INTO customer (id, email, first_name, last_name, phone, created_at, attributes) VALUES "
            u"(1, 'anna@example.com', 'Anna', NULL, NULL, 500, '{\"size\":\"M\"}'), "
            u"(2, 'berg@example.com', 'A.', 'Berg', '+1', 300, '{\"size\":\"L\",\"shoe\":\"38\"}'), "
            u"(3, 'else@example.com', 'Else', 'Noone', NULL, 400, '{}');"
            u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'anna@example.com', 1), "
            u"('email', 'berg@example.com', 2), ('id', 'shop:7', 2), ('email', 'else@example.com', 3);"
            u"INSERT INTO customer_tag (customer_id, tag) VALUES (1, 'vip'), (2, 'vip'), (2, 'new');"
            u"INSERT INTO postal_address (customer_id, kind, line1) VALUES (1, 'default', 'One'), "
            u"(2, 'default', 'Two'), (2, 'billing', 'Three');"
            u"INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, currency, "
            u"subtotal, discount, "
            u"shipping, tax, total, refunded) VALUES (1, 's', '1', '1', 1, 10, 'USD', 1, 0, 0, 0, 1, 0), "
            u"(2, 's', '2', '2', 2, 20, 'USD', 2, 0, 0, 0, 2, 0);"
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) VALUES (1, 5, 1, 9), "
            u"(2, 5, 1, 9), (2, 6, 1, 4);"
            u"INSERT INTO consent_entry (id, customer_id, channel, state, basis, source, recorded_at) VALUES "
            u"(1, 2, 'email', 'unsubscribed', 'link', 'mail', 1), "
            u"(2, 1, 'email', 'subscribed', 'form', 'shop', 2), (3, 2, 'sms', 'subscribed', 'form', 'shop', "
            u"3);"
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'C', '', 'done', '', "
            u"1);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at) VALUES "
            u"(1, 1, 0, 'sent', 1), (1, 2, 0, 'sent', 1);"
            u"INSERT INTO loyalty_account (customer_id, points, as_of) VALUES (2, 120, 1)"_s);
    }

    void everythingMovesOver()
    {
        merge(1, 2);
        QCOMPARE(
            m_shop->lines(
                u"SELECT id, email, first_name, last_name, phone, created_at, attributes FROM customer"_s),
            u"1|anna@example.com|Anna|Berg|+1|300|{\"size\":\"M\",\"shoe\":\"38\"}\n3|else@example.com|Else|Noone|-|400|{}\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT key FROM identity WHERE customer_id = 1 ORDER BY key"_s),
            u"anna@example.com\nberg@example.com\nshop:7\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT tag FROM customer_tag WHERE customer_id = 1 ORDER BY tag"_s),
            u"new\nvip\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT kind, line1 FROM postal_address ORDER BY kind"_s),
            u"billing|Three\ndefault|One\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM shop_order WHERE customer_id = 1"_s), 2);
        QCOMPARE(m_shop->lines(u"SELECT customer_id, occurred_at FROM event"_s), u"1|5\n1|6\n"_s);
        // Both messages of one campaign stay in the books.
        QCOMPARE(m_shop->lines(u"SELECT customer_id, former_customer_id FROM outbox ORDER BY 2"_s),
            u"1|0\n1|2\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT customer_id, points FROM loyalty_account"_s), u"1|120\n"_s);
        QCOMPARE(m_shop->lines(u"PRAGMA foreign_key_check"_s), QString());
    }

    void theStricterConsentHolds()
    {
        merge(1, 2);
        QCOMPARE(newestConsent(), u"email|unsubscribed\nsms|subscribed\n"_s);
        // What each record had said is still there, word for word.
        QCOMPARE(m_shop->lines(u"SELECT id, customer_id, state FROM consent_entry WHERE id < 4"_s),
            u"1|1|unsubscribed\n2|1|subscribed\n3|1|subscribed\n"_s);
    }

    void takenApartItIsAsItWas()
    {
        const QString before = digest();
        const BatchId batch = merge(1, 2);
        const QString merged = digest();
        QVERIFY(merged != before);
        NoProgress progress;
        const auto account = store::undoBatch(m_shop->connection(), batch, now, progress);
        QVERIFY(account && account->isPossible());
        QCOMPARE(digest(), before);
        // And merged again, to the same.
        merge(1, 2);
        QCOMPARE(newestConsent(), u"email|unsubscribed\nsms|subscribed\n"_s);
    }

    void theNextImportKnowsWhoIsWho()
    {
        merge(1, 2);
        NoProgress progress;
        const auto report = importing::importFiles(m_shop->connection(),
            {m_shop->write(u"c.csv"_s,
                "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags\n"
                "77,Anna,Berg,berg@example.com,yes,0,back\n")},
            {}, now, progress);
        QVERIFY(report);
        QCOMPARE(report->customersNew, 0);
        QCOMPARE(m_shop->lines(u"SELECT customer_id FROM customer_tag WHERE tag = 'back'"_s), u"1\n"_s);
    }

    /// What came in under the address of the record that went would stay with the other one.
    void whatALaterFileAddedUnderTheMergedAddressStandsInTheWay_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("an order")
            << "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem "
               "name,Lineitem price,Lineitem sku\n"
               "#1,berg@example.com,paid,USD,10,10,2026-01-01 10:00:00 +0000,1,Mug,10,MUG\n"_ba;
        QTest::newRow("an event") << "event_id,occurred_at,event_type,email,product,value,reference\n"
                                     "e1,2026-01-01T00:00:00Z,signup,berg@example.com,,,\n"_ba;
        QTest::newRow("another id")
            << "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags\n"
               "77,,,berg@example.com,,0,\n"_ba;
    }
    void whatALaterFileAddedUnderTheMergedAddressStandsInTheWay()
    {
        QFETCH(QByteArray, file);
        const QString before = digest();
        const BatchId batch = merge(1, 2);
        NoProgress progress;
        const auto report = importing::importFiles(
            m_shop->connection(), {m_shop->write(u"later.csv"_s, file)}, {}, now, progress);
        QVERIFY(report);
        const auto refused = store::undoBatch(m_shop->connection(), batch, now, progress);
        QVERIFY(refused && !refused->isPossible());
        QVERIFY(store::describe(refused->dependents)
                    .contains(u"Import 2 counts on 1 address or id of a customer of it."_s));
        const auto first = store::undoBatch(m_shop->connection(), report->batch, now, progress);
        QVERIFY(first && first->isPossible());
        const auto second = store::undoBatch(m_shop->connection(), batch, now, progress);
        QVERIFY(second && second->isPossible());
        QCOMPARE(digest(), before);
    }

    void aFileThatAddsNothingUnderTheMergedAddressDoesNot()
    {
        const QString file = m_shop->write(u"events.csv"_s,
            "event_id,occurred_at,event_type,email,product,value,reference\n"
            "e1,2026-01-01T00:00:00Z,signup,berg@example.com,,,\n");
        NoProgress progress;
        QVERIFY(importing::importFiles(m_shop->connection(), {file}, {}, now, progress));
        const QString before = digest();
        const BatchId batch = merge(1, 2);
        QVERIFY(importing::importFiles(m_shop->connection(), {file}, {}, now, progress));
        const auto account = store::undoBatch(m_shop->connection(), batch, now, progress);
        QVERIFY2(account && account->isPossible(),
            account ? qPrintable(store::describe(account->dependents)) : "failed");
        QCOMPARE(digest(), before);
    }

    /// The number of the record that went is free, and nobody else may get it.
    void somebodyNewDoesNotTakeThePlaceOfTheMergedRecord()
    {
        const QString before = m_shop->lines(u"SELECT * FROM customer ORDER BY id"_s);
        const QString addresses = m_shop->lines(u"SELECT * FROM postal_address ORDER BY id"_s);
        sql(u"DELETE FROM postal_address WHERE kind = 'billing'"_s);
        const BatchId batch = merge(1, 3);
        const BatchId second = merge(1, 2);
        NoProgress progress;
        QVERIFY(importing::importFiles(m_shop->connection(),
            {m_shop->write(u"later.csv"_s,
                "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Default Address "
                "Address1,Default Address City\n"
                "91,Neu,Neumann,neu@example.com,yes,0,5 New St,Ulm\n"
                "92,Neu,Neuer,neuer@example.com,yes,0,6 New St,Ulm\n")},
            {}, now, progress));
        QCOMPARE(m_shop->lines(u"SELECT id FROM customer ORDER BY id"_s), u"1\n4\n5\n"_s);
        for (const BatchId each : {second, batch}) {
            const auto account = store::undoBatch(m_shop->connection(), each, now, progress);
            QVERIFY2(account && account->isPossible(),
                account ? qPrintable(store::describe(account->dependents)) : "failed");
        }
        QCOMPARE(m_shop->lines(u"SELECT * FROM customer WHERE id < 4 ORDER BY id"_s), before);
        QVERIFY(addresses.startsWith(m_shop->lines(u"SELECT * FROM postal_address WHERE customer_id < 4"_s)));
    }

    void whatCannotBeMergedIsRefused()
    {
        const QString before = digest();
        auto &connection = m_shop->connection();
        QVERIFY(!mergeCustomers(connection, CustomerId(1), CustomerId(1), now));
        QVERIFY(!mergeCustomers(connection, CustomerId(1), CustomerId(99), now));
        QVERIFY(!mergeCustomers(connection, CustomerId(99), CustomerId(1), now));
        QCOMPARE(digest(), before);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM import_batch"_s), 0);
    }

    void certainPairsAreMergedTogetherAndTakenApartOneByOne()
    {
        sql(u"INSERT INTO customer (id, email) VALUES (4, 'x@example.com'), (5, 'y@example.com')"_s);
        const QString before = digest();
        const auto pair = [](qint64 low, qint64 high, double probability) {
            return DuplicatePair{CustomerId(low), CustomerId(high), probability, false, {}};
        };
        NoProgress progress;
        // 3 fits 4 and 4 fits 5, but nothing says that 3 fits 5: no chain.
        const auto done = mergeCertain(m_shop->connection(),
            {pair(1, 2, 0.999), pair(3, 4, 0.998), pair(4, 5, 0.995), pair(1, 5, 0.95)}, now, progress);
        QVERIFY(done);
        QCOMPARE(done->merged, 2);
        QCOMPARE(done->people, 2);
        QCOMPARE(done->leftOut, 1);
        QCOMPARE(m_shop->lines(u"SELECT id FROM customer ORDER BY id"_s), u"1\n3\n5\n"_s);
        QVERIFY(store::undoBatch(m_shop->connection(), done->last, now, progress)->isPossible());
        QCOMPARE(m_shop->lines(u"SELECT id FROM customer ORDER BY id"_s), u"1\n3\n4\n5\n"_s);
        QVERIFY(store::undoBatch(m_shop->connection(), done->first, now, progress)->isPossible());
        QCOMPARE(digest(), before);
    }
};

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"
