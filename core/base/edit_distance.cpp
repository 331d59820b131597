// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/edit_distance.h"

#include <algorithm>
#include <vector>

namespace haberdash {

namespace {

int editDistance(std::u32string_view a, std::u32string_view b, bool swapsCount)
{
    std::vector<int> before(b.size() + 1);
    std::vector<int> previous(b.size() + 1);
    std::vector<int> current(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j)
        previous[j] = int(j);
    for (size_t i = 1; i <= a.size(); ++i) {
        current[0] = int(i);
        for (size_t j = 1; j <= b.size(); ++j) {
            const int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
            if (swapsCount && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

/// What is left when equal beginnings and ends are cut off tells.
template<typename Char>
bool areOneEditApart(std::basic_string_view<Char> shorter, std::basic_string_view<Char> longer)
{
    if (shorter.size() > longer.size())
        std::swap(shorter, longer);
    if (longer.size() - shorter.size() > 1 || shorter == longer)
        return false;
    size_t start = 0;
    while (start < shorter.size() && shorter[start] == longer[start])
        ++start;
    size_t end = 0;
    while (
        end < shorter.size() - start && shorter[shorter.size() - 1 - end] == longer[longer.size() - 1 - end])
        ++end;
    const size_t restOfShorter = shorter.size() - start - end;
    const size_t restOfLonger = longer.size() - start - end;
    if (restOfShorter <= 1 && restOfLonger <= 1)
        return true;
    return restOfShorter == 2 && restOfLonger == 2 && shorter[start] == longer[start + 1]
        && shorter[start + 1] == longer[start];
}

} // namespace

int levenshtein(std::u32string_view a, std::u32string_view b)
{
    return editDistance(a, b, false);
}

int osaDistance(std::u32string_view a, std::u32string_view b)
{
    return editDistance(a, b, true);
}

bool isOneEditAway(std::u32string_view a, std::u32string_view b)
{
    return areOneEditApart(a, b);
}

bool isOneEditAway(std::string_view a, std::string_view b)
{
    return areOneEditApart(a, b);
}

} // namespace haberdash
