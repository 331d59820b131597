// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping.h"

#include <vector>

namespace haberdash::importing {

/// What a file looks like before it is imported.
struct Probe
{
    QString path;
    qint64 size = 0; ///< bytes on disk
    QStringList header; ///< as written, without the two columns that reject files have in front
    QStringList headerKeys; ///< trimmed, lower case
    std::vector<QStringList> rows; ///< the first ones, at most 20, each as long as the header
    std::vector<QStringList>
        further; ///< up to 2,000 more, to guess from: a date settles an order only further down
    std::optional<Mapping> format; ///< recognised by its headers

    /// The first different values of a column that are not empty.
    [[nodiscard]] QStringList samples(int column, int most) const;
};

/// Reads the beginning of a file.
[[nodiscard]] Result<Probe> probe(const QString &path);

} // namespace haberdash::importing
