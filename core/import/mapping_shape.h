// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/field.h"

#include <QMap>

#include <optional>

class QJsonObject;

namespace haberdash::importing {

/// What is done to a row whose column says one of some words.
struct RowRule
{
    QString column; ///< header key
    QStringList words; ///< in lower case; "*" is any text, "" an empty cell
    QMap<Field, QString> set; ///< what fields hold then: a text, with columns in braces or without
    QList<Field> leaveOut;
    QString rejection; ///< why such a row is no row for us; empty: it is
};

/// Several items of an order in one cell, or in numbered columns.
struct ItemCells
{
    QString column; ///< header key; "line_item_*" for all that begin so
    QStringList between; ///< what stands between two items: the first of these that the cell has
    QString sign; ///< behind a label: ": "
    QString partsBetween; ///< between a value and the next label: ", "
    QMap<QString, std::optional<Field>> labels; ///< field by label; nothing for labels that are left out
};

/// A column that only holds between two days: the price of a sale.
struct Window
{
    QString column; ///< header key, and so are the others
    QString from; ///< may be empty
    QString to; ///< may be empty; a day alone counts to its end
};

/// How a mapping's rows are shaped before their fields are read.
struct Shape
{
    /// Fields put together from columns: {"placed_at": ["{Date} {Time}"]}. The first whose columns are all
    /// filled.
    QMap<Field, QStringList> madeOf;
    QMap<Field, QString> firstOf; ///< of a list in the cell only what stands in front of this
    QList<RowRule> rules;
    QString fillDownBy; ///< header key; rows with the same text in it as the row above
    QStringList fillDown; ///< take these columns from it where they are empty
    std::optional<ItemCells> items;
    QList<Window> windows; ///< `RowValues` sees to these: they need the clock
    enum class Texts { Plain, Html };
    Texts texts = Texts::Plain; ///< whether &amp; is &

    /// Header keys of all columns that its parts speak of.
    [[nodiscard]] QStringList columns() const;
    [[nodiscard]] bool isPlain() const
    {
        return madeOf.isEmpty() && firstOf.isEmpty() && rules.isEmpty() && fillDown.isEmpty() && !items
            && texts == Texts::Plain;
    }
};

/// Reads "made_of", "first_of", "rows", "fill_down", "only_between", "items" and "texts" of a mapping. Errors
/// say what is not understood.
[[nodiscard]] Result<Shape> readShape(const QJsonObject &mapping, Kind kind);
/// Names of those parts.
[[nodiscard]] const QStringList &shapeKeys();
/// The header keys in a text such as "{Date} {Time}".
[[nodiscard]] QStringList columnsIn(const QString &recipe);

} // namespace haberdash::importing
