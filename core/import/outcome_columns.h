// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money_format.h"
#include "core/base/result.h"

#include <QStringList>

namespace haberdash::importing {

/// Different arms that a test may have.
inline constexpr qsizetype mostArms = 50;

/// A column of a file of outcomes, as its first rows look.
struct OutcomeColumn
{
    QString name;
    enum class Content { ZeroOrOne, Number, Text } content = Content::Text;
    qint64 distinct = 0; ///< different values seen, at most a few more than an arm column may have
    NumberFormat numbers; ///< how it writes its numbers
    friend bool operator==(const OutcomeColumn &, const OutcomeColumn &) = default;
};

/// What the columns of a file are probably for.
struct OutcomeColumns
{
    QList<OutcomeColumn> all;
    QString arm; ///< who got what; empty where nothing looks like it
    QStringList measures; ///< what came of it
};

/// Looks at header and first rows. Invalid for an empty file.
[[nodiscard]] Result<OutcomeColumns> guessOutcomeColumns(const QString &path);

/// What came of it, once somebody has said which column names the arm.
[[nodiscard]] QStringList guessMeasures(const QList<OutcomeColumn> &columns, const QString &arm);

/// Whether a column's name says that it holds what came of a test.
[[nodiscard]] bool isMeasureName(const QString &name);

} // namespace haberdash::importing
