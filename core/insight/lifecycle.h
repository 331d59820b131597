// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

#include <QString>

#include <array>
#include <optional>
#include <span>

namespace haberdash::insight {

/// What has to be kept of a customer's gaps between days with orders, so that a million need no lists.
struct GapHistory
{
    int count = 0;
    double sumOfLogs = 0; ///< of ln(1 + gap in days)
    void add(double days);
    [[nodiscard]] static GapHistory of(std::span<const double> days);
    friend bool operator==(const GapHistory &, const GapHistory &) = default;
};

/// As many gaps of its own weigh as much as what is usual for the shop.
inline constexpr double usualGapWeight = 2;
/// Gaps from which on the median of a category is believed.
inline constexpr int fewestGaps = 30;

/// Days from one order to the next that are expected of a customer: his own gaps, drawn to the gap of the
/// group by logs, exp((sum ln(1 + g) + k ln(1 + G)) / (n + k)) - 1; METHODS, section 1. `groupGap` is 0 or
/// more.
[[nodiscard]] double expectedGap(const GapHistory &own, double groupGap, double weight = usualGapWeight);

/// The gap of the group: the median of the category's gaps, or of the shop's where the category has fewer
/// than
/// 30. None where nobody has bought on two days yet.
[[nodiscard]] experiment::Outcome<double> groupGap(
    std::span<const double> ofCategory, std::span<const double> ofShop);

/// Where a customer stands, by the time since the last order as a share of the expected gap.
enum class LifecycleStage { Prospect, New, Active, Reactivated, Cooling, AtRisk, Lapsed };

inline constexpr std::array allLifecycleStages{LifecycleStage::Prospect, LifecycleStage::New,
    LifecycleStage::Active, LifecycleStage::Reactivated, LifecycleStage::Cooling, LifecycleStage::AtRisk,
    LifecycleStage::Lapsed};

/// In expected gaps.
struct LifecycleLimits
{
    double cooling = 1; ///< above it cooling
    double atRisk = 2; ///< above it at risk
    double lapsed = 4; ///< above it lapsed
    double comeback = 4; ///< a last gap above it makes a returning customer reactivated
    friend bool operator==(const LifecycleLimits &, const LifecycleLimits &) = default;
};

struct PurchaseState
{
    int orders = 0; ///< days with orders
    double daysSinceLast = 0;
    std::optional<double> lastGap; ///< days between the last two of them
    double expectedGap = 0; ///< days
};

[[nodiscard]] LifecycleStage stageOf(const PurchaseState &state, const LifecycleLimits &limits = {});

/// As it stands in files: "at_risk".
[[nodiscard]] QString toWord(LifecycleStage stage);
[[nodiscard]] std::optional<LifecycleStage> lifecycleStageFromWord(QStringView word);
/// In English, for people: "At risk".
[[nodiscard]] QString nameOf(LifecycleStage stage);
/// One English sentence of who they are.
[[nodiscard]] QString meaningOf(LifecycleStage stage);

} // namespace haberdash::insight
