// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/probe.h"

namespace haberdash::importing {

/// A description of a file's columns while a person makes it. Turns into the JSON that mappings are kept as,
/// in the workspace and for the command line.
struct MappingDraft
{
    QString name;
    Kind kind = Kind::Customers;
    QStringList header; ///< of the file, in its order
    QStringList fields; ///< one for each column: name of a field, "attribute:NAME", or empty for "leave out"
    QString dateFormat = QStringLiteral("iso");
    QStringList dateFormats; ///< where nothing settles the order of day and month: the person must choose one
    NumberFormat numbers;
    bool negativeAmounts = false;

    /// A first guess from the headers and values of a file.
    [[nodiscard]] static MappingDraft guess(const Probe &probe, const QString &name);
    /// The draft a saved description was made from, for a file with these columns.
    [[nodiscard]] static MappingDraft from(const Mapping &mapping, const QStringList &header);
    /// Guesses the fields again, as those of another kind of rows.
    void setKind(Kind newKind);

    [[nodiscard]] QByteArray toJson() const;
    /// The mapping, or what is missing or wrong in words.
    [[nodiscard]] Result<Mapping> toMapping() const;
};

/// Of the sample values in columns that hold instants, the first that the format cannot read; empty for none.
/// Invalid when the format itself is none.
[[nodiscard]] Result<QString> unreadableDate(
    const MappingDraft &draft, const Probe &probe, const QTimeZone &zone);

} // namespace haberdash::importing
