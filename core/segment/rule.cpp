// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule.h"

#include <array>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

bool operator==(const Group &left, const Group &right)
{
    return left.match == right.match && left.children == right.children;
}

Activity Activity::orders(std::vector<Filter> filters)
{
    return {Source::Orders, {}, std::move(filters)};
}

Activity Activity::items(std::vector<Filter> filters)
{
    return {Source::Items, {}, std::move(filters)};
}

Activity Activity::ofEvent(const QString &name, std::vector<Filter> filters)
{
    return {Source::Event, name, std::move(filters)};
}

QString toText(Number number)
{
    const bool negative = number.thousandths < 0;
    const quint64 magnitude = negative ? 0 - quint64(number.thousandths) : quint64(number.thousandths);
    QString text = QString::number(magnitude / 1000);
    if (magnitude % 1000 != 0) {
        QString digits = QString::number(magnitude % 1000).rightJustified(3, u'0');
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
    }
    return negative ? u"-"_s + text : text;
}

bool passesZero(const NumberTest &test)
{
    const Number zero{0};
    switch (test.compare) {
    case Compare::Equal:
        return zero == test.value;
    case Compare::NotEqual:
        return zero != test.value;
    case Compare::Less:
        return zero < test.value;
    case Compare::AtMost:
        return zero <= test.value;
    case Compare::Greater:
        return zero > test.value;
    case Compare::AtLeast:
        return zero >= test.value;
    }
    Q_UNREACHABLE();
}

TextOperator positiveOf(TextOperator op)
{
    switch (op) {
    case TextOperator::IsNot:
        return TextOperator::Is;
    case TextOperator::ContainsNot:
        return TextOperator::Contains;
    case TextOperator::StartsNotWith:
        return TextOperator::StartsWith;
    case TextOperator::EndsNotWith:
        return TextOperator::EndsWith;
    case TextOperator::MatchesNot:
        return TextOperator::Matches;
    case TextOperator::IsUnknown:
        return TextOperator::IsKnown;
    default:
        return op;
    }
}

std::span<const FieldInfo> fieldsOf(Activity::Source source)
{
    using Field = Filter::Field;
    using Kind = TestKind;
    static constexpr auto orders = std::to_array<FieldInfo>({{Field::Value, "value", Kind::Number},
        {Field::Coupon, "coupon", Kind::Text}, {Field::Discount, "discount", Kind::Number},
        {Field::Refunded, "refunded", Kind::Number}, {Field::Product, "product", Kind::Text},
        {Field::Category, "category", Kind::Text}, {Field::Vendor, "vendor", Kind::Text},
        {Field::ProductTag, "product_tag", Kind::Text}, {Field::Option, "option", Kind::Text},
        {Field::Sku, "sku", Kind::Text}, {Field::Lines, "lines", Kind::Number},
        {Field::Units, "units", Kind::Number}, {Field::Channel, "channel", Kind::Text},
        {Field::Status, "status", Kind::Text}, {Field::Weekday, "weekday", Kind::Text},
        {Field::Month, "month", Kind::Text}, {Field::Hour, "hour", Kind::Number}});
    static constexpr auto items = std::to_array<FieldInfo>({{Field::Product, "product", Kind::Text},
        {Field::Category, "category", Kind::Text}, {Field::Vendor, "vendor", Kind::Text},
        {Field::ProductTag, "product_tag", Kind::Text}, {Field::Option, "option", Kind::Text},
        {Field::Sku, "sku", Kind::Text}, {Field::Value, "value", Kind::Number},
        {Field::Price, "price", Kind::Number}, {Field::Quantity, "quantity", Kind::Number},
        {Field::ProductAge, "product_age", Kind::Number}, {Field::Coupon, "coupon", Kind::Text},
        {Field::Channel, "channel", Kind::Text}, {Field::Weekday, "weekday", Kind::Text},
        {Field::Month, "month", Kind::Text}, {Field::Hour, "hour", Kind::Number}});
    static constexpr auto event = std::to_array<FieldInfo>({{Field::Product, "product", Kind::Text},
        {Field::Category, "category", Kind::Text}, {Field::Vendor, "vendor", Kind::Text},
        {Field::ProductTag, "product_tag", Kind::Text}, {Field::Value, "value", Kind::Number},
        {Field::Reference, "reference", Kind::Text}, {Field::Detail, "detail", Kind::TextOrNumber},
        {Field::ProductAge, "product_age", Kind::Number}, {Field::PriceDrop, "price_drop", Kind::Number},
        {Field::Human, "human", Kind::Flag}, {Field::Weekday, "weekday", Kind::Text},
        {Field::Month, "month", Kind::Text}, {Field::Hour, "hour", Kind::Number}});
    static constexpr auto messages = std::to_array<FieldInfo>({{Field::Campaign, "campaign", Kind::Text},
        {Field::State, "state", Kind::Text}, {Field::Variant, "variant", Kind::Text},
        {Field::Experiment, "experiment", Kind::Text}, {Field::Weekday, "weekday", Kind::Text},
        {Field::Month, "month", Kind::Text}, {Field::Hour, "hour", Kind::Number}});
    static constexpr auto consents = std::to_array<FieldInfo>(
        {{Field::Channel, "channel", Kind::Text}, {Field::State, "state", Kind::Text},
            {Field::Source, "source", Kind::Text}, {Field::Basis, "basis", Kind::Text}});
    static constexpr auto suppressions = std::to_array<FieldInfo>(
        {{Field::Reason, "reason", Kind::Text}, {Field::Source, "source", Kind::Text}});
    switch (source) {
    case Activity::Source::Orders:
        return orders;
    case Activity::Source::Items:
        return items;
    case Activity::Source::Event:
        return event;
    case Activity::Source::Messages:
        return messages;
    case Activity::Source::Consents:
        return consents;
    case Activity::Source::Suppressions:
        return suppressions;
    }
    Q_UNREACHABLE();
}

std::span<const OfInfo> sumsOf(Activity::Source source)
{
    using Of = Measure::Of;
    static constexpr OfInfo orders[] = {{Of::Total, "total"}, {Of::Net, "net"}, {Of::Discount, "discount"},
        {Of::Refunded, "refunded"}, {Of::Quantity, "quantity"}};
    static constexpr OfInfo items[] = {{Of::Quantity, "quantity"}, {Of::Value, "value"}};
    static constexpr OfInfo event[] = {{Of::Value, "value"}};
    switch (source) {
    case Activity::Source::Orders:
        return orders;
    case Activity::Source::Items:
        return items;
    case Activity::Source::Event:
        return event;
    default:
        return {};
    }
}

const QStringList &knownFacts()
{
    static const QStringList facts{u"email"_s, u"email_domain"_s, u"first_name"_s, u"last_name"_s,
        u"company"_s, u"phone"_s, u"country"_s, u"region"_s, u"city"_s, u"postcode"_s, u"language"_s,
        u"note"_s, u"tag"_s, u"source"_s, u"tier"_s, u"points"_s, u"points_expiring"_s, u"lifetime_points"_s,
        u"created"_s, u"birthday"_s, u"points_expire"_s, u"enrolled"_s, u"tier_since"_s};
    return facts;
}

FactKind kindOf(const QString &fact)
{
    static const QStringList numbers{u"points"_s, u"points_expiring"_s, u"lifetime_points"_s};
    static const QStringList dates{
        u"created"_s, u"birthday"_s, u"points_expire"_s, u"enrolled"_s, u"tier_since"_s};
    if (fact.startsWith(u"attribute:"_s))
        return FactKind::Any;
    return numbers.contains(fact) ? FactKind::Number : dates.contains(fact) ? FactKind::Date : FactKind::Text;
}

} // namespace haberdash::segment
