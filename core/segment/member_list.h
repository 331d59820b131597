// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/store/connection.h"

#include <vector>

namespace haberdash::segment {

/// The customers as CSV with the columns customer, email, first_name, last_name. Cells that a spreadsheet
/// would run as a formula begin with an apostrophe.
[[nodiscard]] Result<QByteArray> memberList(
    store::Connection &connection, const std::vector<CustomerId> &ids, Progress &progress);

/// Writes the list to a file, all of it or nothing.
[[nodiscard]] Result<> writeMemberList(
    store::Connection &connection, const std::vector<CustomerId> &ids, const QString &path, Progress &progress);

} // namespace haberdash::segment
