// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

namespace haberdash::store {

/// A hash of everything that the shop's file holds but its books about imports: equal content, equal digest,
/// whatever way it came about and wherever its pages lie. Hexadecimal SHA-256.
[[nodiscard]] Result<QString> contentDigest(Connection &connection);

} // namespace haberdash::store
