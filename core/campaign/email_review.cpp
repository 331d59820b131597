// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/email_review.h"

#include "core/campaign/brand.h"
#include "core/store/specimen.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<CustomerId> specimensOf(
    store::Connection &connection, const std::vector<CustomerId> &audience, Timestamp asOf)
{
    std::vector<CustomerId> specimens;
    if (!audience.empty())
        specimens.push_back(audience.front());
    using store::Specimen;
    for (const Specimen kind : {Specimen::Typical, Specimen::Richest, Specimen::NoOrders,
             Specimen::LongestName, Specimen::NoName, Specimen::OtherScript}) {
        const auto found = store::specimen(connection, kind, asOf);
        // Only who would get it: the findings are about this audience.
        if (found && *found && std::binary_search(audience.begin(), audience.end(), **found)
            && std::find(specimens.begin(), specimens.end(), **found) == specimens.end())
            specimens.push_back(**found);
    }
    return specimens;
}

Result<> findMissingCoupons(store::Connection &connection, const QStringList &sets, qint64 recipients,
    Timestamp asOf, std::vector<compose::Finding> &findings)
{
    for (const QString &name : sets) {
        HABERDASH_TRY_ASSIGN(set, store::couponSetByName(connection, name));
        HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, asOf));
        if (const qint64 missing = coupon::shortfall(stock, recipients); missing > 0)
            findings.insert(findings.begin(),
                {compose::Finding::Severity::Error, u"coupons.short"_s,
                    u"%1 codes of “%2” are missing for %3 customers."_s.arg(missing).arg(name).arg(
                        recipients),
                    u"Add codes under “Coupons”, or write to fewer people."_s, compose::EmailPart::Body, {},
                    0});
    }
    return {};
}

} // namespace

bool EmailReview::mayBeSent() const
{
    return std::none_of(findings.begin(), findings.end(),
        [](const auto &finding) { return finding.severity == compose::Finding::Severity::Error; });
}

void EmailReview::add(const std::vector<compose::Finding> &more)
{
    findings.insert(findings.end(), more.begin(), more.end());
    std::stable_sort(findings.begin(), findings.end(),
        [](const auto &left, const auto &right) { return left.severity < right.severity; });
}

Result<EmailReview> reviewEmail(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(brand, readBrand(connection));
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, settings));
    EmailReview review;
    HABERDASH_TRY_ASSIGN(coverage, coverageOf(connection, design, audience, settings, progress));
    review.coverage = std::move(coverage);
    review.specimens = specimensOf(connection, audience, settings.asOf);
    compose::CheckInput input{design, brand, maker.design(0), {}, review.coverage.written,
        settings.account.replyTo.isEmpty() ? settings.account.fromAddress : settings.account.replyTo};
    std::vector<compose::Finding> lost; // what keeps a mail from being made at all
    for (const CustomerId specimen : review.specimens) {
        if (auto message = maker.make(specimen, 0, settings.asOf))
            input.specimens.push_back(std::move(message->rendered));
        else
            lost.push_back({compose::Finding::Severity::Error, u"mail.failed"_s, message.error().detail,
                u"Change the design; a campaign with it cannot be approved."_s, compose::EmailPart::Body, {},
                0});
    }
    review.findings = compose::checkEmail(input);
    lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
    review.findings.insert(review.findings.begin(), lost.begin(), lost.end());
    HABERDASH_TRY(findMissingCoupons(connection, maker.design(0).needs().couponSets, qint64(audience.size()),
        settings.asOf, review.findings));
    return review;
}

} // namespace haberdash::campaign
