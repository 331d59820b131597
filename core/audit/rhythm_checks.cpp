// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/statistics.h"
#include "core/audit/words.h"

#include <algorithm>
#include <cmath>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

QString dayText(qint64 day)
{
    return toIsoString(Day(std::chrono::days(day)));
}

Row rowOf(const QuietDay &quiet, const QString &what)
{
    Row row;
    row.name = dayText(quiet.day);
    row.detail = what;
    row.remark = u"%1; usual: %2"_s.arg(
        numberText(quiet.count), numberText(std::max<qint64>(1, std::llround(quiet.usual))));
    return row;
}

/// Days from the first to the last, both counted.
qint64 spanOf(const DayCounts &days)
{
    return days.empty() ? 0 : days.rbegin()->first - days.begin()->first + 1;
}

class OrderGap final : public WholeCheck
{
public:
    OrderGap()
        : WholeCheck({u"orders.gap"_s, Subject::Orders, Severity::Warning,
            u"Days on which orders are missing"_s,
            u"Days with far fewer orders than usual: an export that was never imported, or a shop that stood still."_s,
            u"Sales by day in the time of the shop against the median of the same weekday in the eight weeks "
            u"before: less "
            u"than a quarter of it, and rarer than 1 in 10,000 by chance (Poisson, widened where days differ "
            u"more). Days without any in a "
            u"row "
            u"are "
            u"judged "
            u"together."_s,
            u"Customers look lapsed who bought on these days, and the season looks different from what it was."_s,
            u"Look whether the shop was closed. If not, export the orders of these days and import them."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(
            rows, scope.connection().prepare(u"SELECT placed_at FROM shop_order WHERE kind = 'sale'"_s));
        DayCounts days;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            if (scope.times().contain(rows.integer(0)))
                ++days[scope.localTime().day(rows.integer(0))];
        }
        Finding finding;
        finding.noun = u"days"_s;
        finding.outOf = spanOf(days);
        for (const QuietDay &quiet : quietDays(days))
            finding.others.append(rowOf(quiet, u"orders"_s));
        return finding;
    }
};

class EventGap final : public WholeCheck
{
public:
    EventGap()
        : WholeCheck(
            {u"events.gap"_s, Subject::Events, Severity::Warning, u"Days on which events are missing"_s,
                u"Days with far fewer events of a kind than usual: tracking was off, or a file is missing."_s,
                u"As for orders, for each kind of event that comes on at least four days of five and "
                u"ten times a day on average. Mail and "
                u"coupons go out in waves and are left out."_s,
                u"“Looked but did not buy”, abandoned carts and interests miss these days."_s,
                u"Look whether the shop's tracking was changed then. If a file is missing, import it."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(events, scope.events());
        Finding finding;
        finding.noun = u"daily counts"_s;
        for (const EventFacts::Kind &kind : events->kinds) {
            const qint64 span = spanOf(kind.days);
            const bool comesInWaves = kind.name.startsWith(u"email_"_s) || kind.name.startsWith(u"sms_"_s)
                || kind.name.startsWith(u"coupon_"_s) || kind.name == u"unsubscribe"_s;
            if (comesInWaves || kind.count < 10 * span || qint64(kind.days.size()) * 5 < span * 4)
                continue;
            finding.outOf += span;
            for (const QuietDay &quiet : quietDays(kind.days))
                finding.others.append(rowOf(quiet, kind.name));
        }
        std::stable_sort(finding.others.begin(), finding.others.end(),
            [](const Row &left, const Row &right) { return left.name < right.name; });
        return finding;
    }
};

class ImpossibleEventDate final : public WholeCheck
{
public:
    ImpossibleEventDate()
        : WholeCheck({u"events.date-impossible"_s, Subject::Events, Severity::Warning,
            u"Events on impossible days"_s,
            u"People with events from the future or from before the year 2000."_s,
            u"The event lies after the instant of the audit or before 1 January 2000."_s,
            u"“In the last 14 days” misses them now and finds them later."_s,
            u"Look how the file writes dates and in which zone, correct the mapping, undo the import and import again."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(events, scope.events());
        Finding finding;
        finding.kind = RowKind::Person;
        finding.outOf = events->people;
        finding.ids = events->peopleWithImpossibleDates;
        finding.remarks = events->remarks;
        return finding;
    }
};

/// A source that is fed: on which days it brought something.
struct Feed
{
    QString name;
    QString what;
    DayCounts days;
};

class StaleSource final : public WholeCheck
{
public:
    StaleSource()
        : WholeCheck({u"sources.stale"_s, Subject::Sources, Severity::Warning, u"Sources that went quiet"_s,
            u"Sources of orders and events that brought nothing for much longer than is usual for them."_s,
            u"The newest record is older than a week and than four times the gap between days with records "
            u"that nineteen "
            u"of twenty gaps of the source stay below."_s,
            u"Who bought since looks lapsed, and is asked to come back."_s,
            u"Export again from this source and import. If it is closed for good, nothing has to be done."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(feeds, readFeeds(scope));
        Finding finding;
        finding.noun = u"sources"_s;
        const qint64 today = scope.localTime().day(toMilliseconds(scope.asOf()));
        for (const Feed &feed : feeds) {
            ++finding.outOf;
            const qint64 last = feed.days.rbegin()->first;
            if (today - last <= std::max<qint64>(7, 4 * usualGap(feed.days)))
                continue;
            Row row;
            row.name = feed.name;
            row.detail = feed.what;
            row.when = scope.startOfDay(last);
            row.remark = u"nothing for %1 days; usual gap: %2"_s.arg(
                numberText(today - last), numberText(usualGap(feed.days)));
            finding.others.append(row);
        }
        return finding;
    }

private:
    /// The 95th of 100 gaps between days with records, in days.
    static qint64 usualGap(const DayCounts &days)
    {
        std::vector<qint64> gaps;
        for (auto day = days.begin(), next = std::next(day); next != days.end(); ++day, ++next)
            gaps.push_back(next->first - day->first);
        if (gaps.empty())
            return 1;
        const auto place = gaps.begin() + std::ptrdiff_t(gaps.size() * 95 / 100);
        std::nth_element(gaps.begin(), place, gaps.end());
        return *place;
    }
    static Result<std::vector<Feed>> readFeeds(Scope &scope)
    {
        std::vector<Feed> feeds;
        std::map<QString, DayCounts> orders;
        HABERDASH_TRY_ASSIGN(rows, scope.connection().prepare(u"SELECT source, placed_at FROM shop_order"_s));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            if (scope.times().contain(rows.integer(1)))
                ++orders[rows.text(0)][scope.localTime().day(rows.integer(1))];
        }
        feeds.reserve(orders.size() + 1);
        for (auto &[name, days] : orders)
            feeds.push_back({name, u"orders"_s, std::move(days)});
        HABERDASH_TRY_ASSIGN(events, scope.events());
        DayCounts all;
        for (const EventFacts::Kind &kind : events->kinds) {
            for (const auto &[day, count] : kind.days)
                all[day] += count;
        }
        if (!all.empty())
            feeds.push_back({u"events"_s, u"all kinds"_s, std::move(all)});
        return feeds;
    }
};

} // namespace

void addRhythmChecks(Checks &checks)
{
    checks.push_back(std::make_unique<OrderGap>());
    checks.push_back(std::make_unique<ImpossibleEventDate>());
    checks.push_back(std::make_unique<EventGap>());
    checks.push_back(std::make_unique<StaleSource>());
}

} // namespace haberdash::audit
