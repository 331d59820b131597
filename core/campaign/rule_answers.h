// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/segment/rule_sql.h"

#include <optional>
#include <vector>

namespace haberdash::campaign {

/// Answers for customers one after the other whether rules hold for them. The first few are asked alone,
/// which is quick in a shop of any size; after that each rule is asked once for everybody. For one thread.
class RuleAnswers
{
public:
    /// Invalid where a text is no rule, with the rule and what is wrong with it.
    [[nodiscard]] static Result<RuleAnswers> create(
        store::Connection &connection, const QStringList &rules, const segment::Context &context);

    /// In the order of the rules. NotFound where a rule refers to a segment that is not there.
    [[nodiscard]] Result<std::vector<bool>> of(CustomerId customer);

private:
    RuleAnswers(store::Connection &connection, const segment::Context &context)
        : m_connection(&connection)
        , m_context(context)
    { }
    [[nodiscard]] Result<> askForEverybody();

    store::Connection *m_connection;
    segment::Context m_context;
    std::vector<segment::Rule> m_rules;
    int m_askedAlone = 0;
    std::optional<std::vector<std::vector<CustomerId>>> m_members; ///< of each rule, ascending
};

} // namespace haberdash::campaign
