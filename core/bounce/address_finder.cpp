// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/address_finder.h"

#include <algorithm>

namespace haberdash::bounce {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t longestAddress = 320; // 64 + @ + 255, RFC 5321

bool isAddressLetter(char each)
{
    constexpr std::string_view closing = "<>()[],;:\"'`|*";
    return static_cast<unsigned char>(each) > ' ' && each != 0x7f && each != '@'
        && closing.find(each) == npos;
}

/// Behind the domain that begins at `from`.
size_t domainEnd(std::string_view text, size_t from)
{
    size_t end = from;
    while (end < text.size() && isAddressLetter(text[end]) && text[end] != '=' && text[end] != '/'
        && text[end] != '?' && text[end] != '!')
        ++end;
    while (end > from && (text[end - 1] == '.' || text[end - 1] == '-'))
        --end;
    return end;
}

/// Where the local part in front of `sign` begins.
size_t localStart(std::string_view text, size_t sign, size_t from)
{
    if (sign > from && text[sign - 1] == '"') {
        const size_t open = sign >= 2 ? text.rfind('"', sign - 2) : npos;
        return open == npos || open < from || sign - open > longestAddress ? sign : open;
    }
    size_t start = sign;
    while (start > from && isAddressLetter(text[start - 1]) && sign - start < longestAddress)
        --start;
    while (start < sign && text[start] == '.')
        ++start;
    return start;
}

} // namespace

std::vector<FoundAddress> findAddresses(std::string_view text, size_t most)
{
    std::vector<FoundAddress> found;
    size_t from = 0;
    for (size_t sign = text.find('@'); sign != npos && found.size() < most; sign = text.find('@', sign + 1)) {
        const size_t start = localStart(text, sign, from);
        const size_t end = domainEnd(text, sign + 1);
        if (start == sign || end == sign + 1 || end - start > longestAddress)
            continue;
        found.push_back({std::string(text.substr(start, end - start)), start, end});
        from = end;
        sign = end - 1;
    }
    return found;
}

std::vector<std::string> addressesIn(std::string_view text, size_t most)
{
    std::vector<std::string> addresses;
    for (FoundAddress &each : findAddresses(text, most))
        addresses.push_back(std::move(each.address));
    return addresses;
}

} // namespace haberdash::bounce
