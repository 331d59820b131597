// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/email_review.h"

#include "core/campaign/brand.h"
#include "core/store/specimen.h"

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using compose::FillRate;
using compose::liquid::Object;
using compose::liquid::Value;

namespace {

constexpr qint64 progressStep = 200;

/// Whether the values have something at "customer.first_name" that would be written.
bool hasValue(const Object &values, const QString &path)
{
    const Object *object = &values;
    const QStringList names = path.split(u'.');
    for (qsizetype i = 0; i < names.size(); ++i) {
        const Value *value = object->find(names[i].toStdString());
        if (!value || value->isNil())
            return false;
        if (i + 1 == names.size())
            return !value->text() || !value->text()->empty();
        if (names[i + 1] == u"first" || names[i + 1] == u"size") {
            const auto *list = value->array();
            return names[i + 1] == u"size" || (list && !list->empty());
        }
        object = value->object();
        if (!object)
            return false;
    }
    return false;
}

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

Result<std::vector<FillRate>> fillRatesOf(
    MessageMaker &maker, const std::vector<CustomerId> &audience, Progress &progress)
{
    std::vector<FillRate> rates;
    for (const auto &use : maker.design(0).variables()) {
        if (use.isWritten && !use.isLocal && use.path != "unsubscribe_url" && !use.path.starts_with("coupon"))
            rates.push_back({QString::fromStdString(use.path), 0, qint64(audience.size())});
    }
    qint64 done = 0;
    for (const CustomerId customer : audience) {
        if (rates.empty())
            break;
        HABERDASH_TRY_ASSIGN(values, maker.values(customer));
        for (FillRate &rate : rates)
            rate.filled += hasValue(values, rate.path);
        if (++done % progressStep == 0) {
            progress.report(done, qint64(audience.size()));
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped."_s);
        }
    }
    return rates;
}

} // namespace

bool EmailReview::mayBeSent() const
{
    return std::none_of(findings.begin(), findings.end(),
        [](const auto &finding) { return finding.severity == compose::Finding::Severity::Error; });
}

Result<EmailReview> reviewEmail(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(brand, readBrand(connection));
    HABERDASH_TRY_ASSIGN(maker, MessageMaker::create(connection, {design}, settings));
    EmailReview review;
    HABERDASH_TRY_ASSIGN(rates, fillRatesOf(maker, audience, progress));
    review.fillRates = std::move(rates);
    review.specimens = specimensOf(connection, audience, settings.asOf);
    compose::CheckInput input{design, brand, maker.design(0), {}, review.fillRates,
        settings.account.replyTo.isEmpty() ? settings.account.fromAddress : settings.account.replyTo};
    for (const CustomerId specimen : review.specimens) {
        HABERDASH_TRY_ASSIGN(message, maker.make(specimen, 0, settings.asOf));
        input.specimens.push_back(std::move(message.rendered));
    }
    review.findings = compose::checkEmail(input);
    return review;
}

} // namespace haberdash::campaign
