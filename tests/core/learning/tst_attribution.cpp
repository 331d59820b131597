// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/holdout.h"
#include "core/learning/send_outcomes.h"
#include "tests/core/learning/small_shop.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace haberdash;
using namespace haberdash::learning;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Stretch always{std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()};

/// A mail and an order as this test wrote them down itself.
struct WrittenMail
{
    int customer = 0;
    QString name;
    double at = 0;
    double opened = -1;
    double clicked = -1;
};
struct WrittenOrder
{
    int customer = 0;
    double at = 0;
    qint64 net = 0;
};

/// The rules once more, word for word, over what was written down: for each order the parts by mailing.
QHash<QString, double> partsOf(
    const WrittenOrder &order, const QList<WrittenMail> &mails, Credit credit, double days)
{
    const double earliest = order.at - days * 24;
    QHash<QString, double> parts;
    QList<QPair<double, QString>> touched;
    for (const WrittenMail &mail : mails) {
        if (mail.customer != order.customer || mail.at > order.at)
            continue;
        QList<double> touches;
        if (credit == Credit::LastTouch || credit == Credit::FirstTouch)
            touches << mail.at;
        if (credit != Credit::LastTouch && credit != Credit::FirstTouch && mail.clicked >= 0)
            touches << mail.at + mail.clicked;
        if ((credit == Credit::OpenOrClick || credit == Credit::Fractional) && mail.opened >= 0)
            touches << mail.at + mail.opened;
        double latest = -1;
        for (const double touch : touches) {
            if (touch <= order.at)
                latest = std::max(latest, touch);
        }
        if (latest >= 0 && latest >= earliest)
            touched.append({latest, mail.name});
    }
    if (touched.isEmpty())
        return parts;
    if (credit == Credit::Fractional) {
        for (const auto &[touch, name] : touched)
            parts[name] += 1.0 / double(touched.size());
        return parts;
    }
    std::sort(touched.begin(), touched.end());
    parts[credit == Credit::FirstTouch ? touched.front().second : touched.back().second] = 1;
    return parts;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(b));
}

} // namespace

class TestAttribution final : public QObject
{
    Q_OBJECT

    /// Three mails to one person, who bought on the fifth day: A clicked, B opened, C not touched.
    static void threeMails(SmallShop &shop)
    {
        shop.customer(1);
        shop.mail(1, u"A"_s, 0, 1, 2);
        shop.mail(1, u"B"_s, 48, 1);
        shop.mail(1, u"C"_s, 96);
        shop.order(1, 110, 10'000, 1'000);
    }

    static double ordersOf(const Mailings &mailings, const QString &name, const CreditRule &rule,
        const CouponOrigins &coupons = {})
    {
        double sum = 0;
        for (const auto &order : creditedOrders(mailings, coupons, always, rule, mailings.find(name)))
            sum += order.share;
        return sum;
    }

private Q_SLOTS:
    void rulesDiffer()
    {
        SmallShop shop;
        threeMails(shop);
        const auto mailings = shop.mailings(1000);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Click, 5}), 1.0);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Click, 3}), 0.0); // the click is 108 hours old
        QCOMPARE(ordersOf(*mailings, u"B"_s, {Credit::OpenOrClick, 5}), 1.0);
        QCOMPARE(ordersOf(*mailings, u"C"_s, {Credit::LastTouch, 1}), 1.0);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::FirstTouch, 5}), 1.0);
        QCOMPARE(ordersOf(*mailings, u"B"_s, {Credit::FirstTouch, 3}), 1.0);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Fractional, 5}), 0.5);
        QCOMPARE(ordersOf(*mailings, u"B"_s, {Credit::Fractional, 5}), 0.5);
        QCOMPARE(ordersOf(*mailings, u"C"_s, {Credit::Fractional, 5}), 0.0);
        const auto table = attribute(*mailings, {}, always);
        QCOMPARE(table.all.revenue, 9'000.0);
        QCOMPARE(table.cells[size_t(Credit::Fractional)][2].revenue, 9'000.0);
        QCOMPARE(attribute(*mailings, {}, always, mailings->find(u"B"_s))
                     .cells[size_t(Credit::Fractional)][2]
                     .revenue,
            4'500.0);
    }

    void aCouponLeadsBackToItsMail()
    {
        SmallShop shop;
        shop.customer(1);
        shop.customer(2);
        shop.mail(1, u"A"_s, 0);
        shop.mail(1, u"B"_s, 24, 1, 1);
        shop.order(1, 30, 5'000, 0, u"Summer-10"_s);
        shop.order(2, 30, 5'000, 0, u"SUMMER-10"_s); // never got the mail
        const auto mailings = shop.mailings(1000);
        const CouponOrigins coupons{{u"summer-10"_s, u"A"_s}};
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Coupon, 3}, coupons), 1.0);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Coupon, 1}, coupons), 0.0);
        QCOMPARE(ordersOf(*mailings, u"B"_s, {Credit::Coupon, 30}, coupons), 0.0);
        QCOMPARE(ordersOf(*mailings, u"A"_s, {Credit::Coupon, 30}), 0.0);
    }

    void codesThatCampaignsGaveOutAreKnown()
    {
        SmallShop shop;
        shop.customer(1);
        shop.run(
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (7, 'Seven', 'x', "
            u"'done', 's', 0), (8, 'Eight', 'x', 'done', 's', 0);"
            u"INSERT INTO coupon_set (id, name, kind, source, scope, created_at) VALUES (1, 'S', 'other', "
            u"'pool', 'occasion', 0);"
            u"INSERT INTO coupon_code (set_id, code, customer_id, occasion, given_at) VALUES (1, 'Own-1', 1, "
            u"'campaign:7', 1);"
            u"INSERT INTO coupon (id, code) VALUES (1, 'PUBLIC'), (2, 'TWICE');"
            u"INSERT INTO coupon_product (coupon_id, product_key, campaign) VALUES (1, 'p', 'Spring'), (2, 'p', 'Spring'), (2, 'p', 'Eight')"_s);
        shop.order(1, 1, 100, 0, u"OWN-1"_s);
        shop.order(1, 2, 100, 0, u"PUBLIC"_s);
        shop.order(1, 3, 100, 0, u"TWICE"_s);
        shop.order(1, 4, 100, 0, u"UNKNOWN"_s);
        const auto origins = store::couponOrigins(shop.connection());
        QVERIFY(origins);
        QCOMPARE(*origins, (store::CouponOrigins{{u"own-1"_s, u"Seven"_s}, {u"public"_s, u"Spring"_s}}));
    }

    void whatIsNoPurchaseCountsNowhere()
    {
        SmallShop shop;
        shop.customer(1);
        shop.mail(1, u"A"_s, 0, 1, 1);
        shop.order(1, 10, 5'000, 5'000); // refunded in full
        shop.order(1, 11, 5'000);
        shop.run(u"UPDATE shop_order SET cancelled_at = %1 WHERE id = %2"_s.arg(SmallShop::at(20))
                     .arg(shop.lastOrder()));
        shop.order(1, 12, -5'000);
        shop.run(u"UPDATE shop_order SET kind = 'return' WHERE id = %1"_s.arg(shop.lastOrder()));
        shop.order(1, 13, 7'000);
        shop.run(u"UPDATE shop_order SET currency = 'JPY' WHERE id = %1"_s.arg(shop.lastOrder()));
        const auto late = attribute(*shop.mailings(1000), {}, always);
        QCOMPARE(late.all.orders, 1.0);
        QCOMPARE(late.all.revenue, 0.0);
        QCOMPARE(late.withoutRate, 1);
        QCOMPARE(attribute(*shop.mailings(15), {}, always).all.orders, 2.0); // not cancelled by then
    }

    void aMailThatCameBackClaimsNothing()
    {
        SmallShop shop;
        shop.customer(1);
        shop.mail(1, u"A"_s, 0);
        shop.event(1, u"email_bounce"_s, 1, u"A"_s);
        shop.order(1, 10, 5'000);
        QCOMPARE(ordersOf(*shop.mailings(1000), u"A"_s, {Credit::LastTouch, 30}), 0.0);
    }

    /// 200 shops drawn at random; each figure is found a second time from what was written down.
    void everyFigureIsFoundTwice()
    {
        std::mt19937 random(7);
        const auto draw
            = [&random](double most) { return std::uniform_real_distribution(0.0, most)(random); };
        SmallShop shop;
        QList<WrittenMail> mails;
        QList<WrittenOrder> orders;
        for (int customer = 1; customer <= 150; ++customer) {
            shop.customer(customer);
            for (int i = int(draw(8)); i-- > 0;) {
                WrittenMail mail{customer, u"M%1"_s.arg(i), std::floor(draw(1500))};
                if (draw(1) < 0.6)
                    mail.opened = 1 + std::floor(draw(200));
                if (draw(1) < 0.4)
                    mail.clicked = 1 + std::floor(draw(200));
                mails << mail;
                shop.mail(customer, mail.name, mail.at, mail.opened, mail.clicked);
            }
            for (int i = int(draw(5)); i-- > 0;) {
                const WrittenOrder order{customer, std::floor(draw(2000)) + 0.5, qint64(draw(10'000)) + 1};
                orders << order;
                shop.order(customer, order.at, order.net);
            }
        }
        const auto mailings = shop.mailings(5000);
        for (const Credit credit : allCredits) {
            if (credit == Credit::Coupon)
                continue;
            for (const int days : windowDays) {
                QHash<QString, double> expected;
                double whole = 0;
                for (const WrittenOrder &order : orders) {
                    const auto parts = partsOf(order, mails, credit, days);
                    for (auto part = parts.begin(); part != parts.end(); ++part) {
                        expected[part.key()] += *part * double(order.net);
                        whole += *part;
                    }
                }
                double orderSum = 0;
                QHash<QString, double> found;
                for (const auto &order : creditedOrders(*mailings, {}, always, {credit, days})) {
                    found[mailings->list()[order.mailing].name] += order.share * double(order.purchase.net);
                    orderSum += order.share;
                }
                QVERIFY2(near(orderSum, whole), qPrintable(toWord(credit)));
                for (int i = 0; i < 8; ++i)
                    QVERIFY2(near(found.value(u"M%1"_s.arg(i)), expected.value(u"M%1"_s.arg(i))),
                        qPrintable(toWord(credit)));
            }
        }
        // The table says the same, and under the fractional rule each order counts once.
        const auto table = attribute(*mailings, {}, always);
        for (int window = 0; window < windowCount; ++window) {
            const auto cell = [&](Credit credit) { return table.cells[size_t(credit)][size_t(window)]; };
            QVERIFY(near(cell(Credit::Fractional).orders, cell(Credit::OpenOrClick).orders));
            QVERIFY(near(cell(Credit::Fractional).revenue, cell(Credit::OpenOrClick).revenue));
            QVERIFY(near(cell(Credit::FirstTouch).orders, cell(Credit::LastTouch).orders));
            QVERIFY(cell(Credit::Click).orders <= cell(Credit::OpenOrClick).orders);
            QVERIFY(cell(Credit::LastTouch).orders <= table.all.orders);
            if (window > 0)
                QVERIFY(table.cells[size_t(Credit::Click)][size_t(window) - 1].orders
                    <= cell(Credit::Click).orders);
        }
        QVERIFY(table.cells[size_t(Credit::Click)][4].orders > 20);
    }

    void outcomesAddUpToWhatWasCredited()
    {
        SmallShop shop;
        threeMails(shop);
        shop.product(u"sock"_s, u"Socks"_s, u"Red"_s, 300);
        shop.line(u"sock"_s, u"Red"_s, 4, 1'000);
        const auto costs = store::pieceCosts(shop.connection());
        QVERIFY(costs);
        const auto outcomes = SendOutcomes::compute(shop.mailings(1000), {}, *costs, {Credit::Fractional, 5});
        const auto figures = outcomes->byMailing(always);
        QCOMPARE(figures[0].mails, 1);
        QCOMPARE(figures[0].clicked, 1);
        QCOMPARE(figures[0].orders, 0.5);
        QCOMPARE(figures[0].units, 2.0);
        QCOMPARE(figures[0].revenue, 4'500.0);
        QCOMPARE(figures[0].buyers, 1);
        QCOMPARE(valueOf(Measure::Margin, figures[0]), 0.7);
        QCOMPARE(valueOf(Measure::Margin, figures[2]), std::nullopt);
        QCOMPARE(valueOf(Measure::AverageOrder, figures[2]), std::nullopt);
        QCOMPARE(valueOf(Measure::RevenuePerRecipient, figures[2]), 0.0);
        const MailFigures whole = outcomes->whole(always);
        QCOMPARE(whole.mails, 3);
        QCOMPARE(whole.orders, 1.0);
        QCOMPARE(valueOf(Measure::OpenRate, whole), 2.0 / 3);
        // Mails of the stretch count, whenever the order came.
        QCOMPARE(outcomes->whole({SmallShop::at(0), SmallShop::at(10)}).orders, 0.5);
    }

    void everyMeasureHasItsWordsAndAnAnswer()
    {
        int place = 0;
        QStringList words;
        for (const MeasureEntry &entry : measures()) {
            QCOMPARE(int(entry.measure), place++);
            QVERIFY(!entry.name.isEmpty() && entry.meaning.endsWith(u'.'));
            QCOMPARE(measureByWord(entry.word), &entry);
            words << entry.word;
            const auto empty = valueOf(entry.measure, {});
            QVERIFY(!empty || *empty == 0); // of nothing there is none or nothing, never NaN
        }
        QCOMPARE(words.removeDuplicates(), 0);
        QCOMPARE(measureByWord(u"conversion"), nullptr);
        for (const Credit credit : allCredits)
            QCOMPARE(creditFromWord(toWord(credit)), credit);
    }

    void aHoldoutTellsWhatMailBroughtByItself()
    {
        SmallShop shop;
        shop.run(
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'Test', 'x', 'done', "
            u"'s', 0);"
            u"INSERT INTO campaign_variant (campaign_id, position, name, weight, subject, preheader, body) VALUES (1, 0, 'A', 1, '', '', '')"_s);
        for (int customer = 1; customer <= 400; ++customer) {
            shop.customer(customer);
            const bool isHeldOut = customer > 200;
            shop.run(u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at, claimed_at, "
                     u"finished_at) "
                     u"VALUES (1, %1, 0, '%2', %3, %4, %4)"_s.arg(customer)
                         .arg(isHeldOut ? u"held_out"_s : u"sent"_s)
                         .arg(SmallShop::at(0))
                         .arg(isHeldOut ? u"NULL"_s : QString::number(SmallShop::at(1))));
            if (isHeldOut ? customer <= 210 : customer <= 60)
                shop.order(customer, 20, 1'000);
        }
        const auto mailings = shop.mailings(1000);
        const auto comparisons = compareHoldouts(*mailings, always, 3);
        QCOMPARE(comparisons.size(), size_t(1));
        const auto &one = comparisons.front();
        QCOMPARE(one.mailed, 200);
        QCOMPARE(one.mailedBuyers, 60);
        QCOMPARE(one.heldOut, 200);
        QCOMPARE(one.heldOutBuyers, 10);
        QVERIFY(one.isComplete);
        QVERIFY(one.increment);
        QCOMPARE(one.increment->conversions, 50.0);
        QVERIFY(one.increment->conversionsRange.low > 30 && one.increment->conversionsRange.high < 70);
        QCOMPARE(one.increment->revenue, 50'000.0);
        QVERIFY(one.revenueRange && one.revenueRange->low > 20'000 && one.revenueRange->high < 80'000);
        QVERIFY(!compareHoldouts(*shop.mailings(24), always, 3).front().isComplete);
        QVERIFY(compareHoldouts(*mailings, {0, 1}, 3).empty());
    }
};

QTEST_GUILESS_MAIN(TestAttribution)
#include "tst_attribution.moc"
