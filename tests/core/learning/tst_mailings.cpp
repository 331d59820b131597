// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/mailings.h"
#include "core/sample/sample_shop.h"
#include "tests/core/learning/small_shop.h"

#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::learning;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestMailings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameMayEndInAVariant()
    {
        QCOMPARE(MailingName::of(u"newsletter-2026-05/B").name, u"newsletter-2026-05"_s);
        QCOMPARE(MailingName::of(u"newsletter-2026-05/B").variant, u"B"_s);
        QCOMPARE(MailingName::of(u"Spring/Summer").name, u"Spring/Summer"_s);
        QCOMPARE(MailingName::of(u"Spring/Summer").variant, QString());
        QCOMPARE(MailingName::of(u"/B").name, u"/B"_s);
        QCOMPARE(MailingName::of(u"50/").name, u"50/"_s);
        QCOMPARE(MailingName::of(u"").name, QString());
    }

    void deedsBelongToTheNewestMailOfTheirNameBeforeThem()
    {
        SmallShop shop;
        shop.customer(1);
        shop.mail(1, u"Cart"_s, 0, 1);
        shop.mail(1, u"Cart"_s, 100, 2, 3);
        shop.mail(1, u"News/A"_s, 50);
        shop.event(1, u"email_open"_s, 40, u"News/A"_s); // before there was such a mail
        shop.event(1, u"email_click"_s, 300, u"Cart"_s); // a second one
        const auto mailings = shop.mailings(1000);
        QCOMPARE(mailings->list().size(), size_t(2));
        QCOMPARE(mailings->list()[0].name, u"Cart"_s);
        QCOMPARE(mailings->list()[0].mails, 2);
        QCOMPARE(mailings->list()[1].variants, QStringList{u"A"_s});
        const auto sends = mailings->of(0);
        QCOMPARE(sends.size(), size_t(3));
        QCOMPARE(sends[0].openedAfter, 3600u);
        QCOMPARE(sends[0].clickedAfter, Send::never);
        QCOMPARE(sends[1].openedAfter, Send::never);
        QCOMPARE(sends[2].clickedAfter, 3u * 3600);
    }

    void machinesAreLeftOut()
    {
        SmallShop shop;
        for (const int customer : {1, 2, 3})
            shop.customer(customer);
        shop.mail(1, u"News"_s, 0, 1.0 / 3600); // a second later
        shop.mail(2, u"News"_s, 0);
        shop.event(2, u"email_open"_s, 1, u"News"_s, u"{\"Machine Open\": \"yes\"}"_s);
        shop.mail(3, u"News"_s, 0);
        shop.event(3, u"email_open"_s, 1, u"News"_s, u"{\"Machine Open\": \"no\"}"_s);
        const auto mailings = shop.mailings(1000);
        QCOMPARE(mailings->of(0)[0].openedAfter, Send::never);
        QCOMPARE(mailings->of(1)[0].openedAfter, Send::never);
        QCOMPARE(mailings->of(2)[0].openedAfter, 3600u);
    }

    void whoLeavesLeavesBecauseOfTheLastMail()
    {
        SmallShop shop;
        for (const int customer : {1, 2, 3})
            shop.customer(customer);
        shop.mail(1, u"Old"_s, 0);
        shop.mail(1, u"News"_s, 24);
        shop.event(1, u"unsubscribe"_s, 30);
        shop.mail(2, u"News"_s, 24);
        shop.event(2, u"unsubscribe"_s, 24 + 73); // too long after
        shop.mail(3, u"News"_s, 24);
        shop.run(u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
                 u"recorded_at) "
                 u"VALUES (3, 'email', 'unsubscribed', 'link', 't', %1, 0)"_s.arg(SmallShop::at(25)));
        const auto mailings = shop.mailings(1000);
        QCOMPARE(mailings->of(0)[0].leftAfter, Send::never);
        QCOMPARE(mailings->of(0)[1].leftAfter, 6u * 3600);
        QCOMPARE(mailings->of(1)[0].leftAfter, Send::never);
        QCOMPARE(mailings->of(2)[0].leftAfter, 3600u);
    }

    void nothingAfterTheInstantCounts()
    {
        SmallShop shop;
        shop.customer(1);
        shop.mail(1, u"News"_s, 0, 10, 20);
        QCOMPARE(shop.mailings(0)->all().size(), size_t(0));
        QCOMPARE(shop.mailings(10)->of(0)[0].openedAfter, Send::never);
        QCOMPARE(shop.mailings(11)->of(0)[0].openedAfter, 36000u);
        QCOMPARE(shop.mailings(11)->of(0)[0].clickedAfter, Send::never);
    }

    void deliveriesStandInForMailsWhereNobodyTellsOfThose()
    {
        SmallShop shop;
        shop.customer(1);
        shop.event(1, u"email_delivered"_s, 5, u"News"_s);
        shop.event(1, u"email_bounce"_s, 6, u"News"_s);
        const auto mailings = shop.mailings(1000);
        QCOMPARE(mailings->of(0).size(), size_t(1));
        QCOMPARE(mailings->of(0)[0].state, Send::State::Bounced);
    }

    /// Everything in the outbox of the sample is there, with its arms, counted a second time by SQL.
    void theCampaignOfTheSampleIsThere()
    {
        QTemporaryDir folder;
        NoProgress progress;
        const QString path = folder.filePath(u"a.haberdash"_s);
        QVERIFY(sample::makeSampleShop(path, progress));
        auto connection = store::openWorkspace(path);
        QVERIFY(connection);
        const auto facts = facts::Facts::load(*connection, 1);
        QVERIFY(facts);
        const auto mailings = Mailings::gather(*facts, sample::sampleAsOf());
        const auto number = mailings->find(u"Early summer"_s);
        QVERIFY(number);
        QVERIFY(mailings->list()[*number].isOwn);
        QCOMPARE(mailings->list()[*number].variants, (QStringList{u"Plain"_s, u"Personal"_s}));
        qint64 counts[3] = {};
        qint64 clicked = 0;
        for (const Send &send : mailings->all()) {
            if (send.mailing != *number)
                continue;
            ++counts[send.state == Send::State::HeldOut ? 2 : send.variant];
            clicked += send.clickedAfter != Send::never;
            if (send.state == Send::State::HeldOut)
                QCOMPARE(send.at, mailings->list()[*number].firstAt);
        }
        const auto count = [&](const QString &sql) { return connection->integer(sql).value_or(-1); };
        QCOMPARE(counts[0],
            count(u"SELECT count(*) FROM outbox WHERE state IN ('sent', 'failed') AND variant = 0"_s));
        QCOMPARE(counts[1],
            count(u"SELECT count(*) FROM outbox WHERE state IN ('sent', 'failed') AND variant = 1"_s));
        QCOMPARE(counts[2], count(u"SELECT count(*) FROM outbox WHERE state = 'held_out'"_s));
        QVERIFY(counts[0] > 100);
        QCOMPARE(clicked,
            count(u"SELECT count(DISTINCT customer_id) FROM event WHERE reference = 'Early summer' AND "
                  u"type_id = "
                  u"(SELECT id FROM event_type WHERE name = 'email_click')"_s));
    }
};

QTEST_GUILESS_MAIN(TestMailings)
#include "tst_mailings.moc"
