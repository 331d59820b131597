// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash {

/// Who works at this machine, as others know them: the full name of the account, else what they sign in with.
[[nodiscard]] QString systemUserName();

} // namespace haberdash
