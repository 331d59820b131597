// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/compose/liquid/value.h"

#include <QByteArray>

namespace haberdash::compose::liquid {

/// Values from a JSON object, for files and scripts. Whole numbers become whole numbers, however they are
/// written; names come in alphabetical order. Invalid where the text is no JSON object.
[[nodiscard]] Result<Object> objectFromJson(const QByteArray &json);

} // namespace haberdash::compose::liquid
