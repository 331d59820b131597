// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/code_text.h"
#include "core/coupon/coupons.h"
#include "core/coupon/pool_file.h"
#include "core/identity/merge.h"
#include "core/privacy/personal_data.h"
#include "core/store/content_digest.h"
#include "core/store/undo.h"
#include "tests/support/temporary_workspace.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::coupon;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30T00:00:00Z
constexpr auto day = std::chrono::hours(24);

} // namespace

class TestCoupons final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    void sql(const QString &text)
    {
        const auto done = m_shop->connection().execute(text);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    CouponSet make(CouponSet set)
    {
        if (set.name.isEmpty())
            set.name = u"Spring"_s;
        if (!set.value)
            set.value = 200;
        const auto id = createSet(m_shop->connection(), set, now);
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return store::couponSetByName(m_shop->connection(), set.name).value();
    }
    CouponSet pool(const QByteArray &codes, CouponSet set = {})
    {
        set.source = CouponSet::Source::Pool;
        const CouponSet made = make(set);
        QByteArray list = codes;
        QBuffer buffer(&list);
        buffer.open(QIODevice::ReadOnly);
        NoProgress progress;
        if (!importPool(m_shop->connection(), made, buffer, progress))
            qFatal("no pool");
        return made;
    }
    Result<GivenCode> give(const CouponSet &set, qint64 customer, const QString &occasion, Timestamp at = now)
    {
        return giveCode(m_shop->connection(), set, CustomerId(customer), occasion, at);
    }
    QString books()
    {
        return m_shop->lines(
            u"SELECT code, coalesce(customer_id, 0), occasion, given_at IS NOT NULL FROM coupon_code ORDER BY id"_s);
    }
    QString stock(const CouponSet &set, Timestamp at = now)
    {
        const auto counted = stockOf(m_shop->connection(), set, at).value();
        return u"%1 total, %2 given, %3 free, %4 expired, %5 redeemed%6"_s.arg(counted.total)
            .arg(counted.given)
            .arg(counted.free)
            .arg(counted.expired)
            .arg(counted.redeemed)
            .arg(counted.isEndless ? u", endless"_s : QString());
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        sql(u"INSERT INTO customer (id, email, first_name) VALUES (1, 'ada@example.com', 'Ada'), "
            u"(2, 'bob@example.com', 'Bob'), (3, 'cyd@example.com', 'Cyd');"
            u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'ada@example.com', 1), "
            u"('email', 'bob@example.com', 2), ('email', 'cyd@example.com', 3)"_s);
    }

    void setsAreKeptAsTheyAre()
    {
        CouponSet set;
        set.name = u"  Späti 5 € "_s;
        set.kind = CouponKind::Amount;
        set.value = 500;
        set.minimumOrder = 4000;
        set.note = u"not with sale goods"_s;
        set.prefix = u"spät"_s;
        QVERIFY(!createSet(m_shop->connection(), set, now)); // no umlauts in what people type
        set.prefix = u"late 5"_s;
        set.letters = 10;
        set.daysValid = 14;
        set.scope = CouponSet::Scope::Customer;
        const auto id = createSet(m_shop->connection(), set, now);
        QVERIFY(id);
        set.id = *id;
        set.name = u"Späti 5 €"_s;
        set.prefix = u"LATE5"_s;
        set.createdAt = now;
        QCOMPARE(store::couponSetByName(m_shop->connection(), u"Späti 5 €"_s), Result<CouponSet>(set));
        QCOMPARE(store::couponSets(m_shop->connection()), Result<QList<CouponSet>>(QList{set}));
        const auto again = createSet(m_shop->connection(), set, now);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::Refused);
        QCOMPARE(store::couponSetByName(m_shop->connection(), u"none"_s).error().code, Error::Code::NotFound);
    }

    void setsThatCannotBe_data()
    {
        QTest::addColumn<CouponSet>("set");
        const auto row = [](const char *name, const std::function<void(CouponSet &)> &change) {
            CouponSet set;
            set.name = u"Spring"_s;
            set.value = 200;
            change(set);
            QTest::newRow(name) << set;
        };
        row("no name", [](CouponSet &set) { set.name = u"  "_s; });
        row("no value", [](CouponSet &set) { set.value.reset(); });
        row("nothing off", [](CouponSet &set) { set.value = 0; });
        row("more than all", [](CouponSet &set) { set.value = 1001; });
        row("a negative amount", [](CouponSet &set) {
            set.kind = CouponKind::Amount;
            set.value = -1;
        });
        row("shipping of five", [](CouponSet &set) {
            set.kind = CouponKind::Shipping;
            set.value = 5;
        });
        row("from nothing on", [](CouponSet &set) { set.minimumOrder = 0; });
        row("two ends", [](CouponSet &set) {
            set.endsAt = now;
            set.daysValid = 3;
        });
        row("over before it begins", [](CouponSet &set) { set.daysValid = -1; });
        row("for ever and a day", [](CouponSet &set) { set.daysValid = 2'000'000'000; });
        row("too short", [](CouponSet &set) { set.letters = 5; });
        row("too long", [](CouponSet &set) { set.letters = 21; });
        row("a prefix with a dash", [](CouponSet &set) { set.prefix = u"A-B"_s; });
        row("a prefix with a comma", [](CouponSet &set) { set.prefix = u"A,B"_s; });
        row("an endless prefix", [](CouponSet &set) { set.prefix = QString(21, u'A'); });
    }
    void setsThatCannotBe()
    {
        QFETCH(CouponSet, set);
        const auto made = createSet(m_shop->connection(), set, now);
        QVERIFY(!made);
        QCOMPARE(made.error().code, Error::Code::Invalid);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_set"_s), 0);
    }

    void askedAgainTheSameCodeComes()
    {
        const CouponSet set = pool("A-1\nA-2\nA-3\n");
        const auto first = give(set, 1, u"spring"_s);
        QVERIFY(first);
        QCOMPARE(*first, (GivenCode{u"A-1"_s, CustomerId(1), {}, true}));
        const auto again = give(set, 1, u"spring"_s, now + 5 * day);
        QVERIFY(again);
        QCOMPARE(*again, (GivenCode{u"A-1"_s, CustomerId(1), {}, false}));
        QCOMPARE(give(set, 1, u"summer"_s)->code, u"A-2"_s);
        QCOMPARE(give(set, 2, u"spring"_s)->code, u"A-3"_s);
        QCOMPARE(books(), u"A-1|1|spring|1\nA-2|1|summer|1\nA-3|2|spring|1\n"_s);
    }

    void oneForEachCustomerWhateverTheOccasion()
    {
        CouponSet set;
        set.scope = CouponSet::Scope::Customer;
        set = make(set);
        const QString code = give(set, 1, u"spring"_s)->code;
        QCOMPARE(give(set, 1, u"summer"_s)->code, code);
        QVERIFY(give(set, 2, u"summer"_s)->code != code);
    }

    void anEmptyPoolSaysSo()
    {
        const CouponSet set = pool("A-1\n");
        QVERIFY(give(set, 1, u"spring"_s));
        const auto none = give(set, 2, u"spring"_s);
        QVERIFY(!none);
        QCOMPARE(none.error().code, Error::Code::Refused);
        QVERIFY(none.error().detail.contains(u"All codes of “Spring” are given out"_s));
        QCOMPARE(give(set, 1, u"spring"_s)->code, u"A-1"_s); // who has one keeps it
    }

    void aListGetsAllOrNothing()
    {
        const CouponSet set = pool("A-1\nA-2\n");
        NoProgress progress;
        const QList<CustomerId> all{CustomerId(1), CustomerId(2), CustomerId(3)};
        QVERIFY(!giveCodes(m_shop->connection(), set, all, u"spring"_s, now, progress));
        QCOMPARE(books(), u"A-1|0||0\nA-2|0||0\n"_s);
        const auto two = giveCodes(m_shop->connection(), set, all.first(2), u"spring"_s, now, progress);
        QVERIFY(two);
        QCOMPARE(two->size(), 2);
        QCOMPARE(books(), u"A-1|1|spring|1\nA-2|2|spring|1\n"_s);
    }

    void madeCodesAreSoundAndTheirsAlone()
    {
        CouponSet set;
        set.prefix = u"VIP"_s;
        set = make(set);
        QList<CustomerId> everybody;
        sql(u"WITH RECURSIVE n(i) AS (VALUES (10) UNION ALL SELECT i + 1 FROM n WHERE i < 3009) "
            u"INSERT INTO customer (id) SELECT i FROM n"_s);
        for (qint64 id = 10; id < 3010; ++id)
            everybody.append(CustomerId(id));
        NoProgress progress;
        const auto codes = giveCodes(m_shop->connection(), set, everybody, u"spring"_s, now, progress);
        QVERIFY(codes);
        QSet<QString> different;
        for (const GivenCode &code : *codes) {
            QVERIFY(isSound(code.code, u"VIP"));
            different.insert(code.code);
        }
        QCOMPARE(different.size(), 3000);
    }

    void codesMadeAheadAreGivenFirst()
    {
        const CouponSet set = make({});
        NoProgress progress;
        QVERIFY(generateCodes(m_shop->connection(), set, 2, progress));
        const QString ahead = m_shop->lines(u"SELECT code FROM coupon_code ORDER BY id"_s);
        const QString one = give(set, 1, u"a"_s)->code;
        const QString two = give(set, 2, u"a"_s)->code;
        QCOMPARE(QString(one + u'\n' + two + u'\n'), ahead);
        QVERIFY(give(set, 3, u"a"_s)); // and then new ones
        QCOMPARE(stock(set), u"3 total, 3 given, 0 free, 0 expired, 0 redeemed, endless"_s);
        QVERIFY(!generateCodes(m_shop->connection(), set, 0, progress));
        QVERIFY(!generateCodes(m_shop->connection(), set, 2'000'000'000, progress));
        CouponSet fromShop;
        fromShop.name = u"Shop"_s;
        QVERIFY(!generateCodes(m_shop->connection(), pool("A-1\n", fromShop), 5, progress));
    }

    /// New York, where the workspace is: summer time from 8 March to 1 November 2026.
    void codesEndWithADayOfTheShop_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("expires");
        QTest::newRow("today") << u"2026-06-30T12:00:00Z"_s << 0 << u"2026-07-01T03:59:59.999Z"_s;
        QTest::newRow("late in the evening")
            << u"2026-07-01T03:59:59Z"_s << 0 << u"2026-07-01T03:59:59.999Z"_s;
        QTest::newRow("two weeks") << u"2026-06-30T12:00:00Z"_s << 14 << u"2026-07-15T03:59:59.999Z"_s;
        QTest::newRow("into winter") << u"2026-10-30T12:00:00Z"_s << 3 << u"2026-11-03T04:59:59.999Z"_s;
        QTest::newRow("over the end of February")
            << u"2028-02-28T12:00:00Z"_s << 1 << u"2028-03-01T04:59:59.999Z"_s;
    }
    void codesEndWithADayOfTheShop()
    {
        QFETCH(QString, given);
        QFETCH(int, days);
        QFETCH(QString, expires);
        CouponSet set;
        set.daysValid = days;
        set = make(set);
        const Timestamp at = parseInstant(given, QTimeZone::utc()).value();
        const auto code = give(set, 1, u"a"_s, at);
        QVERIFY(code);
        QCOMPARE(toIsoString(*code->expiresAt), expires);
        // What it was given with stays, also when it is asked for again later.
        QCOMPARE(give(set, 1, u"a"_s, at + 2 * day)->expiresAt, code->expiresAt);
    }

    void afterItsEndNobodyGetsACode()
    {
        CouponSet set;
        set.endsAt = now;
        set = make(set);
        QVERIFY(give(set, 1, u"a"_s, now));
        const auto late = give(set, 2, u"a"_s, now + std::chrono::milliseconds(1));
        QVERIFY(!late);
        QCOMPARE(late.error().code, Error::Code::Refused);
        QVERIFY(give(set, 1, u"a"_s, now + day)); // who asks again learns what they had
        QCOMPARE(stock(set), u"1 total, 1 given, 0 free, 0 expired, 0 redeemed, endless"_s);
        QCOMPARE(stock(set, now + day), u"1 total, 1 given, 0 free, 1 expired, 0 redeemed"_s);
    }

    void theStockCountsWhatCameBack()
    {
        CouponSet wish;
        wish.daysValid = 1;
        const CouponSet set = pool("A-1\nA-2\nA-3\nA-4\nA-5\n", wish);
        for (const qint64 customer : {1, 2, 3})
            QVERIFY(give(set, customer, u"a"_s, customer == 1 ? now - 9 * day : now));
        const auto order = [](int id, const QString &code, const QString &cancelled) {
            return u"INSERT INTO shop_order (id, source, external_id, name, placed_at, cancelled_at, "
                   u"currency, subtotal, "
                   u"discount, shipping, tax, total, refunded, coupon_code) VALUES (%1, 's', %1, '#', 1, %2, "
                   u"'USD', 1, 0, 0, 0, "
                   u"1, 0, '%3');"_s.arg(id)
                       .arg(cancelled, code);
        };
        sql(order(1, u"a-1"_s, u"NULL"_s) + order(2, u"A-1"_s, u"NULL"_s) + order(3, u"A-2"_s, u"5"_s)
            + order(4, u"OTHER"_s, u"NULL"_s));
        QCOMPARE(stock(set), u"5 total, 3 given, 2 free, 1 expired, 1 redeemed"_s);
        const auto counted = stockOf(m_shop->connection(), set, now).value();
        QCOMPARE(shortfall(counted, 2), 0);
        QCOMPARE(shortfall(counted, 7), 5);
        QCOMPARE(shortfall(stockOf(m_shop->connection(), make([] {
            CouponSet made;
            made.name = u"Made"_s;
            return made;
        }()),
                               now)
                               .value(),
                     7),
            0);
    }

    void previewsAreNotInTheBooks()
    {
        CouponSet set;
        set.prefix = u"VIP"_s;
        set.daysValid = 7;
        set = make(set);
        const QTimeZone zone("America/New_York");
        const GivenCode preview = previewCode(set, zone, now);
        QVERIFY(!isSound(preview.code, u"VIP"));
        QCOMPARE(preview.expiresAt, expiryOf(set, zone, now));
        QCOMPARE(books(), QString());
        CouponSet wish;
        wish.name = u"Shop"_s;
        const CouponSet fromShop = pool("A-1\n", wish);
        QVERIFY(previewCode(fromShop, zone, now).code != u"A-1"_s);
        QCOMPARE(books(), u"A-1|0||0\n"_s);
    }

    void valuesForTemplates()
    {
        CouponSet set;
        set.daysValid = 7;
        set.minimumOrder = 5000;
        set.note = u"not with sale goods"_s;
        set = make(set);
        const QTimeZone zone("America/New_York");
        const auto code = give(set, 1, u"a"_s).value();
        const CouponValues values = valuesOf(set, code, zone, now);
        QCOMPARE(values,
            (CouponValues{
                code.code, CouponKind::Percentage, 200, 5000, code.expiresAt, 7, u"not with sale goods"_s}));
        QCOMPARE(valuesOf(set, code, zone, now + 7 * day).daysLeft, 0);
        QCOMPARE(valuesOf(set, code, zone, now + 9 * day).daysLeft, -2);
        QVERIFY(!valuesOf(set, {u"X"_s, {}, {}, true}, zone, now).daysLeft);
    }

    void exports()
    {
        const CouponSet set = pool("A-1\n=A1+A2\nA-3\n");
        QVERIFY(give(set, 1, u"spring, \"early\""_s));
        QVERIFY(give(set, 2, u"spring"_s));
        const auto read = [this](const QString &name) {
            QFile file(m_shop->path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
        };
        QCOMPARE(exportCodes(m_shop->connection(), set, m_shop->path(u"codes.csv"_s), ExportForm::Codes), 3);
        QCOMPARE(read(u"codes.csv"_s), "A-1\n=A1+A2\nA-3\n"_ba);
        QCOMPARE(exportCodes(m_shop->connection(), set, m_shop->path(u"table.csv"_s), ExportForm::Table), 3);
        QCOMPARE(read(u"table.csv"_s),
            "code,customer_id,occasion,given_at,expires_at,redeemed\n"
            "A-1,1,\"spring, \"\"early\"\"\",2026-06-30T00:00:00Z,,no\n"
            "\"'=A1+A2\",2,spring,2026-06-30T00:00:00Z,,no\n"
            "A-3,,,,,no\n"_ba);
        QCOMPARE(QFile::permissions(m_shop->path(u"codes.csv"_s)) & (QFile::ReadGroup | QFile::ReadOther),
            QFile::Permissions());
        const auto nowhere
            = exportCodes(m_shop->connection(), set, m_shop->path(u"no/where.csv"_s), ExportForm::Codes);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, Error::Code::Io);
    }

    void onlyGivenCodesAreExportedWhereThatIsWanted()
    {
        const CouponSet set = pool("A-1\nA-2\n");
        QVERIFY(give(set, 1, u"spring"_s));
        QCOMPARE(exportCodes(m_shop->connection(), set, m_shop->path(u"given.csv"_s), ExportForm::Codes,
                     ExportExtent::Given),
            1);
        QFile file(m_shop->path(u"given.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "A-1\n"_ba);
    }

    void aGeneratorIsMadeWithItsCodesOrNotAtAll()
    {
        CouponSet set;
        set.name = u"Ahead"_s;
        set.value = 100;
        set.prefix = u" spring "_s;
        NoProgress progress;
        QVERIFY(!createGenerator(m_shop->connection(), set, mostGenerated + 1, now, progress));
        QVERIFY(!store::couponSetByName(m_shop->connection(), set.name));
        QVERIFY(createGenerator(m_shop->connection(), set, 5, now, progress));
        const auto made = store::couponSetByName(m_shop->connection(), set.name);
        QVERIFY(made);
        QCOMPARE(stock(*made), u"5 total, 0 given, 5 free, 0 expired, 0 redeemed, endless"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code WHERE code LIKE 'SPRING-%'"_s), 5);
    }

    void codesAreFoundByTheirBeginningAndByWhoHasThem()
    {
        const CouponSet set = pool("A_1\nAB1\nCC3\n");
        sql(u"UPDATE customer SET first_name = 'Ada', last_name = 'Lee', email = 'lee@example.com' WHERE id = 2"_s);
        QVERIFY(give(set, 1, u"spring"_s, now - day));
        QVERIFY(give(set, 2, u"spring"_s));
        using State = store::CouponSearch::State;
        const auto found = [&](const QString &text, State state) {
            QStringList codes;
            const auto ids = store::findCoupons(m_shop->connection(), {set.id, text, state}).value();
            const auto holders = store::couponHolders(m_shop->connection(), ids).value();
            for (const auto &holder : holders)
                codes.append(holder.code.code + u' ' + holder.name);
            return codes.join(u", "_s);
        };
        QCOMPARE(found({}, State::All), u"AB1 Ada Lee, A_1 Ada, CC3 "_s); // given last comes first
        QCOMPARE(found({}, State::Given), u"AB1 Ada Lee, A_1 Ada"_s);
        QCOMPARE(found({}, State::Free), u"CC3 "_s);
        QCOMPARE(found(u"a_"_s, State::All), u"A_1 Ada"_s);
        QCOMPARE(found(u"ada lee"_s, State::All), u"AB1 Ada Lee"_s);
        QCOMPARE(found(u"lee@"_s, State::All), u"AB1 Ada Lee"_s);
        QCOMPARE(found(u"%"_s, State::All), QString());
    }

    void givenIsForEver()
    {
        const CouponSet set = pool("A-1\nA-2\n");
        QVERIFY(give(set, 1, u"spring"_s));
        QVERIFY(!m_shop->connection().execute(
            u"UPDATE coupon_code SET given_at = NULL, customer_id = NULL, expires_at = NULL"_s));
        QVERIFY(!m_shop->connection().execute(u"INSERT INTO coupon_code (set_id, code) VALUES (1, 'a-1')"_s));
        sql(u"DELETE FROM customer WHERE id = 1"_s); // as an import of the shop's may
        QCOMPARE(books(), u"A-1|0|spring|1\nA-2|0||0\n"_s);
        QCOMPARE(give(set, 2, u"spring"_s)->code, u"A-2"_s);
    }

    void aMergeMovesCodesAndItsUndoMovesThemBack()
    {
        const CouponSet set = pool("A-1\nA-2\nA-3\nA-4\n");
        QVERIFY(give(set, 2, u"spring"_s) && give(set, 1, u"spring"_s) && give(set, 2, u"summer"_s));
        const QString before = store::contentDigest(m_shop->connection()).value();
        const auto batch = identity::mergeCustomers(m_shop->connection(), CustomerId(1), CustomerId(2), now);
        QVERIFY(batch);
        QCOMPARE(books(), u"A-1|1|spring|1\nA-2|1|spring|1\nA-3|1|summer|1\nA-4|0||0\n"_s);
        QCOMPARE(give(set, 1, u"spring"_s)->code, u"A-2"_s); // their own first
        QCOMPARE(give(set, 1, u"summer"_s)->code, u"A-3"_s);
        NoProgress progress;
        const auto account = store::undoBatch(m_shop->connection(), *batch, now, progress);
        QVERIFY(account && account->isPossible());
        QCOMPARE(store::contentDigest(m_shop->connection()).value(), before);
        QCOMPARE(give(set, 2, u"spring"_s)->code, u"A-1"_s);
    }

    void whoIsErasedLeavesAUsedCode()
    {
        const CouponSet set = pool("A-1\nA-2\nA-3\n");
        QVERIFY(give(set, 1, u"spring"_s) && give(set, 2, u"spring"_s));
        QVERIFY(identity::mergeCustomers(m_shop->connection(), CustomerId(1), CustomerId(2), now));
        const auto person = privacy::exportPerson(m_shop->connection(), CustomerId(1));
        QVERIFY(person);
        QCOMPARE((*person)[u"coupon_code"_s].toArray().size(), 2);
        NoProgress progress;
        QVERIFY(privacy::erasePerson(m_shop->connection(), CustomerId(1), now, progress));
        QCOMPARE(books(), u"A-1|0|spring|1\nA-2|0|spring|1\nA-3|0||0\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code WHERE former_customer_id <> 0"_s), 0);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM change_log WHERE table_name = 'coupon_code'"_s), 0);
        QCOMPARE(give(set, 3, u"spring"_s)->code, u"A-3"_s);
    }

    /// A code in somebody's mail cannot be unsaid: the import that brought them stays.
    void anImportWhosePeopleHaveCodesIsNotUndone()
    {
        sql(u"INSERT INTO import_batch (id, started_at, state) VALUES (1, 1, 'done');"
            u"INSERT INTO customer (id, batch_id) VALUES (9, 1)"_s);
        QVERIFY(give(make({}), 9, u"spring"_s));
        NoProgress progress;
        const auto account = store::planUndo(m_shop->connection(), BatchId(1), progress);
        QVERIFY(account && !account->isPossible());
        QVERIFY2(store::describe(account->dependents).contains(u"1 coupon code made since"_s),
            qPrintable(store::describe(account->dependents)));
    }

    void durabilityIsAsBefore()
    {
        QCOMPARE(m_shop->count(u"PRAGMA synchronous"_s), 1);
        {
            const auto lasting = store::LastingCommits::begin(m_shop->connection());
            QCOMPARE(m_shop->count(u"PRAGMA synchronous"_s), 2);
        }
        QCOMPARE(m_shop->count(u"PRAGMA synchronous"_s), 1);
        QVERIFY(m_shop->connection().setDurability(store::Connection::Durability::Strict));
        QVERIFY(give(make({}), 1, u"a"_s));
        QCOMPARE(m_shop->count(u"PRAGMA synchronous"_s), 2); // the outbox's stays the outbox's
    }
};

QTEST_GUILESS_MAIN(TestCoupons)
#include "tst_coupons.moc"
