// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace haberdash::segment {

/// What a shop wants with a group of people; ready-made segments are offered under it.
enum class Goal { Welcome, Grow, Rescue, Keep, WinBack, Engage, Loyalty, Care };
[[nodiscard]] QString inWords(Goal goal); ///< "Win back"

/// A segment that most shops want, to start from.
struct ReadyMade
{
    QString id; ///< stays the same in every language and version: "one_time_buyers"
    Goal goal = Goal::Grow;
    QString name;
    QString why; ///< one sentence: what the group is good for
    QString rule; ///< text form
};

/// In the order in which they are offered. Words are translated through QCoreApplication, context "segment".
/// They speak of the kinds of events that every workspace has; thresholds are for the shop to adjust.
[[nodiscard]] std::vector<ReadyMade> readyMadeSegments();

} // namespace haberdash::segment
