// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/learning/attribution.h"

namespace haberdash::learning {

/// The orders behind a figure as CSV (RFC 4180, UTF-8): customer, e-mail, time in the shop's zone, amount,
/// the mail that it is laid to, and which part of it.
[[nodiscard]] QByteArray orderList(const Mailings &mailings, std::span<const CreditedOrder> orders,
    CurrencyCode currency, const QTimeZone &zone);
/// Writes it to a file, all of it or nothing.
[[nodiscard]] Result<> writeOrders(const Mailings &mailings, std::span<const CreditedOrder> orders,
    CurrencyCode currency, const QTimeZone &zone, const QString &path);

} // namespace haberdash::learning
