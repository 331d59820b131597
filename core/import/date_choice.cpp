// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/date_choice.h"

#include "core/import/row_shaper.h"
#include "core/import/table.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The texts of a row that should be dates.
class DateTexts
{
public:
    DateTexts(const Mapping &mapping, const QStringList &headerKeys)
        : m_shaper(mapping.shape, headerKeys)
    {
        for (qsizetype i = 0; i < headerKeys.size(); ++i) {
            const auto field = mapping.columns.constFind(headerKeys[i]);
            if (field != mapping.columns.constEnd() && infoOf(*field).type == FieldType::Instant) {
                m_columns.emplace_back(size_t(i), *field);
                m_fields.append(*field);
            }
        }
        for (const Field field : m_shaper.madeFields()) {
            if (infoOf(field).type == FieldType::Instant && !m_fields.contains(field))
                m_fields.append(field);
        }
    }
    QStringList of(const Record &record)
    {
        FieldTexts texts{};
        for (const auto &[column, field] : m_columns) {
            if (column < record.cells.size())
                texts[size_t(field)] = record.cells[column];
        }
        QString reason;
        QStringList dates;
        if (record.fault != RecordFault::None || !m_shaper.shape(record.cells, texts, reason))
            return dates;
        for (const Field field : m_fields) {
            const auto text = texts[size_t(field)];
            if (QString date = QString::fromUtf8(text.data(), qsizetype(text.size())).trimmed();
                !date.isEmpty())
                dates.append(std::move(date));
        }
        return dates;
    }

private:
    RowShaper m_shaper;
    std::vector<std::pair<size_t, Field>> m_columns;
    QList<Field> m_fields;
};

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
    DateVote vote(mapping.dateFormats);
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    DateTexts texts(mapping, table.headerKeys());
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            return vote.choice();
        for (const QString &text : texts.of(*record))
            vote.add(text);
    }
}

} // namespace haberdash::importing
