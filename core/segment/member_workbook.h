// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/member_list.h"

namespace haberdash::segment {

/// Writes a list of members as a workbook: numbers as numbers, amounts with the currency's digits, instants
/// as dates of the shop's time zone. All of it or nothing. A sheet holds at most 1,048,575 people; more are
/// refused.
[[nodiscard]] Result<> writeMemberWorkbook(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QList<MemberColumn> &columns, const Context &context, const QString &path, Progress &progress);

} // namespace haberdash::segment
