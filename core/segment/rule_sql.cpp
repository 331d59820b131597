// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_sql.h"

#include <QSet>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString everyone = u"SELECT id AS customer_id FROM customer"_s;

void append(Query &query, const Query &part)
{
    query.sql += part.sql;
    query.values += part.values;
}

/// "SELECT customer_id FROM (a) INTERSECT SELECT customer_id FROM (b)"
Query combine(const std::vector<Query> &parts, const QString &word)
{
    Query result;
    for (const Query &part : parts) {
        if (!result.sql.isEmpty())
            result.sql += u' ' + word + u' ';
        result.sql += u"SELECT customer_id FROM ("_s;
        append(result, part);
        result.sql += u')';
    }
    return result;
}

Query everyoneBut(const Query &query)
{
    return combine({{everyone, {}}, query}, u"EXCEPT"_s);
}

QString signOf(Compare compare)
{
    static const QString signs[] = {u"="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    return signs[int(compare)];
}

/// Escapes what LIKE takes for wild cards.
QString likeText(const QString &text)
{
    QString escaped = text;
    return escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"%"_s, u"\\%"_s).replace(u"_"_s, u"\\_"_s);
}

/// A test of an expression. With several values any may hold (none, where the test is negative). NULL counts
/// as empty.
Query textTest(const QString &expression, const TextTest &test)
{
    if (test.op == TextOperator::IsKnown)
        return {u"coalesce(%1, '') <> ''"_s.arg(expression), {}};
    if (test.op == TextOperator::IsUnknown)
        return {u"coalesce(%1, '') = ''"_s.arg(expression), {}};
    const bool negative = test.op == TextOperator::IsNot || test.op == TextOperator::ContainsNot;
    Query query;
    QStringList parts;
    for (const QString &value : test.values) {
        if (test.op == TextOperator::Is || test.op == TextOperator::IsNot) {
            parts.append(u"coalesce(%1, '') = ? COLLATE NOCASE"_s.arg(expression));
            query.values.append(value);
            continue;
        }
        parts.append(u"coalesce(%1, '') LIKE ? ESCAPE '\\'"_s.arg(expression));
        const QString pattern = likeText(value);
        query.values.append(test.op == TextOperator::StartsWith ? QString(pattern + u'%')
                : test.op == TextOperator::EndsWith             ? QString(u'%' + pattern)
                                                                : QString(u'%' + pattern + u'%'));
    }
    query.sql = parts.isEmpty() ? u"0"_s : u'(' + parts.join(u" OR "_s) + u')';
    if (negative)
        query.sql = u"NOT "_s + query.sql;
    return query;
}

qint64 minorUnits(Number number, const Context &context)
{
    qint64 value = number.thousandths;
    const int decimals = context.currency.decimals();
    for (int i = decimals; i < 3; ++i)
        value = (value + (value < 0 ? -5 : 5)) / 10; // an amount finer than the currency is rounded
    return value;
}

/// Rows of an activity: columns customer_id, at (milliseconds) and value.
class Rows
{
public:
    Rows(const Activity &activity, const Context &context,
        SumCondition::Measure measure = SumCondition::Measure::Total)
        : m_context(context)
    {
        if (activity.isOrders())
            orders(activity, measure);
        else
            events(activity);
    }

    Query within(const Interval &interval) const
    {
        Query query = m_query;
        if (interval.begin != Timestamp::min()) {
            query.sql += u" AND %1 >= ?"_s.arg(m_time);
            query.values.append(toMilliseconds(interval.begin));
        }
        query.sql += u" AND %1 < ?"_s.arg(m_time);
        query.values.append(toMilliseconds(interval.end));
        return query;
    }

private:
    void orders(const Activity &activity, SumCondition::Measure measure)
    {
        m_time = u"o.placed_at"_s;
        const bool net = measure == SumCondition::Measure::Net;
        m_query.sql = u"SELECT o.customer_id, o.placed_at AS at, %1 AS value FROM shop_order_value o "
                      u"WHERE o.customer_id IS NOT NULL AND o.cancelled_at IS NULL%2"_s.arg(
                          net ? u"o.total - o.refunded"_s : u"o.total"_s,
                          net ? QString() : u" AND o.kind = 'sale'"_s);
        for (const Filter &filter : activity.filters) {
            switch (filter.field) {
            case Filter::Field::Product:
                line(u"p.handle"_s, filter);
                break;
            case Filter::Field::Category:
                line(u"p.category"_s, filter);
                break;
            case Filter::Field::Coupon:
                text(u"o.coupon_code"_s, filter);
                break;
            case Filter::Field::Channel:
                text(u"o.channel"_s, filter);
                break;
            case Filter::Field::Value:
                number(u"o.total"_s, filter, true);
                break;
            case Filter::Field::Reference:
                break; // orders have none; the parser refuses it
            }
        }
    }

    void events(const Activity &activity)
    {
        m_time = u"e.occurred_at"_s;
        m_query
            = {u"SELECT e.customer_id, e.occurred_at AS at, coalesce(e.value, 0) AS value FROM event_value e "
               u"WHERE e.type_id = (SELECT id FROM event_type WHERE name = ?)"_s,
                {activity.event}};
        for (const Filter &filter : activity.filters) {
            switch (filter.field) {
            case Filter::Field::Product:
                text(u"(SELECT p.handle FROM product p WHERE p.id = e.product_id)"_s, filter);
                break;
            case Filter::Field::Category:
                text(u"(SELECT p.category FROM product p WHERE p.id = e.product_id)"_s, filter);
                break;
            case Filter::Field::Reference:
                text(u"e.reference"_s, filter);
                break;
            case Filter::Field::Value:
                number(u"coalesce(e.value, 0)"_s, filter, false);
                break;
            case Filter::Field::Coupon:
            case Filter::Field::Channel:
                break; // only orders have them; the parser refuses it
            }
        }
    }

    /// An order matches when one of its lines does.
    void line(const QString &expression, const Filter &filter)
    {
        m_query.sql
            += u" AND EXISTS (SELECT 1 FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = o.id AND "_s;
        append(m_query, textTest(expression, std::get<TextTest>(filter.test)));
        m_query.sql += u')';
    }

    void text(const QString &expression, const Filter &filter)
    {
        m_query.sql += u" AND "_s;
        append(m_query, textTest(expression, std::get<TextTest>(filter.test)));
    }

    void number(const QString &expression, const Filter &filter, bool money)
    {
        const auto &test = std::get<NumberTest>(filter.test);
        if (money) {
            m_query.sql += u" AND %1 %2 ?"_s.arg(expression, signOf(test.compare));
            m_query.values.append(minorUnits(test.value, m_context));
        } else {
            m_query.sql
                += u" AND %1 * 1000 %2 ? * (%3)"_s.arg(expression, signOf(test.compare), unitFactor());
            m_query.values.append(test.value.thousandths);
        }
    }

    /// Amounts of events are minor units, other values whole numbers: what one of them is in the store.
    QString unitFactor() const
    {
        qint64 minor = 1;
        for (int i = 0; i < m_context.currency.decimals(); ++i)
            minor *= 10;
        return u"SELECT CASE unit WHEN 'money' THEN %1 ELSE 1 END FROM event_type WHERE id = e.type_id"_s.arg(
            minor);
    }

    const Context &m_context;
    Query m_query;
    QString m_time;
};

/// How many, compared in SQL. Those for whom nothing happened have no row, so they are taken from everyone.
Query tally(const Query &rows, const Query &aggregate, Compare compare, qint64 value, bool zeroPasses)
{
    Query query{u"SELECT customer_id FROM ("_s, {}};
    append(query, rows);
    query.sql += u") GROUP BY customer_id HAVING "_s;
    query.sql += (zeroPasses ? u"NOT (%1 %2 ?)"_s : u"%1 %2 ?"_s).arg(aggregate.sql, signOf(compare));
    query.values += aggregate.values;
    query.values.append(value);
    return zeroPasses ? everyoneBut(query) : query;
}

/// A count can be compared with whole numbers only: 2.5 means more than 2.
std::pair<Compare, qint64> wholeTest(const NumberTest &test)
{
    const qint64 value = test.value.thousandths;
    const qint64 down = value >= 0 ? value / 1000 : (value - 999) / 1000;
    if (value % 1000 == 0)
        return {test.compare, down};
    switch (test.compare) {
    case Compare::Equal:
        return {Compare::Less, 0}; // never
    case Compare::NotEqual:
        return {Compare::AtLeast, 0}; // always
    case Compare::Less:
    case Compare::AtMost:
        return {Compare::AtMost, down};
    case Compare::Greater:
    case Compare::AtLeast:
        return {Compare::Greater, down};
    }
    Q_UNREACHABLE();
}

Query compileLeaf(const CountCondition &condition, const Context &context)
{
    const auto [compare, value] = wholeTest(condition.test);
    const Rows rows(condition.activity, context);
    if (!condition.since)
        return tally(rows.within(resolve(condition.window, context.asOf, context.timeZone)),
            {u"count(*)"_s, {}}, compare, value, passesZero({compare, {value * 1000}}));
    const Interval always{Timestamp::min(), context.asOf};
    Query query{u"SELECT s.customer_id FROM (SELECT customer_id, max(at) AS latest FROM ("_s, {}};
    append(query, Rows(*condition.since, context).within(always));
    query.sql += u") GROUP BY customer_id) s LEFT JOIN ("_s;
    append(query, rows.within(always));
    query.sql
        += u") r ON r.customer_id = s.customer_id AND r.at >= s.latest GROUP BY s.customer_id HAVING count(r.at) %1 ?"_s
               .arg(signOf(compare));
    query.values.append(value);
    return query;
}

Query compileLeaf(const SumCondition &condition, const Context &context)
{
    const Query rows = Rows(condition.activity, context, condition.measure)
                           .within(resolve(condition.window, context.asOf, context.timeZone));
    const bool money = condition.activity.isOrders();
    const bool average = condition.kind == SumCondition::Kind::Average;
    const bool zeroPasses = !average && passesZero(condition.test);
    // The average of whole minor units is cut off like the shop's own reports do, so that a threshold means
    // the same.
    const QString aggregate = average ? u"sum(value) / count(*)"_s : u"sum(value)"_s;
    if (money)
        return tally(rows, {aggregate, {}}, condition.test.compare, minorUnits(condition.test.value, context),
            zeroPasses);
    qint64 minor = 1;
    for (int i = 0; i < context.currency.decimals(); ++i)
        minor *= 10;
    const Query scaled{
        u"(%1) * 1000 / (SELECT CASE unit WHEN 'money' THEN %2 ELSE 1 END FROM event_type WHERE name = ?)"_s
            .arg(aggregate)
            .arg(minor),
        {condition.activity.event}};
    return tally(rows, scaled, condition.test.compare, condition.test.value.thousandths, zeroPasses);
}

Query compileLeaf(const TimeCondition &condition, const Context &context)
{
    const Interval interval = resolve(condition.window, context.asOf, context.timeZone);
    const QString which = condition.which == TimeCondition::Which::First ? u"min(at)"_s : u"max(at)"_s;
    Query query{u"SELECT customer_id FROM ("_s, {}};
    append(query, Rows(condition.activity, context).within({Timestamp::min(), context.asOf}));
    query.sql += u") GROUP BY customer_id HAVING %1 < ?"_s.arg(which);
    query.values.append(toMilliseconds(interval.end));
    if (interval.begin != Timestamp::min()) {
        query.sql += u" AND %1 >= ?"_s.arg(which);
        query.values.append(toMilliseconds(interval.begin));
    }
    return query;
}

Query compileLeaf(const FactCondition &condition, const Context &)
{
    if (condition.fact == u"tag"_s) {
        // "is not" asks that no tag of the customer is it.
        TextTest positive = condition.test;
        const bool negative = positive.op == TextOperator::IsNot || positive.op == TextOperator::ContainsNot
            || positive.op == TextOperator::IsUnknown;
        positive.op = positive.op == TextOperator::IsNot ? TextOperator::Is
            : positive.op == TextOperator::ContainsNot   ? TextOperator::Contains
            : positive.op == TextOperator::IsUnknown     ? TextOperator::IsKnown
                                                         : positive.op;
        Query query{u"SELECT DISTINCT customer_id FROM customer_tag WHERE "_s, {}};
        append(query, textTest(u"tag"_s, positive));
        return negative ? everyoneBut(query) : query;
    }
    Query query{everyone + u" WHERE "_s, {}};
    if (condition.fact.startsWith(u"attribute:"_s)) {
        Query test = textTest(u"(SELECT value FROM json_each(attributes) WHERE key = ?)"_s, condition.test);
        for (qsizetype i = std::max<qsizetype>(1, condition.test.values.size()); i > 0; --i)
            test.values.insert(i - 1, condition.fact.mid(10));
        append(query, test);
    } else {
        Q_ASSERT(knownFacts().contains(condition.fact));
        append(query, textTest(condition.fact, condition.test));
    }
    return query;
}

Query compileLeaf(const ConsentCondition &condition, const Context &context)
{
    // The newest entry in force counts; max(id) picks its state in the same pass.
    Query query{
        u"SELECT customer_id FROM (SELECT customer_id, state, max(id) FROM consent_entry WHERE channel = ? "
        u"AND coalesce(occurred_at, 0) < ? GROUP BY customer_id) WHERE state = 'subscribed'"_s,
        {condition.channel == ConsentCondition::Channel::Email ? u"email"_s : u"sms"_s,
            toMilliseconds(context.asOf)}};
    return condition.subscribed ? query : everyoneBut(query);
}

class Compiler
{
public:
    Compiler(const Context &context, const QMap<QString, Rule> &rules)
        : m_context(context)
        , m_rules(rules)
    { }

    Result<Query> group(const Group &group)
    {
        if (group.children.empty())
            return group.match == Group::Match::Any ? Query{everyone + u" WHERE 0"_s, {}}
                                                    : Query{everyone, {}};
        std::vector<Query> parts;
        for (const Node &child : group.children) {
            HABERDASH_TRY_ASSIGN(part, node(child));
            parts.push_back(std::move(part));
        }
        if (group.match == Group::Match::All)
            return combine(parts, u"INTERSECT"_s);
        const Query any = combine(parts, u"UNION"_s);
        return group.match == Group::Match::Any ? any : everyoneBut(any);
    }

private:
    Result<Query> node(const Node &node)
    {
        if (const auto *inner = std::get_if<Group>(&node.content))
            return group(*inner);
        if (const auto *reference = std::get_if<SegmentCondition>(&node.content))
            return segment(reference->name);
        return compileCondition(node, m_context);
    }

    Result<Query> segment(const QString &name)
    {
        const auto found = m_rules.find(name.toLower());
        if (found == m_rules.end())
            return failure(
                Error::Code::NotFound, u"There is no segment “%1”, which the rule refers to."_s.arg(name));
        if (m_open.contains(name.toLower()))
            return failure(Error::Code::Invalid,
                u"The segment “%1” refers to itself, directly or through others."_s.arg(name));
        m_open.insert(name.toLower());
        auto query = group(found->root);
        m_open.remove(name.toLower());
        return query;
    }

    const Context &m_context;
    const QMap<QString, Rule> &m_rules;
    QSet<QString> m_open;
};

} // namespace

Query compileCondition(const Node &condition, const Context &context)
{
    return std::visit(Overloaded{
                          [](const Group &) -> Query { Q_UNREACHABLE(); },
                          [](const SegmentCondition &) -> Query { Q_UNREACHABLE(); },
                          [&context](const auto &leaf) { return compileLeaf(leaf, context); },
                      },
        condition.content);
}

Result<Query> compile(const Rule &rule, const Context &context, const QMap<QString, Rule> &rules)
{
    return Compiler(context, rules).group(rule.root);
}

Query mailable(const Context &context)
{
    const Query subscribed = compileLeaf(ConsentCondition{}, context);
    Query reachable{u"SELECT c.id AS customer_id FROM customer c WHERE c.email IS NOT NULL AND NOT EXISTS "
                    u"(SELECT 1 FROM identity i JOIN suppression s ON s.address_key = i.key "
                    u"WHERE i.customer_id = c.id AND i.kind = 'email' AND s.created_at <= ?)"_s,
        {toMilliseconds(context.asOf)}};
    return combine({subscribed, reachable}, u"INTERSECT"_s);
}

Result<store::Statement> prepare(store::Connection &connection, const Query &query)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(query.sql));
    for (int i = 0; i < query.values.size(); ++i) {
        const QVariant &value = query.values[i];
        if (value.typeId() == QMetaType::QString)
            statement.bind(i + 1, value.toString());
        else
            statement.bind(i + 1, value.toLongLong());
    }
    return statement;
}

} // namespace haberdash::segment
