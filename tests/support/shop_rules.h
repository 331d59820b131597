// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace haberdash::test {

/// The segments that a generated shop knows the members of, in our words: names and rules, those first that
/// others refer to.
[[nodiscard]] const std::vector<std::pair<QString, QString>> &shopRules();

} // namespace haberdash::test
