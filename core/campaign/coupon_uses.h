// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/coupon_repository.h"

#include <QMap>
#include <QStringList>

namespace haberdash::campaign {

/// Names of the saved emails that give codes of a set, themselves or by a shared block; by set. Emails that
/// cannot be read are left out.
[[nodiscard]] Result<QMap<QString, QStringList>> emailsByCouponSet(store::Connection &connection);

/// Takes a set out with its free codes, in a transaction of its own. Refused, with nothing changed, where
/// somebody has a code of it, an email gives its codes, or a campaign that is not over does.
[[nodiscard]] Result<> removeCouponSet(store::Connection &connection, CouponSetId set);

} // namespace haberdash::campaign
