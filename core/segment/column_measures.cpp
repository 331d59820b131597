// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/column_measures.h"

#include "core/segment/activity_sql.h"

#include <algorithm>

namespace haberdash::segment {

using namespace facts;

namespace {

constexpr qint64 unknown = ValueColumn::unknown;

/// Calls use(valueAt) for what is summed of an activity; valueAt(entry) may be unknown.
template<typename Use>
void visitValues(const ActivityColumns &activity, Measure::Of of, Use use)
{
    const FactShard &shard = *activity.shard;
    const OrderLog &orders = shard.orders;
    switch (of) {
    case Measure::Of::Net:
        orders.total.visit([&](auto total) {
            orders.refunded.visit([&](auto refunded) {
                use([=](size_t i) {
                    const qint64 paid = total(i);
                    const qint64 back = refunded(i);
                    return paid == unknown || back == unknown ? unknown : paid - back;
                });
            });
        });
        break;
    case Measure::Of::Discount:
        orders.discount.visit(use);
        break;
    case Measure::Of::Refunded:
        orders.refunded.visit(use);
        break;
    case Measure::Of::Quantity:
        if (activity.source == Activity::Source::Items) {
            shard.items.quantity.visit(use);
        } else {
            use([&shard, &orders](size_t i) {
                qint64 units = 0;
                for (size_t line = orders.lineOffsets[i]; line < orders.lineOffsets[i + 1]; ++line)
                    units += shard.items.quantity[line];
                return units;
            });
        }
        break;
    case Measure::Of::Value:
        if (activity.source == Activity::Source::Items)
            shard.items.value.visit(use);
        else
            static_cast<const EventLog *>(activity.log)->value.visit(use);
        break;
    case Measure::Of::Total:
    case Measure::Of::Nothing:
        orders.total.visit(use);
        break;
    }
}

/// Measures of the customers of one shard, one after the other; `take(row, value)` gets `unknown` for none.
class Measurer
{
public:
    Measurer(const Measure &measure, const Facts &facts, const FactShard &shard, const Context &context)
        : m_measure(measure)
        , m_shard(shard)
        , m_asOf(toMilliseconds(context.asOf))
        , m_activity(columnsOf(measure.activity, measure.since ? Window() : measure.window,
              measure.of == Measure::Of::Net, facts, shard, context))
        , m_window(measure.since ? logWindow({}, context) : logWindow(measure.window, context))
        , m_unit(m_activity.eventKind >= 0 && facts.eventKinds()[size_t(m_activity.eventKind)].isMoney
                  ? minorPerUnit(context.currency)
                  : 1)
    {
        if (measure.since)
            findSince(facts, context);
    }

    template<typename Take>
    void run(Take take) const
    {
        switch (m_measure.kind) {
        case Measure::Kind::Count:
            count(take);
            break;
        case Measure::Kind::Sum:
            sum(take, [this](qint64 total, quint32) { return scaled(total); });
            break;
        case Measure::Kind::Average:
            average(take);
            break;
        case Measure::Kind::DaysBetween:
            rhythm(take, [](qint64 reach, qint64, quint32 entries) {
                return reach / (qint64(entries) - 1) * 1000 / 86'400'000;
            });
            break;
        case Measure::Kind::Overdue:
            rhythm(take, [this](qint64 reach, qint64 last, quint32 entries) {
                return reach / 1000 == 0
                    ? unknown
                    : (m_asOf / 1000 - last / 1000) * 100'000 * (qint64(entries) - 1) / (reach / 1000);
            });
            break;
        }
    }

private:
    /// The instant of the latest of the other activity, or unknown.
    void findSince(const Facts &facts, const Context &context)
    {
        const ActivityColumns other = columnsOf(*m_measure.since, {}, false, facts, m_shard, context);
        m_since.resize(m_shard.rows, unknown);
        visitRows(other, logWindow({}, context), m_shard.rows, [&](size_t row, quint32 first, quint32 last) {
            while (first < last && !other.counts(last - 1))
                --last;
            if (first < last)
                m_since[row] = other.log->time[last - 1];
        });
    }

    /// Calls visit(row, first, last) for those who can have a number at all, take(row, unknown) for the rest.
    template<typename Take, typename Visit>
    void visitPeople(Take take, Visit visit) const
    {
        visitRows(m_activity, m_window, m_shard.rows, [&](size_t row, quint32 first, quint32 last) {
            if (!m_since.empty()) {
                if (m_since[row] == unknown) {
                    take(row, unknown);
                    return;
                }
                while (first < last && m_activity.log->time[first] < m_since[row])
                    ++first;
            }
            visit(row, first, last);
        });
    }

    [[nodiscard]] quint32 counted(quint32 first, quint32 last) const
    {
        if (m_activity.mask.empty())
            return last - first;
        quint32 n = 0;
        for (const quint8 *mask = m_activity.mask.data(); first < last; ++first)
            n += mask[first];
        return n;
    }

    /// Whether somebody without entries has the number 0, not none: who has something to count from does.
    [[nodiscard]] bool zeroIsANumber() const { return !m_since.empty(); }

    template<typename Take>
    void count(Take take) const
    {
        visitPeople(take, [&](size_t row, quint32 first, quint32 last) {
            const quint32 n = counted(first, last);
            take(row, n == 0 && !zeroIsANumber() ? unknown : qint64(n) * 1000);
        });
    }

    template<typename Take, typename Scale>
    void sum(Take take, Scale scale) const
    {
        if (m_activity.isEmpty()) {
            count(take);
            return;
        }
        visitValues(m_activity, m_measure.of, [&](auto valueAt) {
            visitPeople(take, [&](size_t row, quint32 first, quint32 last) {
                qint64 total = 0;
                quint32 entries = 0;
                for (quint32 i = first; i < last; ++i) {
                    if (!m_activity.counts(i))
                        continue;
                    const qint64 value = valueAt(i);
                    ++entries;
                    total += value == unknown ? 0 : value;
                }
                take(row, entries == 0 && !zeroIsANumber() ? unknown : scale(total, entries));
            });
        });
    }

    template<typename Take>
    void average(Take take) const
    {
        if (m_activity.isEmpty()) {
            for (size_t row = 0; row < m_shard.rows; ++row)
                take(row, unknown);
            return;
        }
        visitValues(m_activity, m_measure.of, [&](auto valueAt) {
            visitPeople(take, [&](size_t row, quint32 first, quint32 last) {
                qint64 total = 0;
                qint64 entries = 0;
                for (quint32 i = first; i < last; ++i) {
                    const qint64 value = m_activity.counts(i) ? valueAt(i) : unknown;
                    if (value != unknown) {
                        total += value;
                        ++entries;
                    }
                }
                take(row, entries == 0 ? unknown : scaled(total) / entries);
            });
        });
    }

    template<typename Take, typename Rhythm>
    void rhythm(Take take, Rhythm rhythm) const
    {
        visitPeople(take, [&](size_t row, quint32 first, quint32 last) {
            const quint32 entries = counted(first, last);
            if (entries < 2) {
                take(row, unknown);
                return;
            }
            while (!m_activity.counts(first))
                ++first;
            while (!m_activity.counts(last - 1))
                --last;
            const qint64 end = m_activity.log->time[last - 1];
            take(row, rhythm(end - m_activity.log->time[first], end, entries));
        });
    }

    /// Amounts of orders stay minor units; the rest are thousandths.
    [[nodiscard]] qint64 scaled(qint64 total) const
    {
        if (m_activity.source == Activity::Source::Event)
            return total * 1000 / m_unit;
        return m_measure.of == Measure::Of::Quantity ? total * 1000 : total;
    }

    const Measure &m_measure;
    const FactShard &m_shard;
    qint64 m_asOf;
    ActivityColumns m_activity;
    LogWindow m_window;
    qint64 m_unit;
    std::vector<qint64> m_since; ///< empty where the measure has none
};

/// "At least k of these since `begin`" without counting: the k-th entry from the end lies there or it does
/// not.
template<typename T>
void testCounts(const Log &log, const T *time, T begin, const NumberRange &range, size_t rows, RowSet &set)
{
    constexpr qint64 most = std::numeric_limits<quint32>::max();
    const auto low = quint32(std::clamp<qint64>(range.low(), 0, most));
    const bool isPossible = range.low() <= most && range.high() >= 0 && range.low() <= range.high();
    const bool hasHigh = range.high() < most;
    const auto beyond = quint32(hasHigh && range.high() >= 0 ? range.high() + 1 : 0);
    const quint32 *offsets = log.offsets.data();
    quint64 *words = set.words();
    for (size_t row = 0; row < rows; ++row) {
        const quint32 last = offsets[row + 1];
        const quint32 entries = last - offsets[row];
        const auto reaches = [&](quint32 k) { return k == 0 || (entries >= k && time[last - k] >= begin); };
        const bool holds = isPossible && reaches(low) && !(hasHigh && reaches(beyond));
        words[row / 64] |= quint64(holds != range.isOpposite() ? 1 : 0) << (row % 64);
    }
}

/// The same for a whole condition, where it is one that can be told so.
bool testCounts(const MeasureCondition &condition, const Facts &facts, const FactShard &shard,
    const Context &context, RowSet &set)
{
    const Measure &measure = condition.measure;
    if (measure.kind != Measure::Kind::Count || measure.since
        || measure.activity.source != Activity::Source::Event || !measure.activity.filters.empty()
        || !isOneStretch(measure.window))
        return false;
    const ActivityColumns activity = columnsOf(measure.activity, {}, false, facts, shard, context);
    const LogWindow window = logWindow(measure.window, context);
    if (activity.isEmpty() || window.end <= activity.log->latest)
        return false;
    const NumberRange range(condition.test, 1000);
    const Log &log = *activity.log;
    if (log.time.isWide())
        testCounts(log, log.time.milliseconds(), window.begin, range, shard.rows, set);
    else
        testCounts(log, log.time.seconds(), secondOf(window.begin), range, shard.rows, set);
    return true;
}

} // namespace

MeasureValues measureValues(
    const Measure &measure, const Facts &facts, const FactShard &shard, const Context &context)
{
    MeasureValues result;
    result.values.resize(shard.rows, unknown);
    Measurer(measure, facts, shard, context).run([&](size_t row, qint64 value) {
        result.values[row] = value;
    });
    return result;
}

NumberTest scaledTest(const MeasureCondition &condition, const Context &context)
{
    const Measure &measure = condition.measure;
    const bool isMoney = (measure.kind == Measure::Kind::Sum || measure.kind == Measure::Kind::Average)
        && measure.activity.source != Activity::Source::Event && measure.of != Measure::Of::Quantity;
    NumberTest test = condition.test;
    if (isMoney)
        test.value.thousandths = minorUnits(test.value, context.currency);
    return test;
}

void testMeasure(const MeasureCondition &condition, const Facts &facts, const FactShard &shard,
    const Context &context, RowSet &set)
{
    if (testCounts(condition, facts, shard, context, set))
        return;
    const NumberTest test = scaledTest(condition, context);
    const NumberRange range(test, 1);
    const bool restIsZero = !condition.measure.since
        && (condition.measure.kind == Measure::Kind::Count || condition.measure.kind == Measure::Kind::Sum);
    const bool restPasses = restIsZero && passesZero(test);
    quint64 *words = set.words();
    Measurer(condition.measure, facts, shard, context).run([&](size_t row, qint64 value) {
        const bool passes = value == unknown ? restPasses : range.holds(value);
        words[row / 64] |= quint64(passes ? 1 : 0) << (row % 64);
    });
}

} // namespace haberdash::segment
