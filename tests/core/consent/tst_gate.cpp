// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/gate.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::consent;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

QString answer(const Recipient &recipient, const GatePolicy &policy = {})
{
    const auto barrier = barrierFor(recipient, policy, now);
    return barrier ? toWord(*barrier) : u"may"_s;
}

Recipient ada()
{
    Recipient person;
    person.address = u"ada@example.com"_s;
    person.consent.state = u"subscribed"_s;
    return person;
}

} // namespace

class TestGate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhoAgreedMayBeWrittenTo()
    {
        QCOMPARE(answer(ada()), u"may"_s);
        for (const auto &[state, expected] : {std::pair(u""_s, u"no-consent"_s),
                 std::pair(u"pending"_s, u"no-consent"_s), std::pair(u"not_subscribed"_s, u"no-consent"_s),
                 std::pair(u"unsubscribed"_s, u"unsubscribed"_s),
                 std::pair(u"SUBSCRIBED"_s, u"no-consent"_s)}) {
            auto person = ada();
            person.consent.state = state;
            QCOMPARE(answer(person), expected);
        }
    }

    void suppressionComesBeforeConsent()
    {
        auto person = ada();
        person.suppression.reason = u"complaint"_s;
        QCOMPARE(answer(person), u"suppressed"_s);
        person.consent = {};
        QCOMPARE(answer(person), u"suppressed"_s);
    }

    void withoutAnAddressNothingGoes()
    {
        auto person = ada();
        person.addressIsValid = false;
        QCOMPARE(answer(person), u"bad-address"_s);
        person.address.clear();
        QCOMPARE(answer(person), u"no-address"_s);
    }

    void caps_data()
    {
        QTest::addColumn<QList<int>>("hoursAgo");
        QTest::addColumn<QString>("expected");
        QTest::newRow("never mailed") << QList<int>{} << u"may"_s;
        QTest::newRow("16 hours ago is far enough") << QList<int>{16} << u"may"_s;
        QTest::newRow("15 hours ago is not") << QList<int>{15} << u"too-soon"_s;
        QTest::newRow("two this week") << QList<int>{20, 60} << u"may"_s;
        QTest::newRow("three this week") << QList<int>{20, 60, 100} << u"frequency-cap"_s;
        QTest::newRow("the third a week ago to the hour") << QList<int>{20, 60, 168} << u"may"_s;
        QTest::newRow("the third just inside") << QList<int>{20, 60, 167} << u"frequency-cap"_s;
        QTest::newRow("a clock that was set back") << QList<int>{-500} << u"too-soon"_s;
    }
    void caps()
    {
        QFETCH(QList<int>, hoursAgo);
        QFETCH(QString, expected);
        auto person = ada();
        for (const int hours : hoursAgo)
            person.mailed.push_back(now - std::chrono::hours(hours));
        QCOMPARE(answer(person), expected);
    }

    void rests_data()
    {
        QTest::addColumn<int>("hoursAgo");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bought yesterday morning") << 25 << u"purchase"_s << u"may"_s;
        QTest::newRow("bought within the day") << 23 << u"purchase"_s << u"recent-purchase"_s;
        QTest::newRow("sent back a week ago") << 7 * 24 << u"return"_s << u"recent-return"_s;
        QTest::newRow("sent back two weeks ago") << 14 * 24 << u"return"_s << u"may"_s;
        QTest::newRow("complained three weeks ago") << 21 * 24 << u"complaint"_s << u"recent-complaint"_s;
        QTest::newRow("complained long ago") << 31 * 24 << u"complaint"_s << u"may"_s;
        QTest::newRow("a clock that was set back") << -48 << u"purchase"_s << u"recent-purchase"_s;
    }
    void rests()
    {
        QFETCH(int, hoursAgo);
        QFETCH(QString, what);
        QFETCH(QString, expected);
        auto person = ada();
        const auto at = now - std::chrono::hours(hoursAgo);
        (what == u"purchase"_s        ? person.lastPurchase
                : what == u"return"_s ? person.lastReturn
                                      : person.lastComplaint)
            = at;
        QCOMPARE(answer(person), expected);
        GatePolicy asksNothing;
        asksNothing.afterPurchaseHours = asksNothing.afterReturnDays = asksNothing.afterComplaintDays = 0;
        QCOMPARE(answer(person, asksNothing), u"may"_s);
    }

    void whoWaitsForAnAnswerIsLeftAlone()
    {
        auto person = ada();
        person.openTicket = now - std::chrono::hours(50);
        QCOMPARE(answer(person), u"open-ticket"_s);
        GatePolicy policy;
        policy.waitsForTickets = false;
        QCOMPARE(answer(person, policy), u"may"_s);
    }

    void addressesOfNobody()
    {
        auto person = ada();
        person.addressIsRole = true;
        QCOMPARE(answer(person), u"role-address"_s);
        person.addressIsDisposable = true;
        GatePolicy policy;
        policy.skipsRoleAddresses = false;
        QCOMPARE(answer(person, policy), u"disposable-address"_s);
        policy.skipsDisposableAddresses = false;
        QCOMPARE(answer(person, policy), u"may"_s);
    }

    void consentEnds()
    {
        auto person = ada();
        person.consent.expiresAt = now + std::chrono::milliseconds(1);
        QCOMPARE(answer(person), u"may"_s);
        person.consent.expiresAt = now;
        QCOMPARE(answer(person), u"consent-expired"_s);
    }

    void theStrongerMailWins()
    {
        auto person = ada();
        person.planned = {{u"Sale"_s, 50}, {u"Cart reminder"_s, 80}};
        const auto obstacles = obstaclesFor(person, {}, now);
        QCOMPARE(int(obstacles.size()), 1);
        QCOMPARE(toWord(obstacles[0].barrier), u"stronger-mail"_s);
        QCOMPARE(obstacles[0].evidence, u"Cart reminder"_s);
        GatePolicy equal;
        equal.priority = 80;
        QCOMPARE(answer(person, equal), u"may"_s);
    }

    void theHoldoutComesLast()
    {
        auto person = ada();
        person.isHeldOut = true;
        QCOMPARE(answer(person), u"holdout"_s);
        person.controlGroupUntil = now + std::chrono::hours(24);
        QCOMPARE(answer(person), u"control-group"_s);
        QCOMPARE(obstaclesFor(person, {}, now)[0].until, person.controlGroupUntil);
        person.consent.state = u"unsubscribed"_s;
        QCOMPARE(answer(person), u"unsubscribed"_s);
    }

    void everythingInTheWayIsSaid()
    {
        auto person = ada();
        person.suppression = {u"hard_bounce"_s, u"550 5.1.1 no such user"_s, now - std::chrono::hours(99)};
        person.consent.state = u"unsubscribed"_s;
        person.mailed = {now - std::chrono::hours(2)};
        const auto obstacles = obstaclesFor(person, {}, now);
        QStringList barriers;
        for (const auto &obstacle : obstacles)
            barriers.append(toWord(obstacle.barrier));
        QCOMPARE(barriers.join(u' '), u"suppressed unsubscribed too-soon"_s);
        QCOMPARE(obstacles[0].evidence, u"hard_bounce: 550 5.1.1 no such user"_s);
        QCOMPARE(obstacles[2].until, std::optional(now + std::chrono::hours(14)));
    }

    void theCapSaysWhenItOpens()
    {
        auto person = ada();
        for (const int hours : {20, 60, 100, 140})
            person.mailed.push_back(now - std::chrono::hours(hours));
        const auto obstacles = obstaclesFor(person, {}, now);
        QCOMPARE(int(obstacles.size()), 1);
        // Three may go in a week: it opens when the second oldest of the four has left the week.
        const auto until = now - std::chrono::hours(100) + std::chrono::hours(7 * 24);
        QCOMPARE(obstacles[0].until, std::optional(until));
        QCOMPARE(barrierFor(person, {}, until - std::chrono::milliseconds(1)),
            std::optional(Barrier::FrequencyCap));
        QCOMPARE(barrierFor(person, {}, until), std::nullopt);
    }

    void wordsReadBack()
    {
        for (int i = 0; i < barrierCount; ++i) {
            const auto barrier = Barrier(i);
            QCOMPARE(barrierFromWord(toWord(barrier)), std::optional(barrier));
            QVERIFY(!inWords(barrier).isEmpty());
        }
        QVERIFY(!barrierFromWord(u"because"_s));
    }
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
