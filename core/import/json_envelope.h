// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace haberdash::importing {

/// How many bytes stand before the first row of an answer that has its rows under a name, as shops'
/// interfaces give them: {"orders": [{...}, ...]}. 0 for anything else.
[[nodiscard]] size_t envelopeSize(std::string_view text);

} // namespace haberdash::importing
