// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace haberdash::bounce {

/// Fields of one recipient in a delivery status report (RFC 3464, RFC 6533), or of a feedback report.
using ReportFields = std::multimap<std::string, std::string>; ///< by lower-case names; lines are joined

/// The first field of the name; empty where there is none.
[[nodiscard]] std::string fieldOf(const ReportFields &fields, const std::string &name);

/// One entry for each recipient, at most 100. Blank lines, or a second Final-Recipient or Action, divide
/// them. Lines that are no field are passed over, so a text that holds a report somewhere may be given, too.
[[nodiscard]] std::vector<ReportFields> recipientsOf(std::string_view report);
/// All fields of a report.
[[nodiscard]] ReportFields fieldsOf(std::string_view report);

/// The address of "rfc822; ada@example.org" or "utf-8; \x{E9}...".
[[nodiscard]] std::string addressOf(std::string_view typed);

} // namespace haberdash::bounce
