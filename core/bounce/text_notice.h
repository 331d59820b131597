// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/notice.h"

#include <string>
#include <vector>

namespace haberdash::bounce {

/// What a notice in plain words says of one address.
struct SaidOfAddress
{
    std::string address;
    std::string words; ///< from the line with the address to the next address; may be empty
};
/// Finds the addresses that a notice speaks of, at most 100, each once: at the beginnings of lines, where
/// mail systems put them, else in X-Failed-Recipients, else anywhere in the text but ours, else where the
/// original went.
[[nodiscard]] std::vector<SaidOfAddress> addressesSpokenOf(const Notice &notice);

} // namespace haberdash::bounce
