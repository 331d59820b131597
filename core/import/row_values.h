// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/import/mapping.h"
#include "core/import/row_shaper.h"
#include "core/import/table.h"

#include <bitset>
#include <unordered_map>

namespace haberdash::importing {

/// One line of an order, as a row has it.
struct LineItem
{
    std::string_view title;
    std::string_view sku;
    std::string_view product;
    std::optional<qint64> quantity;
    std::optional<qint64> price; ///< minor units, of one
    std::optional<qint64> discount;
    std::optional<qint64> total; ///< of the line
    std::optional<qint64> tax; ///< of the line, on top of its total
};

/// Reads the rows of one file by one mapping: each cell becomes a checked value of its field, or the row gets
/// a reason why not. One object for all rows of a file; what it gives holds until the next row.
class RowValues
{
public:
    /// @param folder where the mapping's joins are looked for
    /// @param currency of amounts in rows that name none
    /// @param now says which of the mapping's windows are open
    [[nodiscard]] static Result<RowValues> create(const Mapping &mapping, const QStringList &headerKeys,
        const QString &folder, CurrencyCode currency, const QTimeZone &shopZone, Timestamp now);

    /// Takes a row. True when each mapped cell could be read; else `reason` says what is wrong with which
    /// column.
    [[nodiscard]] bool take(const Record &record);
    [[nodiscard]] const QString &reason() const { return m_reason; }

    /// Trimmed text of a field; empty where the file has no such column or the cell is empty.
    [[nodiscard]] std::string_view text(Field field) const { return m_texts[size_t(field)]; }
    [[nodiscard]] bool has(Field field) const { return !m_texts[size_t(field)].empty(); }
    [[nodiscard]] QString string(Field field) const;
    /// Minor units, whole numbers, milliseconds or a ConsentAnswer, by the field's type; `fallback` where the
    /// cell is empty.
    [[nodiscard]] qint64 number(Field field, qint64 fallback = 0) const;
    [[nodiscard]] std::optional<qint64> optionalNumber(Field field) const;
    [[nodiscard]] std::optional<ConsentAnswer> consent(Field field) const;
    /// The lines of an order that the row has: one where its columns say something of a line, those in its
    /// cell of items, or none.
    [[nodiscard]] const std::vector<LineItem> &lines() const { return m_lines; }
    /// Currency of the row.
    [[nodiscard]] CurrencyCode currency() const { return m_rowCurrency; }
    /// Columns that became facts of the shop's own: name and text, empty cells left out.
    [[nodiscard]] const std::vector<std::pair<QString, std::string_view>> &attributes() const
    {
        return m_attributeTexts;
    }

    /// Reads an amount or a whole number in the file's way of writing.
    [[nodiscard]] std::optional<qint64> money(std::string_view text) const;
    [[nodiscard]] std::optional<qint64> whole(std::string_view text) const;
    [[nodiscard]] const Mapping &mapping() const { return m_mapping; }

private:
    RowValues(const Mapping &mapping, CurrencyCode currency, LocalClock clock);
    struct JoinState
    {
        size_t keyColumn;
        LookupTable table;
        std::vector<Field> fields;
        QString file;
    };
    struct OpenWindow
    {
        size_t column;
        std::optional<size_t> from;
        std::optional<size_t> to;
    };
    [[nodiscard]] bool isOpen(const OpenWindow &window, std::span<const std::string_view> cells) const;
    [[nodiscard]] std::span<const std::string_view> withinWindows(std::span<const std::string_view> cells);
    [[nodiscard]] const LocalClock &clockOf(std::span<const std::string_view> cells);
    [[nodiscard]] bool readField(Field field);
    [[nodiscard]] std::optional<qint64> moneyOf(Field field, std::string_view text) const;
    [[nodiscard]] bool readValue(Field field, std::string_view text, std::optional<qint64> &value);
    [[nodiscard]] bool readLines(std::span<const std::string_view> cells);
    [[nodiscard]] bool readItem(const FieldTexts &item);
    void translate();
    [[nodiscard]] bool refuse(const QString &reason);
    [[nodiscard]] QString columnName(Field field) const;

    Mapping m_mapping;
    CurrencyCode m_currency;
    CurrencyCode m_rowCurrency;
    LocalClock m_clock; ///< of rows that name no zone
    std::optional<size_t> m_zoneColumn;
    std::unordered_map<std::string, LocalClock> m_zoneClocks; ///< by what the column says, in lower case
    const LocalClock *m_rowClock = nullptr;
    DateFormat m_dates;
    std::vector<DateFormat> m_windowDates; ///< days of a window may be written in another way
    size_t m_columnCount = 0;
    bool m_lastHeaderEmpty = false;
    std::vector<std::pair<size_t, Field>> m_columns;
    std::vector<Field> m_typed; // fields to read as numbers, currency first
    std::vector<Field> m_codes;
    std::vector<std::pair<size_t, QString>> m_attributes;
    std::vector<JoinState> m_joins;
    std::array<std::string, fieldCount> m_constants;
    std::vector<std::pair<Field, std::unordered_map<std::string, std::string>>> m_words;
    FieldTexts m_texts;
    std::optional<RowShaper> m_shaper;
    std::vector<Field> m_madeFields;
    Timestamp m_now{};
    std::vector<OpenWindow> m_windows;
    std::vector<std::string_view> m_windowCells;
    bool m_hasLineColumns = false;
    std::vector<FieldTexts> m_items;
    std::vector<LineItem> m_lines;
    std::array<qint64, fieldCount> m_numbers{};
    std::bitset<fieldCount> m_hasNumber;
    std::vector<std::pair<QString, std::string_view>> m_attributeTexts;
    QString m_reason;
};

} // namespace haberdash::importing
