// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/text_matcher.h"

#include "core/base/folded.h"

#include <algorithm>

namespace haberdash::segment {

TextMatcher::TextMatcher(const TextTest &test)
    : m_op(positiveOf(test.op))
    , m_isNegative(m_op != test.op)
{
    for (const QString &value : test.values) {
        if (m_op == TextOperator::Matches)
            m_expressions.emplace_back(value,
                QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        else
            m_values.push_back(folded(value.toStdString()));
    }
}

bool TextMatcher::matchesPositive(std::string_view text)
{
    if (m_op == TextOperator::IsKnown)
        return !text.empty();
    if (m_op == TextOperator::Matches) {
        const QString subject = QString::fromUtf8(text.data(), qsizetype(text.size()));
        return std::any_of(
            m_expressions.begin(), m_expressions.end(), [&subject](const QRegularExpression &expression) {
                return expression.match(subject).hasMatch();
            });
    }
    m_folded = folded(text);
    return std::any_of(m_values.begin(), m_values.end(), [this](const std::string &value) {
        switch (m_op) {
        case TextOperator::Contains:
            return m_folded.find(value) != std::string::npos;
        case TextOperator::StartsWith:
            return m_folded.starts_with(value);
        case TextOperator::EndsWith:
            return m_folded.ends_with(value);
        default:
            return m_folded == value;
        }
    });
}

} // namespace haberdash::segment
