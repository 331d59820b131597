// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "ui/shared/shop.h"

#include <vector>

class QComboBox;

namespace haberdash::ui {

/// Offers everybody who may be sent mail, and each segment; the data of an entry is the text of its rule.
void addAudiences(QComboBox &box, const QStringList &segments);
/// Who matches the text of a rule now; ascending. Invalid where it cannot be read.
[[nodiscard]] Result<std::vector<CustomerId>> audienceOf(
    store::Connection &connection, const Shop &shop, const QString &rule);

} // namespace haberdash::ui
