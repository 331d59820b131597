// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/timestamp.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::sample {

/// The campaign that the sample shop has behind it: two subject lines and a holdout, sent three weeks before
/// the sample's day. B did better, and the simulation of the shop must know: who got what is decided here.
struct SampleCampaign
{
    static constexpr auto name = u"Early summer";
    static constexpr auto salt = u"sample-early-summer";
    [[nodiscard]] static Timestamp sentAt();
    /// 0 and 1 for the variants, -1 for the holdout.
    [[nodiscard]] static int armOf(CustomerId customer);
};

/// Somebody who was in its audience.
struct Addressee
{
    CustomerId customer;
    QString email;
};

/// Writes segments, emails, the campaign, its outbox and its experiment.
[[nodiscard]] Result<> writeWork(
    store::Connection &connection, const QList<Addressee> &audience, Timestamp now);

} // namespace haberdash::sample
