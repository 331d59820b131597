// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/email_address.h"

namespace haberdash {

/// The address as it stands in headers, on the wire of SMTP and in what services take: the domain in ASCII.
/// Invalid where IDNA does not allow the domain, or where there are letters beyond ASCII before the @ and
/// `allowUtf8` does not say that the other side takes those (SMTPUTF8).
[[nodiscard]] Result<std::string> wireAddress(const EmailAddress &address, bool allowUtf8 = false);

} // namespace haberdash
