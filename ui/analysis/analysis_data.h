// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/customer_groups.h"
#include "core/learning/glance.h"
#include "core/learning/holdout.h"
#include "core/learning/mail_history.h"
#include "core/learning/mailing_traits.h"
#include "core/learning/purchase_cycles.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// What somebody wants to know: chosen on top of the page.
struct AnalysisQuestion
{
    int days = 90; ///< how far back to look
    learning::CreditRule rule;
    int bins = 5; ///< of RFM
    int before = 90; ///< movements since so many days ago
    friend bool operator==(const AnalysisQuestion &, const AnalysisQuestion &) = default;
};

/// All answers of the page, made at once: with the facts loaded that takes less than drawing them.
struct AnalysisData
{
    AnalysisQuestion question;
    learning::MailHistory history;
    learning::Glance glance;
    learning::Ranking ranking;
    learning::TraitReport traits;
    learning::AttributionTable attribution;
    std::vector<learning::HoldoutComparison> holdouts; ///< of all windows
    learning::RfmOfShop rfm;
    learning::RfmOfShop rfmBefore;
    learning::CohortsOfShop cohorts;
    std::vector<learning::PurchaseCycle> cycles;
    learning::Following following; ///< generic and personal mail
    bool hasKinds = false; ///< there was mail of both kinds

    [[nodiscard]] const facts::Facts &facts() const { return history.facts(); }
};

/// Runs on a worker. @param stopped asked while facts are read; true ends it with Error::Code::Cancelled
[[nodiscard]] Result<std::shared_ptr<const AnalysisData>> readAnalysis(
    const Shop &shop, const AnalysisQuestion &question, const std::function<bool()> &stopped = {});

} // namespace haberdash::ui
