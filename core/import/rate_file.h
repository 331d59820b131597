// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/exchange_rates.h"

#include <QSet>
#include <QStringList>

namespace haberdash::importing {

/// What a file of exchange rates holds for a shop.
struct RateFile
{
    QList<store::ExchangeRate> rates; ///< of the currencies that were asked for, in the shop's
    QStringList others; ///< further currencies of the file
    qint64 rows = 0;
    QStringList faults; ///< rows that could not be read, with line and reason
};

/// Reads exchange rates. Two forms are known: one row a day and one column a currency, each cell what one
/// euro is worth ("Date,USD,JPY": the European Central Bank's files, also zipped), and one row a rate with
/// the columns currency, rate (what one unit is worth in the shop's currency) and, if there is one, date.
/// Invalid for other files, and for the first form where the shop's own currency is neither EUR nor in it.
[[nodiscard]] Result<RateFile> readRateFile(
    const QString &path, CurrencyCode shop, const QSet<CurrencyCode> &wanted);

/// Reads such a file and saves the rates of every currency in which the shop holds something.
[[nodiscard]] Result<RateFile> importRates(store::Connection &connection, const QString &path);

} // namespace haberdash::importing
