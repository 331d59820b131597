// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/batch.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

/// Rows about coupons. One code may stand in many rows, each naming a product it is good for.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeCouponWriter(Batch &batch);

} // namespace haberdash::importing
