// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/customer_index.h"
#include "ui/shared/shop.h"

#include <mutex>

namespace haberdash::ui {

/// Ids of customers as a list wants them: found, sorted, of one segment. Keeps the index of all customers in
/// memory and reads it again when the shop's file has changed. For several threads at a time.
class CustomerSearch
{
public:
    struct Wish
    {
        QString text;
        store::CustomerOrder order = store::CustomerOrder::ByName;
        bool descending = false;
        QString segment; ///< name of a saved one; empty: everybody
        friend bool operator==(const Wish &, const Wish &) = default;
    };

    explicit CustomerSearch(Shop shop)
        : m_shop(std::move(shop))
    { }

    [[nodiscard]] Result<QList<CustomerId>> ids(const Wish &wish);
    /// Reads the index if it is not there, so that the first search need not wait.
    void prepare();

private:
    [[nodiscard]] Result<std::shared_ptr<const facts::CustomerIndex>> index(store::Connection &connection);

    Shop m_shop;
    std::mutex m_mutex;
    QByteArray m_stamp; ///< of the file that the index was read from
    std::shared_ptr<const facts::CustomerIndex> m_index;
};

} // namespace haberdash::ui
