// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/base/timestamp.h"

#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>

namespace haberdash::ui {

/// How numbers and dates read for people: in their language, in the shop's time zone. A value; make one per
/// workspace and hand it on. Minus is U+2212 in all languages that use it.
class Format
{
public:
    Format(QLocale locale, QTimeZone zone);

    [[nodiscard]] QString number(qint64 value) const; ///< "12,345"
    [[nodiscard]] QString decimal(double value, int digits) const; ///< "3.14"; a dash for NaN and infinities
    /// "€1,234.50": exact, from minor units; the sign first.
    [[nodiscard]] QString money(const Money &value) const;
    /// Like money(), without what is behind the point, rounded half away from zero; for tiles and axes.
    [[nodiscard]] QString moneyRounded(const Money &value) const;
    /// 0.314 -> "31.4 %".
    [[nodiscard]] QString percent(double share, int digits = 1) const;
    /// With its sign: "+6.2 %", "−1.1 %", "0.0 %".
    [[nodiscard]] QString change(double share, int digits = 1) const;
    /// "1.2 M", "48 k": for axes.
    [[nodiscard]] QString compact(double value) const;
    [[nodiscard]] QString bytes(qint64 value) const;

    [[nodiscard]] QString day(Day day) const; ///< "30 Jun 2026"
    [[nodiscard]] QString day(Timestamp instant) const;
    [[nodiscard]] QString dayAndTime(Timestamp instant) const; ///< "30 Jun 2026, 14:05"
    [[nodiscard]] QString time(Timestamp instant) const;
    /// "just now", "5 minutes ago", "yesterday", "3 days ago", "in 2 hours", the day beyond four weeks.
    [[nodiscard]] QString relative(Timestamp instant, Timestamp asOf) const;
    /// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min", "3 days".
    [[nodiscard]] QString duration(std::chrono::milliseconds length) const;

    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }

private:
    [[nodiscard]] QString moneyText(qint64 minor, CurrencyCode currency, int shownDecimals) const;

    QLocale m_locale;
    QTimeZone m_zone;
};

} // namespace haberdash::ui
