// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/event_types.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QString toWord(EventUnit unit)
{
    switch (unit) {
    case EventUnit::None:
        return u"none"_s;
    case EventUnit::Money:
        return u"money"_s;
    case EventUnit::Count:
        return u"count"_s;
    case EventUnit::Points:
        return u"points"_s;
    case EventUnit::Percent:
        return u"percent"_s;
    }
    return {};
}

std::span<const EventTypeInfo> knownEventTypes()
{
    static constexpr EventTypeInfo types[] = {
        {"signup", EventUnit::None},
        {"product_view", EventUnit::Money},
        {"category_view", EventUnit::None},
        {"search", EventUnit::None},
        {"cart_add", EventUnit::Count},
        {"cart_remove", EventUnit::Count},
        {"checkout_start", EventUnit::Money},
        {"wishlist_add", EventUnit::Money},
        {"email_sent", EventUnit::None},
        {"email_delivered", EventUnit::None},
        {"email_open", EventUnit::None},
        {"email_click", EventUnit::None},
        {"email_bounce", EventUnit::None},
        {"email_complaint", EventUnit::None},
        {"unsubscribe", EventUnit::None},
        {"coupon_received", EventUnit::Percent},
        {"coupon_used", EventUnit::Percent},
        {"points_change", EventUnit::Points},
        {"return_request", EventUnit::Count},
        {"refund", EventUnit::Money},
        {"support_ticket", EventUnit::Count},
        {"review", EventUnit::Count},
    };
    return types;
}

} // namespace haberdash::importing
