// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/product_directory.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

/// Rows about orders: one row is one line; neighbouring rows with the same order id are one order, and what
/// is said of the order stands in its first row. An order that is known already is brought up to date, its
/// former state logged.
/// @param returnsPrefix orders whose id begins so are credit notes ("return"); empty: none
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeOrderWriter(Batch &batch,
    CustomerDirectory &customers, ProductDirectory &products, const QString &source,
    const QString &returnsPrefix);

} // namespace haberdash::importing
