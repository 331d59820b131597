// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace haberdash::test {

/// Why juice cannot be asked: it needs node and a folder $HABERDASH_NODE with node_modules/juice. Empty: it
/// can.
[[nodiscard]] QString whyNoJuice();
/// The pages as juice inlines them; empty when it fails.
[[nodiscard]] QStringList juiced(const QStringList &pages);

} // namespace haberdash::test
