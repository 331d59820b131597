// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/history.h"

#include "core/segment/rule_sentence.h"
#include "core/segment/rule_walk.h"
#include "core/segment/segment_repository.h"
#include "core/segment/sentence_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("segment", text);
}

constexpr qint64 millisecond = 1;

QString changeText(const QString &condition, bool isTrueNow)
{
    return (isTrueNow ? tr("“%1” became true") : tr("“%1” stopped being true")).arg(condition);
}

/// All lengths of time that a rule speaks of: when one is over, a condition may change though nobody did
/// anything.
class Spans
{
public:
    explicit Spans(const QMap<QString, Rule> &rules)
        : m_rules(rules)
    { }

    void collect(const Group &group)
    {
        for (const Node &child : group.children)
            std::visit([this](const auto &content) { add(content); }, child.content);
    }
    [[nodiscard]] const std::vector<Span> &spans() const { return m_spans; }

private:
    void add(const Group &group) { collect(group); }
    void add(const Window &window)
    {
        m_spans.push_back(window.nearSpan);
        m_spans.push_back(window.farSpan);
    }
    void add(const MeasureCondition &condition) { add(condition.measure.window); }
    void add(const RankCondition &condition) { add(condition.measure.window); }
    void add(const ShareCondition &condition) { add(condition.measure.window); }
    void add(const TimeCondition &condition) { add(condition.window); }
    void add(const SequenceCondition &condition)
    {
        add(condition.window);
        for (const SequenceCondition::Step &step : condition.steps) {
            if (step.within)
                m_spans.push_back(*step.within);
        }
    }
    void add(const FactCondition &condition)
    {
        if (const auto *window = std::get_if<Window>(&condition.test))
            add(*window);
    }
    void add(const ConsentCondition &condition) { add(condition.window); }
    void add(const MailableCondition &) { }
    void add(const DistanceCondition &) { }
    void add(const RandomCondition &) { }
    void add(const SegmentCondition &condition)
    {
        if (condition.ago)
            m_spans.push_back(*condition.ago);
        const QString key = condition.name.toLower();
        const auto found = m_rules.constFind(key);
        if (found == m_rules.constEnd() || m_open.contains(key))
            return;
        m_open.append(key);
        collect(found->root);
        m_open.removeLast();
    }

    const QMap<QString, Rule> &m_rules;
    QStringList m_open;
    std::vector<Span> m_spans;
};

/// Instants of everything that is known of one customer, and what each is called.
class Signs
{
public:
    Signs(const facts::Facts &facts, const facts::FactShard &shard, size_t row)
    {
        for (size_t kind = 0; kind < shard.events.size(); ++kind)
            add(shard.events[kind], row, activityInWords(Activity::ofEvent(facts.eventKinds()[kind].name)));
        add(shard.orders, row, activityInWords(Activity::orders()));
        add(shard.consents, row, tr("answered whether they want mail"));
        add(shard.suppressions, row, tr("had an address blocked"));
        add(shard.messages, row, tr("were planned for a campaign"));
        for (const facts::ValueColumn *column :
            {&shard.created, &shard.loyalty.expiresAt, &shard.loyalty.enrolledAt, &shard.loyalty.tierSince}) {
            if (const qint64 at = (*column)[row]; at != facts::ValueColumn::unknown)
                m_signs.emplace_back(at, QString());
        }
        if (shard.created[row] != facts::ValueColumn::unknown)
            m_signs.emplace_back(shard.created[row], tr("became known to the shop"));
        std::sort(m_signs.begin(), m_signs.end());
    }
    [[nodiscard]] const std::vector<std::pair<qint64, QString>> &all() const { return m_signs; }
    /// What happened at exactly that instant, or nothing.
    [[nodiscard]] QString at(qint64 instant) const
    {
        QStringList texts;
        for (const auto &[at, text] : m_signs) {
            if (at == instant && !text.isEmpty() && !texts.contains(text))
                texts.append(text);
        }
        return texts.join(u", "_s);
    }

private:
    void add(const facts::Log &log, size_t row, const QString &text)
    {
        if (log.isEmpty())
            return;
        for (size_t i = log.offsets[row]; i < log.offsets[row + 1]; ++i)
            m_signs.emplace_back(log.time[i], text);
    }

    std::vector<std::pair<qint64, QString>> m_signs;
};

/// Finds when and why single customers changed sides.
class Explainer
{
public:
    Explainer(const std::shared_ptr<const facts::Facts> &facts, const Rule &rule, const Context &context,
        const QMap<QString, Rule> &rules)
        : m_evaluator(facts, context, rules, 1)
        , m_facts(*facts)
        , m_rule(rule)
        , m_context(context)
        , m_leaves(leavesOf(rule.root))
    {
        Spans spans(rules);
        spans.collect(rule.root);
        m_spans = spans.spans();
    }

    Result<Move> explain(CustomerId customer, bool joined, Timestamp from, Timestamp to)
    {
        const auto row = m_facts.rowOf(customer);
        Q_ASSERT(row);
        const Signs signs(m_facts, *m_facts.parts().front().shard, *row);
        Timestamp after = to;
        Timestamp before = from;
        // Backwards to the last instant at which they were on the other side.
        const std::vector<Timestamp> instants = changesBetween(signs, from, to);
        for (auto instant = instants.rbegin(); instant != instants.rend(); ++instant) {
            HABERDASH_TRY_ASSIGN(isMember, holds(m_rule, *instant, *row));
            if (isMember != joined) {
                before = *instant;
                break;
            }
            after = *instant;
        }
        HABERDASH_TRY_ASSIGN(changed, changesAt(before, after, *row));
        return Move{customer, joined, after, u"%1: %2"_s.arg(cause(signs, after), changed), changed};
    }

private:
    /// Every instant in (from, to] at which an answer can differ from that a moment before.
    [[nodiscard]] std::vector<Timestamp> changesBetween(
        const Signs &signs, Timestamp from, Timestamp to) const
    {
        std::vector<Timestamp> instants;
        const auto add = [&](Timestamp instant) {
            if (instant > from && instant <= to)
                instants.push_back(instant);
        };
        for (const auto &[at, text] : signs.all()) {
            const Timestamp instant = fromMilliseconds(at + millisecond);
            add(instant);
            for (const Span &span : m_spans) {
                if (span.count == 0)
                    continue;
                add(after(instant, span, m_context.timeZone));
                add(before(instant, span, m_context.timeZone)); // dates that come closer
            }
        }
        // Calendar windows and birthdays change at midnight.
        for (Day day = dayOf(from, m_context.timeZone); day <= dayOf(to, m_context.timeZone);
             day += std::chrono::days(1)) {
            add(startOf(day, m_context.timeZone));
            add(startOf(day, m_context.timeZone) + std::chrono::milliseconds(millisecond));
        }
        std::sort(instants.begin(), instants.end());
        instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
        return instants;
    }

    Result<bool> holds(const Rule &rule, Timestamp at, size_t row)
    {
        m_evaluator.setAsOf(at);
        HABERDASH_TRY_ASSIGN(set, m_evaluator.set(rule));
        return set.test(row);
    }

    /// The conditions that are no longer as they were.
    Result<QString> changesAt(Timestamp before, Timestamp after, size_t row)
    {
        QStringList changed;
        for (const Node &leaf : m_leaves) {
            const Rule alone{Group{Group::Match::All, {leaf}}};
            HABERDASH_TRY_ASSIGN(then, holds(alone, before, row));
            HABERDASH_TRY_ASSIGN(now, holds(alone, after, row));
            if (then != now)
                changed.append(changeText(sentence(leaf), now));
        }
        return changed.join(u", "_s);
    }

    /// What somebody did just before an instant.
    [[nodiscard]] QString cause(const Signs &signs, Timestamp after) const
    {
        const qint64 moment = toMilliseconds(after) - millisecond;
        const QString did = signs.at(moment);
        const QString date = QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(moment, m_context.timeZone), QLocale::ShortFormat);
        return did.isEmpty() ? tr("Time went by until %1").arg(date) : tr("They %1 on %2").arg(did, date);
    }

    SegmentEvaluator m_evaluator;
    const facts::Facts &m_facts;
    const Rule &m_rule;
    Context m_context;
    std::vector<Span> m_spans;
    std::vector<Node> m_leaves;
};

/// Where somebody's place among others decides, only the two ends can be compared.
Result<Moves> compareEnds(SegmentEvaluator &evaluator, const Rule &rule, Timestamp from, Timestamp to,
    Moves result, const std::vector<CustomerId> &joined, const std::vector<CustomerId> &left)
{
    struct Leaf
    {
        QString text;
        std::vector<CustomerId> before;
        std::vector<CustomerId> after;
    };
    std::vector<Leaf> leaves;
    for (const Node &node : leavesOf(rule.root)) {
        const Rule alone{Group{Group::Match::All, {node}}};
        evaluator.setAsOf(from);
        HABERDASH_TRY_ASSIGN(before, evaluator.members(alone));
        evaluator.setAsOf(to);
        HABERDASH_TRY_ASSIGN(after, evaluator.members(alone));
        leaves.push_back({sentence(node), std::move(before), std::move(after)});
    }
    const auto tell = [&](CustomerId customer, bool came) {
        QStringList changed;
        for (const Leaf &leaf : leaves) {
            const bool then = std::binary_search(leaf.before.begin(), leaf.before.end(), customer);
            const bool now = std::binary_search(leaf.after.begin(), leaf.after.end(), customer);
            if (then != now)
                changed.append(changeText(leaf.text, now));
        }
        const QString text = changed.join(u", "_s);
        result.some.push_back({customer, came, to, text, text});
    };
    for (const CustomerId customer : joined)
        tell(customer, true);
    for (const CustomerId customer : left)
        tell(customer, false);
    return result;
}

} // namespace

std::vector<Timestamp> monthsUntil(Timestamp asOf, int months, const QTimeZone &zone)
{
    const QDate today = QDate(1970, 1, 1).addDays(dayOf(asOf, zone).time_since_epoch().count());
    std::vector<Timestamp> instants;
    for (int i = months - 1; i >= 0; --i) {
        const QDate first = QDate(today.year(), today.month(), 1).addMonths(-i);
        const Timestamp start = startOf(Day(std::chrono::days(QDate(1970, 1, 1).daysTo(first))), zone);
        if (start < asOf)
            instants.push_back(start);
    }
    instants.push_back(asOf);
    return instants;
}

Result<std::vector<HistoryPoint>> growth(
    SegmentEvaluator &evaluator, const Rule &rule, const std::vector<Timestamp> &instants)
{
    const Timestamp own = evaluator.context().asOf;
    std::vector<HistoryPoint> points;
    for (const Timestamp at : instants) {
        evaluator.setAsOf(at);
        auto counted = evaluator.count(rule);
        evaluator.setAsOf(own);
        if (!counted)
            return tl::unexpected(std::move(counted.error()));
        points.push_back({at, counted->whole});
    }
    return points;
}

Result<Moves> moves(store::Connection &connection, SegmentEvaluator &evaluator, const Rule &rule,
    Timestamp from, Timestamp to, size_t limit)
{
    const Context context = evaluator.context();
    const auto membersAt = [&](Timestamp at) {
        evaluator.setAsOf(at);
        auto members = evaluator.members(rule);
        evaluator.setAsOf(context.asOf);
        return members;
    };
    HABERDASH_TRY_ASSIGN(before, membersAt(from));
    HABERDASH_TRY_ASSIGN(after, membersAt(to));
    std::vector<CustomerId> joined;
    std::vector<CustomerId> left;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(joined));
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(left));
    Moves result{qint64(joined.size()), qint64(left.size()), {}};
    joined.resize(std::min(joined.size(), limit));
    left.resize(std::min(left.size(), limit));
    std::vector<CustomerId> asked = joined;
    asked.insert(asked.end(), left.begin(), left.end());
    if (asked.empty())
        return result;
    HABERDASH_TRY_ASSIGN(rules, savedRules(connection));
    if (needsEverybody(rule.root, rules)) {
        auto compared = compareEnds(evaluator, rule, from, to, std::move(result), joined, left);
        evaluator.setAsOf(context.asOf);
        return compared;
    }
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::loadSome(connection, asked));
    for (const CustomerId customer : asked) {
        const bool came = result.some.size() < joined.size();
        Explainer explainer(facts, rule, context, rules);
        HABERDASH_TRY_ASSIGN(move, explainer.explain(customer, came, from, to));
        result.some.push_back(std::move(move));
    }
    return result;
}

} // namespace haberdash::segment
