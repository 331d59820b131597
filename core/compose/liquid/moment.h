// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QDateTime>

#include <optional>
#include <string>
#include <string_view>

namespace haberdash::compose::liquid {

/// An instant as the `date` filter writes it.
struct Moment
{
    QDateTime time; ///< in its own zone, milliseconds
    int nanoseconds = 0; ///< of the second, 0 to 999,999,999
    bool isUtc = false; ///< said to be UTC, not a zone that happens to be there
    std::string zoneName; ///< "UTC", "CET"; empty for an offset without a name
};

/// What a date without a year, a zone ... means.
struct MomentContext
{
    Timestamp now{};
    QTimeZone zone;
    bool convertsDates = true; ///< moments with an offset of their own are put into `zone`
};

[[nodiscard]] Moment momentAt(qint64 secondsSince1970, const QTimeZone &zone);
/// Reads a date as Ruby's Time.parse does: "2026-03-01T10:30:00Z", "March 14, 2016 5pm", "14.3.2016",
/// "10:30". What is left out is taken from now (years above months above days) or is zero. Nothing where
/// there is no date in the text or no such day.
[[nodiscard]] std::optional<Moment> readMoment(std::string_view text, const MomentContext &context);
/// Appends the moment in a format of Ruby's strftime. False where that refuses the format, such as "%:%".
[[nodiscard]] bool appendMoment(const Moment &moment, std::string_view format, std::string &out);

} // namespace haberdash::compose::liquid
