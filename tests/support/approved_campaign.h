// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account_repository.h"
#include "core/store/campaign_repository.h"
#include "tests/support/temporary_workspace.h"

#include <functional>

namespace haberdash::test {

/// Puts `people` customers who agreed to mail (p1@example.com and so on), an account for a server on loopback
/// that takes mail without encryption and signing in, and the approved campaign "News" to all into the shop.
/// @param edit changes the account and the campaign before they are saved
using EditNews = std::function<void(store::Account &, store::Campaign &)>;
[[nodiscard]] Result<> approveNews(
    TemporaryWorkspace &shop, int people, quint16 port, const EditNews &edit = {});

} // namespace haberdash::test
