// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/store/connection.h"

#include <optional>

namespace haberdash::store {

/// What an amount of another currency is worth in the shop's, from a day on until the next rate of that
/// currency.
struct ExchangeRate
{
    CurrencyCode currency;
    std::optional<Day> from; ///< nothing: from the beginning
    /// One minor unit of `currency` in minor units of the shop's currency, in billionths; above zero.
    qint64 billionths = 0;
    QString source; ///< who said so: "by hand", a file's name
    friend bool operator==(const ExchangeRate &, const ExchangeRate &) = default;
};

/// "0.9234" (shop's units for one unit of `foreign`) as billionths between minor units, rounded half away
/// from zero. Invalid for what is no number, not above zero, or too small or large to be kept with six
/// digits.
[[nodiscard]] Result<qint64> parseRate(QStringView text, CurrencyCode foreign, CurrencyCode shop);
/// The other way round, without zeros at the end.
[[nodiscard]] QString rateText(qint64 billionths, CurrencyCode foreign, CurrencyCode shop);

/// By currency, oldest first.
[[nodiscard]] Result<QList<ExchangeRate>> exchangeRates(Connection &connection);
/// Adds rates, or replaces those of the same currency and day, all of them or none. Invalid for the shop's
/// own currency.
[[nodiscard]] Result<> saveExchangeRates(Connection &connection, const QList<ExchangeRate> &rates);
/// False when there was none of that day.
[[nodiscard]] Result<bool> removeExchangeRate(
    Connection &connection, CurrencyCode currency, std::optional<Day> from);

/// Removes all rates of a currency that one source gave; how many there were.
[[nodiscard]] Result<qint64> removeExchangeRatesOf(
    Connection &connection, CurrencyCode currency, const QString &source);

/// What the shop holds in another currency.
struct ForeignMoney
{
    CurrencyCode currency;
    qint64 orders = 0;
    qint64 events = 0; ///< with an amount
    qint64 total = 0; ///< of the orders, in minor units of `currency`
    std::optional<qint64> value; ///< of those orders that have a rate, in the shop's currency
    qint64 withoutRate = 0; ///< orders and events of which no rate is known: they count in no sum
    std::optional<Timestamp> first; ///< of what has no rate
    std::optional<Timestamp> last;
    friend bool operator==(const ForeignMoney &, const ForeignMoney &) = default;
};

/// Every currency but the shop's in which there are orders or events, by its letters. Goes through all
/// orders.
[[nodiscard]] Result<QList<ForeignMoney>> foreignMoney(Connection &connection);

} // namespace haberdash::store
