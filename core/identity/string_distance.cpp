// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/string_distance.h"

#include <algorithm>
#include <vector>

namespace haberdash::identity {

double jaro(std::u32string_view a, std::u32string_view b)
{
    if (a == b)
        return 1;
    const size_t longer = std::max(a.size(), b.size());
    if (a.empty() || b.empty())
        return 0;
    const size_t window = longer < 4 ? 0 : longer / 2 - 1;
    std::vector<bool> usedA(a.size());
    std::vector<bool> usedB(b.size());
    size_t common = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const size_t first = i > window ? i - window : 0;
        const size_t last = std::min(b.size(), i + window + 1);
        for (size_t j = first; j < last; ++j) {
            if (!usedB[j] && a[i] == b[j]) {
                usedA[i] = usedB[j] = true;
                ++common;
                break;
            }
        }
    }
    if (common == 0)
        return 0;
    size_t moved = 0;
    size_t j = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!usedA[i])
            continue;
        while (!usedB[j])
            ++j;
        moved += a[i] != b[j];
        ++j;
    }
    const double m = double(common);
    const size_t transpositions = moved / 2; // floored, as Winkler has it
    return (m / double(a.size()) + m / double(b.size()) + (m - double(transpositions)) / m) / 3;
}

double jaroWinkler(std::u32string_view a, std::u32string_view b)
{
    const double base = jaro(a, b);
    if (base <= 0.7)
        return base;
    size_t prefix = 0;
    const size_t most = std::min({a.size(), b.size(), size_t(4)});
    while (prefix < most && a[prefix] == b[prefix])
        ++prefix;
    return base + double(prefix) * 0.1 * (1 - base);
}

namespace {

int soundexDigit(char letter)
{
    static constexpr std::string_view digits = "01230120022455012623010202";
    return digits[size_t(letter - 'A')] - '0';
}

} // namespace

std::string soundex(std::string_view ascii)
{
    std::string code;
    int last = 0;
    for (char letter : ascii) {
        if (letter >= 'a' && letter <= 'z')
            letter = char(letter - 'a' + 'A');
        if (letter < 'A' || letter > 'Z')
            continue;
        const int digit = soundexDigit(letter);
        if (code.empty())
            code += letter;
        else if (digit != 0 && digit != last)
            code += char('0' + digit);
        // h and w are looked past; a vowel lets the same digit count again.
        if (letter != 'H' && letter != 'W')
            last = digit;
        if (code.size() == 4)
            break;
    }
    if (!code.empty())
        code.resize(4, '0');
    return code;
}

} // namespace haberdash::identity
