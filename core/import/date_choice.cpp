// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/date_choice.h"

#include "core/import/row_shaper.h"
#include "core/import/table.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Candidate
{
    QString pattern;
    DateFormat format;
    qint64 unread = 0;
};

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

Result<QString> settleDates(const QString &path, const Mapping &mapping)
{
    std::vector<Candidate> candidates;
    for (const QString &pattern : mapping.dateFormats) {
        HABERDASH_TRY_ASSIGN(format, DateFormat::fromPattern(pattern));
        candidates.push_back({pattern, std::move(format), 0});
    }
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    DateTexts texts(mapping, table.headerKeys());
    const LocalClock clock(QTimeZone::utc());
    QString open; // a date that two candidates read in two ways
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            break;
        for (const QString &text : texts.of(*record)) {
            std::optional<Timestamp> first;
            for (Candidate &candidate : candidates) {
                const auto instant = candidate.format.parse(text.toStdString(), clock);
                candidate.unread += !instant;
                if (instant && first && *instant != *first)
                    open = text;
                first = first ? first : instant;
            }
        }
    }
    const auto better
        = [](const Candidate &left, const Candidate &right) { return left.unread < right.unread; };
    const auto best = std::min_element(candidates.begin(), candidates.end(), better);
    const auto ties = std::count_if(candidates.begin(), candidates.end(),
        [&best](const Candidate &each) { return each.unread == best->unread; });
    if (ties == 1 || open.isEmpty())
        return best->pattern;
    QStringList names;
    for (const Candidate &each : candidates) {
        if (each.unread == best->unread)
            names.append(u"--dates \"%1\""_s.arg(each.pattern));
    }
    return failure(Error::Code::Invalid,
        u"“%1” is written in a form whose dates depend on the shop's settings, and nothing in it says "
        u"whether “%2” "
        u"has the day or the month first. Nothing was imported. Say which: %3."_s.arg(
            path, open, names.join(u" or "_s)));
}

} // namespace haberdash::importing
