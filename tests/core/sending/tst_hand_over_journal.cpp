// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/hand_over_journal.h"
#include "core/sending/interrupted_messages.h"
#include "core/store/workspace.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/fake_transport.h"

#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using Phase = HandOverJournal::Phase;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);
const QByteArray boot = "this boot";

HandOverJournal::Entry entry(qint64 message, Phase phase, const Delivery &answer = {})
{
    return {{MessageId(message), 1, now}, phase, answer};
}

} // namespace

class TestHandOverJournal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    [[nodiscard]] QString file() const { return m_shop->file() + u".handover"_s; }
    /// What a run notes that is cut off afterwards.
    void note(const std::vector<HandOverJournal::Entry> &entries, const QByteArray &by = boot)
    {
        HandOverJournal journal(m_shop->file(), by);
        QVERIFY(journal.begin());
        for (size_t i = 0; i < entries.size(); ++i)
            QVERIFY(journal.note(int(i % HandOverJournal::sections), int(i), entries[i]));
    }
    std::vector<HandOverJournal::Entry> left(const QByteArray &by = boot)
    {
        auto entries = HandOverJournal(m_shop->file(), by).left();
        std::sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
        return entries;
    }
    /// The rows of these people are claimed, as a run does it.
    void claim(const QString &people)
    {
        QVERIFY(m_shop->connection().execute(
            u"UPDATE outbox SET state = 'claimed', claimed_at = %1, attempts = 1, account_id = 1 "
            u"WHERE customer_id IN (%2);"
            u"INSERT INTO send_attempt (outbox_id, account_id, domain, started_at) "
            u"SELECT id, 1, 'example.com', %1 FROM outbox WHERE state = 'claimed'"_s.arg(toMilliseconds(now))
                .arg(people)));
    }
    qint64 settle()
    {
        const HandOverJournal journal(m_shop->file(), boot);
        const auto uncertain = settleInterrupted(m_shop->connection(), journal, now);
        return uncertain ? *uncertain : -1;
    }
    QString rows()
    {
        return m_shop->lines(
            u"SELECT o.customer_id, o.state, o.attempts, (SELECT count(*) FROM send_attempt a "
            u"WHERE a.outbox_id = o.id), (SELECT count(*) FROM event e WHERE e.customer_id = "
            u"o.customer_id) FROM outbox o ORDER BY 1"_s);
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void whatWasNotedIsThere()
    {
        Delivery busy;
        busy.state = Delivery::State::Deferred;
        busy.stage = Delivery::Stage::Content;
        busy.concerns = Delivery::Concerns::Account;
        busy.code = 451;
        busy.enhancedCode = u"4.7.1"_s;
        busy.text = u"später, bitte"_s;
        busy.wasCancelled = true;
        busy.serviceId = u"abc-123"_s;
        busy.retryAfter = std::chrono::seconds(90);
        const std::vector entries{entry(1, Phase::Waiting), entry(2, Phase::Begun),
            entry(3, Phase::Answered, FakeTransport::accepted()), entry(4, Phase::Answered, busy)};
        note(entries);
        QVERIFY(left() == entries);
        HandOverJournal(m_shop->file(), boot).remove();
        QVERIFY(left().empty());
    }

    void aLaterNoteTakesThePlaceOfAnEarlierOne()
    {
        HandOverJournal journal(m_shop->file(), boot);
        QVERIFY(journal.begin());
        for (const Phase phase : {Phase::Waiting, Phase::Begun, Phase::Answered})
            QVERIFY(journal.note(2, 63, entry(7, phase)));
        QVERIFY(left() == std::vector{entry(7, Phase::Answered)});
        QVERIFY(journal.begin());
        QVERIFY(left().empty());
    }

    void afterAnotherBootOnlyAnswersCount()
    {
        const std::vector entries{
            entry(1, Phase::Waiting), entry(2, Phase::Begun), entry(3, Phase::Answered)};
        note(entries);
        QVERIFY(left("another boot") == std::vector{entries[2]});
        note(entries, {});
        QVERIFY(left({}) == std::vector{entries[2]});
    }

    void endlessWordsAreCut()
    {
        Delivery talkative;
        talkative.text = QString(100'000, u'ü');
        talkative.enhancedCode = QString(1000, u'5');
        talkative.serviceId = QString(5000, u'€');
        note({entry(1, Phase::Answered, talkative)});
        const auto entries = left();
        QCOMPARE(entries.size(), size_t(1));
        QCOMPARE(entries[0].answer.text, QString(200, u'ü'));
    }

    void whatIsTornOrForeignIsNoNote()
    {
        note({entry(1, Phase::Waiting), entry(2, Phase::Waiting)});
        QFile journal(file());
        QVERIFY(journal.open(QIODevice::ReadWrite));
        const QByteArray whole = journal.readAll();
        for (qsizetype at = 1024; at < 1024 + 60; ++at) {
            QByteArray torn = whole;
            torn[at] = char(torn[at] ^ 1);
            QVERIFY(journal.seek(0) && journal.write(torn) == torn.size() && journal.flush());
            // A bit that the hash does not cover may be another one; what it says never changes.
            for (const auto &each : left())
                QVERIFY(each == entry(1, Phase::Waiting) || each == entry(2, Phase::Waiting));
        }
        for (const QByteArray &rubbish : {QByteArray(), QByteArray(300'000, char(0xff)), whole.left(1500)}) {
            QVERIFY(journal.resize(0) && journal.seek(0));
            QVERIFY(journal.write(rubbish) == rubbish.size() && journal.flush());
            QVERIFY(left().size() <= 1);
        }
    }

    void whereThereIsNoRoomNothingBegins()
    {
        const auto begun = HandOverJournal(m_shop->path(u"no folder/shop.haberdash"_s), boot).begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, Error::Code::Io);
        QVERIFY2(
            begun.error().detail.contains(u"shop.haberdash.handover"_s), qPrintable(begun.error().detail));
    }

    void whatARunLeftIsSettledByItsJournal()
    {
        QVERIFY(approveNews(*m_shop, 5, 25));
        claim(u"1, 2, 3, 4"_s);
        const auto row = [this](int customer) {
            return m_shop->count(u"SELECT id FROM outbox WHERE customer_id = %1"_s.arg(customer));
        };
        note({entry(row(1), Phase::Waiting), entry(row(2), Phase::Begun),
            entry(row(3), Phase::Answered, FakeTransport::accepted()),
            {{MessageId(row(4)), 2, now}, Phase::Answered, FakeTransport::accepted()}}); // of another attempt
        QCOMPARE(settle(), 2);
        QCOMPARE(rows(),
            u"1|planned|0|0|0\n2|uncertain|1|1|0\n3|sent|1|1|1\n4|uncertain|1|1|0\n5|planned|0|0|0\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT outcome, reply FROM send_attempt WHERE outcome IS NOT NULL"_s),
            u"sent|2.0.0 ok\n"_s);
    }

    void withoutAJournalEverythingClaimedIsUncertain()
    {
        QVERIFY(approveNews(*m_shop, 3, 25));
        claim(u"1, 2"_s);
        QCOMPARE(settle(), 2);
        QCOMPARE(rows(), u"1|uncertain|1|1|0\n2|uncertain|1|1|0\n3|planned|0|0|0\n"_s);
        QCOMPARE(settle(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHandOverJournal)
#include "tst_hand_over_journal.moc"
