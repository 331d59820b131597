// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/rate_limiter.h"

#include <QRandomGenerator>
#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace Qt::Literals::StringLiterals;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr auto now = Timestamp(milliseconds(1782777600000));

store::AccountLimits limitsOf(int second, int minute, int hour, int day, int domain = 0)
{
    store::AccountLimits limits;
    limits.perSecond = second;
    limits.perMinute = minute;
    limits.perHour = hour;
    limits.perDay = day;
    limits.perHourAndDomain = domain;
    return limits;
}

} // namespace

class TestRateLimiter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutLimitsEverythingGoesNow()
    {
        RateLimiter limiter({}, {});
        for (int i = 0; i < 1000; ++i)
            limiter.record(now, u"example.com"_s);
        QCOMPARE(limiter.earliest(now, u"example.com"_s), now);
    }

    void noWindowHoldsMoreThanItsLimit_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed)
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
    }
    /// Sends as fast as it may, and looks at every window there is.
    void noWindowHoldsMoreThanItsLimit()
    {
        QFETCH(int, seed);
        QRandomGenerator random{quint32(seed)};
        const auto limits = limitsOf(1 + random.bounded(4), random.bounded(2) * (5 + random.bounded(40)),
            random.bounded(2) * (50 + random.bounded(300)), random.bounded(2) * (200 + random.bounded(500)),
            random.bounded(2) * (10 + random.bounded(50)));
        const QStringList domains{u"a.example"_s, u"b.example"_s, u"c.example"_s};
        RateLimiter limiter(limits, {});
        Timestamp at = now;
        std::vector<std::pair<Timestamp, QString>> log;
        for (int i = 0; i < 1500; ++i) {
            const QString domain = domains[random.bounded(3)];
            const Timestamp next = limiter.earliest(at, domain);
            QVERIFY(next >= at);
            at = next;
            limiter.record(at, domain);
            log.emplace_back(at, domain);
        }
        const auto check = [&log](int limit, milliseconds window, const QString &domain) {
            if (limit == 0)
                return true;
            std::deque<Timestamp> inside;
            for (const auto &[when, where] : log) {
                if (!domain.isEmpty() && where != domain)
                    continue;
                inside.push_back(when);
                while (inside.front() <= when - window)
                    inside.pop_front();
                if (int(inside.size()) > limit)
                    return false;
            }
            return true;
        };
        QVERIFY(check(limits.perSecond, seconds(1), {}));
        QVERIFY(check(limits.perMinute, minutes(1), {}));
        QVERIFY(check(limits.perHour, hours(1), {}));
        QVERIFY(check(limits.perDay, hours(24), {}));
        for (const QString &domain : domains)
            QVERIFY(check(limits.perHourAndDomain, hours(1), domain));
    }

    void limitsAreUsedUp()
    {
        RateLimiter limiter(limitsOf(0, 0, 10, 0), {});
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(limiter.earliest(now + seconds(i)), now + seconds(i));
            limiter.record(now + seconds(i), {});
        }
        QCOMPARE(limiter.earliest(now + seconds(10)), now + hours(1));
    }

    void aClockThatWasSetBackOpensNothing()
    {
        RateLimiter limiter(limitsOf(0, 0, 2, 0), {});
        limiter.record(now + hours(5), {});
        limiter.record(now + hours(5), {});
        QCOMPARE(limiter.earliest(now), now + hours(1));
    }

    void oneDomainWaitsAndOthersDoNot()
    {
        RateLimiter limiter(limitsOf(0, 0, 0, 0, 1), {});
        limiter.record(now, u"a.example"_s);
        QCOMPARE(limiter.earliest(now, u"a.example"_s), now + hours(1));
        QCOMPARE(limiter.earliest(now, u"b.example"_s), now);
        QCOMPARE(limiter.earliest(now), now);
    }

    void aNewSenderDoublesByTheDay()
    {
        store::AccountLimits limits;
        limits.warmUpFirstDay = 50;
        limits.perDay = 300;
        limits.warmUpSince = now;
        RateLimiter limiter(limits, {});
        QCOMPARE(limiter.rampOf(now), 50);
        QCOMPARE(limiter.rampOf(now + hours(25)), 100);
        QCOMPARE(limiter.rampOf(now + hours(49)), 200);
        QCOMPARE(limiter.rampOf(now + hours(73)), 0); // 400 is above the account's own limit
        for (int i = 0; i < 50; ++i)
            limiter.record(now + minutes(i), {});
        QCOMPARE(limiter.earliest(now + hours(1)), now + hours(24));
        // The next day allows a hundred, of which fifty went out within the last 24 hours.
        QCOMPARE(limiter.earliest(now + hours(24)), now + hours(24));
    }

    void whoIsAskedToSlowDownSlowsDown()
    {
        RateLimiter limiter({}, {});
        limiter.record(now, {});
        limiter.throttled(now, std::nullopt);
        QCOMPARE(limiter.earliest(now), now + seconds(60));
        QCOMPARE(limiter.pace().intervalMs, 1000);
        limiter.throttled(now, seconds(300));
        QCOMPARE(limiter.earliest(now), now + seconds(300));
        QCOMPARE(limiter.pace().intervalMs, 2000);
        limiter.throttled(now, seconds(10)); // a shorter wish does not shorten a longer rest
        QCOMPARE(limiter.earliest(now), now + seconds(300));
        // After fifty clean ones it quickens by a tenth, and in the end there is no pace left.
        for (int i = 0; i < 50; ++i)
            limiter.accepted();
        QCOMPARE(limiter.pace().intervalMs, 4000 * 10 / 11);
        for (int i = 0; i < 5000; ++i)
            limiter.accepted();
        QCOMPARE(limiter.pace().intervalMs, 0);
    }

    void thePaceSurvivesARestart()
    {
        RateLimiter before({}, {});
        before.throttled(now, seconds(120));
        const auto json = store::toJson(before.pace());
        RateLimiter after({}, store::paceFromJson(json));
        QCOMPARE(after.earliest(now), now + seconds(120));
        after.record(now + seconds(120), {});
        QCOMPARE(after.earliest(now + seconds(120)), now + seconds(121));
    }

    void limitsReadBack()
    {
        auto limits = limitsOf(1, 2, 3, 4, 5);
        limits.warmUpFirstDay = 6;
        limits.warmUpSince = now;
        QCOMPARE(store::limitsFromJson(store::toJson(limits)), limits);
        QCOMPARE(store::toJson(store::AccountLimits{}), u"{}"_s);
        QCOMPARE(store::limitsFromJson(u"{}"_s), store::AccountLimits{});
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_rate_limiter.moc"
