// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping.h"

namespace haberdash::importing {

/// Which of the mapping's `dateFormats` a file is written in: the one that reads most of its dates. A day
/// above 12 settles whether the day or the month comes first. Invalid where nothing in the file does; the
/// error asks.
[[nodiscard]] Result<QString> settleDates(const QString &path, const Mapping &mapping);

} // namespace haberdash::importing
