// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/edit.h"

#include <algorithm>

namespace haberdash::page {

std::vector<Edit> inOrder(std::vector<Edit> edits)
{
    std::stable_sort(edits.begin(), edits.end(),
        [](const Edit &left, const Edit &right) { return left.offset < right.offset; });
    std::vector<Edit> kept;
    kept.reserve(edits.size());
    size_t end = 0;
    for (Edit &edit : edits) {
        if (edit.offset < end)
            continue;
        end = edit.offset + edit.length;
        kept.push_back(std::move(edit));
    }
    return kept;
}

std::string applied(std::string_view source, const std::vector<Edit> &edits)
{
    std::string result;
    size_t from = 0;
    for (const Edit &edit : edits) {
        result += source.substr(from, edit.offset - from);
        result += edit.text;
        from = edit.offset + edit.length;
    }
    result += source.substr(from);
    return result;
}

} // namespace haberdash::page
