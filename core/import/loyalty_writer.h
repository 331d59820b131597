// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

/// Rows about loyalty accounts: a balance and what belongs to it, as of a moment. An older balance does not
/// replace a newer one.
/// @param asOf of rows that name no moment: when the file was made
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeLoyaltyWriter(
    Batch &batch, CustomerDirectory &customers, const QString &source, Timestamp asOf);

} // namespace haberdash::importing
