// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/delivery_books.h"
#include "core/store/transaction.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

} // namespace

class TestDeliveryBooks final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    std::optional<DeliveryBooks> m_books;

    Booked record(EventKind kind, const QString &address, int hoursAgo = 0, MessageId message = {},
        const QString &machine = {})
    {
        DeliveryEvent event;
        event.kind = kind;
        event.address = address;
        event.message = message;
        event.occurredAt = now - std::chrono::hours(hoursAgo);
        event.source = u"mailbox Returns"_s;
        event.detail = u"550 5.1.1 no such user"_s;
        event.machine = machine;
        auto booked = m_books->record(event, now);
        if (!booked)
            qFatal("%s", qPrintable(booked.error().detail));
        return *booked;
    }
    QString suppressions()
    {
        return m_shop->lines(u"SELECT address_key, reason FROM suppression ORDER BY 1"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, email) VALUES (1, 'Ada@Example.com'), (2, 'bo@example.com');"
            u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'ada@example.com', 1), "
            u"('email', 'bo@example.com', 2);"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer;"
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) "
            u"SELECT value, 'C' || value, 'all()', 'done', 's', 0 FROM json_each('[1,2,3,4,5,6,7,8]');"
            u"INSERT INTO outbox (id, campaign_id, customer_id, variant, state, address, planned_at, "
            u"claimed_at) "
            u"SELECT id, id, 1, 0, 'sent', 'Ada@Example.com', 0, id * 1000 FROM campaign"_s));
        auto books = DeliveryBooks::open(m_shop->connection());
        QVERIFY(books);
        m_books.emplace(std::move(*books));
    }
    void cleanup() { m_books.reset(); }

    void aHardBounceEndsMailToTheAddress()
    {
        const auto booked = record(EventKind::HardBounce, u"ada@example.COM"_s);
        QVERIFY(booked.isNew && booked.isOurs && booked.suppressed);
        QCOMPARE(suppressions(), u"ada@example.com|hard_bounce\n"_s);
        const QString evidence = m_shop->lines(u"SELECT evidence FROM suppression"_s);
        QVERIFY(evidence.contains(u"550 5.1.1"_s));
        QVERIFY(evidence.contains(u"mailbox Returns"_s));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM event e JOIN event_type t ON t.id = e.type_id WHERE "
                               u"t.name = 'email_bounce' AND customer_id = 1"_s),
            1);
    }

    void theSameNewsTwiceIsOneRow()
    {
        QVERIFY(record(EventKind::Complaint, u"ada@example.com"_s).isNew);
        const auto again = record(EventKind::Complaint, u"ada@example.com"_s);
        QVERIFY(!again.isNew && !again.suppressed);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM delivery_event"_s), 1);
        QCOMPARE(suppressions(), u"ada@example.com|complaint\n"_s);
    }

    void threeSoftBouncesOfTheLastFiveEndIt()
    {
        QVERIFY(!record(EventKind::SoftBounce, {}, 9, MessageId(4)).suppressed);
        QVERIFY(!record(EventKind::SoftBounce, {}, 8, MessageId(6)).suppressed);
        QVERIFY(!record(EventKind::SoftBounce, {}, 7, MessageId(1)).suppressed); // not among the last five
        QCOMPARE(suppressions(), QString());
        QVERIFY(record(EventKind::SoftBounce, {}, 6, MessageId(8)).suppressed);
        QCOMPARE(suppressions(), u"ada@example.com|soft_bounce\n"_s);
    }

    void softBouncesOfMailsThatAreNotOurs()
    {
        record(EventKind::SoftBounce, u"stranger@example.com"_s, 9);
        record(EventKind::Delivered, u"stranger@example.com"_s, 8);
        record(EventKind::SoftBounce, u"stranger@example.com"_s, 7);
        QVERIFY(!record(EventKind::Delivered, u"stranger@example.com"_s, 6).suppressed);
        const auto third = record(EventKind::SoftBounce, u"stranger@example.com"_s, 5);
        QVERIFY(third.suppressed && !third.isOurs);
    }

    void aMailboxThatIsFullOnceIsWrittenToAgain()
    {
        QVERIFY(!record(EventKind::SoftBounce, u"bo@example.com"_s).suppressed);
        QVERIFY(!record(EventKind::Block, u"bo@example.com"_s).suppressed);
        QCOMPARE(suppressions(), QString());
    }

    void whoUnsubscribesIsInTheLedger()
    {
        QVERIFY(record(EventKind::Unsubscribe, u"bo@example.com"_s).unsubscribed);
        QVERIFY(!record(EventKind::Unsubscribe, u"bo@example.com"_s, 1).unsubscribed); // is so already
        QCOMPARE(m_shop->lines(
                     u"SELECT state, basis, actor FROM consent_entry WHERE customer_id = 2 ORDER BY id"_s),
            u"subscribed|form|-\nunsubscribed|request|customer\n"_s);
        QCOMPARE(suppressions(), QString());
    }

    void whoLeftOneKindOfMailCanStillLeaveAll()
    {
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at, purpose) "
            u"VALUES (2, 'email', 'unsubscribed', 'request', 'test', 0, 'news')"_s));
        QVERIFY(record(EventKind::Unsubscribe, u"bo@example.com"_s).unsubscribed);
    }

    void aStrangerWhoUnsubscribesIsNotWrittenToLaterEither()
    {
        QVERIFY(!record(EventKind::Unsubscribe, u"New@example.com"_s).isOurs);
        QCOMPARE(suppressions(), u"new@example.com|unsubscribe\n"_s);
    }

    void machinesAreCountedApart()
    {
        record(EventKind::Open, {}, 3, MessageId(2));
        record(EventKind::Open, {}, 2, MessageId(2), u"apple-privacy"_s);
        record(EventKind::Click, {}, 1, MessageId(2), u"scanner"_s);
        QCOMPARE(m_shop->lines(u"SELECT kind, machine FROM delivery_event ORDER BY id"_s),
            u"open|-\nopen|apple-privacy\nclick|scanner\n"_s);
        QCOMPARE(
            m_shop->lines(u"SELECT t.name, e.reference FROM event e JOIN event_type t ON t.id = e.type_id"_s),
            u"email_open|C2\n"_s);
    }

    void newsOfAMessageThatIsGoneIsKeptByItsAddress()
    {
        const auto booked = record(EventKind::HardBounce, u"bo@example.com"_s, 0, MessageId(99));
        QVERIFY(booked.isOurs && booked.suppressed);
    }

    void wordsReadBack()
    {
        for (int i = 0; i <= int(EventKind::Unsubscribe); ++i)
            QCOMPARE(eventKindFromWord(toWord(EventKind(i))), std::optional(EventKind(i)));
        QVERIFY(!eventKindFromWord(u"delivery"_s));
    }
};

QTEST_GUILESS_MAIN(TestDeliveryBooks)
#include "tst_delivery_books.moc"
