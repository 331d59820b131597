// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_envelope.h"

namespace haberdash::importing {

namespace {

constexpr size_t longestName = 100;

/// The place of the next character that is no blank; the size where there is none.
size_t pastBlanks(std::string_view text, size_t at)
{
    const auto place = text.find_first_not_of(" \t\r\n", at);
    return place == std::string_view::npos ? text.size() : place;
}

} // namespace

size_t envelopeSize(std::string_view text)
{
    size_t at = pastBlanks(text, 0);
    const auto take = [&](char expected) {
        if (at >= text.size() || text[at] != expected)
            return false;
        at = pastBlanks(text, at + 1);
        return true;
    };
    if (!take('{') || at >= text.size() || text[at] != '"')
        return 0;
    const auto end = text.find_first_of("\"\\", at + 1);
    if (end == std::string_view::npos || text[end] != '"' || end - at > longestName)
        return 0;
    at = pastBlanks(text, end + 1);
    if (!take(':') || !take('['))
        return 0;
    return at < text.size() && text[at] == '{' ? at : 0;
}

} // namespace haberdash::importing
