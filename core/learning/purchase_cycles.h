// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/facts/facts.h"

#include <QString>
#include <QTimeZone>

#include <vector>

namespace haberdash::learning {

/// How long people take to buy in a category again: METHODS, section 1.
struct PurchaseCycle
{
    /// Below these a rhythm is a guess.
    static constexpr qint64 fewestRepeaters = 30;
    static constexpr double mostVariation = 1.2;

    QString category;
    qint64 buyers = 0;
    qint64 repeaters = 0; ///< bought there on at least two days
    qint64 gaps = 0; ///< from one such day to the next
    double median = 0; ///< days; of all gaps, as the next two
    double low = 0; ///< a tenth of the gaps is shorter
    double high = 0; ///< a tenth is longer
    double variation = 0; ///< coefficient of variation of ln(1 + gap)
    std::vector<quint32> rows; ///< of the repeaters

    /// Steady enough to write to people when they run out.
    [[nodiscard]] bool isSteady() const { return repeaters >= fewestRepeaters && variation < mostVariation; }
};

/// Of every category in which something was bought, the one with most repeaters first. Purchases of one day
/// in the shop's zone are one occasion.
[[nodiscard]] std::vector<PurchaseCycle> purchaseCycles(
    const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone);

} // namespace haberdash::learning
