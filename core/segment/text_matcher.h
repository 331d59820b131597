// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/text_dictionary.h"
#include "core/segment/rule.h"

#include <QRegularExpression>

#include <string>
#include <vector>

namespace haberdash::segment {

/// A test of texts, prepared for many of them. For one thread.
class TextMatcher
{
public:
    explicit TextMatcher(const TextTest &test);

    /// The test with its positive operator: "is" for "is not".
    [[nodiscard]] bool matchesPositive(std::string_view text);
    [[nodiscard]] bool isNegative() const { return m_isNegative; }
    [[nodiscard]] bool matches(std::string_view text) { return matchesPositive(text) != m_isNegative; }

private:
    TextOperator m_op;
    bool m_isNegative;
    std::vector<std::string> m_values; ///< folded
    std::vector<QRegularExpression> m_expressions;
    std::string m_folded;
};

/// The same for codes of a dictionary: each different text is tested once, when it comes up.
class CodeMatcher
{
public:
    CodeMatcher(const facts::TextDictionary &texts, TextMatcher &matcher)
        : m_texts(texts)
        , m_matcher(matcher)
        , m_known(texts.size(), unknown)
    { }
    [[nodiscard]] bool operator()(quint32 code)
    {
        quint8 &known = m_known[code];
        if (known == unknown)
            known = m_matcher.matches(m_texts.text(code)) ? 1 : 0;
        return known == 1;
    }

private:
    static constexpr quint8 unknown = 2;
    const facts::TextDictionary &m_texts;
    TextMatcher &m_matcher;
    std::vector<quint8> m_known;
};

} // namespace haberdash::segment
