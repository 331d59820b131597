// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii_case.h"

#include <algorithm>

namespace haberdash {

namespace {

constexpr char inSmall(char each)
{
    return each >= 'A' && each <= 'Z' ? char(each + ('a' - 'A')) : each;
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), inSmall);
    return result;
}

bool containsIgnoringCase(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char each, char small) {
        return inSmall(each) == small;
    }) != text.end();
}

} // namespace haberdash
