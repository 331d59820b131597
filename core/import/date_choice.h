// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/mapping.h"

namespace haberdash::importing {

/// How a file turned out to write its dates.
struct DateChoice
{
    QString format; ///< the pattern that reads most dates; empty where nothing settles it
    QStringList open; ///< the patterns to choose from then,
    QString example; ///< and a date of the file that they read in different ways
};

/// The ways to write a date that shops and spreadsheets use; day before month where both would do.
[[nodiscard]] QStringList usualDatePatterns();

/// Tries patterns on the dates of a file.
class DateVote
{
public:
    /// Patterns that are none are left out.
    explicit DateVote(const QStringList &patterns);
    void add(const QString &text);
    /// Which pattern reads most of the dates. A day above 12 settles whether the day or the month comes
    /// first; where several read them all, and not as the same days, the choice is open.
    [[nodiscard]] DateChoice choice() const;
    /// Whether no pattern reads half of the dates.
    [[nodiscard]] bool failed() const;

private:
    struct Candidate
    {
        QString pattern;
        DateFormat format;
        qint64 unread = 0;
    };
    [[nodiscard]] std::optional<Timestamp> read(const Candidate &candidate, const QString &text) const;

    qint64 m_count = 0;
    LocalClock m_clock;
    std::vector<Candidate> m_candidates;
    QStringList m_split; ///< some dates that two candidates read in two ways
};

/// Which of the mapping's date formats a file is written in; where they read next to none of its dates, which
/// of the usual ones.
[[nodiscard]] Result<DateChoice> settleDates(const QString &path, const Mapping &mapping);

} // namespace haberdash::importing
