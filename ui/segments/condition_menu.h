// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/condition_editor.h"

class QMenu;

namespace haberdash::ui {

/// Fills a menu with all kinds of conditions, in the words of a shopkeeper. `chosen` gets a new node with
/// values to begin with.
void fillConditionMenu(
    QMenu *menu, const RuleWords &words, const std::function<void(const segment::Node &)> &chosen);

} // namespace haberdash::ui
