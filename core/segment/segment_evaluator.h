// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/segment/rule_sql.h"

#include <QHash>

#include <memory>
#include <vector>

namespace haberdash::segment {

class MemberSet;

/// How many match, and how many of those may be sent mail.
struct Count
{
    qint64 matching = 0;
    qint64 mailable = 0;
    friend bool operator==(const Count &, const Count &) = default;
};

/// A count for each node of a rule, in the shape of the rule.
struct NodeCount
{
    qint64 matching = 0;
    std::vector<NodeCount> children;
};

struct RuleCount
{
    Count whole;
    NodeCount root;
};

/// Answers rules with one query for each condition and set algebra in memory. Keeps the answers while the
/// store, the instant and the condition stay the same, so that editing one condition costs one condition. For
/// one thread, with its connection.
class SegmentEvaluator
{
public:
    SegmentEvaluator(store::Connection &connection, Context context);
    SegmentEvaluator(const SegmentEvaluator &) = delete;
    SegmentEvaluator &operator=(const SegmentEvaluator &) = delete;
    ~SegmentEvaluator();

    [[nodiscard]] Result<RuleCount> count(const Rule &rule);
    /// Members in ascending order of their numbers.
    [[nodiscard]] Result<std::vector<CustomerId>> members(const Rule &rule);
    /// Members that may be sent mail.
    [[nodiscard]] Result<std::vector<CustomerId>> mailableMembers(const Rule &rule);
    [[nodiscard]] const Context &context() const { return m_context; }
    /// Another instant: what was kept for the former one is forgotten.
    void setAsOf(Timestamp asOf);

private:
    [[nodiscard]] Result<> refresh();
    [[nodiscard]] Result<MemberSet> evaluate(const Group &group, NodeCount &count);
    [[nodiscard]] Result<MemberSet> evaluateNode(const Node &node, NodeCount &count);
    [[nodiscard]] Result<MemberSet> evaluateSegment(const QString &name);
    [[nodiscard]] Result<MemberSet> run(const QString &key, const Query &query);
    [[nodiscard]] Result<MemberSet> everyone();

    store::Connection &m_connection;
    Context m_context;
    qint64 m_dataVersion = -1;
    qint64 m_ownChanges = -1;
    struct Cache;
    std::unique_ptr<Cache> m_cache;
    QMap<QString, Rule> m_rules;
    QStringList m_open; // segments being evaluated, to find circles
};

/// Runs the rule as one query: the reference for `SegmentEvaluator`.
[[nodiscard]] Result<std::vector<CustomerId>> membersBySql(
    store::Connection &connection, const Rule &rule, const Context &context);

} // namespace haberdash::segment
