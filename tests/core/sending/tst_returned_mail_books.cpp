// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/returned_mail_books.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

std::string returned(const std::string &recipient, const std::string &status, const std::string &headers = {},
    const std::string &words = "550 5.1.1 no such user")
{
    return "From: MAILER-DAEMON@mx.example\r\nTo: news@shop.example\r\nSubject: Undelivered Mail\r\n"
           "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
           "boundary=\"b\"\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
           "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
           "Final-Recipient: rfc822; "
        + recipient + "\r\nAction: failed\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; " + words
        + "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: news@shop.example\r\nTo: "
        + recipient + "\r\nSubject: Hi\r\n" + headers + "\r\n\r\n--b--\r\n";
}

} // namespace

class TestReturnedMailBooks final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    ReturnCounts book(const std::string &mail)
    {
        auto books = ReturnedMailBooks::open(m_shop->connection());
        ReturnCounts counts;
        if (!books)
            qFatal("%s", qPrintable(books.error().detail));
        if (const auto booked = books->book(mail, u"mailbox Returns"_s, now, counts); !booked)
            qFatal("%s", qPrintable(booked.error().detail));
        return counts;
    }
    QString suppressions()
    {
        return m_shop->lines(u"SELECT address_key, reason FROM suppression ORDER BY 1"_s);
    }
    std::string tokenOf(int customer)
    {
        return campaign::UnsubscribeTokens::open(m_shop->connection())
            ->token(CampaignId(1), CustomerId(customer))
            .toStdString();
    }

private Q_SLOTS:
    /// Ada was written to an hour ago, Bo a month ago.
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, email) VALUES (1, 'Ada@example.com'), (2, 'bo@example.com'), "
            u"(3, 'cy@example.com');"
            u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', lower(email), id FROM customer;"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer;"
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'News', 'all()', "
            u"'done', 's', 0);"
            u"INSERT INTO outbox (id, campaign_id, customer_id, variant, state, address, planned_at, "
            u"claimed_at, "
            u"message_id) VALUES (1, 1, 1, 0, 'sent', 'Ada@example.com', 0, %1, 'one@shop.example'), "
            u"(2, 1, 2, 0, 'sent', 'bo@example.com', 0, %2, 'two@shop.example')"_s
                .arg(toMilliseconds(now - std::chrono::hours(1)))
                .arg(toMilliseconds(now - std::chrono::hours(24 * 30)))));
    }

    void aBounceWithOurMessageIdEndsMailToTheAddress()
    {
        const auto counts = book(returned("bo@example.com", "5.1.1", "Message-ID: <two@shop.example>"));
        QCOMPARE(counts.hardBounces, 1);
        QCOMPARE(counts.suppressed, 1);
        QCOMPARE(suppressions(), u"bo@example.com|hard_bounce\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT outbox_id, customer_id, kind FROM delivery_event"_s),
            u"2|2|hard_bounce\n"_s);
        const QString evidence = m_shop->lines(u"SELECT evidence FROM suppression"_s);
        QVERIFY2(evidence.contains(u"no such user"_s), qPrintable(evidence));
    }

    void ourTokenLeadsToTheMessageAlsoWhereTheAddressWasPassedOn()
    {
        const auto counts
            = book(returned("someone.else@forwarded.example", "5.1.1", "X-Haberdash-Id: " + tokenOf(1)));
        QCOMPARE(counts.hardBounces, 1);
        QCOMPARE(suppressions(), u"ada@example.com|hard_bounce\n"_s);
    }

    void anInventedBounceStopsNobody()
    {
        // Bo was not written to lately, nobody wrote to Cy, and the token is not ours.
        for (const std::string &mail :
            {returned("bo@example.com", "5.1.1"), returned("cy@example.com", "5.1.1"),
                returned("cy@example.com", "5.1.1", "X-Haberdash-Id: 1-3-0123456789abcdef")}) {
            const auto counts = book(mail);
            QCOMPARE(counts.strangers, 1);
            QCOMPARE(counts.suppressed, 0);
        }
        QCOMPARE(suppressions(), QString());
    }

    void anAddressThatWasWrittenToLatelyIsEnough()
    {
        QCOMPARE(book(returned("ada@example.com", "5.1.1")).hardBounces, 1);
        QCOMPARE(suppressions(), u"ada@example.com|hard_bounce\n"_s);
    }

    void theSameMailTwiceIsBookedOnce()
    {
        const auto mail = returned("ada@example.com", "5.1.1");
        QCOMPARE(book(mail).hardBounces, 1);
        QCOMPARE(book(mail).hardBounces, 0);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM delivery_event"_s), 1);
    }

    void aFullMailboxAndARefusedSenderEndNothing()
    {
        QCOMPARE(book(returned("ada@example.com", "5.2.2", {}, "552 5.2.2 mailbox full")).softBounces, 1);
        QCOMPARE(book(returned("ada@example.com", "5.7.1", {}, "554 5.7.1 blocked using a list of senders"))
                     .blocks,
            1);
        QCOMPARE(suppressions(), QString());
    }

    void aMailThatAsksToLeaveIsHeard()
    {
        const auto counts = book("From: bo@example.com\r\nTo: news@shop.example\r\nSubject: unsubscribe "
            + tokenOf(2) + "\r\n\r\n\r\n");
        QCOMPARE(counts.unsubscribed, 1);
        QCOMPARE(m_shop->lines(u"SELECT state FROM consent_entry WHERE customer_id = 2 ORDER BY id"_s),
            u"subscribed\nunsubscribed\n"_s);
    }

    void lettersAndAutoRepliesAreLeftAlone()
    {
        QCOMPARE(
            book("From: ada@example.com\r\nSubject: A question\r\n\r\nWhen do you open?\r\n").letters, 1);
        QCOMPARE(
            book(
                "From: ada@example.com\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am "
                "away.\r\n")
                .autoReplies,
            1);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM delivery_event"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestReturnedMailBooks)
#include "tst_returned_mail_books.moc"
