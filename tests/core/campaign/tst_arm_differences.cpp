// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/arm_differences.h"
#include "core/campaign/brand.h"
#include "core/campaign/message_maker.h"
#include "core/coupon/coupons.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);

store::CampaignVariant arm(const QString &name, const QString &subject, const QString &body)
{
    store::CampaignVariant variant;
    variant.name = name;
    variant.subject = subject;
    variant.body = body;
    return variant;
}

QString couponBody(const QString &set, const QString &heading)
{
    return u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"%1\",\"heading\":\"%2\"}]}"_s
        .arg(set, heading);
}

} // namespace

class TestArmDifferences final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    /// "subject+offer", by words.
    QString differences(const QList<store::CampaignVariant> &arms, qsizetype which = 0)
    {
        store::Campaign campaign;
        campaign.variants = arms;
        const auto found = compareArms(m_shop->connection(), campaign);
        QStringList words;
        for (const ArmAspect aspect : found.value()[size_t(which)].aspects)
            words.append(toWord(aspect));
        return words.join(u'+');
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        auto brand = readBrand(m_shop->connection()).value();
        brand.postalAddress = u"Kontor, Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(m_shop->connection(), brand));
    }

    void oneThingIsNamed()
    {
        const auto a = arm(u"A"_s, u"Hello"_s, u"Text"_s);
        auto b = a;
        b.name = u"B"_s;
        QCOMPARE(differences({a, b}), QString());
        b.subject = u"Hi"_s;
        QCOMPARE(differences({a, b}), u"subject"_s);
        b = a;
        b.preheader = u"Look"_s;
        QCOMPARE(differences({a, b}), u"preheader"_s);
        b = a;
        b.fromName = u"Ada of the shop"_s;
        QCOMPARE(differences({a, b}), u"sender"_s);
        b = a;
        b.body = u"Other text"_s;
        QCOMPARE(differences({a, b}), u"content"_s);
        b.subject = u"Hi"_s;
        QCOMPARE(differences({a, b}), u"subject+content"_s);
        // Each is held against the first.
        QCOMPARE(differences({a, b, arm(u"C"_s, u"Hi"_s, u"Text"_s)}, 1), u"subject"_s);
    }

    void anotherCouponIsAnOffer()
    {
        for (const QString &name : {u"Ten"_s, u"Twenty"_s}) {
            store::CouponSet set;
            set.name = name;
            set.value = 100;
            NoProgress progress;
            QVERIFY(coupon::createGenerator(m_shop->connection(), set, 0, now, progress));
        }
        auto a = arm(u"A"_s, u"Hello"_s, couponBody(u"Ten"_s, u"For you"_s));
        auto b = arm(u"B"_s, u"Hello"_s, couponBody(u"Twenty"_s, u"For you"_s));
        a.kind = b.kind = u"design"_s;
        QCOMPARE(differences({a, b}), u"offer"_s);
        b.body = couponBody(u"Twenty"_s, u"Only today"_s);
        QCOMPARE(differences({a, b}), u"content+offer"_s);
    }

    void personalAgainstTheSameForEverybody()
    {
        const auto a = arm(u"A"_s, u"Hello"_s, u"Dear {{ customer.first_name }}"_s);
        QCOMPARE(differences({a, arm(u"B"_s, u"Hello"_s, u"Dear friend"_s)}), u"personalisation"_s);
        QCOMPARE(differences({a, arm(u"B"_s, u"Hi"_s, u"Dear friend"_s)}), u"subject+personalisation"_s);
        auto generic = a;
        generic.isGeneric = true;
        QCOMPARE(differences({a, generic}), u"personalisation"_s);
        // Nothing in it was personal, so nothing changes.
        auto plain = arm(u"A"_s, u"Hello"_s, u"Dear friend"_s);
        auto plainGeneric = plain;
        plainGeneric.isGeneric = true;
        QCOMPARE(differences({plain, plainGeneric}), QString());
    }

    void whatCannotBeCompiledIsComparedByItsText()
    {
        const auto a = arm(u"A"_s, u"Hello"_s, u"{{ oh"_s);
        QCOMPARE(differences({a, arm(u"B"_s, u"Hello"_s, u"{{ no"_s)}), u"content"_s);
        QCOMPARE(differences({a, a}), QString());
    }

    void warningsSayIt()
    {
        const ArmDifference same{u"A"_s, u"B"_s, {}};
        const ArmDifference one{u"A"_s, u"B"_s, {ArmAspect::Subject}};
        const ArmDifference three{u"A"_s, u"B"_s, {ArmAspect::Subject, ArmAspect::Sender, ArmAspect::Offer}};
        QCOMPARE(
            sentenceFor(one), u"“A” and “B” differ in the subject only: what comes out is due to that."_s);
        QVERIFY(findingsOn(one).empty());
        QCOMPARE(
            findingsOn(same).front().detail, u"“A” and “B” are the same: whatever comes out is chance."_s);
        QCOMPARE(findingsOn(three).front().detail,
            u"“A” and “B” differ in the subject, in who it is from and in the offer: you will not know which of them did it."_s);
        QCOMPARE(findingsOn(three).front().severity, compose::Finding::Severity::Warning);
    }

    /// The same design, once personal and once not, and from somebody else.
    void aGenericArmSaysTheSameToEverybody()
    {
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, email, first_name) VALUES (1, 'ada@example.com', 'Ada')"_s));
        const auto a = arm(u"A"_s, u"Hello {{ customer.first_name | default: 'friend' }}"_s,
            u"{% if customer.orders_count == 0 %}New here?{% endif %} {{ customer.first_name }}"_s);
        store::Campaign campaign;
        campaign.variants = {a, a};
        campaign.variants[1].isGeneric = true;
        campaign.variants[1].fromName = u"Kim"_s;
        store::Account account;
        account.fromName = u"Shop"_s;
        account.fromAddress = u"shop@example.com"_s;
        auto maker = MessageMaker::create(m_shop->connection(), designsOf(campaign),
            {CampaignId(1), u"s"_s, u"News"_s, account, now, false, true, {}, stylesOf(campaign)});
        QVERIFY2(maker, maker ? "" : qPrintable(maker.error().detail));
        const auto personal = maker->make(CustomerId(1), 0, now);
        const auto generic = maker->make(CustomerId(1), 1, now);
        QVERIFY(personal && generic);
        QCOMPARE(personal->rendered.subject, std::string("Hello Ada"));
        QCOMPARE(generic->rendered.subject, std::string("Hello friend"));
        QVERIFY(generic->rendered.text.find("New here?") != std::string::npos);
        QVERIFY(generic->rendered.text.find("Ada") == std::string::npos);
        QVERIFY(personal->mime.find("From: Shop <shop@example.com>") != std::string::npos);
        QVERIFY(generic->mime.find("From: Kim <shop@example.com>") != std::string::npos);
        QCOMPARE(generic->messageId, personal->messageId); // of one person and campaign
    }
};

QTEST_GUILESS_MAIN(TestArmDifferences)
#include "tst_arm_differences.moc"
