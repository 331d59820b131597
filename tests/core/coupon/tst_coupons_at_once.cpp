// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/coupons.h"
#include "core/coupon/pool_file.h"
#include "tests/support/temporary_workspace.h"

#include <QBuffer>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <random>
#include <thread>

using namespace haberdash;
using namespace haberdash::coupon;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30T00:00:00Z
constexpr int people = 20'000;

/// The program that is killed: gives codes one by one, in another order each time, and says each as a mail
/// would, once it is in the books.
int giveUntilKilled(const QString &path, unsigned seed)
{
    auto connection = store::openWorkspace(path);
    if (!connection)
        return 1;
    const auto sets = store::couponSets(*connection);
    std::mt19937 random(seed);
    for (;;) {
        for (const CouponSet &set : *sets) {
            const auto customer = CustomerId(1 + random() % people);
            const auto code = giveCode(*connection, set, customer, u"spring"_s, now);
            if (!code)
                return 2;
            std::printf("%lld %lld %s\n", static_cast<long long>(set.id.value()),
                static_cast<long long>(customer.value()), qPrintable(code->code));
            std::fflush(stdout);
        }
    }
}

} // namespace

class TestCouponsAtOnce final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    QList<CouponSet> m_sets; ///< a pool and a generator

    QString doubles()
    {
        return m_shop->lines(
                   u"SELECT lower(code), count(*) FROM coupon_code GROUP BY 1 HAVING count(*) > 1"_s)
            + m_shop->lines(
                u"SELECT set_id, customer_id, occasion, count(*) FROM coupon_code WHERE customer_id IS NOT "
                u"NULL GROUP BY 1, 2, 3 HAVING count(*) > 1"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        QVERIFY(m_shop->connection().execute(
            u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            u"INSERT INTO customer (id) SELECT i FROM n"_s.arg(people)));
        for (const auto source : {CouponSet::Source::Pool, CouponSet::Source::Generator}) {
            CouponSet set;
            set.name = source == CouponSet::Source::Pool ? u"Pool"_s : u"Made"_s;
            set.value = 100;
            set.source = source;
            QVERIFY(createSet(m_shop->connection(), set, now));
        }
        m_sets = {store::couponSetByName(m_shop->connection(), u"Pool"_s).value(),
            store::couponSetByName(m_shop->connection(), u"Made"_s).value()};
        QByteArray list;
        for (int i = 0; i < people; ++i)
            list += "POOL-" + QByteArray::number(i) + '\n';
        QBuffer buffer(&list);
        buffer.open(QIODevice::ReadOnly);
        NoProgress progress;
        QCOMPARE(importPool(m_shop->connection(), m_sets[0], buffer, progress)->added, people);
    }

    /// Two connections in two threads, asking for the same people in opposite orders.
    void twoAtOnceNeverGiveTheSame()
    {
        constexpr int each = 300;
        std::array<QMap<std::pair<qint64, qint64>, QString>, 2> given;
        std::array<QString, 2> trouble;
        std::vector<std::thread> threads;
        for (size_t t = 0; t < 2; ++t) {
            threads.emplace_back([&, t] {
                auto connection = store::openWorkspace(
                    m_shop->file(), store::Connection::Access::ReadWrite, std::chrono::seconds(60));
                for (int i = 0; i < each; ++i) {
                    const qint64 customer = t == 0 ? i + 1 : each - i + each / 2;
                    for (const CouponSet &set : std::as_const(m_sets)) {
                        const auto code = giveCode(*connection, set, CustomerId(customer), u"spring"_s, now);
                        if (!code)
                            trouble[t] = code.error().detail;
                        else
                            given[t].insert({set.id.value(), customer}, code->code);
                    }
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(trouble[0] + trouble[1], QString());
        QSet<QString> codes;
        QMap<std::pair<qint64, qint64>, QString> all = given[0];
        int shared = 0;
        for (auto it = given[1].cbegin(); it != given[1].cend(); ++it) {
            if (all.contains(it.key())) {
                ++shared;
                QCOMPARE(all.value(it.key()), it.value()); // whoever asked, the customer has one code
            }
            all.insert(it.key(), it.value());
        }
        QCOMPARE(shared, each); // half of the people, two sets
        for (const QString &code : std::as_const(all))
            codes.insert(code);
        QCOMPARE(codes.size(), all.size());
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code WHERE given_at IS NOT NULL"_s), all.size());
        QCOMPARE(doubles(), QString());
    }

    void killedTwentyTimesNobodyHasTwoAndNothingSaidIsLost()
    {
        std::mt19937 random(20260630);
        QMap<QString, QString> said; // "set customer" -> code
        int cutOff = 0;
        for (int i = 0; i < 20; ++i) {
            QProcess program;
            program.start(
                QCoreApplication::applicationFilePath(), {u"--give"_s, m_shop->file(), QString::number(i)});
            QVERIFY(program.waitForStarted());
            // Once it has begun to give, any moment.
            QVERIFY(program.waitForReadyRead());
            QTest::qSleep(int(random() % 40));
            program.kill();
            QVERIFY(program.waitForFinished());
            cutOff += program.exitStatus() == QProcess::CrashExit;
            const QByteArray out = program.readAllStandardOutput();
            for (const QByteArray &line : out.first(out.lastIndexOf('\n') + 1).split('\n')) {
                const auto words = QString::fromLatin1(line).split(u' ');
                if (words.size() != 3)
                    continue;
                const QString who = words[0] + u' ' + words[1];
                QVERIFY2(!said.contains(who) || said[who] == words[2], line.constData());
                said.insert(who, words[2]);
            }
        }
        QCOMPARE(cutOff, 20);
        QVERIFY(said.size() > 40);
        QCOMPARE(doubles(), QString());
        QCOMPARE(m_shop->lines(u"PRAGMA integrity_check"_s), u"ok\n"_s);
        QSet<QString> codes;
        for (auto it = said.cbegin(); it != said.cend(); ++it) {
            codes.insert(it.value());
            const QString place = it.key();
            QCOMPARE(
                m_shop->lines(u"SELECT set_id || ' ' || customer_id FROM coupon_code WHERE code = '%1'"_s.arg(
                    it.value())),
                QString(place + u'\n'));
        }
        QCOMPARE(codes.size(), said.size());
        // No more is gone than was said, but for the last of each run, which may have been cut off in
        // between.
        const qint64 given = m_shop->count(u"SELECT count(*) FROM coupon_code WHERE given_at IS NOT NULL"_s);
        QVERIFY2(given >= said.size() && given <= said.size() + 20, qPrintable(QString::number(given)));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code WHERE set_id = 1"_s), people);
    }
};

int main(int count, char **words)
{
    QCoreApplication application(count, words);
    if (count == 4 && application.arguments().at(1) == u"--give"_s)
        return giveUntilKilled(application.arguments().at(2), application.arguments().at(3).toUInt());
    TestCouponsAtOnce test;
    return QTest::qExec(&test, count, words);
}
#include "tst_coupons_at_once.moc"
