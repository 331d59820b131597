// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/token_cursor.h"
#include "core/segment/window.h"

namespace haberdash::segment {

/// Reads "in last 30 days", "on or after 2026-06-30", "in this month" ...; all time, and nothing taken, where
/// none begins.
[[nodiscard]] Parsed<Window> parseWindow(TokenCursor &tokens);
/// Whether a window begins here.
[[nodiscard]] bool beginsWindow(const TokenCursor &tokens);
/// "30 days"
[[nodiscard]] Parsed<Span> parseSpan(TokenCursor &tokens);

} // namespace haberdash::segment
