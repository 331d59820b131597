// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp.h"

#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

namespace {
const QTimeZone berlin("Europe/Berlin");
}

class TestTimestamp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysFollowTheShop()
    {
        // 23:30 UTC on 31 January is already February in Berlin.
        const auto instant = parseInstant(u"2024-01-31T23:30:00Z", berlin);
        QVERIFY(instant);
        QCOMPARE(toIsoString(dayOf(*instant, berlin)), u"2024-02-01"_s);
        QCOMPARE(toIsoString(startOf(dayOf(*instant, berlin), berlin)), u"2024-01-31T23:00:00Z"_s);
    }

    void instantsThatPeopleType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a day is its first instant") << u"2026-06-30"_s << u"2026-06-29T22:00:00Z"_s;
        QTest::newRow("UTC") << u"2026-06-30T00:00:00Z"_s << u"2026-06-30T00:00:00Z"_s;
        QTest::newRow("offset") << u"2026-06-30T00:00:00+05:30"_s << u"2026-06-29T18:30:00Z"_s;
        QTest::newRow("clock time of the shop") << u"2026-01-15T12:00:00"_s << u"2026-01-15T11:00:00Z"_s;
        QTest::newRow("milliseconds") << u"2026-01-15T12:00:00.250Z"_s << u"2026-01-15T12:00:00.250Z"_s;
        QTest::newRow("no such day") << u"2026-02-30"_s << QString();
        QTest::newRow("words") << u"yesterday"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("no such hour") << u"2026-06-25T25:61:00Z"_s << QString();
    }
    void instantsThatPeopleType()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto instant = parseInstant(text, berlin);
        QCOMPARE(instant ? toIsoString(*instant) : QString(), expected);
    }

    void localClock_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<int>("hour");
        QTest::addColumn<int>("minute");
        QTest::addColumn<int>("month");
        QTest::addColumn<int>("day");
        QTest::addColumn<QString>("expected");
        QTest::newRow("summer") << u"Europe/Berlin"_s << 12 << 0 << 7 << 1 << u"2026-07-01T10:00:00Z"_s;
        QTest::newRow("winter") << u"Europe/Berlin"_s << 12 << 0 << 1 << 1 << u"2026-01-01T11:00:00Z"_s;
        // 29 March 2026: 02:00 becomes 03:00, so 02:30 does not exist.
        QTest::newRow("does not exist")
            << u"Europe/Berlin"_s << 2 << 30 << 3 << 29 << u"2026-03-29T01:00:00Z"_s;
        QTest::newRow("after the jump")
            << u"Europe/Berlin"_s << 3 << 30 << 3 << 29 << u"2026-03-29T01:30:00Z"_s;
        // 25 October 2026: 03:00 becomes 02:00, so 02:30 is there twice.
        QTest::newRow("twice, so the first")
            << u"Europe/Berlin"_s << 2 << 30 << 10 << 25 << u"2026-10-25T00:30:00Z"_s;
        QTest::newRow("half-hour change")
            << u"Australia/Lord_Howe"_s << 1 << 45 << 4 << 5 << u"2026-04-04T14:45:00Z"_s;
        QTest::newRow("quarter-hour zone")
            << u"Asia/Kathmandu"_s << 0 << 0 << 6 << 1 << u"2026-05-31T18:15:00Z"_s;
    }
    void localClock()
    {
        QFETCH(QString, zone);
        QFETCH(int, hour);
        QFETCH(int, minute);
        QFETCH(int, month);
        QFETCH(int, day);
        QFETCH(QString, expected);
        const LocalClock clock{QTimeZone(zone.toLatin1())};
        const auto seconds = clockSeconds(*civilDay(2026, month, day), hour, minute, 0);
        QCOMPARE(toIsoString(clock.toInstant(seconds)), expected);
        QCOMPARE(toIsoString(clock.toInstant(seconds)), expected); // from memory
    }

    void everyHalfHourOfTwoYearsComesBack()
    {
        const LocalClock clock(berlin);
        qint64 latestLocal = 0;
        for (qint64 utc = 1735689600; utc < 1735689600 + 2 * 365 * 86400; utc += 1800) {
            const qint64 local = utc + berlin.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utc, Qt::UTC));
            const qint64 found = toMilliseconds(clock.toInstant(local)) / 1000;
            // In the hour that the clock repeats the first of the two is meant.
            QCOMPARE(found, local <= latestLocal ? utc - 3600 : utc);
            latestLocal = std::max(latestLocal, local);
        }
    }

    void daysThatDoNotExist()
    {
        QVERIFY(!civilDay(2026, 2, 30));
        QVERIFY(!civilDay(2026, 13, 1));
        QVERIFY(!civilDay(2026, 0, 1));
        QVERIFY(!civilDay(2026, 1, 0));
        QVERIFY(!civilDay(2026, -1, 5));
        QVERIFY(civilDay(2024, 2, 29));
    }
};

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
