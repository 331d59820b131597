// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/merge.h"
#include "core/import/import.h"
#include "core/privacy/personal_data.h"
#include "core/store/customer_repository.h"
#include "core/store/undo.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace haberdash;
using namespace haberdash::privacy;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QByteArray customerHeader
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags,Default Address "
      "Address1,Default Address City,Phone,Note\n";
const QByteArray orderHeader = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem "
                               "quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Notes\n";
const QByteArray eventHeader = "event_id,occurred_at,event_type,email,product,value,reference\n";

/// Nothing of these may be found in the file, in any letter case.
const QList<QByteArray> herWords{"zenobia", "quillfeather", "zq@example.com", "zq.second@example.com",
    "447911123456", "candlewick", "likes her parcels quiet"};

} // namespace

class TestPersonalData final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    importing::ImportReport take(const QByteArray &content)
    {
        NoProgress progress;
        auto report = importing::importFiles(
            m_shop->connection(), {m_shop->write(u"file.csv"_s, content)}, {}, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    CustomerId her() { return *store::findCustomer(m_shop->connection(), u"zq@example.com"_s); }
    QList<QByteArray> wordsInTheFiles() const
    {
        QByteArray bytes;
        for (const char *name : {"shop.haberdash", "shop.haberdash-wal"}) {
            QFile file(m_shop->path(QString::fromLatin1(name)));
            if (file.open(QIODevice::ReadOnly))
                bytes += file.readAll().toLower();
        }
        QList<QByteArray> found;
        for (const QByteArray &word : herWords) {
            if (bytes.contains(word))
                found.append(word);
        }
        return found;
    }
    /// Somebody with a full life in the shop: imported, changed, merged, mailed, complained about.
    void live()
    {
        take(customerHeader
            + "1,Zenobia,Quillfeather,zq@example.com,yes,0,vip,7 Candlewick Lane,Bath,+447911123456,likes "
              "her parcels quiet\n"
              "2,Zenobia,Q.,zq.second@example.com,yes,0,,7 Candlewick Lane,Bath,,\n"
              "3,Bob,Other,bob@example.com,yes,0,,1 Side St,York,,\n");
        take(orderHeader
            + "#1,zq@example.com,paid,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,0,for Zenobia\n"
              "#2,bob@example.com,paid,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,0,\n");
        take(eventHeader
            + "e1,2026-01-01T00:00:00Z,cart_add,zq@example.com,mug,1,zenobia's cart\n"
              "e2,2026-01-02T00:00:00Z,email_complaint,zq@example.com,,,\n"
              "e3,2026-01-02T00:00:00Z,cart_add,bob@example.com,mug,1,\n");
        take(orderHeader
            + "#1,zq@example.com,refunded,USD,30,30,2026-01-01 10:00:00 +0000,1,Mug,10,MUG,30,for Zenobia\n");
        take(customerHeader + "1,Zenobia,Quillfeather-Jones,zq@example.com,no,0,,9 Candlewick Row,Bath,,\n");
        QVERIFY(identity::mergeCustomers(m_shop->connection(), her(),
            *store::findCustomer(m_shop->connection(), u"zq.second@example.com"_s), now));
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'C', '', 'done', '', "
            u"1);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, address, reply, planned_at) "
            u"SELECT 1, id, 0, 'sent', email, 'ok ' || email, 1 FROM customer"_s));
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void anExportHasEverything()
    {
        live();
        const auto person = exportPerson(m_shop->connection(), her());
        QVERIFY(person);
        for (const QString &table : {u"customer"_s, u"identity"_s, u"postal_address"_s, u"customer_tag"_s,
                 u"consent_entry"_s, u"suppression"_s, u"shop_order"_s, u"order_line"_s, u"refund"_s,
                 u"event"_s, u"event_type"_s, u"outbox"_s})
            QVERIFY2(person->contains(table), qPrintable(table));
        QCOMPARE((*person)[u"shop_order"_s].toArray().size(), 1);
        QCOMPARE((*person)[u"identity"_s].toArray().size(), 5);
        QVERIFY(!QJsonDocument(*person).toJson().contains("bob@"));
        QVERIFY(!exportPerson(m_shop->connection(), CustomerId(99)));
    }

    void erasedMeansGone()
    {
        live();
        QCOMPARE(wordsInTheFiles().size(), herWords.size()); // the search finds what is there
        const qint64 takings = m_shop->count(u"SELECT sum(total) FROM shop_order"_s);
        NoProgress progress;
        const auto erasure = erasePerson(m_shop->connection(), her(), now, progress);
        QVERIFY2(erasure, qPrintable(erasure ? QString() : erasure.error().detail));
        QCOMPARE(erasure->orders, 1);
        QVERIFY(erasure->rows > 10);
        QVERIFY(erasure->filesThatMayNameThem.contains(m_shop->path(u"file.csv"_s)));
        QCOMPARE(wordsInTheFiles(), QList<QByteArray>());
        QCOMPARE(m_shop->count(u"SELECT sum(total) FROM shop_order"_s), takings);
        QVERIFY(m_shop->lines(u"PRAGMA foreign_key_check"_s).isEmpty());
        QCOMPARE(m_shop->lines(u"PRAGMA integrity_check"_s), u"ok\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT email FROM customer"_s), u"bob@example.com\n"_s);
        QVERIFY(!store::findCustomer(m_shop->connection(), u"zq@example.com"_s));
    }

    /// Somebody who reads keeps the pages as they were: that must be said, and clearing them can be tried
    /// again.
    void whoReadsMeanwhileKeepsTracesAndThatIsSaid()
    {
        live();
        auto reader = store::openWorkspace(m_shop->file(), store::Connection::Access::ReadOnly);
        QVERIFY(reader && reader->execute(u"BEGIN"_s) && reader->integer(u"SELECT count(*) FROM customer"_s));
        NoProgress progress;
        const auto erasure = erasePerson(m_shop->connection(), her(), now, progress);
        QVERIFY(erasure);
        QVERIFY(erasure->tracesAreLeft);
        QVERIFY(!clearTraces(m_shop->connection()));
        QVERIFY(reader->execute(u"COMMIT"_s));
        QVERIFY(clearTraces(m_shop->connection()));
        QCOMPARE(wordsInTheFiles(), QList<QByteArray>());
    }

    void noLaterImportBringsThemBack()
    {
        live();
        NoProgress progress;
        QVERIFY(erasePerson(m_shop->connection(), her(), now, progress));
        const auto report = take(customerHeader
            + "1,Zenobia,Quillfeather,other@example.com,yes,0,,,,,\n" // by the shop's id
              "8,Zenobia,Quillfeather,ZQ@Example.com,yes,0,,,,,\n" // by the address
              "9,Zenobia,Quillfeather,zq.second@example.com,yes,0,,,,,\n" // by the merged one's
              ",Zenobia,,,,,,,,+447911123456,\n"
              "3,Bob,Other,bob@example.com,yes,0,,,,,\n");
        QCOMPARE(report.files[0].read, 5);
        QCOMPARE(report.files[0].accepted, 1);
        QCOMPARE(report.files[0].reasons.value(u"the row is about somebody who asked to be forgotten"_s), 4);
        QFile rejects(report.files[0].rejects);
        QVERIFY(rejects.open(QIODevice::ReadOnly));
        const QByteArray written = rejects.readAll().toLower();
        QVERIFY2(!written.contains("zenobia") && !written.contains("zq"), written.constData());
        const auto events = take(eventHeader + "e9,2026-02-01T00:00:00Z,cart_add,zq@example.com,mug,1,\n");
        QCOMPARE(events.files[0].rejected, 1);
        // An order is the shop's: it comes in, with nobody behind it.
        const auto orders
            = take(orderHeader + "#7,zq@example.com,paid,USD,5,5,2026-02-01 10:00:00 +0000,1,Mug,5,MUG,0,\n");
        QCOMPARE(orders.files[0].accepted, 1);
        QCOMPARE(m_shop->lines(u"SELECT customer_id FROM shop_order WHERE name = '#7'"_s), u"-\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT email FROM customer"_s), u"bob@example.com\n"_s);
    }

    void otherPeoplesChangesCanStillBeTakenBack()
    {
        live();
        const auto changed = take(customerHeader
            + "3,Robert,Other,bob@example.com,yes,0,,,,,\n"
              "1,Zen,Quillfeather,zq@example.com,no,0,,,,,\n");
        NoProgress progress;
        QVERIFY(erasePerson(m_shop->connection(), her(), now, progress));
        const auto account = store::undoBatch(m_shop->connection(), changed.batch, now, progress);
        QVERIFY(account);
        QVERIFY2(account->isPossible(), qPrintable(store::describe(account->dependents)));
        QCOMPARE(m_shop->lines(u"SELECT first_name FROM customer"_s), u"Bob\n"_s);
    }

    void nobodyIsErasedWhoIsNotThere()
    {
        live();
        NoProgress progress;
        const auto erasure = erasePerson(m_shop->connection(), CustomerId(99), now, progress);
        QVERIFY(!erasure);
        QCOMPARE(erasure.error().code, Error::Code::NotFound);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM erased_key"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestPersonalData)
#include "tst_personal_data.moc"
