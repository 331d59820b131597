// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace haberdash::ui {

/// Which lines of two texts have no counterpart in the other one.
struct TextDifference
{
    std::vector<bool> left; ///< one for each line
    std::vector<bool> right;
};

/// By the longest common sequence of lines. Texts of more than 2,000 lines are held against each other line
/// by line from the top.
[[nodiscard]] TextDifference differenceOf(const QStringList &left, const QStringList &right);

} // namespace haberdash::ui
