// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_values.h"

#include "core/base/email_address.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

QString inQuotes(std::string_view text)
{
    const QString whole = QString::fromUtf8(text.data(), qsizetype(std::min<size_t>(text.size(), 200)));
    return whole.size() > 40 ? u"“%1…”"_s.arg(whole.left(40)) : u"“%1”"_s.arg(whole);
}

std::string lowered(std::string_view text)
{
    std::string word(text);
    for (char &character : word)
        character = character >= 'A' && character <= 'Z' ? char(character - 'A' + 'a') : character;
    return word;
}

/// The words that shops write; nothing for others.
std::optional<ConsentAnswer> parseConsent(std::string_view text)
{
    const std::string word = lowered(text);
    const auto isOneOf = [&word](std::initializer_list<const char *> words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (isOneOf({"yes", "true", "1", "y", "subscribed", "subscribe"}))
        return ConsentAnswer::Yes;
    if (isOneOf({"no", "false", "0", "n", "never_subscribed", "never subscribed", "not_subscribed",
            "not subscribed", "pending", "unconfirmed", "unknown"}))
        return ConsentAnswer::No;
    if (isOneOf({"unsubscribed", "unsubscribe"}))
        return ConsentAnswer::Withdrawn;
    return std::nullopt;
}

} // namespace

RowValues::RowValues(const Mapping &mapping, CurrencyCode currency, LocalClock clock)
    : m_mapping(mapping)
    , m_currency(currency)
    , m_clock(std::move(clock))
{ }

Result<RowValues> RowValues::create(const Mapping &mapping, const QStringList &headerKeys,
    const QString &folder, CurrencyCode currency, const QTimeZone &shopZone)
{
    HABERDASH_TRY(mapping.checkHeader(headerKeys));
    RowValues values(mapping, currency, LocalClock(mapping.timeZone.isValid() ? mapping.timeZone : shopZone));
    HABERDASH_TRY_ASSIGN(dates, DateFormat::fromPattern(mapping.dateFormat));
    values.m_dates = dates;
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
        else if (mapping.keepsOtherColumns && !mapping.columns.contains(headerKeys[i])
            && !mapping.neverKept.contains(headerKeys[i]) && !headerKeys[i].isEmpty())
            values.m_attributes.emplace_back(size_t(i), headerKeys[i]);
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
    const auto isOfLine = [](Field field) { return field >= Field::LineTitle && field <= Field::LineTotal; };
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

QString RowValues::columnName(Field field) const
{
    for (auto it = m_mapping.columns.begin(); it != m_mapping.columns.end(); ++it) {
        if (it.value() == field)
            return it.key();
    }
    return infoOf(field).name;
}

bool RowValues::refuse(const QString &reason)
{
    m_reason = reason;
    return false;
}

QString RowValues::string(Field field) const
{
    const auto bytes = text(field);
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

qint64 RowValues::number(Field field, qint64 fallback) const
{
    return m_hasNumber[size_t(field)] ? m_numbers[size_t(field)] : fallback;
}

std::optional<qint64> RowValues::optionalNumber(Field field) const
{
    return m_hasNumber[size_t(field)] ? std::optional(m_numbers[size_t(field)]) : std::nullopt;
}

std::optional<ConsentAnswer> RowValues::consent(Field field) const
{
    const auto value = optionalNumber(field);
    return value ? std::optional(ConsentAnswer(*value)) : std::nullopt;
}

std::optional<qint64> RowValues::money(std::string_view text) const
{
    return parseMinorUnits(text, m_mapping.numbers, m_rowCurrency.decimals());
}

std::optional<qint64> RowValues::whole(std::string_view text) const
{
    return parseWholeNumber(text, m_mapping.numbers);
}

bool RowValues::readField(Field field)
{
    const auto text = m_texts[size_t(field)];
    std::optional<qint64> value;
    if (!text.empty() && !readValue(field, text, value))
        return false;
    if (value) {
        m_numbers[size_t(field)] = *value;
        m_hasNumber.set(size_t(field));
    }
    return true;
}

/// Checks a text; `value` stays empty for fields that are words.
bool RowValues::readValue(Field field, std::string_view text, std::optional<qint64> &value)
{
    const auto type = infoOf(field).type;
    switch (type) {
    case FieldType::Email:
        if (const auto fault = checkAddress(text); fault != AddressFault::None)
            return refuse(
                u"%1: %2 is no e-mail address (%3)"_s.arg(columnName(field), inQuotes(text), toWord(fault)));
        return true;
    case FieldType::Money:
        value = money(text);
        if (!value)
            return refuse(u"%1: %2 is no amount"_s.arg(columnName(field), inQuotes(text)));
        break;
    case FieldType::Whole:
        value = whole(text);
        if (!value)
            return refuse(u"%1: %2 is no whole number"_s.arg(columnName(field), inQuotes(text)));
        break;
    case FieldType::Instant:
        if (const auto instant = m_dates.parse(text, m_clock))
            value = toMilliseconds(*instant);
        if (!value)
            return refuse(u"%1: %2 is no date of the form %3"_s.arg(
                columnName(field), inQuotes(text), m_mapping.dateFormat));
        break;
    case FieldType::Consent:
        if (const auto answer = parseConsent(text))
            value = qint64(*answer);
        if (!value)
            return refuse(u"%1: %2 is neither yes nor no"_s.arg(columnName(field), inQuotes(text)));
        break;
    case FieldType::Text:
    case FieldType::Code:
        return true;
    }
    // Stock may be oversold; everything else below zero is a fault of the file unless its mapping says
    // otherwise.
    if (*value < 0 && !m_mapping.negativeAmounts && type != FieldType::Instant && field != Field::Stock
        && field != Field::CouponValue)
        return refuse(u"%1: %2 is below zero"_s.arg(columnName(field), inQuotes(text)));
    return true;
}

bool RowValues::readItem(const FieldTexts &item)
{
    LineItem line;
    line.title = item[size_t(Field::LineTitle)];
    line.sku = item[size_t(Field::LineSku)];
    line.product = item[size_t(Field::LineProduct)];
    const std::pair<Field, std::optional<qint64> *> numbers[]
        = {{Field::LineQuantity, &line.quantity}, {Field::LinePrice, &line.price},
            {Field::LineDiscount, &line.discount}, {Field::LineTotal, &line.total}};
    for (const auto &[field, number] : numbers) {
        const auto text = item[size_t(field)];
        if (!text.empty() && !readValue(field, text, *number))
            return false;
    }
    m_lines.push_back(line);
    return true;
}

bool RowValues::readLines(std::span<const std::string_view> cells)
{
    m_lines.clear();
    m_items.clear();
    if (m_shaper && !m_shaper->items(cells, m_items, m_reason))
        return false;
    if (!m_hasLineColumns)
        return std::all_of(
            m_items.begin(), m_items.end(), [this](const FieldTexts &item) { return readItem(item); });
    LineItem line{text(Field::LineTitle), text(Field::LineSku), text(Field::LineProduct),
        optionalNumber(Field::LineQuantity), optionalNumber(Field::LinePrice),
        optionalNumber(Field::LineDiscount), optionalNumber(Field::LineTotal)};
    if (!line.title.empty() || !line.sku.empty() || !line.product.empty() || line.quantity || line.price
        || line.total)
        m_lines.push_back(line);
    return true;
}

/// The file's words become ours. Words that the mapping does not know stay as they are.
void RowValues::translate()
{
    for (const auto &[field, words] : m_words) {
        std::string_view &text = m_texts[size_t(field)];
        if (const auto ours = words.find(lowered(text)); ours != words.end())
            text = ours->second;
    }
}

bool RowValues::take(const Record &record)
{
    m_reason.clear();
    if (record.fault != RecordFault::None)
        return refuse(describe(record));
    auto cells = record.cells;
    const bool fits
        = cells.size() == m_columnCount || (cells.size() + 1 == m_columnCount && m_lastHeaderEmpty);
    if (!fits)
        return refuse(u"the row has %1 cells, the header has %2"_s.arg(cells.size()).arg(m_columnCount));

    m_hasNumber.reset();
    m_attributeTexts.clear();
    if (m_shaper)
        cells = m_shaper->filled(cells);
    for (const Field field : m_madeFields)
        m_texts[size_t(field)] = {};
    for (auto it = m_mapping.constants.begin(); it != m_mapping.constants.end(); ++it)
        m_texts[size_t(it.key())] = m_constants[size_t(it.key())];
    for (const auto &[column, field] : m_columns) {
        auto text = trimmed(cells[column]);
        // Spreadsheets guard long numbers with an apostrophe: '6100000000000
        if (infoOf(field).type == FieldType::Code && text.size() > 1 && text.front() == '\'')
            text.remove_prefix(1);
        if (!text.empty() || m_constants[size_t(field)].empty())
            m_texts[size_t(field)] = text;
    }
    for (const auto &[column, name] : m_attributes) {
        if (const auto text = trimmed(cells[column]); !text.empty())
            m_attributeTexts.emplace_back(name, text);
    }
    for (const JoinState &join : m_joins) {
        const std::string key(cells[join.keyColumn]);
        const auto *found = join.table.find(key);
        if (!found)
            return refuse(u"“%1” has no row for %2"_s.arg(join.file, inQuotes(key)));
        for (size_t i = 0; i < join.fields.size(); ++i)
            m_texts[size_t(join.fields[i])] = trimmed((*found)[i]);
    }
    if (m_shaper && !m_shaper->shape(cells, m_texts, m_reason))
        return false;
    translate();
    m_rowCurrency = m_currency;
    if (const auto code = text(Field::Currency); !code.empty()) {
        const auto parsed = CurrencyCode::fromString(QString::fromUtf8(code.data(), qsizetype(code.size())));
        if (!parsed)
            return refuse(u"%1: %2 is no currency"_s.arg(columnName(Field::Currency), inQuotes(code)));
        m_rowCurrency = *parsed;
    }
    return std::all_of(m_typed.begin(), m_typed.end(), [this](Field field) { return readField(field); })
        && (m_mapping.kind != Kind::Orders || readLines(cells));
}

} // namespace haberdash::importing
