// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trial_history.h"

#include "core/store/workspace.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::hours year(24 * 365);
constexpr qint64 mostMails = 100'000;
constexpr qint64 mostStretches = 26;

/// Sales that count, with what they came to.
const QString countedSales
    = u"o.kind = 'sale' AND coalesce(o.total > o.refunded, 1) AND (o.cancelled_at IS NULL OR o.cancelled_at > "_s;

Result<double> minorUnits(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(info, readWorkspaceInfo(connection));
    return std::pow(10.0, info.currency.decimals());
}

/// What one person did in a stretch that is not over yet in the reading.
struct OpenStretch
{
    qint64 number = -1;
    double revenue = 0;
};

} // namespace

Result<PastDeeds> deedsAfterMails(Connection &connection, std::chrono::hours window, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(unit, minorUnits(connection));
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"WITH mail AS (SELECT id, customer_id, campaign_id, claimed_at AS start FROM outbox "
            u"WHERE state IN ('sent', 'uncertain') AND claimed_at >= ?2 AND claimed_at <= ?3 "
            u"ORDER BY id DESC LIMIT %1), deed AS (SELECT EXISTS (SELECT 1 FROM event e "
            u"WHERE e.customer_id = m.customer_id AND e.occurred_at >= m.start AND e.occurred_at < m.start + "
            u"?1 "
            u"AND e.type_id = (SELECT id FROM event_type WHERE name = 'email_click') "
            u"AND e.reference = (SELECT name FROM campaign WHERE id = m.campaign_id)) AS clicked, "
            u"count(o.id) > 0 AS ordered, coalesce(sum(o.total - o.refunded), 0) / ?5 AS revenue FROM mail m "
            u"LEFT JOIN shop_order_value o ON o.customer_id = m.customer_id AND o.placed_at >= m.start "
            u"AND o.placed_at < m.start + ?1 AND "_s.arg(mostMails)
            + countedSales
            + u"?4) GROUP BY m.id) SELECT count(*), coalesce(sum(clicked), 0), coalesce(sum(ordered), 0), "
              u"coalesce(sum(revenue), 0), coalesce(sum(revenue * revenue), 0) FROM deed"_s));
    row.bind(1, qint64(std::chrono::milliseconds(window).count()))
        .bind(2, asOf - year)
        .bind(3, asOf - window)
        .bind(4, asOf)
        .bind(5, unit);
    HABERDASH_TRY(row.step());
    return PastDeeds{row.integer(0), row.integer(1), row.integer(2), row.real(3), row.real(4)};
}

Result<PastOfGroup> pastOf(
    Connection &connection, const std::vector<CustomerId> &members, std::chrono::hours window, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(unit, minorUnits(connection));
    const qint64 stretches = std::clamp(qint64(year / window), qint64(1), mostStretches);
    // Where nobody says since when somebody is known, they were known all along.
    std::unordered_map<qint64, Timestamp> knownSince;
    knownSince.reserve(members.size());
    for (const CustomerId member : members)
        knownSince.emplace(member.value(), Timestamp{});
    HABERDASH_TRY_ASSIGN(known,
        connection.prepare(u"SELECT c.id, min(coalesce(c.created_at, o.first, 0), coalesce(o.first, "
                           u"c.created_at, 0)) FROM customer c LEFT JOIN (SELECT customer_id, min(placed_at) "
                           u"AS first FROM shop_order GROUP BY 1) o ON o.customer_id = c.id"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, known.step());
        if (!more)
            break;
        if (const auto member = knownSince.find(known.integer(0)); member != knownSince.end())
            member->second = known.timestamp(1);
    }
    PastOfGroup past;
    for (const auto &[member, since] : knownSince) {
        past.deeds.stretches += std::clamp(qint64((asOf - since) / window), qint64(0), stretches);
        past.joinedLately += since > asOf - std::chrono::hours(24 * 7 * PastOfGroup::weeks) ? 1 : 0;
    }
    HABERDASH_TRY_ASSIGN(orders,
        connection.prepare(
            u"SELECT o.customer_id, o.placed_at, coalesce(o.total - o.refunded, 0) FROM shop_order_value o "
            u"WHERE o.customer_id IS NOT NULL AND o.placed_at >= ?1 AND o.placed_at < ?2 AND "_s
            + countedSales + u"?2) ORDER BY o.customer_id, o.placed_at"_s));
    orders.bind(1, asOf - window * stretches).bind(2, asOf);
    qint64 customer = 0;
    OpenStretch open;
    const auto close = [&past, &open] {
        if (open.number < 0)
            return;
        ++past.deeds.ordered;
        past.deeds.revenue += open.revenue;
        past.deeds.revenueSquares += open.revenue * open.revenue;
        open = {};
    };
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, orders.step());
        if (!more)
            break;
        const auto member = knownSince.find(orders.integer(0));
        if (member == knownSince.end())
            continue;
        const qint64 number = (asOf - orders.timestamp(1) - std::chrono::milliseconds(1)) / window;
        if (asOf - window * (number + 1) < member->second)
            continue;
        if (customer != orders.integer(0) || open.number != number) {
            close();
            customer = orders.integer(0);
            open.number = number;
        }
        open.revenue += double(orders.integer(2)) / unit;
    }
    close();
    return past;
}

} // namespace haberdash::store
