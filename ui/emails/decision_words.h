// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email.h"

namespace haberdash::ui {

/// What was decided for a customer at one place of a mail, in the words of a shopkeeper: "first name is
/// known", "customers who bought exactly once", "everybody else". Conditions that somebody wrote in Liquid
/// stay as they are where there are no words for them.
[[nodiscard]] QString decisionInWords(const compose::DecisionSite &site, uint32_t ways);

} // namespace haberdash::ui
