// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace haberdash::insight {

/// The eleven groups that METHODS, section 1, makes of recency and frequency; best first.
enum class RfmGroup {
    Champions,
    Loyal,
    PotentialLoyalist,
    New,
    Promising,
    NeedAttention,
    AboutToSleep,
    AtRisk,
    CannotLose,
    Hibernating,
    Lost
};

inline constexpr std::array allRfmGroups{RfmGroup::Champions, RfmGroup::Loyal, RfmGroup::PotentialLoyalist,
    RfmGroup::New, RfmGroup::Promising, RfmGroup::NeedAttention, RfmGroup::AboutToSleep, RfmGroup::AtRisk,
    RfmGroup::CannotLose, RfmGroup::Hibernating, RfmGroup::Lost};

/// Scores of one customer, each 1 to the number of bins.
struct RfmScores
{
    int recency = 1;
    int frequency = 1;
    int monetary = 1;
    friend bool operator==(const RfmScores &, const RfmScores &) = default;
};

/// The group of a customer. With five bins recency and frequency decide alone. With three, the lowest and the
/// highest score each stand for two of five: the better of the two where the monetary score is the highest.
[[nodiscard]] RfmGroup groupOf(const RfmScores &scores, int bins = 5);

/// As it stands in files: "cannot_lose".
[[nodiscard]] QString toWord(RfmGroup group);
[[nodiscard]] std::optional<RfmGroup> rfmGroupFromWord(QStringView word);
/// In English, for people: "Cannot lose".
[[nodiscard]] QString nameOf(RfmGroup group);
/// One English sentence of who they are.
[[nodiscard]] QString meaningOf(RfmGroup group);

} // namespace haberdash::insight
