// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping.h"

namespace haberdash::importing {

/// How amounts are written, by what most of them say; "1,234" alone says nothing.
[[nodiscard]] NumberFormat guessNumbers(const QStringList &amounts);

/// How a file writes its amounts: as the mapping says where that reads them all, else as they look. People
/// open exports in a spreadsheet and save them again, in the way of their country.
[[nodiscard]] Result<NumberFormat> settleNumbers(const QString &path, const Mapping &mapping);

} // namespace haberdash::importing
