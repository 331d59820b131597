// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string_view>

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

/// The form in which shops write most dates, without a search: 2026-03-01, 2026-03-01T10:30:00.5+01:00, with
/// a blank for the T, without seconds or offset. Nothing for all else.
[[nodiscard]] std::optional<MomentFields> isoFieldsIn(std::string_view text);
/// Looks for the forms of dates in the order in which Ruby does. `text` is in small letters.
[[nodiscard]] MomentFields momentFieldsIn(QString text);

} // namespace haberdash::compose::liquid
