// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace haberdash::audit {

enum class NamePart { First, Last };

/// Whether a text stands where a name should be, but is none: "test", "asdf", "xxx", a digit or an @ in it,
/// no letter at all. Surnames that exist (Guest, Null) are names. UTF-8; an empty text is no filler.
[[nodiscard]] bool isFillerName(std::string_view name, NamePart part);

} // namespace haberdash::audit
