// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/send_outcomes.h"

#include <QStringList>
#include <QTimeZone>

namespace haberdash::learning {

/// Something that mailings share.
struct TraitShare
{
    QString trait; ///< "The subject asks a question"
    int inTop = 0;
    int top = 0; ///< of how many
    int inRest = 0;
    int rest = 0;
    double p = 1; ///< Fisher's exact test
    double adjustedP = 1; ///< Benjamini and Hochberg, over all traits looked at
    std::vector<quint16> mailings; ///< that have it, top ones first
};

struct TraitReport
{
    std::vector<TraitShare> shares; ///< that most of the top share, the clearest first
    int lookedAt = 0; ///< traits that were compared
    QString note; ///< how much of it may be chance, in plain English
};

/// What the top mailings share and the others do not: audience, weekday and part of the day, words of the
/// subject, an offer, the category that sold best.
[[nodiscard]] TraitReport sharedTraits(const SendOutcomes &outcomes, const std::vector<quint16> &top,
    const std::vector<quint16> &rest, const QList<store::MailingDescription> &descriptions,
    const CouponOrigins &coupons, const QTimeZone &zone);

/// The category in which most pieces of a mailing's orders were, by mailing; empty where there were none.
[[nodiscard]] QStringList bestCategories(
    const Mailings &mailings, const CouponOrigins &coupons, const CreditRule &rule);

/// Traits of a subject line: "asks a question", "names a number" ...
[[nodiscard]] QStringList subjectTraits(const QString &subject);

} // namespace haberdash::learning
