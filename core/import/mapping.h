// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money_format.h"
#include "core/base/timestamp.h"
#include "core/import/date_format.h"
#include "core/import/mapping_shape.h"

#include <QHash>
#include <QMap>

#include <optional>

namespace haberdash::importing {

/// More columns for each row, looked up in a second file that lies beside the first or is named in full.
struct Join
{
    QString file;
    QString column; ///< the column of both files that must agree
    QMap<QString, Field> columns; ///< further columns of the second file
};

/// How the rows of a file become records: the description of a format, ours or one that the user saved
/// (JSON).
struct Mapping
{
    QString name;
    Kind kind = Kind::Customers;
    QString source; ///< whose ids these are: "shopify", "online-retail"
    QMap<QString, Field> columns; ///< header (trimmed, lower case) -> field
    QMap<QString, QString> attributes; ///< header (trimmed, lower case) -> name of a fact of the shop's own
    /// Whether columns that nothing else speaks of become facts of the shop's own, and those that do not.
    bool keepsOthers = false;
    QStringList othersLeftOut; ///< header keys
    QMap<Field, QString> constants; ///< fields that are the same in each row
    QMap<QString, QString> eventTypes; ///< the file's word -> ours
    /// Words of a field that mean others, by the file's word in lower case: {EmailConsent: {"cleaned": "no"}}
    QMap<Field, QMap<QString, QString>> words;
    /// Fields that the beginning of the file's name settles: {"unsubscribed": {EmailConsent:
    /// "unsubscribed"}}. Where there are any, one must fit.
    QMap<QString, QMap<Field, QString>> byFileName;
    QList<Join> joins;
    QStringList recognisedWithout; ///< headers that the format never has, where another one shares the rest
    /// Headers (trimmed, lower case) that tell this format; several lists where layouts share no one. Empty:
    /// never by itself.
    QList<QStringList> recognisedBy;
    QStringList recognisedByName; ///< words of which the file's name has one, where the headers are too few
    QHash<QString, QString> otherNames; ///< header keys of other layouts and languages -> the one used here
    QString dateFormat = QStringLiteral("iso");
    QStringList dateFormats; ///< where the platform writes dates as its user likes: see `settleDates`
    QTimeZone timeZone; ///< of times without an offset; invalid: the shop's
    QString timeZoneColumn; ///< header key of a column that names the zone of a row's times
    QHash<QString, QTimeZone> timeZones; ///< what that column calls zones, in lower case
    NumberFormat numbers;
    QMap<Field, int> taxes; ///< hundredths of a percent to add to amounts that the file has without tax
    bool negativeAmounts = false; ///< whether amounts and quantities below zero are right
    bool newEventTypes = false; ///< whether words that are no event type of ours become one
    QString returnsPrefix; ///< orders whose id begins so are credit notes
    Shape shape; ///< of its rows
    QStringList
        neverKept; ///< header keys of passwords and the like: not even files of rejected rows have them
    QList<Field> sums; ///< numbers that several rows of the same thing add up to: stock by place
    QString remark; ///< what a person should know who imports such a file: a sentence
    QString refusal; ///< why files of this kind are of no use, and what to export instead; empty: they are

    /// Header keys by the names that this mapping uses; see `otherNames`.
    [[nodiscard]] QStringList named(const QStringList &headerKeys) const;
    /// Field to column for a header line. Invalid when a needed column is missing; the error names it.
    [[nodiscard]] Result<> checkHeader(const QStringList &header) const;
    /// Whether some column, recipe, rule or constant gives the field.
    [[nodiscard]] bool reads(Field field) const;
    /// This mapping for a file of that name, with what the name settles among the constants.
    [[nodiscard]] Result<Mapping> forFile(const QString &path) const;
};

/// Reads a mapping. Errors name what is not understood and what was expected in its place.
[[nodiscard]] Result<Mapping> parseMapping(const QByteArray &json);
[[nodiscard]] Result<Mapping> loadMapping(const QString &path);

/// The formats that are recognised by their headers.
[[nodiscard]] const QList<Mapping> &knownFormats();
/// The format of a header line, or nothing.
/// @param path of the file, whose name tells lists that have next to no headers
[[nodiscard]] const Mapping *recognise(const QStringList &header, const QString &path = {});

} // namespace haberdash::importing
