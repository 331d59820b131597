// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/segment/rule.h"
#include "ui/shared/shop.h"

#include <QStringList>

namespace haberdash::ui {

/// What goes into a file of members; kept by the page while the window lives.
struct ExportChoice
{
    QStringList columns; ///< chosen ones, in the order of the file; empty: never chosen
    bool isWorkbook = false; ///< for Excel; else CSV
    bool onlyMailable = false; ///< without members who cannot be e-mailed
    friend bool operator==(const ExportChoice &, const ExportChoice &) = default;
};

/// "E-mail address", "Money spent": what a column is called for people.
[[nodiscard]] QString columnName(const QString &column);

/// Writes the members of a rule to a file and says how many there are; for a worker. The ending of the path
/// says which kind of file.
[[nodiscard]] Result<qint64> exportMembers(const Shop &shop, const segment::Rule &rule,
    const ExportChoice &choice, const QString &path, Progress &progress);

} // namespace haberdash::ui
