// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/coverage.h"

#include <algorithm>
#include <map>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostSpecimens = 5;
constexpr qint64 progressStep = 200;

} // namespace

Result<Coverage> coverageOf(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, settings));
    Coverage coverage;
    coverage.sites = maker.design(0).decisionSites();
    coverage.audience = qint64(audience.size());
    std::map<std::vector<compose::DecisionTaken>, size_t> known;
    qint64 done = 0;
    for (const CustomerId customer : audience) {
        if (++done % progressStep == 0) {
            progress.report(done, coverage.audience);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped."_s);
        }
        auto decisions = maker.decide(customer, 0, settings.asOf);
        if (!decisions) {
            ++coverage.failed;
            if (!coverage.firstFailure)
                coverage.firstFailure = decisions.error();
            continue;
        }
        const auto [at, isNew] = known.try_emplace(*decisions, coverage.groups.size());
        if (isNew)
            coverage.groups.push_back({std::move(*decisions), 0, {}});
        CoverageGroup &group = coverage.groups[at->second];
        ++group.customers;
        if (group.specimens.size() < mostSpecimens)
            group.specimens.push_back(customer);
    }
    std::stable_sort(coverage.groups.begin(), coverage.groups.end(),
        [](const CoverageGroup &left, const CoverageGroup &right) {
            return left.customers > right.customers;
        });
    return coverage;
}

} // namespace haberdash::campaign
