// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::test {

/// What is read from a file, as lines: the header between | and |, then each row with its number, "!" and its
/// reason where it has a fault, and its cells in angle brackets. The reason alone where the file is refused.
[[nodiscard]] QString textOfTable(const QString &path);

} // namespace haberdash::test
