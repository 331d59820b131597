// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "tests/vectors/methods.h"

#include <QStringList>

namespace haberdash::test {

/// What became of the cases of one file.
struct VectorReport
{
    int passed = 0;
    int failed = 0;
    int withoutMethod = 0;
    QStringList results; ///< one JSON object a case: {"id","method","result"}
    QStringList failures; ///< one line each
};

/// Runs the cases of a file in the form that their README describes and compares every leaf.
[[nodiscard]] Result<VectorReport> runVectors(const QString &path);

} // namespace haberdash::test
