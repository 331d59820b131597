// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/campaign/recent_activity.h"
#include "core/store/customer_repository.h"
#include "core/store/workspace.h"

#include <QMap>

#include <map>

namespace haberdash::campaign {

/// What templates can say about a customer and the shop, as of an instant:
///
///     customer  first_name last_name name email company phone country city language tags attributes
///               orders_count total_spent first_order_at last_order_at points favourite_category suggestions
///     shop      name url currency new_products best_sellers
///     order     the last one: name placed_at total items (products with quantity)
///     cart      items updated_at url; nil where nothing is in it
///     product   the one looked at last; viewed: all that were, in the last 30 days
///     loyalty   points tier
///     recommendations   products, the same as customer.suggestions
///
/// where a product is title handle category url image_url image_alt price compare_at_price vendor
///
/// Reads the store once for the goods and with a few look-ups for each customer. For one thread.
class PersonalValues
{
public:
    [[nodiscard]] static Result<PersonalValues> open(store::Connection &connection, Timestamp asOf);
    PersonalValues(PersonalValues &&) noexcept = default;

    /// `unsubscribe_url` is added by the caller, who knows what the message is for.
    [[nodiscard]] Result<compose::liquid::Object> of(CustomerId customer);
    [[nodiscard]] Result<compose::liquid::Object> of(const store::Customer &person);
    /// As if nothing were known of them but their address and language: what is recommended is what everybody
    /// buys.
    [[nodiscard]] compose::liquid::Object ofStranger(const store::Customer &person) const;

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
    [[nodiscard]] Result<> addActivity(CustomerId customer, compose::liquid::Object &values);
    [[nodiscard]] compose::liquid::Value suggestions(
        const QString &category, const std::vector<qint64> &bought) const;

    store::Connection *m_connection;
    store::WorkspaceInfo m_info;
    Timestamp m_asOf;
    std::vector<Goods> m_goods; ///< best sellers first
    compose::liquid::Value m_shop;
    std::optional<store::Statement> m_bought;
    std::optional<RecentActivity> m_activity;
};

} // namespace haberdash::campaign
