// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/checks/email_check.h"

#include <algorithm>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Values that are written and that some customers have not.
class MissingValues final : public EmailCheck
{
public:
    void look(const CheckInput &input, std::vector<Finding> &findings) const override
    {
        for (const auto &use : input.compiled.variables()) {
            const QString path = QString::fromStdString(use.path);
            if (!use.isWritten || use.hasFallback || use.isLocal || path == u"unsubscribe_url")
                continue;
            const auto rate = std::find_if(input.written.begin(), input.written.end(),
                [&path](const FillRate &each) { return each.path == path; });
            if (rate == input.written.end() || rate->of == 0 || rate->filled == rate->of)
                continue;
            const auto severity = rate->filled == 0 ? Finding::Severity::Error : Finding::Severity::Warning;
            findings.push_back({severity, u"values.missing"_s,
                u"%1 of %2 customers have no %3, and nothing is written in its place."_s
                    .arg(rate->of - rate->filled)
                    .arg(rate->of)
                    .arg(path),
                rate->filled == 0
                    ? u"Nobody has it: look whether it is spelled right, or take it out."_s
                    : u"Write {{ %1 | default: \"...\" }}, or show the sentence only to those who have it."_s
                          .arg(path),
                EmailPart::Body, {}, use.position.line});
        }
    }
};

} // namespace

void addValueChecks(EmailChecks &checks)
{
    checks.push_back(std::make_unique<MissingValues>());
}

} // namespace haberdash::compose
