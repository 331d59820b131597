// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::importing {

/// Appends a cell as CSV writes it: in quotes where it needs them.
void appendCell(std::string &line, std::string_view cell);

} // namespace haberdash::importing
