// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/activity_columns.h"

#include "core/base/calendar.h"
#include "core/facts/machine_made.h"
#include "core/segment/activity_sql.h"
#include "core/segment/number_range.h"
#include "core/segment/text_matcher.h"
#include "core/store/sql_functions.h"

#include <algorithm>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;
using namespace facts;

namespace {

constexpr qint64 millisecondsInDay = 86'400'000;

/// Puts together which entries of a log count.
class Masker
{
public:
    Masker(ActivityColumns &activity, const Facts &facts, const Context &context)
        : m_activity(activity)
        , m_facts(facts)
        , m_shard(*activity.shard)
        , m_context(context)
    { }

    void countOnly(const Filter &filter)
    {
        using Field = Filter::Field;
        const bool isOrder = m_activity.source == Activity::Source::Orders;
        switch (filter.field) {
        case Field::Product:
        case Field::Category:
        case Field::Vendor:
        case Field::ProductTag:
        case Field::Option:
        case Field::Sku:
            if (isOrder)
                someLine(filter);
            else
                product(filter);
            break;
        case Field::Detail:
            detail(filter);
            break;
        case Field::Campaign:
        case Field::Experiment:
        case Field::Variant:
            message(filter);
            break;
        case Field::Weekday:
        case Field::Month:
        case Field::Hour:
            localTime(filter);
            break;
        case Field::Human:
            human();
            break;
        default:
            if (const auto *test = std::get_if<NumberTest>(&filter.test))
                number(filter.field, *test);
            else
                text(filter);
            break;
        }
    }

    void countOnly(const std::vector<Interval> &stretches)
    {
        keep([&](size_t i) {
            const Timestamp at = fromMilliseconds(m_activity.log->time[i]);
            const auto later = std::upper_bound(stretches.begin(), stretches.end(), at,
                [](Timestamp instant, const Interval &stretch) { return instant < stretch.begin; });
            return later != stretches.begin() && at < std::prev(later)->end;
        });
    }

    /// Sales that were not cancelled before T, and credit notes where they are asked for.
    void countOrders(bool withReturns)
    {
        const OrderLog &orders = m_shard.orders;
        const bool ofItems = m_activity.source == Activity::Source::Items;
        const Column<quint8> &state = ofItems ? m_shard.items.state : orders.state;
        std::vector<quint8> &mask = m_activity.mask;
        mask.resize(state.size());
        const quint8 *states = state.data();
        for (size_t i = 0; i < mask.size(); ++i)
            mask[i] = withReturns ? states[i] < OrderLog::Cancelled : states[i] == OrderLog::Sale;
        for (const auto &[order, at] : orders.cancelledAt) {
            if (at < toMilliseconds(m_context.asOf))
                continue;
            const bool isReturn = (orders.state[order] & OrderLog::Return) != 0;
            const quint8 counted = !isReturn || withReturns ? 1 : 0;
            if (!ofItems) {
                mask[order] = counted;
                continue;
            }
            for (size_t line = orders.lineOffsets[order]; line < orders.lineOffsets[order + 1]; ++line)
                mask[line] = counted;
        }
    }

private:
    [[nodiscard]] size_t entries() const { return m_activity.log->time.size(); }
    [[nodiscard]] const EventLog &eventLog() const { return static_cast<const EventLog &>(*m_activity.log); }
    [[nodiscard]] bool isItems() const { return m_activity.source == Activity::Source::Items; }
    [[nodiscard]] bool isEvent() const { return m_activity.source == Activity::Source::Event; }

    template<typename Passes>
    void keep(Passes passes)
    {
        std::vector<quint8> &mask = m_activity.mask;
        if (mask.empty())
            mask.resize(entries(), 1);
        for (size_t i = 0; i < mask.size(); ++i) {
            if (mask[i] != 0 && !passes(i))
                mask[i] = 0;
        }
    }

    void text(const Filter &filter)
    {
        TextMatcher matcher(std::get<TextTest>(filter.test));
        CodeMatcher matches(m_shard.texts, matcher);
        const auto keepCodes
            = [&](const CodeColumn &codes) { keep([&](size_t i) { return matches(codes[i]); }); };
        const auto keepOrders = [&](const CodeColumn &codes) {
            keep([&](size_t i) { return matches(codes[isItems() ? m_shard.items.order[i] : i]); });
        };
        switch (filter.field) {
        case Filter::Field::Coupon:
            keepOrders(m_shard.orders.coupon);
            break;
        case Filter::Field::Channel:
            if (m_activity.source == Activity::Source::Consents) {
                const bool channels[] = {matcher.matches("email"), matcher.matches("sms")};
                keep([&](size_t i) { return channels[m_shard.consents.channel[i]]; });
            } else {
                keepOrders(m_shard.orders.channel);
            }
            break;
        case Filter::Field::Status:
            keepOrders(m_shard.orders.status);
            break;
        case Filter::Field::Reference:
            keepCodes(eventLog().reference);
            break;
        case Filter::Field::Reason:
            keepCodes(m_shard.suppressions.reason);
            break;
        case Filter::Field::Source:
            keepCodes(m_activity.source == Activity::Source::Consents ? m_shard.consents.source
                                                                      : m_shard.suppressions.source);
            break;
        case Filter::Field::Basis:
            keepCodes(m_shard.consents.basis);
            break;
        case Filter::Field::State:
            state(matcher, matches);
            break;
        default:
            Q_UNREACHABLE();
        }
    }

    void state(TextMatcher &matcher, CodeMatcher &matches)
    {
        if (m_activity.source == Activity::Source::Messages) {
            keep([&](size_t i) { return matches(m_shard.messageKeys[m_shard.messages.key[i]].state); });
            return;
        }
        const bool states[] = {matcher.matches("subscribed"), matcher.matches("pending"),
            matcher.matches("not_subscribed"), matcher.matches("unsubscribed")};
        keep([&](size_t i) { return states[m_shard.consents.state[i]]; });
    }

    void number(Filter::Field field, const NumberTest &test)
    {
        const auto keepWhole = [&](auto valueAt) {
            const NumberRange range(test, 1000);
            keep([&](size_t i) {
                const qint64 value = valueAt(i);
                return value != ValueColumn::unknown && range.holds(value);
            });
        };
        const auto keepMoney = [&](const ValueColumn &values) {
            const NumberRange range = NumberRange::ofMoney(test, m_context.currency);
            keep([&](size_t i) {
                const qint64 value = values[i];
                return value != ValueColumn::unknown && range.holds(value);
            });
        };
        const OrderLog &orders = m_shard.orders;
        const ItemLog &items = m_shard.items;
        switch (field) {
        case Filter::Field::Value:
            if (isEvent())
                eventValue(test);
            else
                keepMoney(isItems() ? items.value : orders.total);
            break;
        case Filter::Field::Price:
            keepMoney(items.price);
            break;
        case Filter::Field::Discount:
            keepMoney(orders.discount);
            break;
        case Filter::Field::Refunded:
            keepMoney(orders.refunded);
            break;
        case Filter::Field::Quantity:
            keepWhole([&](size_t i) { return items.quantity[i]; });
            break;
        case Filter::Field::Lines:
            keepWhole([&](size_t i) { return qint64(orders.lineOffsets[i + 1] - orders.lineOffsets[i]); });
            break;
        case Filter::Field::Units:
            keepWhole([&](size_t i) {
                qint64 units = 0;
                for (size_t line = orders.lineOffsets[i]; line < orders.lineOffsets[i + 1]; ++line)
                    units += items.quantity[line];
                return units;
            });
            break;
        case Filter::Field::ProductAge:
            keepWhole([&](size_t i) {
                const qint64 created = m_facts.products()[productAt(i)].createdAt;
                return created == ValueColumn::unknown
                    ? created
                    : (m_activity.log->time[i] - created) / millisecondsInDay;
            });
            break;
        case Filter::Field::PriceDrop:
            priceDrop(test);
            break;
        default:
            Q_UNREACHABLE();
        }
    }

    void eventValue(const NumberTest &test)
    {
        const bool isMoney = m_facts.eventKinds()[size_t(m_activity.eventKind)].isMoney;
        const qint64 unit = isMoney ? minorPerUnit(m_context.currency) : 1;
        const NumberRange range(test, 1000, unit);
        const ValueColumn &values = eventLog().value;
        keep([&](size_t i) { return values[i] != ValueColumn::unknown && range.holds(values[i]); });
    }

    void priceDrop(const NumberTest &test)
    {
        if (!m_facts.eventKinds()[size_t(m_activity.eventKind)].isMoney) {
            keep([](size_t) { return false; });
            return;
        }
        const NumberRange range(test, 1);
        const ValueColumn &values = eventLog().value;
        keep([&](size_t i) {
            const qint64 then = values[i];
            const qint64 now = m_facts.products()[productAt(i)].lowestPrice;
            return then != ValueColumn::unknown && then > 0 && now != ValueColumn::unknown
                && range.holds((then - now) * 100'000 / then);
        });
    }

    [[nodiscard]] quint32 productAt(size_t entry) const
    {
        return isItems() ? m_shard.itemKeys[m_shard.items.key[entry]].product : eventLog().product[entry];
    }

    [[nodiscard]] static bool productMatches(
        const ProductFacts &product, Filter::Field field, TextMatcher &matcher)
    {
        switch (field) {
        case Filter::Field::Category:
            return matcher.matchesPositive(product.category);
        case Filter::Field::Vendor:
            return matcher.matchesPositive(product.vendor);
        case Filter::Field::ProductTag:
            return std::any_of(product.tags.begin(), product.tags.end(),
                [&matcher](const std::string &tag) { return matcher.matchesPositive(tag); });
        default:
            return matcher.matchesPositive(product.handle) || matcher.matchesPositive(product.title);
        }
    }

    /// One answer for each product.
    [[nodiscard]] std::vector<quint8> matchingProducts(const Filter &filter, TextMatcher &matcher) const
    {
        std::vector<quint8> matching;
        for (const ProductFacts &product : m_facts.products())
            matching.push_back(
                productMatches(product, filter.field, matcher) != matcher.isNegative() ? 1 : 0);
        return matching;
    }

    /// One answer for each kind of item.
    [[nodiscard]] std::vector<quint8> matchingItems(const Filter &filter) const
    {
        TextMatcher matcher(std::get<TextTest>(filter.test));
        std::vector<quint8> matching;
        for (const ItemKey &key : m_shard.itemKeys) {
            bool matches = false;
            if (filter.field == Filter::Field::Option)
                matches = matcher.matchesPositive(m_shard.texts.text(key.variantTitle));
            else if (filter.field == Filter::Field::Sku)
                matches = matcher.matchesPositive(m_shard.texts.text(key.sku));
            else
                matches = productMatches(m_facts.products()[key.product], filter.field, matcher)
                    || (filter.field == Filter::Field::Product
                        && matcher.matchesPositive(m_shard.texts.text(key.title)));
            matching.push_back(matches != matcher.isNegative() ? 1 : 0);
        }
        return matching;
    }

    void product(const Filter &filter)
    {
        if (isItems()) {
            const std::vector<quint8> matching = matchingItems(filter);
            const quint32 *keys = m_shard.items.key.data();
            keep([&](size_t i) { return matching[keys[i]] != 0; });
            return;
        }
        TextMatcher matcher(std::get<TextTest>(filter.test));
        const std::vector<quint8> matching = matchingProducts(filter, matcher);
        const CodeColumn &products = eventLog().product;
        keep([&](size_t i) { return matching[products[i]] != 0; });
    }

    /// An order passes when one of its lines does.
    void someLine(const Filter &filter)
    {
        const std::vector<quint8> matching = matchingItems(filter);
        const OrderLog &orders = m_shard.orders;
        keep([&](size_t i) {
            for (size_t line = orders.lineOffsets[i]; line < orders.lineOffsets[i + 1]; ++line) {
                if (matching[m_shard.items.key[line]] != 0)
                    return true;
            }
            return false;
        });
    }

    /// The text of a detail, empty where an event has none.
    [[nodiscard]] std::string_view detailAt(size_t entry, const std::string &name) const
    {
        const auto &details = eventLog().details;
        const auto found = details.find(quint32(entry));
        if (found == details.end())
            return {};
        for (const auto &[key, value] : m_shard.details[found->second]) {
            if (m_shard.texts.text(key) == name)
                return m_shard.texts.text(value);
        }
        return {};
    }

    void detail(const Filter &filter)
    {
        const std::string name = filter.key.toStdString();
        if (const auto *test = std::get_if<TextTest>(&filter.test)) {
            TextMatcher matcher(*test);
            keep([&](size_t i) { return matcher.matches(detailAt(i, name)); });
            return;
        }
        const NumberRange range(std::get<NumberTest>(filter.test), 1);
        keep([&](size_t i) {
            const auto value = store::thousandthsIn(detailAt(i, name));
            return value && range.holds(*value);
        });
    }

    void message(const Filter &filter)
    {
        TextMatcher matcher(std::get<TextTest>(filter.test));
        std::vector<quint8> matching;
        for (const MessageKey &key : m_shard.messageKeys) {
            const CampaignFacts &campaign = m_facts.campaigns()[key.campaign];
            bool matches = false;
            if (filter.field == Filter::Field::Campaign)
                matches = matcher.matchesPositive(campaign.name);
            else if (filter.field == Filter::Field::Variant)
                matches = matcher.matchesPositive(
                    key.variant >= 0 && size_t(key.variant) < campaign.variants.size()
                        ? std::string_view(campaign.variants[size_t(key.variant)])
                        : std::string_view());
            else
                matches = std::any_of(campaign.experiments.begin(), campaign.experiments.end(),
                    [&matcher](const std::string &name) { return matcher.matchesPositive(name); });
            matching.push_back(matches != matcher.isNegative() ? 1 : 0);
        }
        keep([&](size_t i) { return matching[m_shard.messages.key[i]] != 0; });
    }

    void localTime(const Filter &filter)
    {
        // Entries of one hour have one answer in any zone that keeps whole quarters; a quarter is asked once.
        constexpr qint64 quarter = 900'000;
        bool wanted[13] = {};
        std::optional<NumberRange> hours;
        if (const auto *test = std::get_if<TextTest>(&filter.test)) {
            TextMatcher matcher(*test);
            const bool ofWeek = filter.field == Filter::Field::Weekday;
            for (int i = 1; i <= (ofWeek ? 7 : 12); ++i)
                wanted[i] = matcher.matches(ofWeek ? weekdayWord(i) : monthWord(i));
        } else {
            hours.emplace(std::get<NumberTest>(filter.test), 1000);
        }
        std::unordered_map<qint64, bool> known;
        keep([&](size_t i) {
            const qint64 at = m_activity.log->time[i];
            const qint64 slot = at >= 0 ? at / quarter : (at - quarter + 1) / quarter;
            const auto [entry, isNew] = known.try_emplace(slot, false);
            if (isNew) {
                const LocalParts parts = localParts(fromMilliseconds(slot * quarter), m_context.timeZone);
                entry->second = hours
                    ? hours->holds(parts.hour)
                    : wanted[filter.field == Filter::Field::Weekday ? parts.weekday : parts.month];
            }
            return entry->second;
        });
    }

    void human()
    {
        const std::vector<bool> machine = facts::machineMade(m_facts, m_shard, eventLog());
        keep([&](size_t i) { return !machine[i]; });
    }

    ActivityColumns &m_activity;
    const Facts &m_facts;
    const FactShard &m_shard;
    const Context &m_context;
};

} // namespace

ActivityColumns columnsOf(const Activity &activity, const Window &window, bool withReturns,
    const Facts &facts, const FactShard &shard, const Context &context)
{
    ActivityColumns columns;
    columns.shard = &shard;
    columns.source = activity.source;
    switch (activity.source) {
    case Activity::Source::Orders:
        columns.log = &shard.orders;
        break;
    case Activity::Source::Items:
        columns.log = &shard.items;
        break;
    case Activity::Source::Event:
        columns.eventKind = facts.eventKind(activity.event);
        if (columns.eventKind >= 0 && size_t(columns.eventKind) < shard.events.size())
            columns.log = &shard.events[size_t(columns.eventKind)];
        break;
    case Activity::Source::Messages:
        columns.log = &shard.messages;
        break;
    case Activity::Source::Consents:
        columns.log = &shard.consents;
        break;
    case Activity::Source::Suppressions:
        columns.log = &shard.suppressions;
        break;
    }
    if (columns.isEmpty())
        return columns;
    Masker masker(columns, facts, context);
    if (activity.source == Activity::Source::Orders || activity.source == Activity::Source::Items)
        masker.countOrders(withReturns);
    for (const Filter &filter : activity.filters)
        masker.countOnly(filter);
    if (!isOneStretch(window))
        masker.countOnly(stretches(window, context.asOf, context.timeZone));
    return columns;
}

LogWindow logWindow(const Window &window, const Context &context)
{
    const Interval interval = isOneStretch(window) ? resolve(window, context.asOf, context.timeZone)
                                                   : Interval{Timestamp::min(), context.asOf};
    return {toMilliseconds(interval.begin), toMilliseconds(interval.end)};
}

} // namespace haberdash::segment
