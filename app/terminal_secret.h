// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/deliver/secrets/wiped.h"

namespace haberdash {

/// Asks the person at the terminal, who does not see what they type. Goes to the terminal itself, so that
/// neither the answer of a command nor a file on standard input is in the way. NotFound where there is no
/// terminal, Cancelled where they press Ctrl+C.
[[nodiscard]] Result<deliver::Wiped> askOnTerminal(const QString &question);

} // namespace haberdash
