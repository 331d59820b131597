// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/check.h"

namespace haberdash::audit {

// Each file of checks adds its own; allChecks() in audit.cpp calls them in this order.
void addAddressChecks(Checks &checks);
void addProfileChecks(Checks &checks);
void addTwinChecks(Checks &checks);
void addOwnFactChecks(Checks &checks);
void addConsentChecks(Checks &checks);
void addMailHistoryChecks(Checks &checks);
void addOrderChecks(Checks &checks);
void addAmountChecks(Checks &checks);
void addOrderPatternChecks(Checks &checks);
void addOutlierChecks(Checks &checks);
void addGoodsChecks(Checks &checks);
void addCouponChecks(Checks &checks);
void addRhythmChecks(Checks &checks);
void addSourceChecks(Checks &checks);

} // namespace haberdash::audit
