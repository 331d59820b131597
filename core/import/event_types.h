// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::importing {

/// What the value of an event counts.
enum class EventUnit { None, Money, Count, Points, Percent };
[[nodiscard]] QString toWord(EventUnit unit);

} // namespace haberdash::importing
