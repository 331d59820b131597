// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analysis/analysis_data.h"

namespace haberdash::ui {

using namespace learning;

Result<std::shared_ptr<const AnalysisData>> readAnalysis(
    const Shop &shop, const AnalysisQuestion &question, const std::function<bool()> &stopped)
{
    HABERDASH_TRY_ASSIGN(connection, shop.open());
    HABERDASH_TRY_ASSIGN(facts, shop.facts->current(connection, stopped));
    auto data = std::make_shared<AnalysisData>();
    data->question = question;
    HABERDASH_TRY_ASSIGN(history, MailHistory::read(connection, facts, shop.asOf(), question.rule));
    data->history = std::move(history);
    const MailHistory &mail = data->history;
    const Stretch stretch = lastDays(mail.asOf, question.days);
    data->glance = glanceAt(*mail.outcomes, stretch, mail.zone);
    data->ranking = rankMailings(*mail.outcomes, data->glance);
    data->traits = sharedTraits(*mail.outcomes, data->ranking.topNumbers(), data->ranking.rest,
        mail.descriptions, mail.coupons, mail.zone);
    data->attribution = attribute(*mail.mailings, mail.coupons, stretch);
    for (const int days : windowDays) {
        for (auto &one : compareHoldouts(*mail.mailings, stretch, days))
            data->holdouts.push_back(std::move(one));
    }
    data->rfm = rfmOf(*facts, mail.asOf, question.bins);
    data->rfmBefore = rfmOf(*facts, mail.asOf - std::chrono::days(question.before), question.bins);
    data->cohorts = cohortsOfShop(*facts, mail.asOf, mail.zone);
    data->cycles = purchaseCycles(*facts, mail.asOf, mail.zone);
    const auto kinds = genericAndPersonal(mail);
    data->hasKinds = !kinds[0].arms.empty() && !kinds[1].arms.empty();
    if (data->hasKinds)
        data->following = followKinds(*mail.mailings, kinds);
    return std::shared_ptr<const AnalysisData>(std::move(data));
}

} // namespace haberdash::ui
