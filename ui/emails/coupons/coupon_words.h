// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coupon/pool_file.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// "20 % off, for orders of €50.00 or more".
[[nodiscard]] QString goodFor(const store::CouponSet &set, const Shop &shop);
/// "until 30 Jun 2026", "14 days after it was given", "for ever".
[[nodiscard]] QString countsHowLong(const store::CouponSet &set, const Shop &shop);
/// "188 left", "made as needed", "over".
[[nodiscard]] QString leftInWords(
    const store::CouponSet &set, const coupon::CouponStock &stock, const Shop &shop);
/// What is wrong with a line of a file of codes, as a whole sentence.
[[nodiscard]] QString faultInWords(const coupon::PoolFault &fault);

/// Reads an amount as people type it, with a point or a comma; nothing for what is none.
[[nodiscard]] std::optional<qint64> typedAmount(const QString &text, int decimals);

} // namespace haberdash::ui
