// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/shared_facts.h"
#include "core/import/import.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_evaluator.h"
#include "core/store/undo.h"
#include "tests/support/random_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <thread>

using namespace haberdash;
using namespace haberdash::test;
using facts::SharedFacts;
using namespace Qt::Literals::StringLiterals;

/// Facts that follow the store: whatever is written, the next answer is that of the store, whether all was
/// read or only those whom it is about.
class TestSharedFacts final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    std::unique_ptr<SharedFacts> m_facts;
    std::mt19937 m_generator;
    RandomRuleWords m_words;

    void sql(const QString &text)
    {
        const auto done = m_shop->connection().execute(text);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    BatchId import(const QString &name, const QByteArray &content)
    {
        NoProgress progress;
        importing::ImportOptions options;
        options.rejectFolder = m_shop->path({});
        auto report = importing::importFiles(
            m_shop->connection(), {m_shop->write(name, content)}, options, randomShopNow, progress);
        if (!report) {
            qWarning("%s", qPrintable(report.error().detail));
            return {};
        }
        return report->batch;
    }

    /// Whether columns and store agree on random rules.
    void compare()
    {
        const auto current = m_facts->current(m_shop->connection());
        QVERIFY2(current, current ? "" : qPrintable(current.error().detail));
        const segment::Context context{
            randomShopNow, QTimeZone("America/New_York"), *CurrencyCode::fromString(u"USD")};
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), qint64((*current)->size()));
        for (int i = 0; i < 60; ++i) {
            const segment::Rule rule = randomRule(m_generator, m_words);
            segment::SegmentEvaluator evaluator(*current, context, {}, 1);
            const auto columns = evaluator.members(rule);
            const auto store = segment::membersBySql(m_shop->connection(), rule, context);
            QVERIFY2(columns && store, qPrintable(segment::print(rule)));
            QVERIFY2(*columns == *store, qPrintable(segment::print(rule)));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        m_facts = std::make_unique<SharedFacts>();
        m_generator.seed(7);
        m_words = fillRandomShop(m_shop->connection(), m_generator, 150).value();
        compare();
        QCOMPARE(m_facts->readings(), 1);
        QVERIFY(m_facts->atHand());
    }

    void nothingWrittenIsReadOnce()
    {
        const auto before = m_facts->atHand();
        QCOMPARE(m_facts->current(m_shop->connection()).value(), before);
        sql(u"INSERT INTO email (name, subject, body, created_at, updated_at) VALUES ('x', 'y', 'z', 0, 0)"_s);
        QCOMPARE(m_facts->current(m_shop->connection()).value(), before);
        QCOMPARE(m_facts->readings(), 1);
        QCOMPARE(m_facts->patches(), 0);
    }

    void anImportIsAppended()
    {
        // Somebody known, somebody new, a kind of event that did not occur before.
        const BatchId first = import(u"events.csv"_s,
            "event_id,occurred_at,event_type,email,product,value,reference\n"
            "e1,2026-06-29T10:00:00Z,cart_add,p3@example.com,item-1,1,\n"
            "e2,2026-06-29T10:00:00Z,cart_add,p4@mail.example.org,item-1,1,\n"
            "e3,2026-06-28T10:00:00Z,product_view,new@example.com,item-2,20.00,\n"
            "e4,2026-06-28T10:00:00Z,search,new@example.com,,,\n");
        QVERIFY(first.isValid());
        compare();
        QCOMPARE(m_facts->readings(), 1);
        QCOMPARE(m_facts->patches(), 1);
        const BatchId second = import(u"more.csv"_s,
            "event_id,occurred_at,event_type,email,product,value,reference\n"
            "e5,2026-06-29T11:00:00Z,email_open,new@example.com,,,spring/A\n"
            "e6,2026-06-29T12:00:00Z,cart_add,newer@example.com,item-3,2,\n");
        compare();
        QCOMPARE(m_facts->readings(), 1);
        QCOMPARE(m_facts->patches(), 2);
        // Taken back they leave people whom nobody may count any longer.
        NoProgress progress;
        for (const BatchId batch : {second, first}) {
            QVERIFY(store::undoBatch(m_shop->connection(), batch, randomShopNow, progress));
            compare();
        }
        QCOMPARE(m_facts->readings(), 3);
    }

    void whatIsWrittenByHandIsAppended()
    {
        sql(u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
            u"recorded_at) VALUES "
            u"(5, 'email', 'subscribed', 'form', 'shop', NULL, 0)"_s);
        compare();
        sql(u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'other@example.com', 5)"_s);
        sql(u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) VALUES ('other@example.com', 'complaint', 'mailbox', %1, NULL)"_s
                .arg(toMilliseconds(randomShopNow) + 86'400'000 * 100ll));
        compare();
        // A campaign is sent: a message, and an event of the same person.
        sql(u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at, finished_at) SELECT "
            u"3, id, 0, "
            u"'sent', %1, %1 FROM customer WHERE id NOT IN (SELECT customer_id FROM outbox WHERE campaign_id "
            u"= 3) "
            u"LIMIT 2"_s.arg(toMilliseconds(randomShopNow) + 86'400'000 * 200ll));
        compare();
        QCOMPARE(m_facts->readings(), 1);
        QCOMPARE(m_facts->patches(), 3);
    }

    void mergedPeopleNeedAllToBeRead()
    {
        sql(u"DELETE FROM customer WHERE id = 7"_s);
        compare();
        QCOMPARE(m_facts->readings(), 2);
    }

    void severalThreadsReadOnce()
    {
        SharedFacts shared;
        std::vector<std::thread> threads;
        std::atomic<int> same = 0;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                auto connection
                    = store::Connection::open(m_shop->file(), store::Connection::Access::ReadOnly);
                const auto facts = shared.current(*connection);
                same += facts && *facts == shared.atHand() ? 1 : 0;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(same.load(), 4);
        QCOMPARE(shared.readings(), 1);
    }

    void stoppedReadingIsTold()
    {
        SharedFacts shared;
        const auto facts = shared.current(m_shop->connection(), [] { return true; });
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, Error::Code::Cancelled);
        QVERIFY(shared.current(m_shop->connection()));
    }
};

QTEST_GUILESS_MAIN(TestSharedFacts)
#include "tst_shared_facts.moc"
