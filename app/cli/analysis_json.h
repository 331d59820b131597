// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/customer_groups.h"
#include "core/learning/following.h"
#include "core/learning/glance.h"
#include "core/learning/holdout.h"
#include "core/learning/mail_history.h"
#include "core/learning/mailing_traits.h"

#include <QJsonArray>
#include <QJsonObject>

namespace haberdash::cli {

/// Writes what was learned with stable keys; amounts are in whole units of the shop's currency, shares from 0
/// to 1, and what cannot be said is null.
class AnalysisJson
{
public:
    explicit AnalysisJson(const learning::MailHistory &history);

    /// All measures of the dictionary by their words.
    [[nodiscard]] QJsonObject figures(const learning::MailFigures &figures) const;
    [[nodiscard]] QJsonObject takings(const learning::Takings &takings) const;
    [[nodiscard]] QJsonObject mailing(const learning::MailingRow &row) const;
    [[nodiscard]] QJsonObject attribution(const learning::AttributionTable &table) const;
    [[nodiscard]] QJsonObject holdout(const learning::HoldoutComparison &comparison) const;
    [[nodiscard]] QJsonObject traits(const learning::TraitReport &report) const;
    [[nodiscard]] QJsonObject rfm(const learning::RfmOfShop &rfm) const;
    [[nodiscard]] QJsonArray movement(const learning::RfmMovement &movement) const;
    [[nodiscard]] QJsonObject cohorts(const learning::CohortsOfShop &cohorts) const;
    [[nodiscard]] QJsonObject following(const learning::Following &following) const;
    /// An amount in whole units.
    [[nodiscard]] double amount(double minorUnits) const { return minorUnits / m_unit; }

private:
    const learning::MailHistory &m_history;
    double m_unit;
};

} // namespace haberdash::cli
