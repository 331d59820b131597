// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/product_directory.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

struct Mapping;

/// Rows about goods: one row is one variant, or one further picture, joined by handle; what is said of the
/// product stands in its first row. At the end, order lines that named an article number nobody knew find
/// their product.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeProductWriter(
    Batch &batch, ProductDirectory &directory, const Mapping &mapping);

} // namespace haberdash::importing
