// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/compose/liquid/value.h"

#include <QByteArray>

namespace haberdash::compose::liquid {

/// Values from a JSON object, for files and scripts, in the order in which they are written. Numbers with a
/// point or an exponent become decimals.
/// Invalid where the text is no JSON object, or nested more than 512 deep.
[[nodiscard]] Result<Object> objectFromJson(const QByteArray &json);

} // namespace haberdash::compose::liquid
