// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_list.h"
#include "tests/support/table_text.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestMemberList final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    Context m_context{
        fromMilliseconds(1782777600000), QTimeZone("America/New_York"), *CurrencyCode::fromString(u"USD")};
    std::vector<CustomerId> m_ids{CustomerId(1), CustomerId(2)};

    class Stopped final : public Progress
    {
    public:
        void report(qint64, qint64) override { }
        [[nodiscard]] bool isCancelled() const override { return true; }
    };

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, email, first_name, created_at, attributes) VALUES (1, "
            u"'ada@example.com', "
            u"'=HYPERLINK(\"x\")', 1767225600000, '{\"size\": \"M\"}'), (2, NULL, 'Bob, \"Bo\"', NULL, '{}');"
            u"INSERT INTO customer_tag VALUES (1, 'vip', NULL), (1, 'new', NULL);"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) VALUES (1, "
            u"'email', "
            u"'subscribed', 'form', 't', 0);"
            u"INSERT INTO shop_order (id, source, external_id, name, kind, customer_id, placed_at, "
            u"cancelled_at, "
            u"currency, subtotal, discount, shipping, tax, total, refunded) VALUES "
            u"(1, 't', '1', '1', 'sale', 1, 1782000000000, NULL, 'USD', 0, 0, 0, 0, 12345, 0), "
            u"(2, 't', '2', '2', 'sale', 1, 1782100000000, 1782200000000, 'USD', 0, 0, 0, 0, 99900, 0), "
            u"(3, 't', '3', '3', 'sale', 1, 1792100000000, NULL, 'USD', 0, 0, 0, 0, 99900, 0), "
            u"(4, 't', '4', '4', 'return', 1, 1782100000000, NULL, 'USD', 0, 0, 0, 0, -500, 0)"_s));
    }

    void cellsAreSafeAndExact()
    {
        NoProgress progress;
        const auto csv = memberList(m_shop->connection(), m_ids,
            {u"customer"_s, u"first_name"_s, u"created"_s, u"tags"_s, u"consent"_s, u"orders"_s, u"spent"_s,
                u"last_order"_s, u"attribute:size"_s},
            m_context, progress);
        QVERIFY2(csv, csv ? "" : qPrintable(csv.error().detail));
        QCOMPARE(*csv,
            "customer,first_name,created,tags,consent,orders,spent,last_order,attribute:size\n"
            "1,\"'=HYPERLINK(\"\"x\"\")\",2025-12-31 19:00,\"new, vip\",subscribed,1,123.45,2026-06-20 "
            "20:00,M\n"
            "2,\"Bob, \"\"Bo\"\"\",,,,0,0.00,,\n");
    }

    void aWorkbookHoldsNumbersAndDates()
    {
        NoProgress progress;
        const QString path = m_shop->path(u"list.xlsx"_s);
        const auto written = writeMembers(m_shop->connection(), m_ids,
            {u"customer"_s, u"first_name"_s, u"spent"_s, u"last_order"_s}, m_context, path, progress);
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        const QString read = textOfTable(path);
        QVERIFY2(read.contains(u"customer"_s) && read.contains(u"<1>"_s) && read.contains(u"<123.45>"_s)
                && read.contains(u"<=HYPERLINK(\"x\")>"_s) && read.contains(u"<Bob, \"Bo\">"_s)
                && read.contains(u"2026-06-20"_s),
            qPrintable(read));
        // Once more over the same file; nothing else is left in the folder.
        QVERIFY(writeMembers(m_shop->connection(), {}, usualMemberColumns(), m_context, path, progress));
        QVERIFY(!textOfTable(path).contains(u"123.45"_s));
        QVERIFY(
            QDir(m_shop->path({})).entryList({u".members*"_s}, QDir::AllEntries | QDir::Hidden).isEmpty());
    }

    void whatGoesWrongIsTold()
    {
        NoProgress progress;
        const auto unknown = memberList(m_shop->connection(), m_ids, {u"shoe_size"_s}, m_context, progress);
        QVERIFY(!unknown);
        QVERIFY2(unknown.error().detail.contains(u"“shoe_size”"_s)
                && unknown.error().detail.contains(u"last_order"_s),
            qPrintable(unknown.error().detail));
        for (const QString &name : {u"nowhere/list.csv"_s, u"nowhere/list.xlsx"_s}) {
            const auto lost = writeMembers(
                m_shop->connection(), m_ids, usualMemberColumns(), m_context, m_shop->path(name), progress);
            QVERIFY(!lost);
            QCOMPARE(lost.error().code, Error::Code::Io);
        }
        Stopped stopped;
        for (const QString &name : {u"list.csv"_s, u"list.xlsx"_s}) {
            const auto half = writeMembers(
                m_shop->connection(), m_ids, usualMemberColumns(), m_context, m_shop->path(name), stopped);
            QVERIFY(!half);
            QCOMPARE(half.error().code, Error::Code::Cancelled);
            QVERIFY(!QFile::exists(m_shop->path(name)));
        }
    }
};

QTEST_GUILESS_MAIN(TestMemberList)
#include "tst_member_list.moc"
