// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii_case.h"

namespace haberdash {

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    for (char &each : result) {
        if (each >= 'A' && each <= 'Z')
            each = char(each + ('a' - 'A'));
    }
    return result;
}

} // namespace haberdash
