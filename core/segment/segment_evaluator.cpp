// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/segment_evaluator.h"

#include "core/segment/column_conditions.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_repository.h"
#include "core/segment/sql_conditions.h"

#include <algorithm>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;
using facts::RowSet;

namespace {

constexpr qsizetype cacheKilobytes = 256 * 1024;
/// Costs of exclusions take a pass over the rule each.
constexpr size_t mostExclusions = 200;

RowSet combined(Group::Match match, const std::vector<const RowSet *> &children, const RowSet &everyone)
{
    RowSet result = match == Group::Match::All ? everyone : RowSet(everyone.rows());
    for (const RowSet *child : children) {
        if (match == Group::Match::All)
            result &= *child;
        else
            result |= *child;
    }
    if (match != Group::Match::None)
        return result;
    RowSet rest = everyone;
    rest -= result;
    return rest;
}

} // namespace

SegmentEvaluator::SegmentEvaluator(store::Connection &connection, Context context)
    : m_connection(&connection)
    , m_context(std::move(context))
    , m_cache(cacheKilobytes)
{
    auto source = std::make_unique<SqlConditions>(connection);
    m_sql = source.get();
    m_source = std::move(source);
}

SegmentEvaluator::SegmentEvaluator(
    std::shared_ptr<const facts::Facts> facts, Context context, QMap<QString, Rule> rules, int threads)
    : m_context(std::move(context))
    , m_rules(std::move(rules))
    , m_cache(cacheKilobytes)
{
    auto source = std::make_unique<ColumnConditions>(std::move(facts), threads);
    m_columns = source.get();
    m_source = std::move(source);
}

SegmentEvaluator::~SegmentEvaluator() = default;

void SegmentEvaluator::setStopped(std::function<bool()> stopped)
{
    if (m_columns)
        m_columns->setStopped(std::move(stopped));
}

Result<> SegmentEvaluator::refresh()
{
    m_open.clear();
    if (!m_sql)
        return {};
    HABERDASH_TRY_ASSIGN(changed, m_sql->refresh());
    if (changed) {
        m_cache.clear();
        HABERDASH_TRY_ASSIGN(rules, savedRules(*m_connection));
        m_rules = std::move(rules);
    }
    return {};
}

Result<SegmentEvaluator::SharedSet> SegmentEvaluator::keep(const QString &key, Result<RowSet> set)
{
    if (!set)
        return tl::unexpected(std::move(set.error()));
    auto shared = std::make_shared<const RowSet>(std::move(*set));
    m_cache.insert(key, new SharedSet(shared), qsizetype(shared->rows()) / 8192 + 1);
    return shared;
}

Result<SegmentEvaluator::SharedSet> SegmentEvaluator::everyone(const Context &context)
{
    const QString key = u"everyone@%1"_s.arg(toMilliseconds(context.asOf));
    if (const SharedSet *known = m_cache.object(key))
        return *known;
    return keep(key, m_source->everyone(context));
}

Result<SegmentEvaluator::SharedSet> SegmentEvaluator::condition(const Node &node, const Context &context)
{
    const QString key = print(node) + u'@' + QString::number(toMilliseconds(context.asOf));
    if (const SharedSet *known = m_cache.object(key))
        return *known;
    if (const auto fault = faultOf(node))
        return failure(Error::Code::Invalid, u"“%1” cannot be answered: %2."_s.arg(print(node), *fault));
    return keep(key, m_source->condition(node, context));
}

Result<SegmentEvaluator::SharedSet> SegmentEvaluator::evaluateSegment(
    const SegmentCondition &segment, const Context &context)
{
    const QString key = segment.name.toLower();
    const auto found = m_rules.constFind(key);
    if (found == m_rules.constEnd())
        return failure(Error::Code::NotFound,
            u"There is no segment “%1”, which the rule refers to."_s.arg(segment.name));
    if (m_open.contains(key))
        return failure(Error::Code::Invalid,
            u"The segment “%1” refers to itself, directly or through others."_s.arg(segment.name));
    m_open.append(key);
    Context then = context;
    if (segment.ago)
        then.asOf = before(context.asOf, *segment.ago, context.timeZone);
    auto evaluated = evaluate(found->root, then);
    m_open.removeLast();
    if (!evaluated)
        return tl::unexpected(std::move(evaluated.error()));
    return evaluated->set;
}

Result<SegmentEvaluator::Evaluated> SegmentEvaluator::evaluateNode(const Node &node, const Context &context)
{
    if (const auto *group = std::get_if<Group>(&node.content))
        return evaluate(*group, context);
    if (const auto *segment = std::get_if<SegmentCondition>(&node.content)) {
        HABERDASH_TRY_ASSIGN(set, evaluateSegment(*segment, context));
        return Evaluated{std::move(set), {}};
    }
    HABERDASH_TRY_ASSIGN(set, condition(node, context));
    return Evaluated{std::move(set), {}};
}

Result<SegmentEvaluator::Evaluated> SegmentEvaluator::evaluate(const Group &group, const Context &context)
{
    HABERDASH_TRY_ASSIGN(all, everyone(context));
    Evaluated result;
    std::vector<const RowSet *> sets;
    result.children.reserve(group.children.size());
    for (const Node &child : group.children) {
        HABERDASH_TRY_ASSIGN(evaluated, evaluateNode(child, context));
        result.children.push_back(std::move(evaluated));
        sets.push_back(result.children.back().set.get());
    }
    result.set = std::make_shared<const RowSet>(combined(group.match, sets, *all));
    return result;
}

void SegmentEvaluator::countNodes(const Group &group, const Evaluated &evaluated, NodeCount &count) const
{
    count.matching = evaluated.set->count();
    RowSet so = group.match == Group::Match::Any ? RowSet(evaluated.set->rows())
                                                 : RowSet::all(evaluated.set->rows());
    for (size_t i = 0; i < group.children.size(); ++i) {
        NodeCount &child = count.children.emplace_back();
        const Evaluated &part = evaluated.children[i];
        if (const auto *inner = std::get_if<Group>(&group.children[i].content))
            countNodes(*inner, part, child);
        child.matching = part.set->count();
        if (group.match == Group::Match::All)
            so &= *part.set;
        else if (group.match == Group::Match::Any)
            so |= *part.set;
        else
            so -= *part.set;
        child.remaining = so.count();
    }
}

namespace {

/// What the whole would be without one node: the groups on the way up are put together anew.
class WithoutOne
{
public:
    template<typename Evaluated>
    [[nodiscard]] static RowSet set(const Group &group, const Evaluated &evaluated,
        const std::vector<size_t> &path, size_t depth, const RowSet &everyone)
    {
        std::vector<const RowSet *> sets;
        RowSet replaced;
        for (size_t i = 0; i < group.children.size(); ++i) {
            if (i != path[depth]) {
                sets.push_back(evaluated.children[i].set.get());
            } else if (depth + 1 < path.size()) {
                replaced = set(std::get<Group>(group.children[i].content), evaluated.children[i], path,
                    depth + 1, everyone);
                sets.push_back(&replaced);
            }
        }
        return combined(group.match, sets, everyone);
    }
};

/// Paths of what excludes: children of None groups, and those groups.
void findExclusions(const Group &group, std::vector<size_t> &path, std::vector<std::vector<size_t>> &found)
{
    for (size_t i = 0; i < group.children.size(); ++i) {
        path.push_back(i);
        const auto *inner = std::get_if<Group>(&group.children[i].content);
        if (group.match == Group::Match::None || (inner && inner->match == Group::Match::None))
            found.push_back(path);
        if (inner)
            findExclusions(*inner, path, found);
        path.pop_back();
    }
}

} // namespace

Result<Exclusions> SegmentEvaluator::exclusionsOf(const RowSet &members)
{
    HABERDASH_TRY_ASSIGN(reachable,
        condition(Node{FactCondition{u"email"_s, TextTest{TextOperator::IsKnown, {}}}}, m_context));
    HABERDASH_TRY_ASSIGN(agreed, condition(Node{ConsentCondition{}}, m_context));
    HABERDASH_TRY_ASSIGN(mailable, condition(Node{MailableCondition{}}, m_context));
    Exclusions result;
    result.matching = members.count();
    RowSet left = members;
    left &= *reachable;
    const qint64 withAddress = left.count();
    left &= *agreed;
    const qint64 withConsent = left.count();
    result.mailable = left.countAlso(*mailable);
    result.noAddress = result.matching - withAddress;
    result.notAgreed = withAddress - withConsent;
    result.suppressed = withConsent - result.mailable;
    return result;
}

Result<RuleCount> SegmentEvaluator::count(const Rule &rule)
{
    HABERDASH_TRY(refresh());
    HABERDASH_TRY_ASSIGN(evaluated, evaluate(rule.root, m_context));
    RuleCount result;
    countNodes(rule.root, evaluated, result.root);
    result.root.remaining = result.root.matching;
    HABERDASH_TRY_ASSIGN(exclusions, exclusionsOf(*evaluated.set));
    result.exclusions = exclusions;
    result.whole = {exclusions.matching, exclusions.mailable};
    std::vector<size_t> path;
    std::vector<std::vector<size_t>> paths;
    findExclusions(rule.root, path, paths);
    if (paths.size() > mostExclusions)
        return result;
    HABERDASH_TRY_ASSIGN(all, everyone(m_context));
    for (const std::vector<size_t> &excluded : paths) {
        NodeCount *node = &result.root;
        for (const size_t step : excluded)
            node = &node->children[step];
        node->cost = WithoutOne::set(rule.root, evaluated, excluded, 0, *all).count() - result.whole.matching;
    }
    return result;
}

Result<RowSet> SegmentEvaluator::set(const Rule &rule)
{
    HABERDASH_TRY(refresh());
    HABERDASH_TRY_ASSIGN(evaluated, evaluate(rule.root, m_context));
    return *evaluated.set;
}

std::vector<CustomerId> SegmentEvaluator::idsOf(const RowSet &set) const
{
    std::vector<CustomerId> ids;
    for (const quint32 row : set.toRows())
        ids.push_back(m_source->idAt(row));
    if (!std::is_sorted(ids.begin(), ids.end()))
        std::sort(ids.begin(), ids.end());
    return ids;
}

Result<std::vector<CustomerId>> SegmentEvaluator::members(const Rule &rule)
{
    HABERDASH_TRY_ASSIGN(rows, set(rule));
    return idsOf(rows);
}

Result<std::vector<CustomerId>> SegmentEvaluator::mailableMembers(const Rule &rule, size_t limit)
{
    HABERDASH_TRY_ASSIGN(rows, set(rule));
    HABERDASH_TRY_ASSIGN(mailable, condition(Node{MailableCondition{}}, m_context));
    rows &= *mailable;
    rows.keepFirst(limit);
    return idsOf(rows);
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
        ids.push_back(statement.id<CustomerId>(0));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace haberdash::segment
