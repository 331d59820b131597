// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/date_choice.h"

#include "core/import/table.h"
#include "core/import/typed_texts.h"

#include <algorithm>
#include <limits>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

QStringList usualDatePatterns()
{
    QStringList patterns{u"iso"_s};
    for (const QString &day : {u"dd.MM.yyyy"_s, u"d.M.yyyy"_s, u"d.M.yy"_s, u"dd/MM/yyyy"_s, u"MM/dd/yyyy"_s,
             u"d/M/yyyy"_s, u"M/d/yyyy"_s, u"d/M/yy"_s, u"M/d/yy"_s, u"dd-MM-yyyy"_s, u"MM-dd-yyyy"_s,
             u"d-M-yyyy"_s, u"M-d-yyyy"_s, u"yyyy/M/d"_s, u"yyyy.M.d"_s, u"yyyyMMdd"_s, u"d MMM yyyy"_s,
             u"MMM d, yyyy"_s, u"d-MMM-yyyy"_s}) {
        for (const QString &time : {QString(), u" HH:mm"_s, u" H:mm"_s, u" H:mm:ss"_s, u" h:mm AP"_s,
                 u" h:mm:ss AP"_s, u", H:mm"_s, u", h:mm AP"_s})
            patterns.append(day + time);
    }
    return patterns;
}

namespace {

constexpr qint64 wholeFile = std::numeric_limits<qint64>::max();
constexpr qint64 rowsToLookAt = 1'000;

Result<DateVote> voteOf(const QString &path, const Mapping &mapping, const QStringList &patterns, qint64 rows)
{
    DateVote vote(patterns);
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    TypedTexts texts(mapping, table.headerKeys(), FieldType::Instant);
    for (qint64 row = 0; row < rows; ++row) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        for (const QString &text : texts.of(*record))
            vote.add(text);
    }
    return vote;
}

} // namespace

DateVote::DateVote(const QStringList &patterns)
    : m_clock(QTimeZone::utc())
{
    for (const QString &pattern : patterns) {
        if (auto format = DateFormat::fromPattern(pattern))
            m_candidates.push_back({pattern, std::move(*format), 0});
    }
}

std::optional<Timestamp> DateVote::read(const Candidate &candidate, const QString &text) const
{
    return candidate.format.parse(text.toStdString(), m_clock);
}

void DateVote::add(const QString &text)
{
    ++m_count;
    constexpr qsizetype enough = 100;
    std::optional<Timestamp> first;
    bool split = false;
    for (Candidate &candidate : m_candidates) {
        const auto instant = read(candidate, text);
        candidate.unread += !instant;
        split = split || (instant && first && *instant != *first);
        first = first ? first : instant;
    }
    if (split && m_split.size() < enough)
        m_split.append(text);
}

bool DateVote::failed() const
{
    return std::all_of(m_candidates.begin(), m_candidates.end(),
        [this](const Candidate &each) { return each.unread * 2 > m_count; });
}

DateChoice DateVote::choice() const
{
    DateChoice choice;
    if (m_candidates.empty())
        return choice;
    const auto best = std::min_element(m_candidates.begin(), m_candidates.end(),
        [](const Candidate &left, const Candidate &right) { return left.unread < right.unread; });
    choice.format = best->pattern;
    for (const QString &text : m_split) {
        QList<Timestamp> readings;
        QStringList patterns;
        for (const Candidate &each : m_candidates) {
            const auto instant = read(each, text);
            if (each.unread == best->unread && instant && !readings.contains(*instant)) {
                readings.append(*instant);
                patterns.append(each.pattern);
            }
        }
        if (patterns.size() > 1)
            return {QString(), patterns, text};
    }
    return choice;
}

Result<DateChoice> settleDates(const QString &path, const Mapping &mapping)
{
    const bool isOneOfSeveral = !mapping.dateFormats.isEmpty();
    const QStringList described = isOneOfSeveral ? mapping.dateFormats : QStringList{mapping.dateFormat};
    HABERDASH_TRY_ASSIGN(vote, voteOf(path, mapping, described, isOneOfSeveral ? wholeFile : rowsToLookAt));
    if (!vote.failed())
        return vote.choice();
    // Saved again by a spreadsheet, dates look as the user's country writes them.
    HABERDASH_TRY_ASSIGN(usual, voteOf(path, mapping, described + usualDatePatterns(), wholeFile));
    return usual.failed() ? vote.choice() : usual.choice();
}

} // namespace haberdash::importing
