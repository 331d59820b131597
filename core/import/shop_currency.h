// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/workspace.h"

namespace haberdash::importing {

/// What the first orders of a shop say about its currency. Where all of them are in one other currency of as
/// many decimals, and nobody has set an exchange rate, that currency becomes the shop's: it was only a guess
/// before there was an order. Amounts stay as they are. Gives the shop as it is now.
[[nodiscard]] Result<store::WorkspaceInfo> adoptCurrencyOfOrders(
    store::Connection &connection, store::WorkspaceInfo shop);

/// A sentence about orders that count in no sum, since their currency has no exchange rate; empty where all
/// is well.
[[nodiscard]] Result<QString> remarkOnRates(store::Connection &connection, const store::WorkspaceInfo &shop);

} // namespace haberdash::importing
