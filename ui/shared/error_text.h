// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace haberdash::ui {

/// What people read first: one line without technical words. The detail of the error follows below it.
[[nodiscard]] QString headlineOf(const Error &error);
/// Headline and detail in one text, for small places.
[[nodiscard]] QString fullTextOf(const Error &error);

} // namespace haberdash::ui
