// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/timestamp.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::sample {

/// A product of the sample shop as it stands in the store.
struct Good
{
    ProductId product;
    VariantId variant;
    QString title;
    QString category;
    qint64 price = 0; ///< cents
};

/// Writes the goods and their pictures.
[[nodiscard]] Result<QList<Good>> writeGoods(store::Connection &connection, Timestamp createdAt);

} // namespace haberdash::sample
