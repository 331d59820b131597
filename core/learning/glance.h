// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/send_outcomes.h"

#include <QTimeZone>

namespace haberdash::learning {

/// A mailing with its figures in a stretch.
struct MailingRow
{
    quint16 mailing = 0;
    MailFigures figures;
};

struct GlanceWeek
{
    qint64 begin = 0; ///< Monday, first instant in the shop's zone, milliseconds
    MailFigures mail; ///< of the mails sent in it
    Takings all; ///< all purchases of it
    bool isPartial = false; ///< cut by the stretch or by the instant of the question
};

/// What mail did in a stretch, beside the stretch of the same length before it.
struct Glance
{
    Stretch now;
    Stretch before;
    MailFigures mail;
    MailFigures mailBefore;
    Takings all;
    Takings allBefore;
    std::vector<GlanceWeek> weeks; ///< oldest first
    std::vector<MailingRow> mailings; ///< with mails in the stretch, the newest first
};

[[nodiscard]] Glance glanceAt(const SendOutcomes &outcomes, const Stretch &stretch, const QTimeZone &zone);

/// Beside another stretch than the one right before.
[[nodiscard]] Glance glanceAt(
    const SendOutcomes &outcomes, const Stretch &stretch, const Stretch &before, const QTimeZone &zone);

/// The last so many days before an instant.
[[nodiscard]] Stretch lastDays(Timestamp asOf, int days);

/// The best by revenue per recipient, of those that went to enough people for that to say something.
constexpr qint64 fewestForRanking = 100;
[[nodiscard]] std::vector<MailingRow> topMailings(std::vector<MailingRow> rows, size_t count);

/// The best mailings of a stretch, and the others to compare them with: those of the year before its end.
struct Ranking
{
    std::vector<MailingRow> top;
    std::vector<quint16> rest;
    [[nodiscard]] std::vector<quint16> topNumbers() const;
};
[[nodiscard]] Ranking rankMailings(const SendOutcomes &outcomes, const Glance &glance, size_t count = 5);

} // namespace haberdash::learning
