// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/row_values.h"

#include "core/base/email_address.h"
#include "core/import/cell_text.h"

#include <algorithm>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

QString inQuotes(std::string_view text)
{
    const QString whole = QString::fromUtf8(text.data(), qsizetype(std::min<size_t>(text.size(), 200)));
    return whole.size() > 40 ? u"“%1…”"_s.arg(whole.left(40)) : u"“%1”"_s.arg(whole);
}

/// "9.01381E+12": what a spreadsheet makes of a long number. A small letter is another matter: statistics
/// programs write 1e+05 only where it is exact.
bool isShortenedNumber(std::string_view text)
{
    const auto mark = text.find('E');
    if (mark == std::string_view::npos || mark == 0 || mark + 2 >= text.size() || text[mark + 1] != '+')
        return false;
    return text.substr(0, mark).find_first_not_of("0123456789.,") == std::string_view::npos
        && text.substr(mark + 2).find_first_not_of("0123456789") == std::string_view::npos;
}

/// The words that shops write; nothing for others.
std::optional<ConsentAnswer> parseConsent(std::string_view text)
{
    const std::string word = lowered(text);
    const auto isOneOf = [&word](std::initializer_list<const char *> words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (isOneOf({"yes", "true", "1", "y", "subscribed", "subscribe", "ja", "oui", "s\xC3\xAD", "si"}))
        return ConsentAnswer::Yes;
    if (isOneOf({"no", "false", "0", "n", "nein", "non", "nee", "never_subscribed", "never subscribed",
            "not_subscribed", "not subscribed", "pending", "unconfirmed", "unknown"}))
        return ConsentAnswer::No;
    if (isOneOf({"unsubscribed", "unsubscribe"}))
        return ConsentAnswer::Withdrawn;
    return std::nullopt;
}

} // namespace

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

/// With the tax that the file leaves out, where the mapping says how much.
std::optional<qint64> RowValues::moneyOf(Field field, std::string_view text) const
{
    const auto tax = m_mapping.taxes.constFind(field);
    if (tax == m_mapping.taxes.constEnd())
        return money(text);
    // Prices without tax have six decimals so that those with tax come out even: cents are rounded once, at
    // the end.
    constexpr int further = 4;
    constexpr qint64 unit = 10'000;
    const auto exact = parseMinorUnits(text, m_mapping.numbers, m_rowCurrency.decimals() + further);
    qint64 gross = 0;
    if (!exact || __builtin_mul_overflow(*exact, unit + *tax, &gross))
        return std::nullopt;
    const qint64 half = gross < 0 ? -unit * unit / 2 : unit * unit / 2;
    return (gross + half) / (unit * unit);
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
        value = moneyOf(field, text);
        if (!value)
            return refuse(u"%1: %2 is no amount"_s.arg(columnName(field), inQuotes(text)));
        break;
    case FieldType::Whole:
        value = whole(text);
        if (!value)
            return refuse(u"%1: %2 is no whole number"_s.arg(columnName(field), inQuotes(text)));
        break;
    case FieldType::Instant:
        if (const auto instant = m_dates.parse(text, *m_rowClock))
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
    const std::pair<Field, std::optional<qint64> *> numbers[] = {{Field::LineQuantity, &line.quantity},
        {Field::LinePrice, &line.price}, {Field::LineDiscount, &line.discount},
        {Field::LineTotal, &line.total}, {Field::LineTax, &line.tax}};
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
        optionalNumber(Field::LineDiscount), optionalNumber(Field::LineTotal),
        optionalNumber(Field::LineTax)};
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

/// A zone that nobody knows is the shop's.
const LocalClock &RowValues::clockOf(std::span<const std::string_view> cells)
{
    if (!m_zoneColumn || *m_zoneColumn >= cells.size())
        return m_clock;
    const std::string word = lowered(trimmed(cells[*m_zoneColumn]));
    if (const auto known = m_zoneClocks.find(word); known != m_zoneClocks.end())
        return known->second;
    QTimeZone zone = m_mapping.timeZones.value(QString::fromStdString(word));
    const QByteArray name = QByteArray::fromStdString(std::string(trimmed(cells[*m_zoneColumn])));
    if (!zone.isValid() && QTimeZone::isTimeZoneIdAvailable(name))
        zone = QTimeZone(name);
    constexpr size_t mostZones = 1'000; // a column of something else must not fill the memory
    if (!zone.isValid() || m_zoneClocks.size() >= mostZones)
        return m_clock;
    return m_zoneClocks.emplace(word, LocalClock(zone)).first->second;
}

/// A day that cannot be read limits nothing.
bool RowValues::isOpen(const OpenWindow &window, std::span<const std::string_view> cells) const
{
    constexpr size_t lengthOfDay = 10; // "2026-01-31"
    const auto textOf
        = [&](std::optional<size_t> column) { return column ? trimmed(cells[*column]) : std::string_view(); };
    const auto dayOf = [this](std::string_view text) -> std::optional<Timestamp> {
        for (const DateFormat &format : m_windowDates) {
            if (const auto day = format.parse(text, m_clock))
                return day;
        }
        return std::nullopt;
    };
    const auto from = dayOf(textOf(window.from));
    const auto last = textOf(window.to);
    auto to = dayOf(last);
    if (to && last.size() <= lengthOfDay)
        *to += std::chrono::days(1);
    return (!from || *from <= m_now) && (!to || m_now < *to);
}

std::span<const std::string_view> RowValues::withinWindows(std::span<const std::string_view> cells)
{
    if (m_windows.empty())
        return cells;
    m_windowCells.assign(cells.begin(), cells.end());
    m_windowCells.resize(m_columnCount);
    for (const OpenWindow &window : m_windows) {
        if (!isOpen(window, m_windowCells))
            m_windowCells[window.column] = {};
    }
    return m_windowCells;
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
    cells = withinWindows(cells);
    m_rowClock = &clockOf(cells);
    for (const Field field : m_madeFields)
        m_texts[size_t(field)] = {};
    for (auto it = m_mapping.constants.begin(); it != m_mapping.constants.end(); ++it)
        m_texts[size_t(it.key())] = m_constants[size_t(it.key())];
    for (const auto &[column, field] : m_columns) {
        auto text = trimmed(cells[column]);
        if (infoOf(field).type == FieldType::Code)
            text = withoutGuard(text);
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
    for (const Field field : m_codes) {
        // What it was cannot be told any more, and many would become the same.
        if (isShortenedNumber(text(field)))
            return refuse(
                u"%1: %2 was shortened by a spreadsheet, and its last digits are lost; export the file "
                u"again and import it as it comes"_s.arg(columnName(field), inQuotes(text(field))));
    }
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
