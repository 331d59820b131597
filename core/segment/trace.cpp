// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/trace.h"

#include "core/facts/facts.h"
#include "core/segment/activity_sql.h"
#include "core/segment/column_measures.h"
#include "core/segment/column_sequence.h"
#include "core/segment/condition_sql.h"
#include "core/segment/rule_walk.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "core/segment/sentence_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("segment", text);
}

class Tracer
{
public:
    Tracer(store::Connection &connection, const Context &context, CustomerId customer,
        std::shared_ptr<const facts::Facts> facts, QMap<QString, Rule> rules)
        : m_connection(connection)
        , m_context(context)
        , m_customer(customer)
        , m_facts(std::move(facts))
        , m_shard(*m_facts->parts().front().shard)
        , m_rules(std::move(rules))
        , m_ofOne(m_facts, context, m_rules, 1)
        , m_ofAll(connection, context)
    { }

    Result<> rule(const Rule &rule)
    {
        HABERDASH_TRY_ASSIGN(holds, isMember({Group{Group::Match::All, {Node{rule.root}}}}));
        m_lines.push_back({{}, holds, {}});
        std::vector<int> path;
        return children(rule.root, path);
    }
    [[nodiscard]] std::vector<TraceLine> takeLines() { return std::move(m_lines); }

private:
    Result<> children(const Group &group, std::vector<int> &path)
    {
        for (size_t i = 0; i < group.children.size(); ++i) {
            const Node &child = group.children[i];
            path.push_back(int(i));
            HABERDASH_TRY_ASSIGN(holds, isMember({Group{Group::Match::All, {child}}}));
            Result<QString> value = std::visit(
                Overloaded{
                    [](const Group &) { return Result<QString>(QString()); },
                    [this, holds](const SegmentCondition &segment) { return valueOf(segment, holds); },
                    [this](const auto &condition) { return valueOf(condition); },
                },
                child.content);
            if (!value)
                return tl::unexpected(std::move(value.error()));
            m_lines.push_back({path, holds, std::move(*value)});
            if (const auto *inner = std::get_if<Group>(&child.content))
                HABERDASH_TRY(children(*inner, path));
            path.pop_back();
        }
        return {};
    }

    Result<bool> isMember(const Rule &rule)
    {
        if (!needsEverybody(rule.root, m_rules)) {
            HABERDASH_TRY_ASSIGN(set, m_ofOne.set(rule));
            return set.test(0);
        }
        HABERDASH_TRY_ASSIGN(members, m_ofAll.members(rule));
        return std::binary_search(members.begin(), members.end(), m_customer);
    }

    [[nodiscard]] QString dateText(qint64 milliseconds) const
    {
        return QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(milliseconds, m_context.timeZone), QLocale::ShortFormat);
    }

    /// A value on the scale that tests are held against.
    [[nodiscard]] QString measureText(const Measure &measure, qint64 value) const
    {
        if (measure.kind == Measure::Kind::Count) {
            const QString number = numberInWords({value});
            return value == 1000 ? tr("once") : tr("%1 times").arg(number);
        }
        const bool isMoney = (measure.kind == Measure::Kind::Sum || measure.kind == Measure::Kind::Average)
            && measure.activity.source != Activity::Source::Event && measure.of != Measure::Of::Quantity;
        if (isMoney)
            return tr("%1 %2").arg(
                QLocale().toString(double(value) / double(minorPerUnit(m_context.currency)), 'f',
                    m_context.currency.decimals()),
                m_context.currency.toString());
        const QString number = numberInWords({value});
        if (measure.kind == Measure::Kind::DaysBetween)
            return tr("%1 days").arg(number);
        return measure.kind == Measure::Kind::Overdue ? tr("%1 %").arg(number) : number;
    }

    [[nodiscard]] qint64 measured(const Measure &measure) const
    {
        return measureValues(measure, *m_facts, m_shard, m_context).values[0];
    }

    Result<QString> valueOf(const MeasureCondition &condition)
    {
        const qint64 value = measured(condition.measure);
        if (value != facts::ValueColumn::unknown)
            return measureText(condition.measure, value);
        const bool isZero = !condition.measure.since
            && (condition.measure.kind == Measure::Kind::Count
                || condition.measure.kind == Measure::Kind::Sum);
        return isZero ? measureText(condition.measure, 0) : tr("nothing to measure");
    }

    Result<QString> valueOf(const RankCondition &condition)
    {
        const qint64 value = measured(condition.measure);
        HABERDASH_TRY_ASSIGN(statement, prepare(m_connection, rankThreshold(condition, m_context)));
        HABERDASH_TRY_ASSIGN(found, statement.step());
        const QString own = value == facts::ValueColumn::unknown ? tr("nothing to measure")
                                                                 : measureText(condition.measure, value);
        if (!found || statement.isNull(0))
            return own;
        return tr("%1; the limit is %2").arg(own, measureText(condition.measure, statement.integer(0)));
    }

    Result<QString> valueOf(const ShareCondition &condition)
    {
        Measure whole = condition.measure;
        whole.activity.filters.clear();
        const qint64 all = measured(whole);
        if (all == facts::ValueColumn::unknown || all <= 0)
            return tr("nothing to measure");
        const qint64 part = std::max<qint64>(measured(condition.measure), 0);
        return tr("%1 % (%2 of %3)")
            .arg(QLocale().toString(double(part) * 100 / double(all), 'f', 1),
                measureText(condition.measure, part), measureText(whole, all));
    }

    Result<QString> valueOf(const TimeCondition &condition)
    {
        const ActivityColumns activity
            = columnsOf(condition.activity, {}, false, *m_facts, m_shard, m_context);
        const bool isFirst = condition.which == TimeCondition::Which::First;
        std::optional<qint64> at;
        visitRows(activity, logWindow({}, m_context), 1, [&](size_t, quint32 first, quint32 last) {
            for (quint32 i = first; i < last; ++i) {
                if (activity.counts(i) && !(isFirst && at))
                    at = activity.log->time[i];
            }
        });
        return at ? dateText(*at) : tr("never");
    }

    Result<QString> valueOf(const SequenceCondition &condition)
    {
        const auto start = sequenceStart(condition, *m_facts, m_shard, m_context, 0);
        return start ? tr("begins on %1").arg(dateText(*start)) : tr("did not happen in this order");
    }

    Result<QString> valueOf(const FactCondition &condition)
    {
        HABERDASH_TRY_ASSIGN(value, factValue(condition.fact));
        const FactKind kind = kindOf(condition.fact);
        if (value.isEmpty())
            return condition.fact == u"tag"_s ? tr("has no tag") : tr("not known");
        const bool isInstant = kind == FactKind::Date && condition.fact != u"birthday"_s;
        return isInstant ? dateText(value.toLongLong()) : u"“%1”"_s.arg(value);
    }

    Result<QString> factValue(const QString &fact)
    {
        Query query{u"SELECT "_s, {}};
        if (fact == u"tag"_s)
            query += u"(SELECT group_concat(tag, ', ') FROM customer_tag t WHERE t.customer_id = c.id)"_s;
        else
            query += factExpression(fact, m_context);
        query += Query{u" FROM customer c WHERE c.id = ?"_s, {m_customer.value()}};
        HABERDASH_TRY_ASSIGN(statement, prepare(m_connection, query));
        HABERDASH_TRY_ASSIGN(found, statement.step());
        return found ? statement.text(0) : QString();
    }

    Result<QString> valueOf(const ConsentCondition &condition)
    {
        const auto channel = quint8(condition.channel == ConsentCondition::Channel::Email ? 0 : 1);
        const facts::ConsentLog &log = m_shard.consents;
        std::optional<size_t> newest;
        for (size_t i = 0; i < log.state.size(); ++i) {
            const bool counts = log.channel[i] == channel && log.time[i] < toMilliseconds(m_context.asOf);
            if (counts && (!newest || log.sequence[i] > log.sequence[*newest]))
                newest = i;
        }
        if (!newest)
            return tr("was never asked");
        static constexpr const char *states[] = {"subscribed", "has to confirm", "declined", "unsubscribed"};
        const QString state = tr(states[log.state[*newest]]);
        const qint64 at = log.time[*newest];
        return at == 0 ? state : tr("%1 since %2").arg(state, dateText(at));
    }

    Result<QString> valueOf(const MailableCondition &)
    {
        HABERDASH_TRY_ASSIGN(email, factValue(u"email"_s));
        if (email.isEmpty())
            return tr("has no e-mail address");
        HABERDASH_TRY_ASSIGN(agreed, isMember({Group{Group::Match::All, {Node{ConsentCondition{}}}}}));
        if (!agreed)
            return tr("did not agree");
        HABERDASH_TRY_ASSIGN(mailable, isMember({Group{Group::Match::All, {Node{MailableCondition{}}}}}));
        return mailable ? tr("agreed") : tr("the address must not be written to");
    }

    Result<QString> valueOf(const DistanceCondition &condition)
    {
        HABERDASH_TRY_ASSIGN(statement,
            prepare(m_connection,
                {u"SELECT metres_between((SELECT a.value FROM json_each(c.attributes) a WHERE lower(a.key) = "
                 u"'latitude'), (SELECT a.value FROM json_each(c.attributes) a WHERE lower(a.key) = "
                 u"'longitude'), ?, ?) "
                 u"FROM customer c WHERE c.id = ?"_s,
                    {double(condition.latitude.thousandths) / 1000,
                        double(condition.longitude.thousandths) / 1000, m_customer.value()}}));
        HABERDASH_TRY_ASSIGN(found, statement.step());
        if (!found || statement.isNull(0))
            return tr("where they live is not known");
        return tr("%1 km").arg(numberInWords({statement.integer(0)}));
    }

    Result<QString> valueOf(const RandomCondition &condition)
    {
        HABERDASH_TRY_ASSIGN(statement,
            prepare(m_connection, {u"SELECT share_of(?, ?)"_s, {condition.salt, m_customer.value()}}));
        HABERDASH_TRY(statement.step());
        return tr("falls at %1 %").arg(numberInWords({statement.integer(0)}));
    }

    Result<QString> valueOf(const SegmentCondition &, bool holds)
    {
        return holds ? tr("is in it") : tr("is not in it");
    }

    store::Connection &m_connection;
    Context m_context;
    CustomerId m_customer;
    std::shared_ptr<const facts::Facts> m_facts;
    const facts::FactShard &m_shard;
    QMap<QString, Rule> m_rules;
    SegmentEvaluator m_ofOne;
    SegmentEvaluator m_ofAll;
    std::vector<TraceLine> m_lines;
};

} // namespace

Result<std::vector<TraceLine>> trace(
    store::Connection &connection, const Rule &rule, const Context &context, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::loadSome(connection, {customer}));
    if (facts->size() == 0)
        return failure(
            Error::Code::NotFound, u"There is no customer %1 in this workspace."_s.arg(customer.value()));
    HABERDASH_TRY_ASSIGN(rules, savedRules(connection));
    Tracer tracer(connection, context, customer, facts, rules);
    HABERDASH_TRY(tracer.rule(rule));
    return tracer.takeLines();
}

} // namespace haberdash::segment
