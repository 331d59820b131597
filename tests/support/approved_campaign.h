// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/temporary_workspace.h"

namespace haberdash::test {

/// Puts `people` customers who agreed to mail (p1@example.com and so on), an account for a server on loopback
/// that takes mail without encryption and signing in, and the approved campaign "News" to all into the shop.
[[nodiscard]] Result<> approveNews(TemporaryWorkspace &shop, int people, quint16 port);

} // namespace haberdash::test
