// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_values.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

RowValues::RowValues(const Mapping &mapping, CurrencyCode currency, LocalClock clock)
    : m_mapping(mapping)
    , m_currency(currency)
    , m_clock(std::move(clock))
{ }

Result<RowValues> RowValues::create(const Mapping &mapping, const QStringList &fileKeys,
    const QString &folder, CurrencyCode currency, const QTimeZone &shopZone, Timestamp now)
{
    HABERDASH_TRY(mapping.checkHeader(fileKeys));
    const QStringList headerKeys = mapping.named(fileKeys);
    RowValues values(mapping, currency, LocalClock(mapping.timeZone.isValid() ? mapping.timeZone : shopZone));
    HABERDASH_TRY_ASSIGN(dates, DateFormat::fromPattern(mapping.dateFormat));
    values.m_dates = dates;
    values.m_now = now;
    for (const QString &pattern : QStringList{mapping.dateFormat} + mapping.dateFormats) {
        HABERDASH_TRY_ASSIGN(format, DateFormat::fromPattern(pattern));
        values.m_windowDates.push_back(format);
    }
    if (const auto zone = headerKeys.indexOf(mapping.timeZoneColumn);
        zone >= 0 && !mapping.timeZoneColumn.isEmpty())
        values.m_zoneColumn = size_t(zone);
    values.m_columnCount = size_t(headerKeys.size());
    values.m_lastHeaderEmpty = headerKeys.constLast().isEmpty();
    for (qsizetype i = 0; i < headerKeys.size(); ++i) {
        // A name that stands twice means its first column.
        if (headerKeys.indexOf(headerKeys[i]) != i)
            continue;
        if (const auto column = mapping.columns.find(headerKeys[i]); column != mapping.columns.end())
            values.m_columns.emplace_back(size_t(i), *column);
        if (const auto attribute = mapping.attributes.find(headerKeys[i]);
            attribute != mapping.attributes.end())
            values.m_attributes.emplace_back(size_t(i), *attribute);
    }
    if (mapping.keepsOthers) {
        const QStringList used = mapping.shape.columns() + mapping.othersLeftOut + mapping.neverKept;
        for (qsizetype i = 0; i < headerKeys.size(); ++i) {
            const QString &key = headerKeys[i];
            if (!key.isEmpty() && headerKeys.indexOf(key) == i && !mapping.columns.contains(key)
                && !mapping.attributes.contains(key) && !used.contains(key))
                values.m_attributes.emplace_back(size_t(i), key);
        }
    }
    for (const Join &join : mapping.joins) {
        const auto key = headerKeys.indexOf(join.column);
        if (key < 0)
            return failure(Error::Code::Invalid,
                u"“%1” looks up “%2” by the column “%3”, which the file does not have."_s.arg(
                    mapping.name, join.file, join.column));
        const QString path = QFileInfo(join.file).isAbsolute() ? join.file : QDir(folder).filePath(join.file);
        HABERDASH_TRY_ASSIGN(table, LookupTable::load(path, join.column, join.columns.keys()));
        values.m_joins.push_back(
            {size_t(key), std::move(table), {join.columns.begin(), join.columns.end()}, join.file});
    }
    for (auto it = mapping.constants.begin(); it != mapping.constants.end(); ++it)
        values.m_constants[size_t(it.key())] = it.value().toStdString();
    for (auto it = mapping.words.begin(); it != mapping.words.end(); ++it) {
        std::unordered_map<std::string, std::string> words;
        for (auto word = it->begin(); word != it->end(); ++word)
            words.emplace(word.key().toStdString(), word->toStdString());
        values.m_words.emplace_back(it.key(), std::move(words));
    }
    const auto addTyped = [&values](Field field) {
        const auto type = infoOf(field).type;
        if (type == FieldType::Code)
            values.m_codes.push_back(field);
        if (type != FieldType::Text && type != FieldType::Code
            && std::find(values.m_typed.begin(), values.m_typed.end(), field) == values.m_typed.end())
            values.m_typed.push_back(field);
    };
    for (const auto &[column, field] : values.m_columns)
        addTyped(field);
    for (const auto &join : values.m_joins)
        std::for_each(join.fields.begin(), join.fields.end(), addTyped);
    for (auto it = mapping.constants.begin(); it != mapping.constants.end(); ++it)
        addTyped(it.key());
    if (!mapping.shape.isPlain()) {
        values.m_shaper.emplace(mapping.shape, headerKeys);
        for (const Field field : values.m_shaper->madeFields()) {
            addTyped(field);
            values.m_madeFields.push_back(field);
        }
    }
    for (const Window &window : mapping.shape.windows) {
        const auto placeOf = [&headerKeys](const QString &key) {
            const auto place = key.isEmpty() ? -1 : headerKeys.indexOf(key);
            return place < 0 ? std::nullopt : std::optional(size_t(place));
        };
        if (const auto column = placeOf(window.column))
            values.m_windows.push_back({*column, placeOf(window.from), placeOf(window.to)});
    }
    const auto isOfLine = [](Field field) { return field >= Field::LineTitle && field <= Field::LineTax; };
    values.m_hasLineColumns = std::any_of(values.m_columns.begin(), values.m_columns.end(),
                                  [&](const auto &column) { return isOfLine(column.second); })
        || std::any_of(values.m_joins.begin(), values.m_joins.end(),
            [&](const JoinState &join) {
                return std::any_of(join.fields.begin(), join.fields.end(), isOfLine);
            })
        || std::any_of(values.m_madeFields.begin(), values.m_madeFields.end(), isOfLine)
        || std::any_of(mapping.constants.keyBegin(), mapping.constants.keyEnd(), isOfLine);
    return values;
}

} // namespace haberdash::importing
