// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/import/customer_directory.h"
#include "core/import/customer_writer.h"
#include "core/import/product_directory.h"
#include "core/import/record_writer.h"

#include <memory>

namespace haberdash::importing {

struct Mapping;

/// Rows about what customers did. Unsubscribes also go to the consent ledger, complaints to the suppressions.
/// Amounts in another currency than the shop's keep it; further columns become details of the event.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeEventWriter(Batch &batch,
    CustomerDirectory &customers, ProductDirectory &products, const Mapping &mapping, const QString &fileName,
    CurrencyCode shopCurrency);

} // namespace haberdash::importing
