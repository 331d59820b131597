// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/field.h"

#include <QJsonObject>

#include <array>
#include <string>

namespace haberdash::importing {

class RowValues;

/// Fields of a person that have a column of their own, in the order in which they are read and written.
struct CustomerColumn
{
    Field field;
    const char *name;
};
inline constexpr CustomerColumn customerColumns[] = {
    {Field::Email, "email"},
    {Field::FirstName, "first_name"},
    {Field::LastName, "last_name"},
    {Field::Company, "company"},
    {Field::Phone, "phone"},
    {Field::Country, "country"},
    {Field::Region, "region"},
    {Field::City, "city"},
    {Field::Postcode, "postcode"},
    {Field::Language, "language"},
    {Field::Birthday, "birthday"},
    {Field::Note, "note"},
};
inline constexpr int customerColumnCount = int(std::size(customerColumns));

/// What a row says of a person: each field in the form that the program works with (names tidied, phones in
/// E.164, countries as two letters), and as the file had it.
class CustomerValues
{
public:
    /// @param country of the shop, two letters: for numbers without a country code in rows that name none
    explicit CustomerValues(const QString &country);

    void read(const RowValues &row);
    [[nodiscard]] const QString &value(int column) const { return m_values[size_t(column)]; }
    [[nodiscard]] const QString &typed(int column) const { return m_typed[size_t(column)]; }
    /// Puts what the file had into `raw` where that is not what the column holds; takes it out where it is.
    void noteRaw(int column, QJsonObject &raw) const;
    /// The row's country, or the shop's.
    [[nodiscard]] const std::string &region() const { return m_region; }

private:
    std::string m_shopCountry;
    std::string m_region;
    std::array<QString, customerColumnCount> m_values;
    std::array<QString, customerColumnCount> m_typed;
};

} // namespace haberdash::importing
