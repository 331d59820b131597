// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_sql.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names each part of a rule: "WITH n0 AS (...), n1 AS (SELECT ... FROM n0 INTERSECT ...)".
class Compiler
{
public:
    Compiler(const Context &context, const QMap<QString, Rule> &rules)
        : m_context(context)
        , m_rules(rules)
    { }

    Result<Query> rule(const Rule &rule)
    {
        HABERDASH_TRY_ASSIGN(name, group(rule.root, m_context));
        Query query{u"WITH "_s + m_parts.join(u", "_s) + u" SELECT customer_id FROM "_s + name, m_values};
        return query;
    }

private:
    QString add(const Query &query)
    {
        QString name = u"n%1"_s.arg(m_parts.size());
        m_parts.append(u"%1(customer_id) AS MATERIALIZED (%2)"_s.arg(name, query.sql));
        m_values += query.values;
        return name;
    }

    QString combine(const QStringList &names, const QString &word)
    {
        // SQLite takes at most 500 parts at a time.
        constexpr int most = 400;
        if (names.size() > most)
            return combine(names.mid(most) + QStringList{combine(names.first(most), word)}, word);
        QStringList parts;
        for (const QString &name : names)
            parts.append(u"SELECT customer_id FROM "_s + name);
        return add({parts.join(u' ' + word + u' '), {}});
    }

    Result<QString> group(const Group &group, const Context &context)
    {
        QStringList names;
        if (group.match == Group::Match::All)
            names.append(add(everyone(context)));
        for (const Node &child : group.children) {
            HABERDASH_TRY_ASSIGN(name, node(child, context));
            names.append(name);
        }
        if (group.match == Group::Match::All)
            return combine(names, u"INTERSECT"_s);
        const QString any
            = names.isEmpty() ? add({u"SELECT id FROM customer WHERE 0"_s, {}}) : combine(names, u"UNION"_s);
        if (group.match == Group::Match::Any)
            return any;
        return combine({add(everyone(context)), any}, u"EXCEPT"_s);
    }

    Result<QString> node(const Node &node, const Context &context)
    {
        if (const auto *inner = std::get_if<Group>(&node.content))
            return group(*inner, context);
        if (const auto *reference = std::get_if<SegmentCondition>(&node.content))
            return segment(*reference, context);
        return add(compileCondition(node, context));
    }

    Result<QString> segment(const SegmentCondition &condition, const Context &context)
    {
        const QString key = condition.name.toLower();
        const auto found = m_rules.find(key);
        if (found == m_rules.end())
            return failure(Error::Code::NotFound,
                u"There is no segment “%1”, which the rule refers to."_s.arg(condition.name));
        if (m_open.contains(key))
            return failure(Error::Code::Invalid,
                u"The segment “%1” refers to itself, directly or through others."_s.arg(condition.name));
        m_open.append(key);
        Context then = context;
        if (condition.ago)
            then.asOf = before(context.asOf, *condition.ago, context.timeZone);
        auto name = group(found->root, then);
        m_open.removeLast();
        return name;
    }

    const Context &m_context;
    const QMap<QString, Rule> &m_rules;
    QStringList m_open;
    QStringList m_parts;
    QVariantList m_values;
};

} // namespace

Result<Query> compile(const Rule &rule, const Context &context, const QMap<QString, Rule> &rules)
{
    return Compiler(context, rules).rule(rule);
}

Result<store::Statement> prepare(store::Connection &connection, const Query &query)
{
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(query.sql));
    for (int i = 0; i < query.values.size(); ++i) {
        const QVariant &value = query.values[i];
        if (value.typeId() == QMetaType::QString)
            statement.bind(i + 1, value.toString());
        else if (value.typeId() == QMetaType::Double)
            statement.bind(i + 1, value.toDouble());
        else
            statement.bind(i + 1, value.toLongLong());
    }
    return statement;
}

} // namespace haberdash::segment
