// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/coupon_uses.h"
#include "core/compose/blocks/document.h"
#include "core/coupon/coupons.h"
#include "core/store/campaign_repository.h"
#include "core/store/email_repository.h"
#include "core/store/shared_block_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

QString couponBlock(const QString &set)
{
    return u"{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"%1\"}"_s.arg(set);
}

} // namespace

class TestCouponUses final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    store::Connection &connection() { return m_shop->connection(); }
    store::CouponSet make(const QString &name)
    {
        store::CouponSet set;
        set.name = name;
        set.value = 200;
        NoProgress progress;
        if (!coupon::createGenerator(connection(), set, 3, now, progress))
            qFatal("no set");
        return store::couponSetByName(connection(), name).value();
    }
    void save(const QString &name, const QString &block)
    {
        store::SavedEmail email;
        email.name = name;
        email.kind = u"design"_s;
        email.body = u"{\"haberdash\":1,\"blocks\":[%1]}"_s.arg(block);
        QVERIFY(store::saveEmail(connection(), email, now));
    }
    /// The error, or nothing.
    QString remove(const store::CouponSet &set)
    {
        const auto removed = removeCouponSet(connection(), set.id);
        return removed ? QString() : removed.error().detail;
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void emailsAreFoundAlsoThroughSharedBlocks()
    {
        make(u"Spring"_s);
        QVERIFY(store::saveSharedBlock(
            connection(), {u"Thanks"_s, u"[%1]"_s.arg(couponBlock(u"Spring"_s))}, now));
        save(u"Direct"_s, couponBlock(u"Spring"_s));
        save(u"Shared"_s, u"{\"id\":\"b1\",\"kind\":\"shared\",\"name\":\"Thanks\"}"_s);
        save(u"Other"_s, u"{\"id\":\"b1\",\"kind\":\"text\",\"text\":\"Hello\"}"_s);
        const auto uses = emailsByCouponSet(connection());
        QVERIFY(uses);
        QCOMPARE(uses->value(u"Spring"_s), QStringList({u"Direct"_s, u"Shared"_s}));
    }

    void whatNobodyUsesGoesWithItsCodes()
    {
        const auto set = make(u"Spring"_s);
        make(u"Autumn"_s);
        QCOMPARE(remove(set), QString());
        QCOMPARE(m_shop->lines(u"SELECT name FROM coupon_set"_s), u"Autumn\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code"_s), 3);
        const auto again = removeCouponSet(connection(), set.id);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::NotFound);
    }

    void aSetInUseStays()
    {
        const auto given = make(u"Given"_s);
        QVERIFY(connection().execute(u"INSERT INTO customer (id) VALUES (1)"_s));
        QVERIFY(coupon::giveCode(connection(), given, CustomerId(1), u"spring"_s, now));
        QVERIFY(remove(given).contains(u"in the hands of customers"_s));
        const auto named = make(u"Named"_s);
        save(u"Welcome"_s, couponBlock(u"Named"_s));
        QVERIFY(remove(named).contains(u"“Welcome”"_s));
        const auto planned = make(u"Planned"_s);
        store::Campaign campaign;
        campaign.name = u"June"_s;
        campaign.rule = u"all(mailable)"_s;
        store::CampaignVariant variant;
        variant.name = u"A"_s;
        variant.kind = u"design"_s;
        variant.body = u"{\"haberdash\":1,\"blocks\":[%1]}"_s.arg(couponBlock(u"Planned"_s));
        campaign.variants = {variant};
        const auto id = store::addCampaign(connection(), campaign, now);
        QVERIFY2(id.has_value(), id ? "" : qPrintable(id.error().detail));
        QVERIFY(remove(planned).contains(u"“June”"_s));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM coupon_code"_s), 9);
        // Over is over.
        QVERIFY(store::setCampaignState(connection(), *id, store::CampaignState::Cancelled, now));
        QCOMPARE(remove(planned), QString());
    }
};

QTEST_GUILESS_MAIN(TestCouponUses)
#include "tst_coupon_uses.moc"
