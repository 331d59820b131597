// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/checks/email_check.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

QString toWord(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return u"error"_s;
    case Finding::Severity::Warning:
        return u"warning"_s;
    case Finding::Severity::Note:
        return u"note"_s;
    }
    return {};
}

std::vector<Finding> checkEmail(const CheckInput &input)
{
    EmailChecks checks;
    addLetterHeadChecks(checks);
    addValueChecks(checks);
    addLinkChecks(checks);
    addLookChecks(checks);
    addComfortChecks(checks);
    std::vector<Finding> all;
    for (const auto &check : checks)
        check->look(input, all);
    std::vector<Finding> findings;
    for (Finding &finding : all) {
        if (std::find(findings.begin(), findings.end(), finding) == findings.end())
            findings.push_back(std::move(finding));
    }
    std::stable_sort(findings.begin(), findings.end(),
        [](const Finding &left, const Finding &right) { return left.severity < right.severity; });
    return findings;
}

} // namespace haberdash::compose
