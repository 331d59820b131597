// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/send_window.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::consent;
using namespace Qt::Literals::StringLiterals;

namespace {

Timestamp at(const char *text)
{
    return parseInstant(QString::fromLatin1(text), QTimeZone::utc()).value();
}

} // namespace

class TestSendWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opens_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("until");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("expected");
        constexpr int all = SendWindow::everyDay;
        constexpr int weekdays = 0b0011111;
        // Berlin is two hours ahead in summer, one in winter.
        QTest::newRow("open") << 480 << 1260 << all << u"2026-06-30T10:00:00Z"_s << u"2026-06-30T10:00:00Z"_s;
        QTest::newRow("too early") << 480 << 1260 << all << u"2026-06-30T05:59:59Z"_s
                                   << u"2026-06-30T06:00:00Z"_s;
        QTest::newRow("at its beginning")
            << 480 << 1260 << all << u"2026-06-30T06:00:00Z"_s << u"2026-06-30T06:00:00Z"_s;
        QTest::newRow("at its end") << 480 << 1260 << all << u"2026-06-30T19:00:00Z"_s
                                    << u"2026-07-01T06:00:00Z"_s;
        QTest::newRow("friday evening")
            << 480 << 1260 << weekdays << u"2026-07-03T20:00:00Z"_s << u"2026-07-06T06:00:00Z"_s;
        QTest::newRow("over midnight, before it")
            << 1320 << 120 << all << u"2026-06-30T21:00:00Z"_s << u"2026-06-30T21:00:00Z"_s;
        QTest::newRow("over midnight, after it")
            << 1320 << 120 << all << u"2026-06-30T23:30:00Z"_s << u"2026-06-30T23:30:00Z"_s;
        QTest::newRow("over midnight, closed")
            << 1320 << 120 << all << u"2026-06-30T01:00:00Z"_s << u"2026-06-30T20:00:00Z"_s;
        QTest::newRow("only mondays, from a monday evening")
            << 480 << 600 << 1 << u"2026-06-29T20:00:00Z"_s << u"2026-07-06T06:00:00Z"_s;
        // The clock jumps from two to three on 29 March: half past two does not exist.
        QTest::newRow("a beginning that does not exist")
            << 150 << 1260 << all << u"2026-03-29T00:00:00Z"_s << u"2026-03-29T01:00:00Z"_s;
        QTest::newRow("always") << 0 << 1440 << all << u"2026-06-30T01:00:00Z"_s << u"2026-06-30T01:00:00Z"_s;
    }
    void opens()
    {
        QFETCH(int, from);
        QFETCH(int, until);
        QFETCH(int, days);
        QFETCH(QString, now);
        QFETCH(QString, expected);
        const auto opening = nextOpening({from, until, days}, QTimeZone("Europe/Berlin"), at(now.toLatin1()));
        QVERIFY(opening);
        QCOMPARE(toIsoString(*opening), expected);
    }

    void aWindowWithoutDaysNeverOpens()
    {
        QVERIFY(!nextOpening({480, 600, 0}, QTimeZone::utc(), at("2026-06-30T10:00:00Z")));
    }

    void nineOClockWhereverTheyAre()
    {
        const QTimeZone berlin("Europe/Berlin");
        const auto nine = at("2026-06-30T07:00:00Z");
        QCOMPARE(toIsoString(sameClockTime(nine, berlin, berlin)), u"2026-06-30T07:00:00Z"_s);
        QCOMPARE(toIsoString(sameClockTime(nine, berlin, QTimeZone("America/New_York"))),
            u"2026-06-30T13:00:00Z"_s);
        QCOMPARE(
            toIsoString(sameClockTime(nine, berlin, QTimeZone("Asia/Tokyo"))), u"2026-06-30T00:00:00Z"_s);
    }
};

QTEST_GUILESS_MAIN(TestSendWindow)
#include "tst_send_window.moc"
