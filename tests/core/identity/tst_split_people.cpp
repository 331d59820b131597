// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/merge.h"
#include "core/identity/proposals.h"
#include "core/identity/split.h"
#include "core/import/import.h"
#include "core/privacy/personal_data.h"
#include "core/store/content_digest.h"
#include "core/store/import_log.h"
#include "core/store/undo.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace haberdash;
using namespace haberdash::identity;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QByteArray customerHeader
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags,Phone\n";
const QByteArray orderHeader = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem "
                               "quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Notes\n";
const QByteArray eventHeader = "event_id,occurred_at,event_type,email,product,value,reference\n";

} // namespace

/// Two people that files have made one of, and how they become two.
class TestSplit final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    int m_files = 0;

    importing::ImportReport take(const QByteArray &content)
    {
        NoProgress progress;
        auto report = importing::importFiles(m_shop->connection(),
            {m_shop->write(u"file%1.csv"_s.arg(++m_files), content)}, {}, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    QString digest() { return store::contentDigest(m_shop->connection()).value(); }
    QString lines(const QString &sql) { return m_shop->lines(sql); }
    SplitWish wish(const QStringList &takes)
    {
        SplitWish wish;
        wish.from = CustomerId(1);
        for (const QString &text : takes) {
            if (const auto added = addToWish(m_shop->connection(), text, wish); !added)
                qFatal("%s", qPrintable(added.error().detail));
        }
        return wish;
    }
    Split split(const QStringList &takes)
    {
        const auto done = splitOff(m_shop->connection(), wish(takes), now);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return *done;
    }
    QString refusal(const SplitWish &wish)
    {
        const QString before = digest();
        const auto done = splitOff(m_shop->connection(), wish, now);
        if (done || digest() != before)
            return u"something was changed"_s;
        return done.error().detail;
    }

    // Ada and Ben of one household write with one mailbox; the shop knows two customers.
    const QByteArray household = customerHeader
        + "11,Ada,Hill,home@example.com,yes,0,vip,\n12,Ben,Hill,home@example.com,yes,0,,+447911123456\n";
    const QByteArray householdOrders = orderHeader
        + "#1001,home@example.com,paid,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,30,MUG,0,\n"
          "#1002,home@example.com,paid,USD,50,50,2026-02-01 10:00:00 +0000,2,Drill,25,DRILL,10,for Ben\n";
    const QByteArray householdEvents = eventHeader
        + "e1,2026-02-02T00:00:00Z,return_request,home@example.com,DRILL,1,#1002\n"
          "e2,2026-02-03T00:00:00Z,product_view,home@example.com,MUG,1,#1002\n"
          "e3,2026-02-04T00:00:00Z,review,home@example.com,MUG,5,\n";
    void live()
    {
        take(household);
        take(householdOrders);
        take(householdEvents);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 1);
    }
    const QStringList benTakes{
        u"id:shopify:12"_s, u"phone:+447911123456"_s, u"order:#1002"_s, u"event:events:e3"_s};

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        m_files = 0;
    }

    void whatWasChosenBecomesSomebodyElse()
    {
        live();
        const Split ben = split(benTakes);
        QCOMPARE(ben.person, CustomerId(2));
        QCOMPARE(ben.identities, 2);
        QCOMPARE(ben.orders, 1);
        QCOMPARE(ben.events, 2); // what belongs to the order, and the one that was named; the visit stays
        QCOMPARE(lines(u"SELECT id, email, phone FROM customer ORDER BY id"_s),
            u"1|home@example.com|-\n2|-|+447911123456\n"_s);
        QCOMPARE(lines(u"SELECT customer_id, key FROM identity ORDER BY 1, 2"_s),
            u"1|home@example.com\n1|shopify:11\n2|+447911123456\n2|shopify:12\n"_s);
        QCOMPARE(lines(u"SELECT customer_id, name FROM shop_order ORDER BY 2"_s), u"1|#1001\n2|#1002\n"_s);
        QCOMPARE(
            lines(u"SELECT customer_id, name FROM event JOIN event_type ON id = type_id ORDER BY 1, 2"_s),
            u"1|product_view\n2|return_request\n2|review\n"_s);
        QCOMPARE(lines(u"SELECT low_id, high_id, state FROM duplicate_pair"_s), u"1|2|different\n"_s);
        QCOMPARE(lines(u"PRAGMA foreign_key_check"_s), QString());
        // It is in the log of imports and repairs, to be taken back there.
        const auto log = store::importLog(m_shop->connection(), 1);
        QVERIFY(log);
        QCOMPARE(log->first().kind, u"repair"_s);
        QVERIFY2(log->first().note.contains(u"told apart"_s), qPrintable(log->first().note));
    }

    void takenBackItIsAsItWas()
    {
        live();
        const QString before = digest();
        NoProgress progress;
        for (const QStringList &takes : {benTakes, QStringList{u"order:1001"_s},
                 QStringList{u"email:HOME@example.com"_s, u"id:shopify:11"_s}}) {
            const Split done = split(takes);
            QVERIFY(digest() != before);
            const auto account = store::undoBatch(m_shop->connection(), done.batch, now, progress);
            QVERIFY(account);
            QVERIFY2(account->isPossible(), qPrintable(store::describe(account->dependents)));
            QCOMPARE(digest(), before);
        }
    }

    void mailSentToAnAddressGoesWithIt()
    {
        take(customerHeader + "5,Ada,Hill,ada@example.com,yes,0,,\n5,Ben,Hill,ben@example.com,yes,0,,\n");
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'C', '', 'done', '', "
            u"1), "
            u"(2, 'D', '', 'sending', '', 1);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, address, planned_at) VALUES "
            u"(1, 1, 0, 'sent', 'Ben@example.com', 1), (2, 1, 0, 'planned', 'ben@example.com', 1)"_s));
        const QString before = digest();
        const Split ben = split({u"email:ben@example.com"_s});
        QCOMPARE(ben.messages, 1);
        QCOMPARE(lines(u"SELECT customer_id, state FROM outbox ORDER BY id"_s), u"2|sent\n1|planned\n"_s);
        // The record had come to write itself with Ben's address.
        QCOMPARE(lines(u"SELECT id, email FROM customer"_s), u"1|ada@example.com\n2|ben@example.com\n"_s);
        NoProgress progress;
        QVERIFY(store::undoBatch(m_shop->connection(), ben.batch, now, progress));
        QCOMPARE(digest(), before);
    }

    void consentIsNeverWiderThanTheStrictestBefore_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("state");
        QTest::newRow("a yes") << u"subscribed"_s << u"subscribed"_s;
        QTest::newRow("a no, then a yes") << u"unsubscribed subscribed"_s << u"unsubscribed"_s;
        QTest::newRow("a yes, then none") << u"subscribed not_subscribed"_s << u"not_subscribed"_s;
        QTest::newRow("asked, not answered") << u"subscribed pending"_s << u"pending"_s;
        QTest::newRow("never asked") << QString() << QString();
    }

    void consentIsNeverWiderThanTheStrictestBefore()
    {
        QFETCH(QString, said);
        QFETCH(QString, state);
        live();
        QVERIFY(m_shop->connection().execute(u"DELETE FROM consent_entry"_s));
        const QStringList states = said.split(u' ', Qt::SkipEmptyParts);
        for (const QString &one : states)
            QVERIFY(m_shop->connection().execute(
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) VALUES "
                u"(1, 'email', '%1', 'form', 'shop', 1)"_s.arg(one)));
        split(benTakes);
        QCOMPARE(lines(u"SELECT state FROM consent_entry WHERE customer_id = 2"_s),
            state.isEmpty() ? QString() : state + u'\n');
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry WHERE customer_id = 1"_s), states.size());
    }

    void theNextImportOfAHouseholdKeepsThemApart()
    {
        live();
        split(benTakes);
        const QString orders = lines(u"SELECT customer_id, name FROM shop_order ORDER BY 2"_s);
        const QString events
            = lines(u"SELECT customer_id, type_id, occurred_at FROM event ORDER BY 1, 2, 3"_s);
        const auto report = take(household);
        QCOMPARE(report.customersNew, 0);
        take(householdOrders);
        take(householdEvents);
        QCOMPARE(lines(u"SELECT customer_id, name FROM shop_order ORDER BY 2"_s), orders);
        QCOMPARE(lines(u"SELECT customer_id, type_id, occurred_at FROM event ORDER BY 1, 2, 3"_s), events);
        // Each has their own name now, and the mailbox stays with whom it was left.
        QCOMPARE(lines(u"SELECT id, first_name, email, phone FROM customer ORDER BY id"_s),
            u"1|Ada|home@example.com|-\n2|Ben|-|+447911123456\n"_s);
        // New things go by what they name.
        take(orderHeader + "#1003,home@example.com,paid,USD,1,1,2026-03-01 10:00:00 +0000,1,Mug,1,MUG,0,\n");
        QCOMPARE(lines(u"SELECT customer_id FROM shop_order WHERE name = '#1003'"_s), u"1\n"_s);
    }

    void theNextImportOfASharedIdKeepsThemApart()
    {
        const QByteArray file
            = customerHeader + "5,Ada,Hill,ada@example.com,yes,0,,\n5,Ben,Wood,ben@example.com,yes,0,,\n";
        take(file);
        split({u"email:ben@example.com"_s});
        const auto report = take(file);
        QCOMPARE(report.customersNew, 0);
        QCOMPARE(lines(u"SELECT id, first_name, last_name, email FROM customer ORDER BY id"_s),
            u"1|Ada|Hill|ada@example.com\n2|Ben|Wood|ben@example.com\n"_s);
        QCOMPARE(lines(u"SELECT customer_id, key FROM identity ORDER BY 1, 2"_s),
            u"1|ada@example.com\n1|shopify:5\n2|ben@example.com\n"_s);
        // And once more, which changes nothing at all.
        const QString after = digest();
        take(file);
        QCOMPARE(digest(), after);
    }

    void aSecondSplitOfTheRestIsKeptApartToo()
    {
        const QByteArray file = customerHeader
            + "5,Ada,Hill,ada@example.com,yes,0,,\n5,Ben,Wood,ben@example.com,yes,0,,\n5,Cy,Lake,cy@example."
              "com,yes,0,,\n";
        take(file);
        split({u"email:ben@example.com"_s});
        split({u"email:cy@example.com"_s});
        take(file);
        QCOMPARE(lines(u"SELECT id, first_name, email FROM customer ORDER BY id"_s),
            u"1|Ada|ada@example.com\n2|Ben|ben@example.com\n3|Cy|cy@example.com\n"_s);
    }

    void theyAreNotProposedAsOne()
    {
        live();
        const Split ben = split(benTakes);
        DuplicateReport report;
        DuplicatePair pair;
        pair.low = CustomerId(1);
        pair.high = ben.person;
        pair.probability = 1;
        pair.sure = true;
        report.pairs = {pair};
        QCOMPARE(saveProposals(m_shop->connection(), report, now).value(), 0);
    }

    void whatCannotBeSplitIsRefused_data()
    {
        QTest::addColumn<QStringList>("takes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << QStringList{} << u"Nothing was chosen"_s;
        QTest::newRow("an event alone") << QStringList{u"event:events:e3"_s} << u"Nothing was chosen"_s;
        QTest::newRow("everything") << QStringList{u"email:home@example.com"_s, u"id:shopify:11"_s,
            u"id:shopify:12"_s, u"phone:+447911123456"_s, u"order:#1001"_s, u"order:#1002"_s}
                                    << u"nobody would be left"_s;
        QTest::newRow("all they are known by") << QStringList{u"email:home@example.com"_s, u"id:shopify:11"_s,
            u"id:shopify:12"_s, u"phone:+447911123456"_s}
                                               << u"the last thing by which"_s;
        QTest::newRow("somebody else's") << QStringList{u"email:else@example.com"_s} << u"belongs to Else"_s;
        QTest::newRow("nobody's") << QStringList{u"email:nobody@example.com"_s} << u"Nobody is known by"_s;
        QTest::newRow("twice") << QStringList{u"id:shopify:12"_s, u"id:shopify:12"_s} << u"chosen twice"_s;
        QTest::newRow("an order twice")
            << QStringList{u"order:#1002"_s, u"order:1002"_s} << u"chosen twice"_s;
        QTest::newRow("no such event")
            << QStringList{u"id:shopify:12"_s, u"event:events:e9"_s} << u"no event “e9”"_s;
    }

    void whatCannotBeSplitIsRefused()
    {
        QFETCH(QStringList, takes);
        QFETCH(QString, reason);
        live();
        take(customerHeader + "77,Else,Noone,else@example.com,yes,0,,\n");
        const QString why = refusal(wish(takes));
        QVERIFY2(why.contains(reason), qPrintable(why));
        QVERIFY2(why.endsWith(u"Nothing was changed."_s), qPrintable(why));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM import_batch WHERE kind = 'repair'"_s), 0);
    }

    void ordersOfOthersAndPeopleWhoAreNotThereAreRefused()
    {
        live();
        take(customerHeader + "77,Else,Noone,else@example.com,yes,0,,\n");
        take(orderHeader + "#9,else@example.com,paid,USD,1,1,2026-03-01 10:00:00 +0000,1,Mug,1,MUG,0,\n");
        SplitWish others = wish({});
        others.orders = {OrderId(3)};
        QVERIFY(refusal(others).contains(u"not one of"_s));
        others.orders = {OrderId(99)};
        QVERIFY(refusal(others).contains(u"no order"_s));
        SplitWish nobody = wish({u"id:shopify:12"_s});
        nobody.from = CustomerId(99);
        QVERIFY(!splitOff(m_shop->connection(), nobody, now));
        SplitWish written = wish({});
        for (const QString &text : {u"order:#9"_s, u"tag:vip"_s, u"email:"_s, u"nonsense"_s, u"event:e3"_s})
            QVERIFY2(!addToWish(m_shop->connection(), text, written), qPrintable(text));
        QCOMPARE(written, wish({}));
    }

    void erasingOneLeavesTheOther()
    {
        live();
        SplitWish ben = wish(benTakes);
        ben.firstName = u"Benedict"_s;
        ben.lastName = u"Quillfeather"_s;
        // The record had his name and phone for a while: the log of imports has them too.
        take(customerHeader + "11,Benedict,Quillfeather,home@example.com,yes,0,vip,+447911123456\n");
        take(household);
        QVERIFY(splitOff(m_shop->connection(), ben, now));
        const QString ada = lines(u"SELECT * FROM customer WHERE id = 1"_s);
        NoProgress progress;
        const auto person = privacy::exportPerson(m_shop->connection(), CustomerId(2));
        QVERIFY(person);
        QCOMPARE((*person)[u"shop_order"_s].toArray().size(), 1);
        QVERIFY(!QJsonDocument(*person).toJson().contains("home@"));
        QVERIFY(privacy::erasePerson(m_shop->connection(), CustomerId(2), now, progress));
        QFile file(m_shop->file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll().toLower();
        for (const char *word : {"benedict", "quillfeather", "447911123456", "for ben"})
            QVERIFY2(!bytes.contains(word), word);
        QVERIFY(bytes.contains("home@example.com"));
        QCOMPARE(lines(u"SELECT * FROM customer WHERE id = 1"_s), ada);
        // Nor does a later file bring him back, under whatever else it names.
        take(household);
        take(householdOrders);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 1);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM identity WHERE key = 'shopify:12'"_s), 0);
    }

    void erasingTheFormerOneLeavesTheOther()
    {
        live();
        const Split ben = split(benTakes);
        NoProgress progress;
        QVERIFY(privacy::erasePerson(m_shop->connection(), CustomerId(1), now, progress));
        QCOMPARE(lines(u"SELECT id, phone FROM customer"_s), u"2|+447911123456\n"_s);
        QCOMPARE(lines(u"SELECT name FROM shop_order WHERE customer_id = 2"_s), u"#1002\n"_s);
        QFile file(m_shop->file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().toLower().contains("home@example.com"));
        // Nobody is there any more to put them together with.
        const auto account = store::undoBatch(m_shop->connection(), ben.batch, now, progress);
        QVERIFY(!account || !account->isPossible());
        QCOMPARE(lines(u"SELECT id FROM customer"_s), u"2\n"_s);
    }

    void mergedAgainOnPurposeTheyAreOne()
    {
        live();
        const Split ben = split(benTakes);
        QVERIFY(mergeCustomers(m_shop->connection(), CustomerId(1), ben.person, now));
        take(household);
        take(householdOrders);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 1);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM shop_order WHERE customer_id = 1"_s), 2);
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split_people.moc"
