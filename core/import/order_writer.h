// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/product_directory.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

struct Mapping;

/// What a writer of orders must know of the file and its shop.
struct OrderFile
{
    const Mapping &mapping;
    QString shopCountry; ///< two letters: of phones without a country code in rows that name none
};

/// Rows about orders: each has the lines that it says; neighbouring rows with the same order id are one
/// order, and what is said of the order stands in its first row. Rows that only have lines go on with an
/// order that is known. An order that is known already is brought up to date: with what the mapping reads,
/// the rest stays as it is.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeOrderWriter(
    Batch &batch, CustomerDirectory &customers, ProductDirectory &products, const OrderFile &file);

} // namespace haberdash::importing
