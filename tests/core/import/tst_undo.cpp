// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "core/store/content_digest.h"
#include "core/store/undo.h"
#include "tests/support/generated_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QByteArray customerHeader
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags,Default Address "
      "Address1,Default Address City,Phone\n";
const QByteArray eventHeader = "event_id,occurred_at,event_type,email,product,value,reference\n";
const QByteArray orderHeader = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem "
                               "quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount\n";
const QByteArray productHeader = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price\n";

class Stopped final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return true; }
};

} // namespace

class TestUndo final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    BatchId take(const QByteArray &content)
    {
        NoProgress progress;
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(u"file.csv"_s, content)}, {}, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        if (report->files[0].rejected > 0)
            qFatal("%s", qPrintable(report->files[0].reasons.firstKey()));
        return report->batch;
    }
    QString digest() { return store::contentDigest(m_shop->connection()).value(); }
    store::UndoAccount undo(BatchId batch)
    {
        NoProgress progress;
        auto account = store::undoBatch(m_shop->connection(), batch, now, progress);
        if (!account)
            qFatal("%s", qPrintable(account.error().detail));
        return *account;
    }
    QString refusal(BatchId batch)
    {
        NoProgress progress;
        const auto account = store::undoBatch(m_shop->connection(), batch, now, progress);
        return account ? u"undone"_s : account.error().detail;
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void theContentIsTheSameToTheBit_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        const QByteArray people = customerHeader
            + "1,Ada,L,ada@example.com,yes,10,\"vip,new\",1 Main St,Bath,+447911123456\n"
              "2,Bob,,bob@example.com,no,0,,2 Side St,York,\n";
        QTest::newRow("new people") << people << customerHeader + "3,Cy,,cy@example.com,yes,0,x,,,\n";
        QTest::newRow("a changed name, address and consent")
            << people << customerHeader + "1,Adele,L,ada@example.com,no,10,other,9 New St,Hull,\n";
        QTest::newRow("the same again") << people << people;
        QTest::newRow("a second record of somebody known")
            << people << customerHeader + "7,Ada,Love,ADA@example.com,yes,10,third,4 Far St,Ely,\n";
        QTest::newRow("events of known and new people, and of a new kind") << people
                                                                           << eventHeader
                + "e1,2026-01-01T00:00:00Z,unsubscribe,ada@example.com,,,\n"
                  "e2,2026-01-01T00:00:00Z,cart_add,new@example.com,mug,1,\n"
                  "e3,2026-01-02T00:00:00Z,email_complaint,bob@example.com,,,\n";
        const QByteArray orders = orderHeader
            + "#1,ada@example.com,paid,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,0\n"
              "#1,,,,,,,2,Cup,10,CUP,\n";
        QTest::newRow("orders") << people << orders;
        QTest::newRow("an order refunded, with other lines") << orders
                                                             << orderHeader
                + "#1,ada@example.com,refunded,USD,30,30,2026-01-01 10:00:00 +0000,3,Mug,10,MUG,30\n";
        QTest::newRow("goods that older orders turn out to mean") << orders
                                                                  << productHeader
                + "mug,Mug,Mugs Ltd,Colour,Red,MUG,10\nmug,,,,Blue,MUGB,11\ncup,Cup,Mugs Ltd,,,CUP,9\n";
        const QByteArray loyaltyHeader = "email,points_balance,tier,as_of\n";
        QTest::newRow("points of known and new people, newer ones")
            << loyaltyHeader + "ada@example.com,10,Gold,2026-05-01\n"
            << loyaltyHeader + "ada@example.com,20,Gold,2026-06-01\nbob@example.com,5,,2026-06-01\n";
        QTest::newRow("goods with other prices")
            << productHeader + "mug,Mug,Mugs Ltd,Colour,Red,MUG,10\n"
            << productHeader + "mug,Big mug,Mugs Ltd,Colour,Red,MUG,12\n";
    }
    void theContentIsTheSameToTheBit()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const QString empty = digest();
        const BatchId one = take(first);
        const QString before = digest();
        QVERIFY(before != empty);
        const BatchId two = take(second);
        const QString after = digest();
        NoProgress progress;
        const auto plan = store::planUndo(m_shop->connection(), two, progress);
        QVERIFY(plan && plan->isPossible());
        QCOMPARE(digest(), after); // planning keeps everything
        const auto account = undo(two);
        QVERIFY2(account.isPossible(), qPrintable(store::describe(account.dependents)));
        QCOMPARE(account.removed, plan->removed);
        QCOMPARE(account.restored, plan->restored);
        QCOMPARE(digest(), before);
        // Done again it leads to the same, and from there all the way back.
        const BatchId again = take(second);
        QCOMPARE(digest().size(), after.size());
        QVERIFY(undo(again).isPossible());
        QVERIFY(undo(one).isPossible());
        QCOMPARE(digest(), empty);
        QVERIFY(m_shop->lines(u"PRAGMA foreign_key_check"_s).isEmpty());
        QVERIFY(m_shop->lines(u"SELECT * FROM change_log"_s).isEmpty());
    }

    void anOlderImportGoesWhereNothingDependsOnIt()
    {
        take(customerHeader + "1,Ada,,ada@example.com,yes,0,a,,,\n");
        const BatchId middle = take(customerHeader + "2,Bob,,bob@example.com,yes,0,b,,,\n");
        const QString both = digest();
        const BatchId last = take(customerHeader + "1,Ada,Love,ada@example.com,no,0,c,,,\n");
        QVERIFY(undo(middle).isPossible());
        QCOMPARE(m_shop->lines(u"SELECT email, last_name FROM customer"_s), u"ada@example.com|Love\n"_s);
        QVERIFY(undo(last).isPossible());
        take(customerHeader + "2,Bob,,bob@example.com,yes,0,b,,,\n");
        QCOMPARE(digest().size(), both.size());
        QCOMPARE(m_shop->lines(u"SELECT email, last_name FROM customer"_s),
            u"ada@example.com|-\nbob@example.com|-\n"_s);
    }

    void whatDependsIsSaidAndNothingIsChanged_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("account");
        const QByteArray people = customerHeader + "1,Ada,,ada@example.com,yes,0,a,1 Main St,Bath,\n";
        QTest::newRow("an order of its customer")
            << people
            << orderHeader + "#1,ada@example.com,paid,USD,10,10,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,0\n"
            << u"Import 2 counts on 1 address or id of a customer of it.\nImport 2 added 1 order to what it brought."_s;
        QTest::newRow("the customer's name changed")
            << people << customerHeader + "1,Adele,,ada@example.com,yes,0,a,1 Main St,Bath,\n"
            << u"Import 2 changed 1 customer after it."_s;
        // The later file says the same: without the earlier one it would have brought all of it itself.
        QTest::newRow("the same file again")
            << people << people << u"Import 2 counts on 1 entry about consent of it."_s;
        const QByteArray event = eventHeader + "e1,2026-01-01T00:00:00Z,cart_add,ada@example.com,,1,\n";
        QTest::newRow("the same event again") << event << event << u"Import 2 counts on 1 event of it."_s;
        QTest::newRow("an order with its goods")
            << productHeader + "mug,Mug,Mugs Ltd,,,MUG,10\n"
            << orderHeader + "#1,ada@example.com,paid,USD,10,10,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,0\n"
            << u"Import 2 added 1 line of an order to what it brought."_s;
        const QByteArray goods = productHeader + "mug,Mug,Mugs Ltd,,,MUG,10\n";
        QTest::newRow("the same goods again")
            << goods << goods
            << u"Import 2 counts on 1 product of it.\nImport 2 counts on 1 product variant of it."_s;
    }
    void whatDependsIsSaidAndNothingIsChanged()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QString, account);
        const BatchId one = take(first);
        take(second);
        const QString before = digest();
        const auto refused = undo(one);
        QVERIFY(!refused.isPossible());
        const QString said = store::describe(refused.dependents);
        for (const QString &line : account.split(u'\n'))
            QVERIFY2(said.contains(line), qPrintable(said));
        QCOMPARE(digest(), before);
        QVERIFY(m_shop->lines(u"SELECT 1 FROM import_batch WHERE state = 'undone'"_s).isEmpty());
    }

    /// A later file repeats what the one in the middle changed in rows of the first: without the one in the
    /// middle it would have made the change itself, and taking that back would lose what it said.
    void whatALaterFileSaysAgainIsNotTakenBack_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("changed");
        QTest::addColumn<QString>("account");
        QTest::newRow("a name") << customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n"
                                << customerHeader + "1,Ada,Love,ada@example.com,yes,0,,,,\n"
                                << u"Import 3 counts on 1 customer of it."_s;
        QTest::newRow("an address") << customerHeader + "1,Ada,,ada@example.com,yes,0,,1 Main St,Bath,\n"
                                    << customerHeader + "1,Ada,,ada@example.com,yes,0,,2 New St,Bath,\n"
                                    << u"Import 3 counts on 1 postal address of it."_s;
        QTest::newRow("a price") << productHeader + "mug,Mug,V,,,MUG,10\n"
                                 << productHeader + "mug,Mug,V,,,MUG,12\n"
                                 << u"Import 3 counts on 1 product variant of it."_s;
        QTest::newRow("a title") << productHeader + "mug,Mug,V,,,MUG,10\n"
                                 << productHeader + "mug,Big mug,V,,,MUG,10\n"
                                 << u"Import 3 counts on 1 product of it."_s;
        QTest::newRow("a refund") << orderHeader
                + "#1,ada@example.com,paid,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,30,MUG,0\n"
                                  << orderHeader
                + "#1,ada@example.com,refunded,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,30,MUG,30\n"
                                  << u"Import 3 counts on 1 order of it."_s;
        QTest::newRow("points") << "email,points_balance,tier,as_of\nada@example.com,5,,2026-05-01\n"_ba
                                << "email,points_balance,tier,as_of\nada@example.com,9,,2026-06-01\n"_ba
                                << u"Import 3 counts on 1 loyalty account of it."_s;
    }
    void whatALaterFileSaysAgainIsNotTakenBack()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, changed);
        QFETCH(QString, account);
        take(first);
        const QString before = digest();
        const BatchId middle = take(changed);
        const BatchId last = take(changed);
        const QString after = digest();
        const auto refused = undo(middle);
        QVERIFY(!refused.isPossible());
        const QString said = store::describe(refused.dependents);
        QVERIFY2(said.contains(account), qPrintable(said));
        QCOMPARE(digest(), after);
        QVERIFY(undo(last).isPossible());
        QVERIFY(undo(middle).isPossible());
        QCOMPARE(digest(), before);
    }

    void aFileThatSpeaksOfOtherColumnsDoesNotStandInTheWay()
    {
        take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        const BatchId middle = take(customerHeader + "1,Ada,Love,ada@example.com,yes,0,,,,\n");
        const QString before = digest();
        take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        QCOMPARE(digest(), before);
        QVERIFY(undo(middle).isPossible());
        QCOMPARE(m_shop->lines(u"SELECT last_name FROM customer"_s), u"-\n"_s);
    }

    void whatWasDoneByHandDependsToo()
    {
        const BatchId batch = take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"VALUES (1, 'email', 'unsubscribed', 'link', 'mail', 1)"_s));
        const auto account = undo(batch);
        QVERIFY(!account.isPossible());
        QCOMPARE(store::describe(account.dependents),
            u"1 entry about consent made since, by hand or by sending, belong to what it brought."_s);
        const BatchId second = take(customerHeader + "1,Adele,,ada@example.com,yes,0,,,,\n");
        QVERIFY(m_shop->connection().execute(u"UPDATE customer SET first_name = 'Eve'"_s));
        const auto changed = undo(second);
        QCOMPARE(store::describe(changed.dependents), u"1 customer changed since, by hand or by sending."_s);
        QCOMPARE(m_shop->lines(u"SELECT first_name FROM customer"_s), u"Eve\n"_s);
    }

    /// One file names a person several times; the account speaks of people, and of nobody's hand.
    void aRowChangedSeveralTimesIsToldOnce()
    {
        take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        const BatchId batch = take(customerHeader
            + "1,Adele,,ada@example.com,yes,0,,,,\n1,Adela,,ada@example.com,yes,0,,,,\n"
              "1,Adelia,,ada@example.com,yes,0,,,,\n");
        take(customerHeader + "1,Eve,,ada@example.com,yes,0,,,,\n");
        QCOMPARE(store::describe(undo(batch).dependents), u"Import 3 changed 1 customer after it."_s);
    }

    void whatCannotBeUndoneIsRefused()
    {
        QVERIFY(refusal(BatchId(7)).startsWith(u"There is no import 7."_s));
        const BatchId batch = take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        QCOMPARE(refusal(batch), u"undone"_s);
        QVERIFY(refusal(batch).contains(u"was undone already"_s));
        const BatchId old = take(customerHeader + "1,Ada,,ada@example.com,yes,0,,,,\n");
        QVERIFY(m_shop->connection().execute(u"UPDATE import_batch SET can_undo = 0"_s));
        QVERIFY(refusal(old).contains(u"did not keep what undoing needs"_s));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 1);
    }

    void stoppedHalfWayChangesNothing()
    {
        QByteArray people = customerHeader;
        for (int i = 0; i < 3000; ++i)
            people += QByteArray::number(i) + ",Ada,,a" + QByteArray::number(i) + "@example.com,yes,0,a,,,\n";
        const BatchId batch = take(people);
        const QString before = digest();
        Stopped stopped;
        const auto account = store::undoBatch(m_shop->connection(), batch, now, stopped);
        QVERIFY(!account);
        QCOMPARE(account.error().code, Error::Code::Cancelled);
        QCOMPARE(digest(), before);
        QVERIFY(undo(batch).isPossible());
    }

    /// The shop is made by a program that nobody here wrote: everything in, a second helping, and out again.
    void aGeneratedShopGoesInAndOut()
    {
        const auto files = generateShop(m_shop->path(u"one"_s), 2000, 5);
        if (files.folder.isEmpty())
            QSKIP("There is no shop generator here.");
        const auto other = generateShop(m_shop->path(u"two"_s), 1000, 6);
        const QString empty = digest();
        NoProgress progress;
        ImportOptions options;
        options.rejectFolder = m_shop->path({});
        const auto first = importFiles(m_shop->connection(), files.files(), options, now, progress);
        QVERIFY(first);
        const QString before = digest();
        const auto second = importFiles(m_shop->connection(), other.files(), options, now, progress);
        QVERIFY(second);
        QVERIFY(digest() != before);
        QVERIFY(!undo(first->batch).isPossible());
        QVERIFY(undo(second->batch).isPossible());
        QCOMPARE(digest(), before);
        QVERIFY(undo(first->batch).isPossible());
        QCOMPARE(digest(), empty);
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
