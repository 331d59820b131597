// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace haberdash::mail {

/// The mails in a file: several where it is a mailbox (mbox), which begins with "From ", else the file
/// itself. A mail begins where such a line with a time in it follows a blank line. Views into `file`.
[[nodiscard]] std::vector<std::string_view> mailsIn(std::string_view file);

} // namespace haberdash::mail
