// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::bounce {

/// Something that looks like an address, in a text.
struct FoundAddress
{
    std::string address; ///< as it is written, at most 320 bytes
    size_t start = 0;
    size_t end = 0; ///< behind it
};
/// In order. Servers write addresses that are none by the rules ("neko..@example.org"), so the rules are
/// wide.
[[nodiscard]] std::vector<FoundAddress> findAddresses(std::string_view text, size_t most = 20);
[[nodiscard]] std::vector<std::string> addressesIn(std::string_view text, size_t most = 20);

} // namespace haberdash::bounce
