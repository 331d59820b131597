// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QList>
#include <QStringList>

namespace haberdash::store {

struct EventKind
{
    QString name; ///< "cart_add"
    QString unit; ///< none, money, count, points, percent
    friend bool operator==(const EventKind &, const EventKind &) = default;
};

/// The words that occur in a shop, to offer while somebody describes customers. Each list sorted, at most 500.
struct ShopVocabulary
{
    QList<EventKind> events; ///< kinds that the shop has
    QStringList attributes; ///< facts of the shop's own
    QStringList products; ///< handles
    QStringList categories;
    QStringList coupons;
    QStringList channels;
    QStringList countries;
    QStringList tags;
    friend bool operator==(const ShopVocabulary &, const ShopVocabulary &) = default;
};

[[nodiscard]] Result<ShopVocabulary> shopVocabulary(Connection &connection);

} // namespace haberdash::store
