// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/compose/liquid/value.h"

#include <QByteArray>

namespace haberdash::compose::liquid {

/// Values from a JSON object, for files and scripts. Names keep their order, the last one of a name counts;
/// 1 is a whole number of any length, 1.0 and 1e0 are decimals. Invalid where the text is no JSON object of
/// UTF-8, or nests deeper than 500.
[[nodiscard]] Result<Object> objectFromJson(const QByteArray &json);

} // namespace haberdash::compose::liquid
