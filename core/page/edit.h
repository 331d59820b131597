// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::page {

/// Some bytes of a source that are replaced; none where something is only put in.
struct Edit
{
    size_t offset = 0;
    size_t length = 0;
    std::string text;
    friend bool operator==(const Edit &, const Edit &) = default;
};

/// Sorts by place. Of edits that overlap the first stays; several that only put in at one place all stay, in
/// the order they were given.
[[nodiscard]] std::vector<Edit> inOrder(std::vector<Edit> edits);
/// @param edits in order
[[nodiscard]] std::string applied(std::string_view source, const std::vector<Edit> &edits);

} // namespace haberdash::page
