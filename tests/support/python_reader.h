// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonArray>

#include <string>
#include <vector>

namespace haberdash::test {

/// Path of a python3 that has a module, such as "email" or "dkim"; empty where there is none.
[[nodiscard]] QString pythonWith(const QString &module);
/// Runs a script; gives what it prints, which is JSON. The error holds what it complains about.
[[nodiscard]] Result<QJsonArray> runPython(const QString &python, const QString &script,
    const std::vector<std::string> &messages, const QStringList &arguments = {});

/// What python's email package finds in messages, each with the keys of `meantBy`. One process for all.
[[nodiscard]] Result<QJsonArray> readWithPython(const std::vector<std::string> &messages);

} // namespace haberdash::test
