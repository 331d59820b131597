// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::importing {

/// Without blanks, tabs and line ends around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// In lower case, in any script: "Échouée" -> "échouée".
[[nodiscard]] std::string lowered(std::string_view text);
/// A code without the apostrophe that spreadsheets put before long numbers: '6100000000000.
[[nodiscard]] std::string_view withoutGuard(std::string_view code);
/// Puts characters for the entities of HTML: &amp;, &#39;, &#x27;, &quot; and the like. What is none stays.
[[nodiscard]] std::string withoutEntities(std::string_view text);

} // namespace haberdash::importing
