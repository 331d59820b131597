// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"

namespace haberdash::compose {

/// A design to begin with.
struct StartingDesign
{
    QString name; ///< stays the same in every version: "win-back"
    QString title; ///< "We miss you"
    QString purpose; ///< when one would send it
    QString subject;
    QString preheader;
    Document document;
    friend bool operator==(const StartingDesign &, const StartingDesign &) = default;
};

/// All of them (resources/designs), in the order in which they are offered.
[[nodiscard]] std::vector<StartingDesign> startingDesigns();

} // namespace haberdash::compose
