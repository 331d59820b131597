// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace haberdash::test {

/// Full path of a file or folder of the real data sets, "data/hillstrom/hillstrom.csv.gz", or an empty text
/// where the data is not at hand. Tests then skip: `HABERDASH_NEEDS_SHARED(path, "data/...")`.
[[nodiscard]] QString sharedPath(const QString &relative);

} // namespace haberdash::test

#define HABERDASH_NEEDS_SHARED(variable, relative)                                                           \
    const QString variable = haberdash::test::sharedPath(QStringLiteral(relative));                          \
    if (variable.isEmpty())                                                                                  \
    QSKIP("the shared data sets are not here")
