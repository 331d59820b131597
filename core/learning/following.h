// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/means.h"
#include "core/experiment/proportions.h"
#include "core/learning/mailings.h"

namespace haberdash::learning {

/// One arm of a mailing.
struct MailingArm
{
    quint16 mailing = 0;
    quint8 variant = 0;
    friend auto operator<=>(const MailingArm &, const MailingArm &) = default;
};

/// One of the two kinds of mail that are compared over months: "Personal", "Generic".
struct FollowedKind
{
    QString name;
    std::vector<MailingArm> arms;
};

/// What the people of one kind did up to the end of a month. A month is 30 days and begins with the first
/// such mail that somebody got; only those are in it for whom it is over.
struct FollowedMonth
{
    qint64 people = 0;
    double revenue = 0; ///< per person since their first mail, minor units
    std::optional<experiment::Range> revenueRange; ///< 95 %
    qint64 buyers = 0; ///< ordered since
    qint64 repeaters = 0; ///< ordered twice or more since
};

/// The second kind against the first after the same number of months.
struct FollowedDifference
{
    experiment::Outcome<experiment::WelchResult> revenue = experiment::noResult(QString()); ///< per person
    experiment::Outcome<experiment::Range> repeaters = experiment::noResult(QString()); ///< share, Newcombe
};

struct Following
{
    std::array<QString, 2> names;
    std::array<std::vector<FollowedMonth>, 2> months; ///< equally many of both kinds
    std::vector<FollowedDifference> differences; ///< by month
    std::array<qint64, 2> people{}; ///< who ever got such a mail first
    bool isByLot = false; ///< each mailing of one kind has an arm of the other: who got what was drawn
    QString note; ///< how far that may be read as cause and effect, in plain English
};

/// Follows everybody from the first mail of either kind. @param months at most so many
[[nodiscard]] Following followKinds(
    const Mailings &mailings, const std::array<FollowedKind, 2> &kinds, int months = 12);

} // namespace haberdash::learning
