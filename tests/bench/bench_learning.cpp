// SPDX-License-Identifier: GPL-3.0-or-later
// bench_learning FILE.haberdash [INSTANT]: what each page of the analysis costs once the facts are loaded, in
// milliseconds, and its ratio to the same question in SQL on the same file where that is one statement.
#include "core/facts/facts.h"
#include "core/learning/customer_groups.h"
#include "core/learning/glance.h"
#include "core/learning/holdout.h"
#include "core/learning/mail_history.h"
#include "core/learning/mailing_traits.h"
#include "core/learning/purchase_cycles.h"
#include "core/store/workspace.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::learning;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The best of three, in milliseconds.
template<typename Work>
double best(Work work)
{
    double fastest = 1e9;
    for (int i = 0; i < 3; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        fastest = std::min(fastest,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return fastest;
}

void print(const char *name, double milliseconds)
{
    std::printf("%-44s %9.1f ms\n", name, milliseconds);
}

/// Runs a statement to its end.
double sqlTime(store::Connection &connection, const QString &sql)
{
    return best([&] {
        auto statement = connection.prepare(sql);
        while (statement && statement->step().value_or(false)) { }
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "bench_learning FILE.haberdash [INSTANT]\n");
        return 2;
    }
    auto connection = store::openWorkspace(QString::fromLocal8Bit(argv[1]));
    if (!connection) {
        std::fprintf(stderr, "%s\n", qPrintable(connection.error().detail));
        return 3;
    }
    const auto info = store::readWorkspaceInfo(*connection);
    const auto asOf = parseInstant(
        argc > 2 ? QString::fromLocal8Bit(argv[2]) : u"2026-06-30T00:00:00Z"_s, QTimeZone::utc());
    if (!info || !asOf)
        return 3;
    std::shared_ptr<const facts::Facts> facts;
    print("facts loaded (two threads)", best([&] {
        auto loaded = facts::Facts::load(*connection, 2);
        facts = loaded ? *loaded : nullptr;
    }));
    if (!facts)
        return 3;
    std::shared_ptr<const Mailings> mailings;
    const auto costs = store::pieceCosts(*connection).value_or(QList<store::PieceCost>());
    const auto coupons = store::couponOrigins(*connection).value_or(CouponOrigins());
    print("all that the questions need, store included",
        best([&] { (void)MailHistory::read(*connection, facts, *asOf); }));
    print("mails gathered", best([&] { mailings = Mailings::gather(facts, *asOf); }));
    std::shared_ptr<const SendOutcomes> outcomes;
    const auto computing
        = best([&] { outcomes = SendOutcomes::compute(mailings, coupons, costs, CreditRule()); });
    print("orders laid to mails, one rule", computing);
    const Stretch quarter = lastDays(*asOf, 90);
    Glance glance;
    print("three months at a glance", best([&] { glance = glanceAt(*outcomes, quarter, info->timeZone); }));
    std::vector<quint16> top;
    std::vector<quint16> rest;
    for (const auto &row : topMailings(glance.mailings, 5))
        top.push_back(row.mailing);
    for (size_t i = 0; i < mailings->list().size(); ++i) {
        if (std::find(top.begin(), top.end(), quint16(i)) == top.end())
            rest.push_back(quint16(i));
    }
    print("what the top five share",
        best([&] { (void)sharedTraits(*outcomes, top, rest, {}, coupons, info->timeZone); }));
    AttributionTable table;
    const auto attributing = best([&] { table = attribute(*mailings, coupons, quarter); });
    print("six rules, five windows, three months", attributing);
    print("the same over all orders", best([&] {
        (void)attribute(*mailings, coupons, {std::numeric_limits<qint64>::min(), toMilliseconds(*asOf)});
    }));
    print("what holdouts tell", best([&] { (void)compareHoldouts(*mailings, quarter, 5); }));
    print("by domain", best([&] { (void)figuresBy(*outcomes, byMailDomain(*mailings), quarter); }));
    RfmOfShop rfm;
    const auto scoring = best([&] { rfm = rfmOf(*facts, *asOf); });
    print("RFM grid", scoring);
    print("RFM movement over 90 days", best([&] {
        (void)movementBetween(rfmOf(*facts, *asOf - std::chrono::days(90)), rfmOf(*facts, *asOf));
    }));
    print("stages of the life cycle", best([&] { (void)byLifecycle(*facts, *asOf, info->timeZone); }));
    const auto history = MailHistory::read(*connection, facts, *asOf);
    if (history)
        print("generic beside personal mail",
            best([&] { (void)followKinds(*history->mailings, genericAndPersonal(*history)); }));
    print("purchase cycles", best([&] { (void)purchaseCycles(*facts, *asOf, info->timeZone); }));
    CohortsOfShop cohorts;
    const auto grouping = best([&] { cohorts = cohortsOfShop(*facts, *asOf, info->timeZone); });
    print("cohorts", grouping);
    std::printf("%zu mailings, %zu mails, %.0f MB; %zu buyers, %zu cohorts\n", mailings->list().size(),
        mailings->all().size(), double(mailings->bytes()) / 1e6, rfm.rows.size(), cohorts.cohorts.size());

    const double sqlRfm = sqlTime(*connection,
        u"WITH c AS (SELECT customer_id, max(placed_at) r, count(*) f, sum(total - refunded) m FROM "
        u"shop_order "
        u"WHERE kind = 'sale' AND cancelled_at IS NULL AND customer_id IS NOT NULL GROUP BY customer_id) "
        u"SELECT r5, f5, count(*) FROM (SELECT ntile(5) OVER (ORDER BY r) r5, ntile(5) OVER (ORDER BY f) f5, "
        u"ntile(5) OVER (ORDER BY m) m5 FROM c) GROUP BY r5, f5"_s);
    std::printf("RFM in SQL %.0f ms, %.0f times ours\n", sqlRfm, sqlRfm / scoring);
    const double sqlCohorts = sqlTime(*connection,
        u"WITH o AS (SELECT customer_id, strftime('%Y-%m', placed_at / 1000, 'unixepoch') m FROM shop_order "
        u"WHERE kind = 'sale' AND cancelled_at IS NULL AND customer_id IS NOT NULL), "
        u"f AS (SELECT customer_id, min(m) m FROM o GROUP BY customer_id) "
        u"SELECT f.m, o.m, count(DISTINCT o.customer_id) FROM o JOIN f USING (customer_id) GROUP BY 1, 2"_s);
    std::printf("cohorts in SQL %.0f ms, %.0f times ours\n", sqlCohorts, sqlCohorts / grouping);
    return 0;
}
