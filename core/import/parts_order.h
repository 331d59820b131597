// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace haberdash::importing {

/// The places of files in the order in which they are read. Numbered parts of one export come in the order of
/// their numbers, for an order may go on in the next part; all else stays where it was named.
[[nodiscard]] QList<qsizetype> orderOfParts(const QStringList &paths);

} // namespace haberdash::importing
