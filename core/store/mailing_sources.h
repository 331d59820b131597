// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QHash>
#include <QList>

namespace haberdash::store {

/// What a piece of a variant costs the shop, minor units.
struct PieceCost
{
    QString product; ///< its handle
    QString variant; ///< its title
    qint64 cost = 0;
    friend bool operator==(const PieceCost &, const PieceCost &) = default;
};
[[nodiscard]] Result<QList<PieceCost>> pieceCosts(Connection &connection);

/// Which mailing gave out a coupon: its name by the code in small letters. Of codes that came back with an
/// order; a code that several mailings gave out is left out.
using CouponOrigins = QHash<QString, QString>;
[[nodiscard]] Result<CouponOrigins> couponOrigins(Connection &connection);

/// What one arm of a campaign says.
struct VariantText
{
    QString name;
    QString subject;
    QString body;
    bool isGeneric = false; ///< it says the same to everybody, whatever its text asks for
    friend bool operator==(const VariantText &, const VariantText &) = default;
};

/// What is known of a campaign beside what came of it.
struct MailingDescription
{
    QString name;
    QString audience; ///< its rule, as written
    QList<VariantText> variants;
    bool hasOffer = false; ///< it gave out a coupon
    friend bool operator==(const MailingDescription &, const MailingDescription &) = default;
};
/// All campaigns of the workspace.
[[nodiscard]] Result<QList<MailingDescription>> mailingDescriptions(Connection &connection);

} // namespace haberdash::store
