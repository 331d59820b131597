// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coupon/coupons.h"

class QIODevice;

namespace haberdash::coupon {

/// A line of a pool that gave no code.
struct PoolFault
{
    enum class Reason {
        Malformed, ///< no code: blanks or strange characters in it, shorter than 3 or longer than 64
        Twice, ///< stood further up in the same list
        Known, ///< is in this set already
        OtherSet, ///< is in another set
        Used ///< an order of the shop came with it
    };
    qint64 line = 0; ///< from 1
    QString text; ///< the cell as it stands there, at most 80 characters
    Reason reason = Reason::Malformed;
    friend bool operator==(const PoolFault &, const PoolFault &) = default;
};
/// "is no code" ...: the end of a sentence that begins with the code.
[[nodiscard]] QString inWords(PoolFault::Reason reason);

/// What became of each line: those that are empty are not counted.
struct PoolImport
{
    qint64 rows = 0;
    qint64 added = 0;
    QList<PoolFault> faults; ///< rows = added + faults
    QStringList examples; ///< the first codes that were taken, at most 8
    friend bool operator==(const PoolImport &, const PoolImport &) = default;
};

/// Adds the codes of a list to a pool in one transaction: one a line, or the first column of a CSV file with
/// commas, semicolons or tabs; a head ("Code", "Discount code", "Gutscheincode" ...) is known and left out.
/// UTF-8, also with a mark in front. Codes that cannot be taken are told, each with line and reason.
[[nodiscard]] Result<PoolImport> importPool(
    store::Connection &connection, const CouponSet &set, QIODevice &list, Progress &progress);
[[nodiscard]] Result<PoolImport> importPoolFile(
    store::Connection &connection, const CouponSet &set, const QString &path, Progress &progress);
/// What would become of each line, with nothing written. The set need not be saved yet.
[[nodiscard]] Result<PoolImport> tryPoolFile(
    store::Connection &connection, const CouponSet &set, const QString &path, Progress &progress);
/// Makes a pool with the codes of a file: both or nothing. Refused where no line of it gives a code.
[[nodiscard]] Result<PoolImport> createPoolFromFile(store::Connection &connection, const CouponSet &set,
    const QString &path, Timestamp now, Progress &progress);

} // namespace haberdash::coupon
