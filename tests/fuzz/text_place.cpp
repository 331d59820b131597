// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/text_place.h"

#include <algorithm>

namespace haberdash::fuzz {

bool isInside(std::string_view text, int line, int column)
{
    for (int i = 1; i < line; ++i) {
        const size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return false;
        text.remove_prefix(end + 1);
    }
    const auto row = text.substr(0, text.find('\n'));
    const auto characters = std::count_if(
        row.begin(), row.end(), [](char each) { return (static_cast<unsigned char>(each) & 0xC0) != 0x80; });
    return line >= 1 && column >= 1 && column <= characters + 1;
}

std::vector<std::string_view> parts(std::string_view text, size_t count)
{
    std::vector<std::string_view> found;
    while (found.size() + 1 < count) {
        const size_t end = std::min(text.find('\0'), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    found.push_back(text);
    return found;
}

} // namespace haberdash::fuzz
