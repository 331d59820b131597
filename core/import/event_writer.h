// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/customer_directory.h"
#include "core/import/customer_writer.h"
#include "core/import/product_directory.h"
#include "core/import/record_writer.h"

#include <QMap>

#include <memory>

namespace haberdash::importing {

/// Rows about what customers did. Unsubscribes also go to the consent ledger, complaints to the suppressions.
[[nodiscard]] Result<std::unique_ptr<RecordWriter>> makeEventWriter(Batch &batch,
    CustomerDirectory &customers, ProductDirectory &products, const QString &source, const QString &fileName,
    bool newTypes, const QMap<QString, QString> &typeWords);

} // namespace haberdash::importing
