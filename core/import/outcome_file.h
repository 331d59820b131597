// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/experiment/outcomes.h"
#include "core/experiment/recipients.h"
#include "core/import/outcome_columns.h"

#include <QHash>
#include <QStringList>

namespace haberdash::importing {

/// How to read a file of outcomes. What is left empty is guessed.
struct OutcomeFileOptions
{
    QString armColumn;
    QStringList measureColumns;
    QString control; ///< name of the control arm
    QHash<QString, double> weights; ///< planned shares by arm; 1 where none is given
    qint64 plannedRecipients = 0;
    QStringList attributeColumns; ///< what was known of recipients before the test, to be read one by one
    bool takesAllAttributes = false; ///< where none is named: all columns that can group recipients
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
    bool hasSumsOnly = false; ///< the file has one row an arm
    std::optional<experiment::Recipients> recipients; ///< where attributes were asked for
};

/// Reads all rows in a stream. A measure of zeros and ones (also yes and no) is a rate, any other an amount.
/// A file with a column of recipients and one row an arm (see readArmTable()) is read as such.
/// Invalid: no such column, no rows, more different arms than a test has, no such control arm, two currencies
/// in one column, an attribute that differs for nearly everybody.
[[nodiscard]] Result<OutcomeFile> readOutcomeFile(
    const QString &path, const OutcomeFileOptions &options, Progress &progress);

} // namespace haberdash::importing
