// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/shop_figures.h"

#include <algorithm>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto period = std::chrono::days(30);
constexpr int weekCount = 52;

/// Takings, orders and buyers of [from, until).
Result<PeriodFigures> figuresBetween(Connection &connection, Timestamp from, Timestamp until)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT coalesce(sum(total - refunded), 0), count(*) FILTER (WHERE kind = 'sale'), "
            u"count(DISTINCT customer_id) FILTER (WHERE kind = 'sale') FROM shop_order_value "
            u"WHERE cancelled_at IS NULL AND placed_at >= ?1 AND placed_at < ?2"_s));
    HABERDASH_TRY(row.bind(1, from).bind(2, until).step());
    PeriodFigures figures{row.integer(0), row.integer(1), row.integer(2), 0};
    HABERDASH_TRY_ASSIGN(first,
        connection.prepare(
            u"SELECT count(*) FROM (SELECT min(placed_at) AS at FROM shop_order WHERE cancelled_at IS NULL "
            u"AND kind = 'sale' AND customer_id IS NOT NULL GROUP BY customer_id) WHERE at >= ?1 AND at < ?2"_s));
    HABERDASH_TRY(first.bind(1, from).bind(2, until).step());
    figures.newBuyers = first.integer(0);
    return figures;
}

/// Beginnings of the last whole weeks, and the end of the last one.
std::vector<Timestamp> weekBoundaries(Timestamp asOf, const QTimeZone &timeZone)
{
    const Day today = dayOf(asOf, timeZone);
    const Day monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
    std::vector<Timestamp> boundaries;
    for (int week = weekCount; week >= 0; --week)
        boundaries.push_back(startOf(monday - std::chrono::weeks(week), timeZone));
    return boundaries;
}

Result<std::vector<WeekTakings>> takingsByWeek(
    Connection &connection, const std::vector<Timestamp> &boundaries)
{
    std::vector<WeekTakings> weeks;
    for (size_t i = 0; i + 1 < boundaries.size(); ++i)
        weeks.push_back({boundaries[i], 0});
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT placed_at, coalesce(total - refunded, 0) FROM shop_order_value "
                           u"WHERE cancelled_at IS NULL AND placed_at >= ?1 AND placed_at < ?2"_s));
    rows.bind(1, boundaries.front()).bind(2, boundaries.back());
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return weeks;
        const auto next = std::upper_bound(boundaries.begin(), boundaries.end(), rows.timestamp(0));
        weeks[size_t(next - boundaries.begin() - 1)].takings += rows.integer(1);
    }
}

} // namespace

Result<ShopFigures> shopFigures(Connection &connection, Timestamp asOf, const QTimeZone &timeZone)
{
    ShopFigures figures;
    HABERDASH_TRY_ASSIGN(customers, connection.integer(u"SELECT count(*) FROM customer"_s));
    HABERDASH_TRY_ASSIGN(recent, figuresBetween(connection, asOf - period, asOf));
    HABERDASH_TRY_ASSIGN(before, figuresBetween(connection, asOf - 2 * period, asOf - period));
    HABERDASH_TRY_ASSIGN(weeks, takingsByWeek(connection, weekBoundaries(asOf, timeZone)));
    figures.customers = customers;
    figures.recent = recent;
    figures.before = before;
    figures.weeks = std::move(weeks);
    return figures;
}

} // namespace haberdash::store
