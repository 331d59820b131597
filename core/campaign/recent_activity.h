// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/timestamp.h"
#include "core/compose/liquid/value.h"
#include "core/store/connection.h"

#include <functional>

namespace haberdash::campaign {

/// What a customer did last, as templates see it, as of an instant. For one thread.
class RecentActivity
{
public:
    /// Gives the values of a product, or nil where it is not sold any more.
    using ProductOf = std::function<compose::liquid::Value(qint64 product)>;
    struct Values
    {
        compose::liquid::Value order; ///< the last one: name placed_at total items; nil before the first
        compose::liquid::Value cart; ///< items updated_at; nil where it is empty
        compose::liquid::Value viewed; ///< products looked at, the last first, each once
    };

    [[nodiscard]] static Result<RecentActivity> open(
        store::Connection &connection, Timestamp asOf, int currencyDigits, ProductOf productOf);
    [[nodiscard]] Result<Values> of(CustomerId customer);

private:
    RecentActivity(store::Statement order, store::Statement lines, store::Statement events, Timestamp asOf,
        int currencyDigits, ProductOf productOf);
    [[nodiscard]] Result<compose::liquid::Value> itemsOf(qint64 order);
    [[nodiscard]] Result<> readEvents(CustomerId customer, Timestamp lastOrder, Values &values);

    store::Statement m_order;
    store::Statement m_lines;
    store::Statement m_events;
    Timestamp m_asOf;
    int m_digits;
    ProductOf m_productOf;
};

} // namespace haberdash::campaign
