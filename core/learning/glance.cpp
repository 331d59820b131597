// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/glance.h"

#include <algorithm>

namespace haberdash::learning {

namespace {

constexpr qint64 dayLength = 86'400'000;

std::vector<GlanceWeek> weeksOf(const Stretch &stretch, const QTimeZone &zone)
{
    const Day first = dayOf(fromMilliseconds(stretch.from), zone);
    const auto sinceMonday = std::chrono::weekday(first) - std::chrono::Monday;
    std::vector<GlanceWeek> weeks;
    for (Day monday = first - sinceMonday;; monday += std::chrono::days(7)) {
        const qint64 begin = toMilliseconds(startOf(monday, zone));
        if (begin >= stretch.to)
            break;
        GlanceWeek week;
        week.begin = begin;
        week.isPartial = begin < stretch.from
            || toMilliseconds(startOf(monday + std::chrono::days(7), zone)) > stretch.to;
        weeks.push_back(week);
    }
    return weeks;
}

/// The week of an instant within the stretch.
int weekOf(const std::vector<GlanceWeek> &weeks, qint64 at)
{
    const auto behind = std::upper_bound(weeks.begin(), weeks.end(), at,
        [](qint64 instant, const GlanceWeek &week) { return instant < week.begin; });
    return int(behind - weeks.begin()) - 1;
}

} // namespace

Stretch lastDays(Timestamp asOf, int days)
{
    return {toMilliseconds(asOf) - days * dayLength, toMilliseconds(asOf)};
}

Glance glanceAt(const SendOutcomes &outcomes, const Stretch &stretch, const QTimeZone &zone)
{
    return glanceAt(outcomes, stretch, {stretch.from - (stretch.to - stretch.from), stretch.from}, zone);
}

Glance glanceAt(
    const SendOutcomes &outcomes, const Stretch &stretch, const Stretch &before, const QTimeZone &zone)
{
    Glance glance;
    glance.now = stretch;
    glance.before = before;
    glance.weeks = weeksOf(stretch, zone);
    const auto weeks = outcomes.cut(
        glance.weeks.size(), stretch, [&glance](const Send &send) { return weekOf(glance.weeks, send.at); });
    for (size_t i = 0; i < weeks.size(); ++i) {
        glance.weeks[i].mail = weeks[i];
        glance.mail += weeks[i];
    }
    glance.mailBefore = outcomes.whole(glance.before);

    const Mailings &mailings = outcomes.mailings();
    std::vector<PurchaseReader> readers;
    for (const auto &part : mailings.facts().parts())
        readers.emplace_back(*part.shard, mailings.asOf());
    const auto count = [](Takings &takings, const Purchase &purchase) {
        ++takings.orders;
        takings.revenue += double(purchase.net);
    };
    for (size_t row = 0; row < mailings.facts().size(); ++row) {
        const auto place = mailings.places()[row];
        readers[place.part].forEach(place.row, [&](const Purchase &purchase) {
            if (glance.now.holds(purchase.at)) {
                count(glance.all, purchase);
                count(glance.weeks[size_t(weekOf(glance.weeks, purchase.at))].all, purchase);
            } else if (glance.before.holds(purchase.at)) {
                count(glance.allBefore, purchase);
            }
        });
    }

    const auto byMailing = outcomes.byMailing(stretch);
    for (size_t mailing = 0; mailing < byMailing.size(); ++mailing) {
        if (byMailing[mailing].mails > 0)
            glance.mailings.push_back({quint16(mailing), byMailing[mailing]});
    }
    std::sort(glance.mailings.begin(), glance.mailings.end(),
        [&mailings](const MailingRow &one, const MailingRow &other) {
            const auto at
                = [&mailings](const MailingRow &row) { return mailings.list()[row.mailing].firstAt; };
            return std::pair(at(one), one.mailing) > std::pair(at(other), other.mailing);
        });
    return glance;
}

std::vector<MailingRow> topMailings(std::vector<MailingRow> rows, size_t count)
{
    std::erase_if(rows, [](const MailingRow &row) { return row.figures.delivered < fewestForRanking; });
    std::stable_sort(rows.begin(), rows.end(), [](const MailingRow &one, const MailingRow &other) {
        return valueOf(Measure::RevenuePerRecipient, one.figures)
            > valueOf(Measure::RevenuePerRecipient, other.figures);
    });
    rows.resize(std::min(count, rows.size()));
    return rows;
}

std::vector<quint16> Ranking::topNumbers() const
{
    std::vector<quint16> numbers;
    for (const MailingRow &row : top)
        numbers.push_back(row.mailing);
    return numbers;
}

Ranking rankMailings(const SendOutcomes &outcomes, const Glance &glance, size_t count)
{
    Ranking ranking;
    ranking.top = topMailings(glance.mailings, count);
    const auto top = ranking.topNumbers();
    const auto ofYear
        = outcomes.byMailing({std::min(glance.now.from, glance.now.to - 365 * dayLength), glance.now.to});
    for (size_t mailing = 0; mailing < ofYear.size(); ++mailing) {
        if (ofYear[mailing].delivered >= fewestForRanking
            && std::find(top.begin(), top.end(), quint16(mailing)) == top.end())
            ranking.rest.push_back(quint16(mailing));
    }
    return ranking;
}

} // namespace haberdash::learning
