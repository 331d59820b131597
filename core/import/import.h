// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/base/progress.h"
#include "core/import/mapping.h"

namespace haberdash::store {
class Connection;
}

namespace haberdash::importing {

struct ImportOptions
{
    /// Read the files by this mapping instead of recognising them.
    std::optional<Mapping> mapping;
    /// Descriptions for single files, by path; they go before `mapping` and before recognising.
    QHash<QString, Mapping> mappings;
    /// Do everything but keep nothing.
    bool dryRun = false;
    /// Record a yes to mail in the file also where we hold a no (never over an unsubscribe, but for a yes
    /// that the file dates later): an explicit act of the user, who says why. Kept in the ledger. Empty: a no
    /// stays.
    QString consentReason;
    /// How dates are written, as a pattern of `DateFormat`, whatever the descriptions say; empty: as they
    /// say.
    QString dateFormat;
    /// Where files of rejected rows go; empty: beside the file that was read.
    QString rejectFolder;
};

struct FileReport
{
    QString path;
    QString format;
    qint64 read = 0; ///< rows below the header; accepted + rejected
    qint64 accepted = 0;
    qint64 rejected = 0;
    QString rejects; ///< file with the rejected rows; empty where there are none
    QString remark; ///< of the format, for the person who imports; mostly empty
    QMap<QString, qint64> reasons; ///< how often each reason was given, without the row's own content
};

struct ImportReport
{
    BatchId batch; ///< invalid after a dry run
    QList<FileReport> files;
    qint64 customersNew = 0;
    qint64 customersChanged = 0;
    qint64 customersMerged = 0;
    qint64 consentKept = 0; ///< a yes in a file that did not lift a no we hold
    qint64 consentGained = 0; ///< a yes recorded where we held a no
    qint64 consentLost = 0; ///< a no recorded where we held a yes
    /// The shop had no orders, and all of these are in this currency: it is the shop's now. Else not valid.
    CurrencyCode adoptedCurrency;
    QString remark; ///< about the import as a whole, for the person who imports; mostly empty
};

/// Reads files, and the tables of archives, into the workspace as one batch: all of it or, on an error,
/// nothing. Goods come before people, people before orders, orders before events, whatever the order of
/// `paths`.
[[nodiscard]] Result<ImportReport> importFiles(store::Connection &connection, const QStringList &paths,
    const ImportOptions &options, Timestamp now, Progress &progress);

} // namespace haberdash::importing
