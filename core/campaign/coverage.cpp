// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/coverage.h"

#include <algorithm>
#include <map>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::FillRate;
using compose::liquid::Object;
using compose::liquid::Value;

namespace {

constexpr size_t mostSpecimens = 5;
constexpr qint64 progressStep = 200;

/// Whether the values have something at "customer.first_name" that would be written.
bool hasValue(const Object &values, const QString &path)
{
    const Object *object = &values;
    const QStringList names = path.split(u'.');
    for (qsizetype i = 0; object && i < names.size(); ++i) {
        const Value *value = object->find(names[i].toStdString());
        if (!value || value->isNil())
            return false;
        if (i + 1 == names.size())
            return !value->text() || !value->text()->empty();
        const auto *list = value->array();
        if (list && (names[i + 1] == u"first" || names[i + 1] == u"last"))
            return !list->empty();
        if (list)
            return true; // "size" and places: a list is there
        object = value->object();
    }
    return false;
}

std::vector<FillRate> writtenValues(const compose::CompiledEmail &email, qint64 audience)
{
    std::vector<FillRate> rates;
    for (const auto &use : email.variables()) {
        const bool isOurs = use.path == "unsubscribe_url" || use.path.starts_with("coupon");
        if (use.isWritten && !use.isLocal && !isOurs)
            rates.push_back({QString::fromStdString(use.path), 0, audience});
    }
    return rates;
}

} // namespace

Result<Coverage> coverageOf(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, settings));
    Coverage coverage;
    coverage.sites = maker.design(0).decisionSites();
    coverage.audience = qint64(audience.size());
    coverage.fillRates = writtenValues(maker.design(0), coverage.audience);
    coverage.written = coverage.fillRates;
    for (FillRate &rate : coverage.written)
        rate.filled = coverage.audience;
    std::map<std::vector<compose::DecisionTaken>, size_t> known;
    qint64 done = 0;
    for (const CustomerId customer : audience) {
        if (++done % progressStep == 0) {
            progress.report(done, coverage.audience);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped."_s);
        }
        HABERDASH_TRY_ASSIGN(values, maker.values(customer));
        for (FillRate &rate : coverage.fillRates)
            rate.filled += hasValue(values, rate.path);
        auto decided = maker.decide(customer, values, 0, settings.asOf);
        if (!decided) {
            ++coverage.failed;
            if (!coverage.firstFailure)
                coverage.firstFailure = decided.error();
            continue;
        }
        for (FillRate &rate : coverage.written)
            rate.filled
                -= std::find(decided->missing.begin(), decided->missing.end(), rate.path.toStdString())
                != decided->missing.end();
        const auto [at, isNew] = known.try_emplace(decided->decisions, coverage.groups.size());
        if (isNew)
            coverage.groups.push_back({std::move(decided->decisions), 0, {}});
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
