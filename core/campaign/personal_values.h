// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/timestamp.h"
#include "core/compose/liquid/value.h"
#include "core/store/workspace.h"

#include <QMap>

#include <map>

namespace haberdash::campaign {

/// What templates can say about a customer and the shop, as of an instant:
///
///     customer  first_name last_name name email company phone country city language tags attributes
///               orders_count total_spent first_order_at last_order_at points favourite_category suggestions
///     shop      name url currency new_products best_sellers
///     product   title handle category url image_url image_alt price compare_at_price vendor
///
/// Reads the store once for the goods and with a few look-ups for each customer. For one thread.
class PersonalValues
{
public:
    [[nodiscard]] static Result<PersonalValues> open(store::Connection &connection, Timestamp asOf);
    PersonalValues(PersonalValues &&) noexcept = default;

    /// `unsubscribe_url` is added by the caller, who knows what the message is for.
    [[nodiscard]] Result<compose::liquid::Object> of(CustomerId customer);

private:
    struct Goods
    {
        qint64 id = 0;
        QString category;
        qint64 sold = 0; ///< pieces in the 90 days before
        compose::liquid::Value value;
    };
    PersonalValues(store::Connection &connection, store::WorkspaceInfo info, Timestamp asOf);
    [[nodiscard]] Result<> loadGoods();
    [[nodiscard]] Result<> loadShop();
    [[nodiscard]] compose::liquid::Value suggestions(
        const QString &category, const std::vector<qint64> &bought) const;

    store::Connection *m_connection;
    store::WorkspaceInfo m_info;
    Timestamp m_asOf;
    std::vector<Goods> m_goods; ///< best sellers first
    compose::liquid::Value m_shop;
    std::optional<store::Statement> m_bought;
};

} // namespace haberdash::campaign
