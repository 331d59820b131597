// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_checks.h"

#include "core/campaign/arm_differences.h"
#include "core/campaign/email_review.h"

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

Result<std::vector<VariantFindings>> checkEmails(store::Connection &connection,
    const store::Campaign &campaign, const Plan &plan, Timestamp asOf, Progress &progress)
{
    MakerSettings settings{campaign.id, campaign.salt, campaign.name, {}, asOf};
    if (campaign.account.isValid()) {
        HABERDASH_TRY_ASSIGN(account, store::accountById(connection, campaign.account));
        settings.account = account;
    }
    std::vector<VariantFindings> checks;
    const auto designs = designsOf(campaign);
    const auto styles = stylesOf(campaign);
    HABERDASH_TRY_ASSIGN(differences, compareArms(connection, campaign));
    for (int i = 0; i < campaign.variants.size(); ++i) {
        std::vector<CustomerId> audience;
        for (const auto &row : plan.rows) {
            if (row.state == u"planned"_s && row.variant == i)
                audience.push_back(row.customer);
        }
        settings.styles = {styles[size_t(i)]};
        HABERDASH_TRY_ASSIGN(review, reviewEmail(connection, designs[i], audience, settings, progress));
        if (i > 0)
            review.add(findingsOn(differences[size_t(i - 1)]));
        checks.push_back({campaign.variants[i].name, std::move(review.findings)});
    }
    return checks;
}

Result<> refuseErrors(const std::vector<VariantFindings> &checks)
{
    for (const auto &[variant, findings] : checks) {
        for (const auto &finding : findings) {
            if (finding.severity == compose::Finding::Severity::Error)
                return failure(Error::Code::Refused,
                    u"“%1” should not be sent so: %2 %3 Nothing was changed."_s.arg(
                        variant, finding.detail, finding.fix));
        }
    }
    return {};
}

} // namespace haberdash::campaign
