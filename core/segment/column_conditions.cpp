// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/column_conditions.h"

#include "core/base/calendar.h"
#include "core/segment/column_measures.h"
#include "core/segment/column_sequence.h"
#include "core/segment/text_matcher.h"
#include "core/store/sql_functions.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;
using namespace facts;

namespace {

/// Below this a further thread costs more than it brings.
constexpr size_t rowsWorthAThread = 40'000;

/// Sets the rows of a shard for which `holds(row)`, word by word.
template<typename Holds>
void setWhere(RowSet &set, Holds holds)
{
    quint64 *words = set.words();
    const size_t rows = set.rows();
    for (size_t begin = 0; begin < rows; begin += 64) {
        const size_t end = std::min(begin + 64, rows);
        quint64 word = 0;
        for (size_t row = begin; row < end; ++row)
            word |= quint64(holds(row) ? 1 : 0) << (row - begin);
        words[begin / 64] = word;
    }
}

/// Answers one condition for one shard.
class ShardAnswer
{
public:
    ShardAnswer(const Facts &facts, const FactShard &shard, const Context &context, RowSet &set)
        : m_facts(facts)
        , m_shard(shard)
        , m_context(context)
        , m_asOf(toMilliseconds(context.asOf))
        , m_set(set)
    { }

    void operator()(const Group &) { Q_UNREACHABLE(); }
    void operator()(const SegmentCondition &) { Q_UNREACHABLE(); }
    void operator()(const RankCondition &) { Q_UNREACHABLE(); }

    void operator()(const MeasureCondition &condition)
    {
        testMeasure(condition, m_facts, m_shard, m_context, m_set);
    }

    void operator()(const ShareCondition &condition)
    {
        Measure whole = condition.measure;
        whole.activity.filters.clear();
        const MeasureValues all = measureValues(whole, m_facts, m_shard, m_context);
        const MeasureValues part = measureValues(condition.measure, m_facts, m_shard, m_context);
        const NumberTest &test = condition.test;
        setWhere(m_set, [&](size_t row) {
            const qint64 base = all.has(row) ? all.values[row] : 0;
            if (base <= 0)
                return false;
            const qint64 share = (part.has(row) ? part.values[row] : 0) * 100'000;
            const qint64 wanted = test.value.thousandths * base;
            switch (test.compare) {
            case Compare::Equal:
                return share == wanted;
            case Compare::NotEqual:
                return share != wanted;
            case Compare::Less:
                return share < wanted;
            case Compare::AtMost:
                return share <= wanted;
            case Compare::Greater:
                return share > wanted;
            case Compare::AtLeast:
                return share >= wanted;
            }
            Q_UNREACHABLE();
        });
    }

    void operator()(const TimeCondition &condition)
    {
        const ActivityColumns activity
            = columnsOf(condition.activity, {}, false, m_facts, m_shard, m_context);
        std::vector<Interval> wanted = stretches(condition.window, m_context.asOf, m_context.timeZone);
        const bool isFirst = condition.which == TimeCondition::Which::First;
        visitRows(activity, {std::numeric_limits<qint64>::min(), m_asOf}, m_shard.rows,
            [&](size_t row, quint32 first, quint32 last) {
                while (first < last && !activity.counts(isFirst ? first : last - 1))
                    isFirst ? ++first : --last;
                if (first == last)
                    return;
                const Timestamp at = fromMilliseconds(activity.log->time[isFirst ? first : last - 1]);
                if (contains(wanted, at))
                    m_set.set(row);
            });
    }

    void operator()(const SequenceCondition &condition)
    {
        findSequences(condition, m_facts, m_shard, m_context, m_set);
    }

    void operator()(const FactCondition &condition)
    {
        if (const auto *window = std::get_if<Window>(&condition.test))
            testDate(condition.fact, *window);
        else if (const auto *text = std::get_if<TextTest>(&condition.test))
            testText(condition.fact, *text);
        else
            testNumber(condition.fact, std::get<NumberTest>(condition.test));
    }

    void operator()(const ConsentCondition &condition)
    {
        using State = ConsentCondition::State;
        const auto channel = quint8(condition.channel == ConsentCondition::Channel::Email ? 0 : 1);
        const ConsentLog &log = m_shard.consents;
        const auto wanted = stretches(condition.window, m_context.asOf, m_context.timeZone);
        const bool always = condition.window.kind == Window::Kind::AllTime && !condition.window.yearly;
        const bool live = m_asOf > log.latest;
        setWhere(m_set, [&](size_t row) {
            const qint64 newest = log.isEmpty() ? -1 : newestConsent(row, channel, live);
            bool holds = false;
            if (condition.state == State::Never)
                holds = newest < 0;
            else if (newest >= 0 && log.state[size_t(newest)] == quint8(condition.state))
                holds = always || contains(wanted, fromMilliseconds(log.time[size_t(newest)]));
            return holds != condition.negated;
        });
    }

    void operator()(const MailableCondition &)
    {
        (*this)(ConsentCondition{});
        const CodeColumn &email = m_shard.facts[size_t(TextFact::Email)];
        for (size_t row = 0; row < m_shard.rows; ++row) {
            if (m_set.test(row) && (email[row] == 0 || isSuppressed(row)))
                m_set.reset(row);
        }
    }

    void operator()(const DistanceCondition &condition)
    {
        const CodeColumn *latitude = attribute("latitude", true);
        const CodeColumn *longitude = attribute("longitude", true);
        if (!latitude || !longitude)
            return;
        const NumberRange range(condition.test, 1);
        setWhere(m_set, [&](size_t row) {
            if ((*latitude)[row] == 0 || (*longitude)[row] == 0)
                return false;
            const auto metres = store::metresBetween(m_shard.texts.text((*latitude)[row]),
                m_shard.texts.text((*longitude)[row]), double(condition.latitude.thousandths) / 1000,
                double(condition.longitude.thousandths) / 1000);
            return metres && range.holds(*metres);
        });
    }

    void operator()(const RandomCondition &condition)
    {
        const std::string salt = condition.salt.toStdString();
        setWhere(m_set, [&](size_t row) {
            const qint64 share = store::shareOf(salt, m_shard.ids[row]);
            return share >= condition.from.thousandths && share < condition.to.thousandths;
        });
    }

private:
    static bool contains(const std::vector<Interval> &stretches, Timestamp at)
    {
        const auto later = std::upper_bound(stretches.begin(), stretches.end(), at,
            [](Timestamp instant, const Interval &stretch) { return instant < stretch.begin; });
        if (later == stretches.begin())
            return false;
        const Interval &stretch = *std::prev(later);
        return at < stretch.end || stretch.end == Timestamp::max();
    }

    [[nodiscard]] qint64 newestConsent(size_t row, quint8 channel, bool live) const
    {
        const ConsentLog &log = m_shard.consents;
        qint64 newest = -1;
        for (size_t i = log.offsets[row]; i < log.offsets[row + 1]; ++i) {
            if (log.channel[i] != channel || (!live && log.time[i] >= m_asOf))
                continue;
            if (newest < 0 || log.sequence[i] > log.sequence[size_t(newest)])
                newest = qint64(i);
        }
        return newest;
    }

    [[nodiscard]] bool isSuppressed(size_t row) const
    {
        const SuppressionLog &log = m_shard.suppressions;
        if (log.isEmpty())
            return false;
        const quint32 first = log.offsets[row];
        return first < log.offsets[row + 1] && log.time[first] < m_asOf;
    }

    [[nodiscard]] const CodeColumn *attribute(std::string_view name, bool inAnyCase) const
    {
        for (const auto &[known, column] : m_shard.attributes) {
            if (known == name
                || (inAnyCase
                    && QLatin1StringView(known.data(), qsizetype(known.size()))
                            .compare(
                                QLatin1StringView(name.data(), qsizetype(name.size())), Qt::CaseInsensitive)
                        == 0))
                return &column;
        }
        return nullptr;
    }

    /// The column of a fact that is a text, or nothing where nobody has one.
    [[nodiscard]] const CodeColumn *textColumn(const QString &fact) const
    {
        if (fact.startsWith(u"attribute:"_s))
            return attribute(fact.mid(10).toStdString(), false);
        static const QMap<QString, TextFact> columns{{u"email"_s, TextFact::Email},
            {u"first_name"_s, TextFact::FirstName}, {u"last_name"_s, TextFact::LastName},
            {u"company"_s, TextFact::Company}, {u"phone"_s, TextFact::Phone},
            {u"country"_s, TextFact::Country}, {u"region"_s, TextFact::Region}, {u"city"_s, TextFact::City},
            {u"postcode"_s, TextFact::Postcode}, {u"language"_s, TextFact::Language},
            {u"note"_s, TextFact::Note}, {u"birthday"_s, TextFact::Birthday}, {u"tier"_s, TextFact::Tier}};
        const auto found = columns.constFind(fact);
        return found == columns.constEnd() ? nullptr : &m_shard.facts[size_t(*found)];
    }

    [[nodiscard]] const ValueColumn *valueColumn(const QString &fact) const
    {
        const LoyaltyColumns &loyalty = m_shard.loyalty;
        const std::pair<QString, const ValueColumn *> columns[] = {{u"points"_s, &loyalty.points},
            {u"points_expiring"_s, &loyalty.pointsExpiring}, {u"lifetime_points"_s, &loyalty.lifetimePoints},
            {u"points_expire"_s, &loyalty.expiresAt}, {u"enrolled"_s, &loyalty.enrolledAt},
            {u"tier_since"_s, &loyalty.tierSince}, {u"created"_s, &m_shard.created}};
        for (const auto &[name, column] : columns) {
            if (name == fact)
                return column;
        }
        return nullptr;
    }

    void testText(const QString &fact, const TextTest &test)
    {
        TextMatcher matcher(test);
        if (fact == u"tag"_s) {
            testTags(test);
            return;
        }
        if (fact == u"email_domain"_s) {
            const CodeColumn &email = m_shard.facts[size_t(TextFact::Email)];
            setWhere(m_set, [&](size_t row) {
                const std::string_view address = m_shard.texts.text(email[row]);
                const size_t at = address.find('@');
                return matcher.matches(
                    at == std::string_view::npos ? std::string_view() : address.substr(at + 1));
            });
            return;
        }
        if (fact == u"source"_s) {
            CodeMatcher matches(m_shard.texts, matcher);
            setWhere(m_set, [&](size_t row) { return matches(sourceOf(row)); });
            return;
        }
        if (const ValueColumn *values = valueColumn(fact)) {
            const bool wantsKnown = test.op == TextOperator::IsKnown;
            setWhere(
                m_set, [&](size_t row) { return ((*values)[row] != ValueColumn::unknown) == wantsKnown; });
            return;
        }
        const CodeColumn *column = textColumn(fact);
        CodeMatcher matches(m_shard.texts, matcher);
        setWhere(m_set, [&](size_t row) { return matches(column ? (*column)[row] : 0); });
    }

    /// What the first sign-up says about where they came from.
    [[nodiscard]] quint32 sourceOf(size_t row) const
    {
        const int kind = m_facts.eventKind(u"signup"_s);
        if (kind < 0 || size_t(kind) >= m_shard.events.size() || m_shard.events[size_t(kind)].isEmpty())
            return 0;
        const EventLog &log = m_shard.events[size_t(kind)];
        for (size_t i = log.offsets[row]; i < log.offsets[row + 1] && log.time[i] < m_asOf; ++i) {
            if (log.reference[i] != 0)
                return log.reference[i];
        }
        return 0;
    }

    void testTags(const TextTest &test)
    {
        TextMatcher matcher({positiveOf(test.op), test.values});
        CodeMatcher matches(m_shard.texts, matcher);
        const bool isNegative = positiveOf(test.op) != test.op;
        setWhere(m_set, [&](size_t row) {
            bool some = false;
            for (size_t i = m_shard.tagOffsets[row]; i < m_shard.tagOffsets[row + 1] && !some; ++i)
                some = matches(m_shard.tags[i]);
            return some != isNegative;
        });
    }

    void testNumber(const QString &fact, const NumberTest &test)
    {
        if (const ValueColumn *values = valueColumn(fact)) {
            const NumberRange range(test, 1000);
            setWhere(m_set, [&](size_t row) {
                return (*values)[row] != ValueColumn::unknown && range.holds((*values)[row]);
            });
            return;
        }
        const CodeColumn *column = textColumn(fact);
        if (!column)
            return;
        const NumberRange range(test, 1);
        setWhere(m_set, [&](size_t row) {
            if ((*column)[row] == 0)
                return false;
            const auto number = store::thousandthsIn(m_shard.texts.text((*column)[row]));
            return number && range.holds(*number);
        });
    }

    void testDate(const QString &fact, const Window &window)
    {
        const auto wanted = stretches(window, m_context.asOf, m_context.timeZone);
        if (const ValueColumn *values = valueColumn(fact)) {
            setWhere(m_set, [&](size_t row) {
                const qint64 at = (*values)[row];
                return at != ValueColumn::unknown && contains(wanted, fromMilliseconds(at));
            });
            return;
        }
        const CodeColumn *column = textColumn(fact);
        if (!column)
            return;
        const auto textAt = [&](size_t row) {
            const std::string_view text = m_shard.texts.text((*column)[row]);
            return QString::fromUtf8(text.data(), qsizetype(text.size()));
        };
        if (!isOneStretch(window)) {
            const DaysOfYear days = daysOfYear(window, m_context.asOf, m_context.timeZone);
            setWhere(m_set, [&](size_t row) {
                if ((*column)[row] == 0)
                    return false;
                const auto day = dayOfYearIn(textAt(row));
                return day && days.test(size_t(*day));
            });
            return;
        }
        setWhere(m_set, [&](size_t row) {
            if ((*column)[row] == 0)
                return false;
            const auto at = dateIn(textAt(row), m_context.timeZone);
            return at && contains(wanted, *at);
        });
    }

    const Facts &m_facts;
    const FactShard &m_shard;
    const Context &m_context;
    qint64 m_asOf;
    RowSet &m_set;
};

void keepKnown(const FactShard &shard, qint64 asOf, RowSet &set)
{
    if (shard.latestKnown < asOf)
        return;
    for (size_t row = 0; row < shard.rows; ++row) {
        if (shard.knownSince[row] >= asOf)
            set.reset(row);
    }
}

} // namespace

ColumnConditions::ColumnConditions(std::shared_ptr<const Facts> facts, int threads)
    : m_facts(std::move(facts))
    , m_threads(threads)
{ }

Result<> ColumnConditions::spread(size_t count, const std::function<void(size_t)> &work) const
{
    std::atomic<size_t> next = 0;
    std::atomic<bool> isStopped = false;
    const auto take = [&] {
        for (size_t i = next++; i < count && !isStopped; i = next++) {
            if (m_stopped && m_stopped())
                isStopped = true;
            else
                work(i);
        }
    };
    const size_t useful
        = std::min({size_t(std::max(1, m_threads)), count, m_facts->size() / rowsWorthAThread + 1});
    std::vector<std::thread> threads;
    for (size_t i = 1; i < useful; ++i)
        threads.emplace_back(take);
    take();
    for (std::thread &thread : threads)
        thread.join();
    if (isStopped)
        return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
    return {};
}

Result<RowSet> ColumnConditions::gather(const std::function<void(const FactShard &, RowSet &)> &part) const
{
    const auto &parts = m_facts->parts();
    std::vector<RowSet> sets(parts.size());
    HABERDASH_TRY(spread(parts.size(), [&](size_t i) {
        sets[i] = RowSet(parts[i].shard->rows);
        part(*parts[i].shard, sets[i]);
    }));
    RowSet whole(m_facts->size());
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].rowOf.empty()) {
            std::copy_n(sets[i].words(), (sets[i].rows() + 63) / 64, whole.words() + parts[i].first / 64);
            continue;
        }
        for (size_t row = 0; row < parts[i].rowOf.size(); ++row) {
            if (sets[i].test(row))
                whole.set(parts[i].rowOf[row]);
            else
                whole.reset(parts[i].rowOf[row]);
        }
    }
    return whole;
}

Result<RowSet> ColumnConditions::everyone(const Context &context)
{
    return gather([&](const FactShard &shard, RowSet &set) {
        set = RowSet::all(shard.rows);
        keepKnown(shard, toMilliseconds(context.asOf), set);
    });
}

Result<RowSet> ColumnConditions::condition(const Node &condition, const Context &context)
{
    if (const auto *ranked = std::get_if<RankCondition>(&condition.content))
        return rank(*ranked, context);
    return gather([&](const FactShard &shard, RowSet &set) {
        std::visit(ShardAnswer(*m_facts, shard, context, set), condition.content);
        keepKnown(shard, toMilliseconds(context.asOf), set);
    });
}

Result<RowSet> ColumnConditions::rank(const RankCondition &condition, const Context &context) const
{
    const auto &parts = m_facts->parts();
    std::vector<MeasureValues> found(parts.size());
    HABERDASH_TRY(spread(parts.size(),
        [&](size_t i) { found[i] = measureValues(condition.measure, *m_facts, *parts[i].shard, context); }));
    std::vector<qint64> values(m_facts->size(), ValueColumn::unknown);
    for (size_t i = 0; i < parts.size(); ++i) {
        for (size_t row = 0; row < parts[i].shard->rows; ++row) {
            const size_t target = parts[i].rowOf.empty() ? parts[i].first + row : parts[i].rowOf[row];
            values[target] = found[i].has(row) ? found[i].values[row] : ValueColumn::unknown;
        }
    }
    std::vector<qint64> ordered;
    ordered.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(ordered),
        [](qint64 value) { return value != ValueColumn::unknown; });
    const size_t wanted = size_t(qint64(ordered.size()) * condition.percent.thousandths / 100'000);
    RowSet set(values.size());
    if (wanted == 0)
        return set;
    const auto place = ordered.begin() + qsizetype(condition.top ? ordered.size() - wanted : wanted - 1);
    std::nth_element(ordered.begin(), place, ordered.end());
    const qint64 threshold = *place;
    setWhere(set, [&](size_t row) {
        return values[row] != ValueColumn::unknown
            && (condition.top ? values[row] >= threshold : values[row] <= threshold);
    });
    HABERDASH_TRY_ASSIGN(known, gather([&](const FactShard &shard, RowSet &part) {
        part = RowSet::all(shard.rows);
        keepKnown(shard, toMilliseconds(context.asOf), part);
    }));
    set &= known;
    return set;
}

} // namespace haberdash::segment
