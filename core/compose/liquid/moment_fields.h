// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace haberdash::compose::liquid {

/// What a text says about a date, each part as it was written; parts may be out of range.
struct MomentFields
{
    std::optional<qint64> year;
    bool isYearShort = false; ///< 68 is 2068, 69 is 1969
    std::optional<int> month;
    std::optional<int> day;
    std::optional<int> dayOfYear;
    std::optional<int> hour;
    std::optional<int> minute;
    std::optional<int> second;
    int nanoseconds = 0;
    QString zone;

    [[nodiscard]] bool hasDate() const { return year || month || day || dayOfYear; }
    [[nodiscard]] bool isEmpty() const { return !hasDate() && !hour && !minute && !second; }
};

/// Looks for the forms of dates in the order in which Ruby does. `text` is in small letters.
[[nodiscard]] MomentFields momentFieldsIn(QString text);

} // namespace haberdash::compose::liquid
