// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/segment_evaluator.h"

#include "core/segment/rule_printer.h"
#include "core/segment/segment_repository.h"
#include "core/store/workspace.h"

#include <algorithm>

#include <roaring/roaring.hh>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

/// A set of customers. Row numbers beyond 32 bits do not occur: a shop with four billion customers needs
/// another program.
class MemberSet
{
public:
    Roaring bits;
};

struct SegmentEvaluator::Cache
{
    QHash<QString, MemberSet> sets;
};

SegmentEvaluator::SegmentEvaluator(store::Connection &connection, Context context)
    : m_connection(connection)
    , m_context(std::move(context))
    , m_cache(std::make_unique<Cache>())
{ }

SegmentEvaluator::~SegmentEvaluator() = default;

void SegmentEvaluator::setAsOf(Timestamp asOf)
{
    if (asOf == m_context.asOf)
        return;
    m_context.asOf = asOf;
    m_cache->sets.clear();
}

Result<> SegmentEvaluator::refresh()
{
    // data_version tells of others' commits, total_changes of this connection's own.
    HABERDASH_TRY_ASSIGN(version, store::dataVersion(m_connection));
    HABERDASH_TRY_ASSIGN(changes, m_connection.integer(u"SELECT total_changes()"_s));
    if (version != m_dataVersion || changes != m_ownChanges) {
        m_cache->sets.clear();
        HABERDASH_TRY_ASSIGN(rules, savedRules(m_connection));
        m_rules = std::move(rules);
        m_dataVersion = version;
        m_ownChanges = changes;
    }
    m_open.clear();
    return {};
}

Result<MemberSet> SegmentEvaluator::run(const QString &key, const Query &query)
{
    if (const auto known = m_cache->sets.constFind(key); known != m_cache->sets.constEnd())
        return *known;
    HABERDASH_TRY_ASSIGN(statement, prepare(m_connection, query));
    MemberSet set;
    std::vector<quint32> block;
    block.reserve(4096);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, statement.step());
        if (more)
            block.push_back(quint32(statement.integer(0)));
        if (!more || block.size() == block.capacity()) {
            set.bits.addMany(block.size(), block.data());
            block.clear();
        }
        if (!more)
            break;
    }
    set.bits.runOptimize();
    m_cache->sets.insert(key, set);
    return set;
}

Result<MemberSet> SegmentEvaluator::everyone()
{
    return run(u"everyone"_s, {u"SELECT id FROM customer"_s, {}});
}

Result<MemberSet> SegmentEvaluator::evaluateSegment(const QString &name)
{
    const QString key = name.toLower();
    const auto found = m_rules.constFind(key);
    if (found == m_rules.constEnd())
        return failure(
            Error::Code::NotFound, u"There is no segment “%1”, which the rule refers to."_s.arg(name));
    if (m_open.contains(key))
        return failure(Error::Code::Invalid,
            u"The segment “%1” refers to itself, directly or through others."_s.arg(name));
    m_open.append(key);
    NodeCount unused;
    auto set = evaluate(found->root, unused);
    m_open.removeLast();
    return set;
}

Result<MemberSet> SegmentEvaluator::evaluateNode(const Node &node, NodeCount &count)
{
    Result<MemberSet> set;
    if (const auto *group = std::get_if<Group>(&node.content))
        set = evaluate(*group, count);
    else if (const auto *segment = std::get_if<SegmentCondition>(&node.content))
        set = evaluateSegment(segment->name);
    else
        set = run(print(node), compileCondition(node, m_context));
    if (set)
        count.matching = qint64(set->bits.cardinality());
    return set;
}

Result<MemberSet> SegmentEvaluator::evaluate(const Group &group, NodeCount &count)
{
    HABERDASH_TRY_ASSIGN(all, everyone());
    MemberSet result;
    if (group.match == Group::Match::All)
        result = all;
    for (const Node &child : group.children) {
        HABERDASH_TRY_ASSIGN(part, evaluateNode(child, count.children.emplace_back()));
        if (group.match == Group::Match::All)
            result.bits &= part.bits;
        else
            result.bits |= part.bits;
    }
    if (group.match == Group::Match::None)
        result.bits = all.bits - result.bits;
    count.matching = qint64(result.bits.cardinality());
    return result;
}

Result<RuleCount> SegmentEvaluator::count(const Rule &rule)
{
    HABERDASH_TRY(refresh());
    RuleCount count;
    HABERDASH_TRY_ASSIGN(set, evaluate(rule.root, count.root));
    HABERDASH_TRY_ASSIGN(reachable, run(u"mailable"_s, mailable(m_context)));
    count.whole = {qint64(set.bits.cardinality()), qint64(set.bits.and_cardinality(reachable.bits))};
    return count;
}

namespace {

std::vector<CustomerId> toIds(const MemberSet &set)
{
    std::vector<CustomerId> ids;
    ids.reserve(set.bits.cardinality());
    for (const quint32 id : set.bits)
        ids.emplace_back(qint64(id));
    return ids;
}

} // namespace

Result<std::vector<CustomerId>> SegmentEvaluator::members(const Rule &rule)
{
    HABERDASH_TRY(refresh());
    NodeCount unused;
    HABERDASH_TRY_ASSIGN(set, evaluate(rule.root, unused));
    return toIds(set);
}

Result<std::vector<CustomerId>> SegmentEvaluator::mailableMembers(const Rule &rule)
{
    HABERDASH_TRY(refresh());
    NodeCount unused;
    HABERDASH_TRY_ASSIGN(set, evaluate(rule.root, unused));
    HABERDASH_TRY_ASSIGN(reachable, run(u"mailable"_s, mailable(m_context)));
    set.bits &= reachable.bits;
    return toIds(set);
}

Result<std::vector<CustomerId>> membersBySql(
    store::Connection &connection, const Rule &rule, const Context &context)
{
    HABERDASH_TRY_ASSIGN(rules, savedRules(connection));
    HABERDASH_TRY_ASSIGN(query, compile(rule, context, rules));
    HABERDASH_TRY_ASSIGN(statement, prepare(connection, query));
    std::vector<CustomerId> ids;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, statement.step());
        if (!more)
            break;
        ids.emplace_back(statement.integer(0));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace haberdash::segment
