// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/outcome_file.h"

namespace haberdash::importing {

/// Puts the arms in the order of their names, control first: the one that was named, or one that is called
/// so; and gives them their planned shares. Invalid where there is no such arm, or a share is not above 0.
[[nodiscard]] Result<> placeControl(experiment::Outcomes &outcomes, const OutcomeFileOptions &options);

} // namespace haberdash::importing
