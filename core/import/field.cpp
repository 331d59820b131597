// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/field.h"

#include "core/base/edit_distance.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<FieldInfo, fieldCount> &table()
{
    // In the order of the enumeration.
    static const std::array<FieldInfo, fieldCount> infos{{
        {u"email"_s, FieldType::Email},
        {u"customer_id"_s, FieldType::Code},
        {u"first_name"_s, FieldType::Text},
        {u"last_name"_s, FieldType::Text},
        {u"name"_s, FieldType::Text},
        {u"company"_s, FieldType::Text},
        {u"phone"_s, FieldType::Code},
        {u"address1"_s, FieldType::Text},
        {u"address2"_s, FieldType::Text},
        {u"city"_s, FieldType::Text},
        {u"region"_s, FieldType::Text},
        {u"postcode"_s, FieldType::Code},
        {u"country"_s, FieldType::Text},
        {u"language"_s, FieldType::Text},
        {u"birthday"_s, FieldType::Text},
        {u"note"_s, FieldType::Text},
        {u"tags"_s, FieldType::Text},
        {u"email_consent"_s, FieldType::Consent},
        {u"sms_consent"_s, FieldType::Consent},
        {u"consent_at"_s, FieldType::Instant},
        {u"suppressed"_s, FieldType::Text},
        {u"consent_proof"_s, FieldType::Text},
        {u"consent_until"_s, FieldType::Instant},
        {u"consent_purpose"_s, FieldType::Text},
        {u"created_at"_s, FieldType::Instant},
        {u"total_spent"_s, FieldType::Money},
        {u"total_orders"_s, FieldType::Whole},
        {u"order_id"_s, FieldType::Code},
        {u"order_name"_s, FieldType::Text},
        {u"placed_at"_s, FieldType::Instant},
        {u"paid_at"_s, FieldType::Instant},
        {u"cancelled_at"_s, FieldType::Instant},
        {u"currency"_s, FieldType::Text},
        {u"subtotal"_s, FieldType::Money},
        {u"discount"_s, FieldType::Money},
        {u"shipping"_s, FieldType::Money},
        {u"tax"_s, FieldType::Money},
        {u"total"_s, FieldType::Money},
        {u"refunded"_s, FieldType::Money},
        {u"financial_status"_s, FieldType::Text},
        {u"fulfillment_status"_s, FieldType::Text},
        {u"channel"_s, FieldType::Text},
        {u"coupon_code"_s, FieldType::Text},
        {u"order_kind"_s, FieldType::Text},
        {u"line_title"_s, FieldType::Text},
        {u"line_sku"_s, FieldType::Code},
        {u"line_product"_s, FieldType::Code},
        {u"line_quantity"_s, FieldType::Whole},
        {u"line_price"_s, FieldType::Money},
        {u"line_discount"_s, FieldType::Money},
        {u"line_total"_s, FieldType::Money},
        {u"line_tax"_s, FieldType::Money},
        {u"handle"_s, FieldType::Code},
        {u"other_handle"_s, FieldType::Code},
        {u"title"_s, FieldType::Text},
        {u"description"_s, FieldType::Text},
        {u"vendor"_s, FieldType::Text},
        {u"category"_s, FieldType::Text},
        {u"status"_s, FieldType::Text},
        {u"url"_s, FieldType::Text},
        {u"image_url"_s, FieldType::Text},
        {u"image_alt"_s, FieldType::Text},
        {u"option1"_s, FieldType::Text},
        {u"option2"_s, FieldType::Text},
        {u"option3"_s, FieldType::Text},
        {u"sku"_s, FieldType::Code},
        {u"barcode"_s, FieldType::Code},
        {u"price"_s, FieldType::Money},
        {u"compare_at_price"_s, FieldType::Money},
        {u"cost"_s, FieldType::Money},
        {u"stock"_s, FieldType::Whole},
        {u"code"_s, FieldType::Code},
        {u"coupon_kind"_s, FieldType::Text},
        {u"coupon_value"_s, FieldType::Money},
        {u"starts_at"_s, FieldType::Instant},
        {u"ends_at"_s, FieldType::Instant},
        {u"usage_limit"_s, FieldType::Whole},
        {u"campaign"_s, FieldType::Text},
        {u"product"_s, FieldType::Code},
        {u"event_id"_s, FieldType::Code},
        {u"occurred_at"_s, FieldType::Instant},
        {u"type"_s, FieldType::Text},
        {u"value"_s, FieldType::Text},
        {u"reference"_s, FieldType::Text},
        {u"points"_s, FieldType::Whole},
        {u"points_expiring"_s, FieldType::Whole},
        {u"expires_at"_s, FieldType::Instant},
        {u"tier"_s, FieldType::Text},
        {u"tier_since"_s, FieldType::Instant},
        {u"lifetime_points"_s, FieldType::Whole},
        {u"enrolled_at"_s, FieldType::Instant},
        {u"as_of"_s, FieldType::Instant},
    }};
    return infos;
}

const std::array<QString, kindCount> kindWords{
    u"products"_s, u"customers"_s, u"orders"_s, u"coupons"_s, u"events"_s, u"loyalty"_s};

QList<Field> range(Field first, Field last)
{
    QList<Field> fields;
    for (int i = int(first); i <= int(last); ++i)
        fields.append(Field(i));
    return fields;
}

} // namespace

QString toWord(Kind kind)
{
    return kindWords[size_t(kind)];
}

std::optional<Kind> kindFromWord(const QString &word)
{
    const auto found = std::find(kindWords.begin(), kindWords.end(), word);
    return found == kindWords.end() ? std::nullopt : std::optional(Kind(found - kindWords.begin()));
}

const FieldInfo &infoOf(Field field)
{
    return table()[size_t(field)];
}

std::optional<Field> fieldFromName(const QString &name)
{
    for (int i = 0; i < fieldCount; ++i) {
        if (table()[size_t(i)].name == name)
            return Field(i);
    }
    return std::nullopt;
}

const QList<Field> &fieldsOf(Kind kind)
{
    static const std::array<QList<Field>, kindCount> lists{
        range(Field::Handle, Field::Stock) + QList{Field::Tags, Field::CreatedAt},
        range(Field::Email, Field::TotalOrders),
        range(Field::OrderId, Field::LineTax)
            + QList{Field::Email, Field::CustomerId, Field::Name, Field::FirstName, Field::LastName,
                Field::Phone, Field::City, Field::Region, Field::Postcode, Field::Country, Field::Note},
        range(Field::Code, Field::Product) + QList{Field::Title},
        range(Field::EventId, Field::Reference)
            + QList{Field::Email, Field::CustomerId, Field::Product, Field::Currency},
        range(Field::Points, Field::AsOf) + QList{Field::Email, Field::CustomerId},
    };
    return lists[size_t(kind)];
}

Result<Field> fieldOf(const QString &name, Kind kind, const QString &where)
{
    const auto field = fieldFromName(name);
    if (field && fieldsOf(kind).contains(*field))
        return *field;
    return failure(Error::Code::Invalid,
        u"The mapping cannot be used: %1 names “%2”, which is no field of %3. Did you mean %4?"_s.arg(
            where, name, toWord(kind), nearestFields(name, kind).join(u", "_s)));
}

QString headerKey(const QString &header)
{
    return header.trimmed().toLower();
}

QStringList nearestFields(const QString &name, Kind kind)
{
    const std::u32string wanted = name.toLower().toStdU32String();
    QList<std::pair<int, QString>> ranked;
    for (const Field field : fieldsOf(kind)) {
        const QString known = infoOf(field).name;
        ranked.append({levenshtein(wanted, known.toStdU32String()), known});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
        [](const auto &left, const auto &right) { return left.first < right.first; });
    QStringList names;
    for (const auto &[away, candidate] : ranked.first(std::min<qsizetype>(3, ranked.size())))
        names.append(candidate);
    return names;
}

} // namespace haberdash::importing
