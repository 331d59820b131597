// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/experiment/outcomes.h"

#include <QHash>
#include <QStringList>

namespace haberdash::importing {

/// A column of a file of outcomes, as its first rows look.
struct OutcomeColumn
{
    QString name;
    enum class Content { ZeroOrOne, Number, Text } content = Content::Text;
    qint64 distinct = 0; ///< different values seen, at most a few more than an arm column may have
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

/// How to read a file with one row per recipient. What is left empty is guessed.
struct OutcomeFileOptions
{
    QString armColumn;
    QStringList measureColumns;
    QString control; ///< name of the control arm
    QHash<QString, double> weights; ///< planned shares by arm; 1 where none is given
    qint64 plannedRecipients = 0;
};

struct RejectedOutcome
{
    qint64 line = 0;
    QString reason;
};

struct OutcomeFile
{
    experiment::Outcomes outcomes;
    QString armColumn;
    qint64 read = 0;
    qint64 accepted = 0; ///< read = accepted + rejected
    qint64 rejected = 0;
    QList<RejectedOutcome> rejects; ///< the first hundred
};

/// Reads all rows in a stream. A measure of zeros and ones (also yes and no) is a rate, any other an amount.
/// Invalid: no such column, no rows, more different arms than a test has, no such control arm.
[[nodiscard]] Result<OutcomeFile> readOutcomeFile(
    const QString &path, const OutcomeFileOptions &options, Progress &progress);

} // namespace haberdash::importing
