// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

#include <QMap>

namespace haberdash::segment {

/// The conditions of a rule, from first to last; groups are not among them.
[[nodiscard]] std::vector<Node> leavesOf(const Group &group);
/// Whether an answer for one customer needs to know all others: it does where somebody is ranked, here or in
/// a segment that is referred to. `rules` are saved ones by name in lower case.
[[nodiscard]] bool needsEverybody(const Group &group, const QMap<QString, Rule> &rules);

} // namespace haberdash::segment
