// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/import/mapping.h"
#include "core/import/table.h"

#include <bitset>
#include <unordered_map>

namespace haberdash::importing {

/// Reads the rows of one file by one mapping: each cell becomes a checked value of its field, or the row gets
/// a reason why not. One object for all rows of a file; what it gives holds until the next row.
class RowValues
{
public:
    /// @param folder where the mapping's joins are looked for
    /// @param currency of amounts in rows that name none
    [[nodiscard]] static Result<RowValues> create(const Mapping &mapping, const QStringList &headerKeys,
        const QString &folder, CurrencyCode currency, const QTimeZone &shopZone);

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
    [[nodiscard]] bool readField(Field field);
    void translate();
    [[nodiscard]] bool refuse(const QString &reason);
    [[nodiscard]] QString columnName(Field field) const;

    Mapping m_mapping;
    CurrencyCode m_currency;
    CurrencyCode m_rowCurrency;
    LocalClock m_clock;
    DateFormat m_dates;
    size_t m_columnCount = 0;
    bool m_lastHeaderEmpty = false;
    std::vector<std::pair<size_t, Field>> m_columns;
    std::vector<Field> m_typed; // fields to read as numbers, currency first
    std::vector<std::pair<size_t, QString>> m_attributes;
    std::vector<JoinState> m_joins;
    std::array<std::string, fieldCount> m_constants;
    std::vector<std::pair<Field, std::unordered_map<std::string, std::string>>> m_words;
    std::array<std::string_view, fieldCount> m_texts;
    std::array<qint64, fieldCount> m_numbers{};
    std::bitset<fieldCount> m_hasNumber;
    std::vector<std::pair<QString, std::string_view>> m_attributeTexts;
    QString m_reason;
};

} // namespace haberdash::importing
