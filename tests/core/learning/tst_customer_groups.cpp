// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/month_calendar.h"
#include "core/learning/customer_groups.h"
#include "core/learning/following.h"
#include "core/learning/glance.h"
#include "core/learning/mailing_traits.h"
#include "core/learning/purchase_cycles.h"
#include "tests/core/learning/small_shop.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::learning;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Stretch always{std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()};
constexpr double day = 24;

MailingArm armOf(const Mailings &mailings, const QString &name, quint8 variant)
{
    return {mailings.find(name).value(), variant};
}

} // namespace

class TestCustomerGroups final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rfmCountsEverybodyWhoBought()
    {
        SmallShop shop;
        for (int customer = 1; customer <= 11; ++customer) {
            shop.customer(customer);
            for (int order = 0; order < customer - 1; ++order)
                shop.order(customer, (customer * 3 + order) * day, 1'000);
        }
        const auto facts = shop.facts();
        const auto rfm = rfmOf(*facts, SmallShop::instant(60 * day), 5);
        QCOMPARE(rfm.rows.size(), size_t(10)); // the first one bought nothing
        QCOMPARE(rfm.scores.back(), (insight::RfmScores{5, 5, 5}));
        QCOMPARE(rfm.groups.back(), insight::RfmGroup::Champions);
        QCOMPARE(rfm.scores.front(), (insight::RfmScores{1, 1, 1}));
        qint64 people = 0;
        double net = 0;
        for (const auto &cell : rfm.grid()) {
            people += cell.people;
            net += cell.net;
        }
        QCOMPARE(people, 10);
        QCOMPARE(net, 55'000.0);
        QCOMPARE(rfm.rowsOf(5, 5).size(), size_t(2));
        QCOMPARE(rfm.byGroup()[0].people, qint64(rfm.rowsOf(insight::RfmGroup::Champions).size()));
        QCOMPARE(rfm.toGroups(facts->size()).groupOf[0], -1);
        QCOMPARE(rfmOf(*facts, SmallShop::instant(60 * day), 3).scores.back(), (insight::RfmScores{3, 3, 3}));
        QVERIFY(rfmOf(*facts, SmallShop::instant(0), 5).rows.empty());
    }

    void movementsAddUpOnBothSides()
    {
        SmallShop shop;
        for (int customer = 1; customer <= 20; ++customer) {
            shop.customer(customer);
            shop.order(customer, customer * day, 1'000);
            if (customer % 3 == 0)
                shop.order(customer, (50 + customer) * day, 2'000);
        }
        const auto facts = shop.facts();
        const auto then = rfmOf(*facts, SmallShop::instant(10.5 * day));
        const auto now = rfmOf(*facts, SmallShop::instant(90 * day));
        const auto movement = movementBetween(then, now);
        qint64 sum = 0;
        for (int group = 0; group < RfmMovement::size; ++group)
            sum += movement.then(group);
        QCOMPARE(sum, 20);
        QCOMPARE(movement.then(RfmMovement::notYet), 10);
        QCOMPARE(movement.now(RfmMovement::notYet), 0);
        qint64 rows = 0;
        for (int to = 0; to < RfmMovement::size; ++to)
            rows += qint64(movedRows(then, now, RfmMovement::notYet, to).size());
        QCOMPARE(rows, 10);
    }

    void stagesFollowTheRhythmOfEach()
    {
        SmallShop shop;
        for (const int customer : {1, 2, 3})
            shop.customer(customer);
        for (int order = 0; order < 40; ++order)
            shop.order(2, order * 10 * day, 1'000);
        shop.order(3, 395 * day, 1'000);
        const auto groups = byLifecycle(*shop.facts(), SmallShop::instant(398 * day), QTimeZone::utc());
        const auto nameOf = [&groups](size_t row) { return groups.names[groups.groupOf[row]]; };
        QCOMPARE(nameOf(0), insight::nameOf(insight::LifecycleStage::Prospect));
        QCOMPARE(nameOf(1), insight::nameOf(insight::LifecycleStage::Active));
        QCOMPARE(nameOf(2), insight::nameOf(insight::LifecycleStage::New));
        const auto later = byLifecycle(*shop.facts(), SmallShop::instant(500 * day), QTimeZone::utc());
        QCOMPARE(later.names[later.groupOf[1]], insight::nameOf(insight::LifecycleStage::Lapsed));
    }

    void cohortsAreOfMonthsInTheShopsZone()
    {
        SmallShop shop("Europe/Berlin");
        shop.customer(1);
        shop.customer(2);
        shop.order(1, 31 * day - 0.5, 1'000); // 31 January, 23:30 UTC: February in Berlin
        shop.order(1, 60 * day, 500); // 2 March
        shop.order(2, 5 * day, 800);
        const QTimeZone berlin("Europe/Berlin");
        const auto result = cohortsOfShop(*shop.facts(), SmallShop::instant(70 * day), berlin);
        QCOMPARE(result.cohorts.size(), size_t(2));
        QCOMPARE(insight::monthText(result.cohorts[0].month), u"2026-01"_s);
        QCOMPARE(insight::monthText(result.cohorts[1].month), u"2026-02"_s);
        QCOMPARE(result.cohorts[1].periods.size(), size_t(2));
        QCOMPARE(result.cohorts[1].periods[1].buyers, 1);
        QVERIFY(result.cohorts[1].periods[1].isPartial); // March is not over
        QVERIFY(!result.cohorts[1].periods[1].retention);
        QCOMPARE(result.rowsOf(result.cohorts[1].month), std::vector<quint32>{0});
        // The first instant of April ends March.
        const auto whole = cohortsOfShop(*shop.facts(), startOf(*civilDay(2026, 4, 1), berlin), berlin);
        QVERIFY(!whole.cohorts[1].periods[1].isPartial);
        QCOMPARE(whole.cohorts[1].periods[1].retention, 1.0);
        QVERIFY(cohortsOfShop(*shop.facts(), SmallShop::instant(0), berlin).cohorts.empty());
    }

    void cyclesAreOfCategories()
    {
        SmallShop shop;
        shop.product(u"tea"_s, u"Tea"_s, u"Box"_s, 1);
        shop.product(u"pot"_s, u"Pots"_s, u"Big"_s, 1);
        for (int customer = 1; customer <= 40; ++customer) {
            shop.customer(customer);
            for (int time = 0; time < 3; ++time) {
                shop.order(customer, (customer + time * 30) * day + 10, 1'000);
                shop.line(u"tea"_s, u"Box"_s, 1, 1'000);
                if (customer <= 5 && time < 2)
                    shop.line(u"pot"_s, u"Big"_s, 1, 500);
            }
            shop.order(customer, customer * day + 12, 1'000); // the same day once more
            shop.line(u"tea"_s, u"Box"_s, 1, 1'000);
        }
        const auto cycles = purchaseCycles(*shop.facts(), SmallShop::instant(200 * day), QTimeZone::utc());
        QCOMPARE(cycles.size(), size_t(2));
        QCOMPARE(cycles[0].category, u"Tea"_s);
        QCOMPARE(cycles[0].buyers, 40);
        QCOMPARE(cycles[0].repeaters, 40);
        QCOMPARE(cycles[0].gaps, 80);
        QCOMPARE(cycles[0].median, 30.0);
        QCOMPARE(cycles[0].low, 30.0);
        QVERIFY(cycles[0].isSteady());
        QCOMPARE(cycles[1].repeaters, 5);
        QCOMPARE(cycles[1].rows.size(), size_t(5));
        QVERIFY(!cycles[1].isSteady()); // too few
        QVERIFY(purchaseCycles(*shop.facts(), SmallShop::instant(0), QTimeZone::utc()).empty());
    }

    void mailsAreCutByPeople()
    {
        SmallShop shop;
        shop.customer(1, u"a@Mail.example"_s, u"DE"_s);
        shop.customer(2, u"b@mail.example"_s, u"FR"_s);
        shop.customer(3, u"c@other.example"_s);
        for (const int customer : {1, 2, 3})
            shop.mail(customer, u"News"_s, 0, customer == 1 ? 1 : -1);
        shop.event(2, u"email_click"_s, 5, u"News"_s, u"{\"Device Type\": \"Phone\"}"_s);
        const auto mailings = shop.mailings(1000);
        const auto outcomes = SendOutcomes::compute(mailings, {}, {}, {});
        const auto domains = byMailDomain(*mailings);
        QCOMPARE(domains.names, (QStringList{u"mail.example"_s, u"other.example"_s}));
        const auto figures = figuresBy(*outcomes, domains, always);
        QCOMPARE(figures[0].mails, 2);
        QCOMPARE(figures[0].opened, 1);
        QCOMPARE(figures[1].mails, 1);
        QCOMPARE(byMailDomain(*mailings, 1).names, (QStringList{u"mail.example"_s, u"All others"_s}));
        QCOMPARE(byCountry(*mailings).groupOf[2], -1);
        QCOMPARE(byDevice(*mailings).names, QStringList{u"Phone"_s});
        facts::RowSet set(3);
        set.set(0);
        set.set(2);
        QCOMPARE(figuresBy(*outcomes, std::vector{set}, always)[0].mails, 2);
    }

    void theGlanceComparesWithTheStretchBefore()
    {
        SmallShop shop;
        shop.customer(1);
        shop.mail(1, u"Old"_s, 20 * day, 1, 1);
        shop.order(1, 21 * day, 3'000);
        shop.mail(1, u"New"_s, 40 * day, 1, 1);
        shop.order(1, 41 * day, 5'000);
        shop.order(1, 55 * day, 9'000); // nothing to do with a mail
        const auto outcomes = SendOutcomes::compute(shop.mailings(60 * day), {}, {}, {});
        const auto glance = glanceAt(*outcomes, lastDays(SmallShop::instant(60 * day), 30), QTimeZone::utc());
        QCOMPARE(glance.mail.revenue, 5'000.0);
        QCOMPARE(glance.all.revenue, 14'000.0);
        QCOMPARE(glance.mailBefore.revenue, 3'000.0);
        QCOMPARE(glance.allBefore.orders, 1.0);
        QCOMPARE(glance.mailings.size(), size_t(1));
        double revenue = 0;
        for (const auto &week : glance.weeks) {
            revenue += week.all.revenue;
            QCOMPARE(fromMilliseconds(week.begin),
                startOf(dayOf(fromMilliseconds(week.begin), QTimeZone::utc()), QTimeZone::utc()));
        }
        QCOMPARE(revenue, 14'000.0);
        QCOMPARE(glance.weeks.size(), size_t(5));
        QVERIFY(glance.weeks.front().isPartial); // the stretch begins on a Saturday
        QVERIFY(!glance.weeks.back().isPartial); // and ends where a Monday begins
        QVERIFY(topMailings(glance.mailings, 5).empty()); // one mail is no ranking
    }

    void sharedTraitsSayHowMuchMayBeChance()
    {
        SmallShop shop;
        shop.customer(1);
        QList<store::MailingDescription> descriptions;
        std::vector<quint16> top;
        std::vector<quint16> rest;
        for (int i = 0; i < 20; ++i) {
            const QString name = u"M%1"_s.arg(i);
            shop.mail(1, name, i * day + 9);
            descriptions.append({name, {}, {{u"A"_s, i < 5 ? u"Ready?"_s : u"Our news"_s, {}}}, i == 0});
            (i < 5 ? top : rest).push_back(quint16(i));
        }
        const auto mailings = shop.mailings(60 * day);
        const auto outcomes = SendOutcomes::compute(mailings, {}, {}, {});
        const auto report = sharedTraits(*outcomes, top, rest, descriptions, {}, QTimeZone::utc());
        QVERIFY(!report.shares.empty());
        const TraitShare &clearest = report.shares.front();
        QCOMPARE(clearest.trait, u"The subject asks a question"_s);
        QCOMPARE(clearest.inTop, 5);
        QCOMPARE(clearest.inRest, 0);
        QVERIFY(clearest.p < 0.001 && clearest.adjustedP >= clearest.p);
        QVERIFY(report.note.contains(u"rarely come about by chance"_s));
        for (const auto &share : report.shares)
            QVERIFY(share.trait != u"The subject is short, up to 30 characters"_s); // all have it
        const auto few = sharedTraits(*outcomes, {0, 1}, {5, 6}, descriptions, {}, QTimeZone::utc());
        QVERIFY2(few.note.contains(u"None of these"_s), qPrintable(few.note));
        QVERIFY(sharedTraits(*outcomes, top, {}, {}, {}, QTimeZone::utc())
                    .note.contains(u"nothing to compare"_s));
    }

    void subjectsHaveTraits()
    {
        QCOMPARE(subjectTraits(u"20 % off!"_s),
            (QStringList{u"The subject is short, up to 30 characters"_s,
                u"The subject has an exclamation mark"_s, u"The subject names a number"_s,
                u"The subject names a percentage"_s}));
        QVERIFY(subjectTraits(u"Hello {{ customer.first_name }}"_s).contains(u"The subject is personal"_s));
        QVERIFY(subjectTraits(QString::fromUtf8("Sun \xE2\x98\x80")).contains(u"The subject has an emoji"_s));
        QVERIFY(subjectTraits(u"  "_s).isEmpty());
    }

    void kindsAreFollowedFromTheFirstMail()
    {
        SmallShop shop;
        for (int customer = 1; customer <= 60; ++customer) {
            shop.customer(customer);
            const bool isPersonal = customer > 30;
            shop.order(customer, 1, 99'000); // before any mail
            shop.mail(customer, isPersonal ? u"News/P"_s : u"News/G"_s, 2 * day);
            if (customer % (isPersonal ? 2 : 10) == 0) {
                shop.order(customer, 10 * day, 1'000 + customer);
                shop.order(customer, 40 * day, 1'000);
            }
        }
        const auto mailings = shop.mailings(70 * day);
        const auto &variants = mailings->list()[0].variants;
        const auto following = followKinds(*mailings,
            {FollowedKind{u"Generic"_s, {armOf(*mailings, u"News"_s, quint8(variants.indexOf(u"G"_s)))}},
                FollowedKind{
                    u"Personal"_s, {armOf(*mailings, u"News"_s, quint8(variants.indexOf(u"P"_s)))}}});
        QCOMPARE(following.people, (std::array<qint64, 2>{30, 30}));
        QVERIFY(following.isByLot);
        QCOMPARE(following.months[0].size(), size_t(2)); // 68 days: two months are over
        QCOMPARE(following.months[1][0].buyers, 15);
        QCOMPARE(following.months[1][0].repeaters, 0);
        QCOMPARE(following.months[1][1].repeaters, 15);
        QCOMPARE(following.months[0][1].repeaters, 3);
        QVERIFY(following.months[1][1].revenue > following.months[0][1].revenue);
        QVERIFY(following.differences[1].repeaters->low > 0);
        QVERIFY(following.differences[1].revenue->range.low > 0);
        const auto other = followKinds(*mailings,
            {FollowedKind{u"Generic"_s, {}}, FollowedKind{u"Personal"_s, {armOf(*mailings, u"News"_s, 0)}}});
        QVERIFY(!other.isByLot);
        QCOMPARE(other.months[0][0].people, 0);
        QVERIFY(!other.differences[0].revenue && !other.differences[0].repeaters);
    }
};

QTEST_GUILESS_MAIN(TestCustomerGroups)
#include "tst_customer_groups.moc"
