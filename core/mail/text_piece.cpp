// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/text_piece.h"

#include <algorithm>

namespace haberdash::mail {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view nextLine(std::string_view text, size_t &at)
{
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace haberdash::mail
