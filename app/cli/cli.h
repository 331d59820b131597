// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace haberdash::cli {

/// Runs one command and gives the exit code (0 to 3).
[[nodiscard]] int run(int argc, char **argv, const Clock &clock);

} // namespace haberdash::cli
