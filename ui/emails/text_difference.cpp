// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/text_difference.h"

#include <algorithm>

namespace haberdash::ui {

namespace {

constexpr qsizetype mostLines = 2000; // the table of lengths has the square of it

} // namespace

TextDifference differenceOf(const QStringList &left, const QStringList &right)
{
    const auto rows = size_t(left.size());
    const auto columns = size_t(right.size());
    TextDifference difference{std::vector<bool>(rows, true), std::vector<bool>(columns, true)};
    if (left.size() > mostLines || right.size() > mostLines) {
        for (size_t i = 0; i < std::min(rows, columns); ++i)
            difference.left[i] = difference.right[i] = left[qsizetype(i)] != right[qsizetype(i)];
        return difference;
    }
    // length[i][j]: the longest common sequence of what is left from line i and from line j on.
    std::vector<std::vector<int>> length(rows + 1, std::vector<int>(columns + 1, 0));
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;)
            length[i][j] = left[qsizetype(i)] == right[qsizetype(j)]
                ? length[i + 1][j + 1] + 1
                : std::max(length[i + 1][j], length[i][j + 1]);
    }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (left[qsizetype(i)] == right[qsizetype(j)])
            difference.left[i++] = difference.right[j++] = false;
        else if (length[i + 1][j] >= length[i][j + 1])
            ++i;
        else
            ++j;
    }
    return difference;
}

} // namespace haberdash::ui
