// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/gate.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::consent;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

QString answer(const Recipient &recipient, const FrequencyPolicy &policy = {})
{
    const auto barrier = barrierFor(recipient, policy, now);
    return barrier ? toWord(*barrier) : u"may"_s;
}

Recipient ada()
{
    return {u"ada@example.com"_s, true, u"subscribed"_s, {}, {}};
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
            person.consent = state;
            QCOMPARE(answer(person), expected);
        }
    }

    void suppressionComesBeforeConsent()
    {
        auto person = ada();
        person.suppression = u"complaint"_s;
        QCOMPARE(answer(person), u"suppressed"_s);
        person.consent.clear();
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

    void wordsReadBack()
    {
        for (const auto barrier : {Barrier::NoAddress, Barrier::BadAddress, Barrier::Suppressed,
                 Barrier::Unsubscribed, Barrier::NoConsent, Barrier::FrequencyCap, Barrier::TooSoon})
            QCOMPARE(barrierFromWord(toWord(barrier)), std::optional(barrier));
        QVERIFY(!barrierFromWord(u"because"_s));
    }
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
