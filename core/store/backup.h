// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

namespace haberdash::store {

class Connection;

/// Copies the workspace, while others read and write it, to a new file of its own (0600). The copy is whole
/// as of one moment; until it is whole it has another name, so a copy that failed or was stopped leaves
/// nothing behind. Refuses to overwrite.
[[nodiscard]] Result<> backUp(Connection &source, const QString &targetPath, Progress &progress);

} // namespace haberdash::store
