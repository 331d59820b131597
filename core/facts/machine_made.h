// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"

#include <vector>

namespace haberdash::facts {

/// For each entry of a log of events (openings, clicks) whether a machine made it, as the README says; empty
/// where none did.
[[nodiscard]] std::vector<bool> machineMade(const Facts &facts, const FactShard &shard, const EventLog &log);

} // namespace haberdash::facts
