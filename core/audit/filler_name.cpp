// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/filler_name.h"

#include <algorithm>
#include <array>
#include <string>

namespace haberdash::audit {

namespace {

std::string loweredAscii(std::string_view text)
{
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter; });
    return lowered;
}

} // namespace

bool isFillerName(std::string_view name, NamePart part)
{
    static constexpr auto fillers
        = std::to_array<std::string_view>({"test", "tester", "testing", "test test", "asdf", "asdfgh", "asd",
            "qwe", "qwer", "qwert", "qwerty", "qwertz", "xxx", "xyz", "customer", "kunde", "unknown",
            "unbekannt", "undefined", "n/a", "n.a.", "none", "firstname", "first name", "lastname",
            "last name", "vorname", "nachname", "dummy", "demo", "sample", "noname", "no name", "anonymous"});
    static constexpr auto firstFillers
        = std::to_array<std::string_view>({"guest", "gast", "null", "nil", "name", "admin", "user"});
    if (name.empty())
        return false;
    const std::string lowered = loweredAscii(name);
    if (std::ranges::find(fillers, lowered) != fillers.end()
        || (part == NamePart::First && std::ranges::find(firstFillers, lowered) != firstFillers.end()))
        return true;
    if (lowered.find_first_of("@0123456789") != std::string::npos || lowered.find("http") != std::string::npos
        || lowered.find("www.") != std::string::npos)
        return true;
    if (lowered.size() >= 3 && lowered.find_first_not_of(lowered[0]) == std::string::npos)
        return true;
    // Beyond ASCII everything may be a letter.
    return std::ranges::none_of(
        lowered, [](char letter) { return (letter >= 'a' && letter <= 'z') || (letter & 0x80) != 0; });
}

} // namespace haberdash::audit
