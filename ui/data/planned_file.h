// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/date_choice.h"
#include "core/import/mapping_draft.h"
#include "ui/shared/shop.h"

namespace haberdash::ui {

/// A file that was chosen and is not imported yet.
struct PlannedFile
{
    QString path;
    std::optional<importing::Probe> probe; ///< nothing: it cannot be read
    std::optional<importing::Mapping> described; ///< made by the person, now or an earlier time
    QString trouble; ///< why it cannot be imported
    std::optional<importing::DateChoice> askedDates; ///< the person must say how its dates are written

    [[nodiscard]] const importing::Mapping *mapping() const
    {
        if (!trouble.isEmpty() || askedDates)
            return nullptr;
        return described ? &*described : probe && probe->format ? &*probe->format : nullptr;
    }
};

/// Looks at a file, or at each table of an archive, and at the descriptions kept in the workspace; for a
/// worker.
[[nodiscard]] QList<PlannedFile> planFiles(const Shop &shop, const QString &path);

/// "Customers", "Orders": what the rows of a file are.
[[nodiscard]] QString kindInWords(importing::Kind kind);
/// "Line price"; "Leave out" for an empty name.
[[nodiscard]] QString fieldInWords(const QString &field);

/// Why a row was refused, without the words that are meant for scripts.
[[nodiscard]] QString reasonInWords(const QString &reason);

} // namespace haberdash::ui
