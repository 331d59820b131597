// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shop_rules.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

const std::vector<std::pair<QString, QString>> &shopRules()
{
    static const std::vector<std::pair<QString, QString>> rules{
        {u"s01"_s, u"count orders in last 30 days >= 2 and top 30 % by average orders.total"_s},
        {u"s02"_s,
            u"count orders in last 90 days >= 1 and count orders in last 60 days = 0 and count product_view "
            u"in last 60 days = 0 "
            u"and count cart_add in last 60 days = 0 and count cart_remove in last 60 days = 0 and count "
            u"wishlist_add in last 60 "
            u"days = 0 and count email_open in last 60 days = 0 and count email_click in last 60 days = 0 "
            u"and count coupon_used "
            u"in last 60 days = 0 and count support_ticket in last 60 days = 0"_s},
        {u"s03"_s,
            u"count product_view in last 14 days >= 5 and count cart_add in last 14 days >= 1 and count orders in last 14 days = 0"_s},
        {u"s04"_s, u"sequence(coupon_received, then orders within 48 hours)"_s},
        {u"s05"_s, u"sum points_change.value >= 5000 and count orders in last 30 days = 0"_s},
        {u"s06"_s, u"last cart_add in last 7 days and count orders since last cart_add = 0"_s},
        {u"s07"_s,
            u"count orders >= 5 and sum orders.net >= 1000.00 and count orders in last 180 days >= 1"_s},
        {u"s08"_s, u"count orders = 1 and last order more than 30 days ago"_s},
        {u"s09"_s, u"last order between 60 and 90 days ago"_s},
        {u"s10"_s,
            u"sum items[category is \"Sneakers\"].quantity >= 3 and share sum items[category is \"Sneakers\"].quantity >= 50 %"_s},
        {u"s11"_s, u"count refund in last 30 days >= 1"_s},
        {u"s12"_s, u"count email_sent in last 365 days >= 5 and count email_open = 0"_s},
        {u"n1"_s, u"(segment \"s01\" or segment \"s07\") and not segment \"s11\""_s},
        {u"n2"_s,
            u"(segment \"s03\" or segment \"s06\") and segment \"s04\" and email consent is subscribed"_s},
        {u"n3"_s,
            u"(segment \"s02\" or segment \"s09\") and (segment \"s07\" or sum points_change.value >= 5000) and not segment \"s12\""_s},
        {u"n4"_s, u"(segment \"s08\" and segment \"s10\") or (segment \"s09\" and not segment \"s04\")"_s},
        {u"n5"_s,
            u"email consent is subscribed and none(segment \"s11\", segment \"s12\", segment \"s02\") and count product_view in last 30 days >= 3"_s},
        {u"n6"_s,
            u"((segment \"s07\" and count orders in last 30 days = 0) or (segment \"s01\" and country is \"US\")) and ((count email_open in last 90 days >= 1 or count email_click in last 180 days >= 1) and not (count support_ticket in last 14 days >= 1 or segment \"s11\"))"_s},
    };
    return rules;
}

} // namespace haberdash::test
