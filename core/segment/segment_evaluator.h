// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/segment/condition_source.h"

#include <QCache>
#include <QMap>
#include <QStringList>

#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace haberdash::segment {

class ColumnConditions;
class SqlConditions;

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
    static constexpr qint64 unknown = -1;
    qint64 matching = 0;
    /// Members of the group around it once this child and those before it have had their say.
    qint64 remaining = 0;
    /// How many more the whole rule would have without this node; for what excludes (in None groups, and
    /// those groups themselves), else unknown.
    qint64 cost = unknown;
    std::vector<NodeCount> children;
};

/// What stands between those who match and mail: matching = mailable + noAddress + notAgreed + suppressed.
struct Exclusions
{
    qint64 matching = 0;
    qint64 mailable = 0;
    qint64 noAddress = 0;
    qint64 notAgreed = 0;
    qint64 suppressed = 0;
    friend bool operator==(const Exclusions &, const Exclusions &) = default;
};

struct RuleCount
{
    Count whole;
    Exclusions exclusions;
    NodeCount root;
};

/// Answers rules: one question for each condition, set algebra in memory. Keeps the answers while data,
/// instant and condition stay the same, so that editing one condition costs one condition. For one thread.
class SegmentEvaluator
{
public:
    /// Asks the store.
    SegmentEvaluator(store::Connection &connection, Context context);
    /// Asks columns; `rules` are the saved segments by name in lower case.
    SegmentEvaluator(
        std::shared_ptr<const facts::Facts> facts, Context context, QMap<QString, Rule> rules, int threads);
    SegmentEvaluator(const SegmentEvaluator &) = delete;
    SegmentEvaluator &operator=(const SegmentEvaluator &) = delete;
    ~SegmentEvaluator();

    [[nodiscard]] Result<RuleCount> count(const Rule &rule);
    /// Members in ascending order of their numbers.
    [[nodiscard]] Result<std::vector<CustomerId>> members(const Rule &rule);
    /// Members that may be sent mail, the first so many of them.
    [[nodiscard]] Result<std::vector<CustomerId>> mailableMembers(
        const Rule &rule, size_t limit = std::numeric_limits<size_t>::max());
    /// Members as rows of the columns, or of the store's customers in ascending order.
    [[nodiscard]] Result<facts::RowSet> set(const Rule &rule);
    [[nodiscard]] std::vector<CustomerId> idsOf(const facts::RowSet &set) const;
    /// Asked between parts of the work from now on, from several threads; true ends it with
    /// Error::Code::Cancelled. Of columns only: a question to the store is stopped by its connection.
    void setStopped(std::function<bool()> stopped);

    [[nodiscard]] const Context &context() const { return m_context; }
    /// Another instant; answers for the former one are kept.
    void setAsOf(Timestamp asOf) { m_context.asOf = asOf; }

private:
    using SharedSet = std::shared_ptr<const facts::RowSet>;
    struct Evaluated
    {
        SharedSet set;
        std::vector<Evaluated> children;
    };

    [[nodiscard]] Result<> refresh();
    [[nodiscard]] Result<Evaluated> evaluate(const Group &group, const Context &context);
    [[nodiscard]] Result<Evaluated> evaluateNode(const Node &node, const Context &context);
    [[nodiscard]] Result<SharedSet> evaluateSegment(const SegmentCondition &segment, const Context &context);
    [[nodiscard]] Result<SharedSet> everyone(const Context &context);
    [[nodiscard]] Result<SharedSet> condition(const Node &node, const Context &context);
    [[nodiscard]] Result<SharedSet> keep(const QString &key, Result<facts::RowSet> set);
    void countNodes(const Group &group, const Evaluated &evaluated, NodeCount &count) const;
    [[nodiscard]] Result<Exclusions> exclusionsOf(const facts::RowSet &members);

    std::unique_ptr<ConditionSource> m_source;
    SqlConditions *m_sql = nullptr; ///< the same, where it asks the store
    ColumnConditions *m_columns = nullptr; ///< the same, where it asks columns
    store::Connection *m_connection = nullptr;
    Context m_context;
    QMap<QString, Rule> m_rules;
    QStringList m_open; ///< segments being evaluated, to find circles
    QCache<QString, SharedSet> m_cache;
};

/// Runs the rule as one query: the reference for `SegmentEvaluator`.
[[nodiscard]] Result<std::vector<CustomerId>> membersBySql(
    store::Connection &connection, const Rule &rule, const Context &context);

} // namespace haberdash::segment
