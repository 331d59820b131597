// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"
#include "core/store/connection.h"

namespace haberdash::campaign {

/// The brand kit of a workspace: what was saved, else the defaults with the workspace's name.
[[nodiscard]] Result<compose::BrandKit> readBrand(store::Connection &connection);
[[nodiscard]] Result<> writeBrand(store::Connection &connection, const compose::BrandKit &brand);

} // namespace haberdash::campaign
