// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/rule_answers.h"

#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/trace.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostAlone = 24;

} // namespace

Result<RuleAnswers> RuleAnswers::create(
    store::Connection &connection, const QStringList &rules, const segment::Context &context)
{
    RuleAnswers answers(connection, context);
    for (const QString &text : rules) {
        auto rule = segment::parseRule(text);
        if (!rule)
            return failure(Error::Code::Invalid,
                u"The email shows a part to people by the rule “%1”, which cannot be read: %2"_s.arg(
                    text, rule.error().toError().detail));
        answers.m_rules.push_back(std::move(*rule));
    }
    return answers;
}

Result<> RuleAnswers::askForEverybody()
{
    segment::SegmentEvaluator evaluator(*m_connection, m_context);
    std::vector<std::vector<CustomerId>> all;
    for (const segment::Rule &rule : m_rules) {
        HABERDASH_TRY_ASSIGN(members, evaluator.members(rule));
        all.push_back(std::move(members));
    }
    m_members = std::move(all);
    return {};
}

Result<std::vector<bool>> RuleAnswers::of(CustomerId customer)
{
    std::vector<bool> answers;
    if (m_rules.empty())
        return answers;
    if (!m_members && ++m_askedAlone > mostAlone)
        HABERDASH_TRY(askForEverybody());
    for (size_t i = 0; i < m_rules.size(); ++i) {
        if (m_members) {
            answers.push_back(std::binary_search((*m_members)[i].begin(), (*m_members)[i].end(), customer));
        } else {
            HABERDASH_TRY_ASSIGN(lines, segment::trace(*m_connection, m_rules[i], m_context, customer));
            answers.push_back(lines.front().holds);
        }
    }
    return answers;
}

} // namespace haberdash::campaign
