// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/customer_repository.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// Which customers a list wants, and how.
struct CustomerWish
{
    QString text;
    store::CustomerOrder order = store::CustomerOrder::ByName;
    bool descending = false;
    QString segment; ///< name of a saved one; empty: everybody
    friend bool operator==(const CustomerWish &, const CustomerWish &) = default;
};

/// Their ids in order, by the index that the shop shares. For workers.
[[nodiscard]] Result<QList<CustomerId>> findCustomers(const Shop &shop, const CustomerWish &wish);
/// Reads the index if it is not there, so that the first search need not wait. For workers.
void prepareCustomerSearch(const Shop &shop);

} // namespace haberdash::ui
