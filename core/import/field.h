// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace haberdash::importing {

/// What the rows of a file are about.
enum class Kind { Products, Customers, Orders, Coupons, Events, Loyalty };
inline constexpr int kindCount = 6;
/// "products", "customers" ... as mappings write it.
[[nodiscard]] QString toWord(Kind kind);
[[nodiscard]] std::optional<Kind> kindFromWord(const QString &word);

/// What a cell can mean. Each kind of file uses some of them: see `fieldsOf`.
enum class Field {
    // who
    Email,
    CustomerId,
    FirstName,
    LastName,
    Name,
    Company,
    Phone,
    Address1,
    Address2,
    City,
    Region,
    Postcode,
    Country,
    Language,
    Birthday,
    Note,
    Tags,
    EmailConsent,
    SmsConsent,
    ConsentAt,
    Suppressed,
    ConsentProof,
    ConsentUntil,
    ConsentPurpose,
    CreatedAt,
    TotalSpent,
    TotalOrders,
    // orders; one row is one line of an order
    OrderId,
    OrderName,
    PlacedAt,
    PaidAt,
    CancelledAt,
    Currency,
    Subtotal,
    Discount,
    Shipping,
    Tax,
    Total,
    Refunded,
    FinancialStatus,
    FulfillmentStatus,
    Channel,
    CouponCode,
    OrderKind,
    LineTitle,
    LineSku,
    LineProduct,
    LineQuantity,
    LinePrice,
    LineDiscount,
    LineTotal,
    LineTax,
    // products and variants
    Handle,
    OtherHandle,
    Title,
    Description,
    Vendor,
    Category,
    Status,
    Url,
    ImageUrl,
    ImageAlt,
    Option1,
    Option2,
    Option3,
    Sku,
    Barcode,
    Price,
    CompareAtPrice,
    Cost,
    Stock,
    // coupons
    Code,
    CouponKind,
    CouponValue,
    StartsAt,
    EndsAt,
    UsageLimit,
    Campaign,
    Product,
    // events
    EventId,
    OccurredAt,
    Type,
    Value,
    Reference,
    // loyalty accounts
    Points,
    PointsExpiring,
    ExpiresAt,
    Tier,
    TierSince,
    LifetimePoints,
    EnrolledAt,
    AsOf
};
inline constexpr int fieldCount = int(Field::AsOf) + 1;

/// How a cell is read and checked.
enum class FieldType { Text, Code, Email, Money, Whole, Instant, Consent };

/// What a file says about mail to somebody. A no that nobody said ("never asked") differs from one that was
/// said: the latter holds against each later yes.
enum class ConsentAnswer { No = 0, Yes = 1, Withdrawn = 2 };

struct FieldInfo
{
    QString name; ///< as mappings write it: "line_price"
    FieldType type;
};

[[nodiscard]] const FieldInfo &infoOf(Field field);
[[nodiscard]] std::optional<Field> fieldFromName(const QString &name);
/// The fields that rows of this kind can have.
[[nodiscard]] const QList<Field> &fieldsOf(Kind kind);
/// The field of this kind by its name. Invalid, with the nearest names, for others.
/// @param where it was written, for the error
[[nodiscard]] Result<Field> fieldOf(const QString &name, Kind kind, const QString &where);
/// Headers are compared without blanks at the ends and without case.
[[nodiscard]] QString headerKey(const QString &header);
/// Names of `fieldsOf(kind)` that look most like `name`, for a helpful refusal.
[[nodiscard]] QStringList nearestFields(const QString &name, Kind kind);

} // namespace haberdash::importing
