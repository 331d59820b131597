// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace haberdash {

/// "xn--..." form of a domain; ASCII domains are lowered. Invalid for a name that IDNA does not allow.
[[nodiscard]] Result<std::string> domainToAscii(const QString &domain);

} // namespace haberdash
