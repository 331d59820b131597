// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/customer_index.h"
#include "core/facts/shared_customer_index.h"
#include "core/identity/merge.h"
#include "core/privacy/personal_data.h"
#include "core/store/undo.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <thread>

using namespace haberdash;
using namespace haberdash::facts;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto now = fromMilliseconds(1'000'000);
} // namespace

class TestSharedCustomerIndex final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    void sql(const QString &text) { QVERIFY(m_shop->connection().execute(text)); }
    QByteArray revision() { return customerRevision(m_shop->connection()).value(); }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        sql(u"INSERT INTO customer (id, first_name, last_name, email) VALUES (1, 'Anna', 'Berg', "
            u"'anna@example.com'), (2, 'A.', 'Berg', 'berg@example.com'), (3, 'Else', NULL, NULL);"
            u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'anna@example.com', 1), "
            u"('email', 'berg@example.com', 2)"_s);
    }

    void isReadOnceForManyWhoAskAtATime()
    {
        SharedCustomerIndex shared;
        QVERIFY(!shared.atHand());
        std::vector<std::thread> threads;
        std::vector<SharedCustomerIndex::Index> answers(4);
        for (size_t i = 0; i < answers.size(); ++i) {
            threads.emplace_back([&, i] {
                auto connection = store::Connection::open(m_shop->file());
                if (auto index = shared.current(*connection, now))
                    answers[i] = *index;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(shared.readings(), 1);
        QCOMPARE(answers.front()->size(), size_t(3));
        for (const auto &answer : answers)
            QCOMPARE(answer, answers.front());
        QCOMPARE(shared.atHand(), answers.front());
    }

    void whatDoesNotConcernPeopleIsNoReasonToReadAgain()
    {
        SharedCustomerIndex shared;
        auto &connection = m_shop->connection();
        const auto first = shared.current(connection, now);
        QVERIFY(first);
        sql(u"INSERT INTO segment (name, rule, created_at, updated_at) VALUES ('S', '', 1, 1);"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) VALUES "
            u"(1, 'email', 'unsubscribed', 'link', 'mail', 1);"
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'C', '', 'done', '', "
            u"1);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at) VALUES (1, 1, 0, "
            u"'sent', 1)"_s);
        QVERIFY(shared.isCurrent(connection));
        QCOMPARE(*shared.current(connection, now), *first);
        QCOMPARE(shared.readings(), 1);
        sql(u"INSERT INTO customer (id, last_name) VALUES (9, 'New')"_s);
        QVERIFY(!shared.isCurrent(connection));
        QCOMPARE(shared.atHand(), *first); // still good for a quick look
        shared.renew(connection, now);
        QVERIFY(shared.isCurrent(connection));
        QCOMPARE(shared.atHand()->newest(), CustomerId(9));
        QCOMPARE(shared.readings(), 2);
    }

    void allThatChangesPeopleChangesTheRevision()
    {
        NoProgress progress;
        auto &connection = m_shop->connection();
        QByteArray before = revision();
        const auto merged = identity::mergeCustomers(connection, CustomerId(1), CustomerId(2), now);
        QVERIFY(merged);
        QVERIFY(revision() != before);
        before = revision();
        QVERIFY(store::undoBatch(connection, *merged, now, progress));
        QVERIFY(revision() != before);
        before = revision();
        {
            auto batch = store::ChangeBatch::begin(connection, store::BatchKind::Repair, {}, now);
            QVERIFY(batch && batch->finish());
        }
        QVERIFY(revision() != before);
        before = revision();
        QVERIFY(privacy::erasePerson(connection, CustomerId(3), now, progress));
        QVERIFY(revision() != before); // nobody knew them by anything
    }

    void aFileThatIsGoneSaysSo()
    {
        SharedCustomerIndex shared;
        auto empty = store::Connection::openInMemory();
        QVERIFY(empty);
        QVERIFY(!shared.current(*empty, now));
        QVERIFY(!shared.isCurrent(*empty));
        QCOMPARE(shared.readings(), 0);
    }

    void theBestComeFirst_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::newRow("family name, then first name, then address, before the middle")
            << u"ber"_s << u"2 1 6 5"_s;
        QTest::newRow("a whole name") << u"Anna B"_s << u"1"_s;
        QTest::newRow("an address from its beginning") << u"berg@"_s << u"2"_s;
        QTest::newRow("nobody") << u"xyz"_s << QString();
    }

    void theBestComeFirst()
    {
        QFETCH(QString, text);
        sql(u"INSERT INTO customer (id, first_name, last_name, email) VALUES (5, 'Carl', 'Rosenberg', NULL), "
            u"(6, 'Bert', 'Zorn', 'z@example.com')"_s);
        const auto index = CustomerIndex::load(m_shop->connection(), now);
        QVERIFY(index);
        const auto rows = (*index)->best(m_shop->connection(), text, 8);
        QVERIFY(rows);
        QStringList ids;
        for (const quint32 row : *rows)
            ids.append(QString::number((*index)->idAt(row).value()));
        QTEST(ids.join(u' '), "ids");
    }
};

QTEST_GUILESS_MAIN(TestSharedCustomerIndex)
#include "tst_shared_customer_index.moc"
