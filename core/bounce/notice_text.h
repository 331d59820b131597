// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::bounce {

/// Lines ended by LF, whatever they were ended by; without NUL.
[[nodiscard]] std::string withPlainLineEnds(std::string_view bytes);
/// What people read of a page: no tags, no style sheets, lines where blocks end.
[[nodiscard]] std::string textOfPage(std::string_view html);
/// Where the mail that came back begins in a notice of plain text: behind the line that announces it. The
/// size of the text where nothing came back. `noticeEnd` is where that line begins.
[[nodiscard]] size_t originalStart(std::string_view text, size_t &noticeEnd);

} // namespace haberdash::bounce
