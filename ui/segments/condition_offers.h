// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/rule_words.h"

#include <QList>

namespace haberdash::ui {

/// A condition that can be added, with values to begin with.
struct ConditionOffer
{
    QString group; ///< as shopkeepers sort them: "What they bought"
    QString title;
    QString also; ///< further words by which it is found
    segment::Node node;
};

/// All kinds of conditions for this shop, group by group.
[[nodiscard]] QList<ConditionOffer> conditionOffers(const RuleWords &words);

} // namespace haberdash::ui
