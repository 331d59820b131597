// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/customer_values.h"

#include "core/contact/birthday.h"
#include "core/contact/country.h"
#include "core/contact/phone_number.h"
#include "core/contact/tidy.h"
#include "core/import/row_values.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

QString phoneOf(const QString &typed, const std::string &region)
{
    const QByteArray bytes = typed.toUtf8();
    const std::string key = contact::phoneKey({bytes.constData(), size_t(bytes.size())}, region);
    // What no rule makes a number of stays as it is: somebody may still read it.
    return key.empty() ? typed : QString::fromStdString(key);
}

/// Whether the file's other dates have the day in front of the month.
bool isDayFirst(const Mapping &mapping)
{
    const auto day = mapping.dateFormat.indexOf(u'd');
    return day >= 0 && day < mapping.dateFormat.indexOf(u'M');
}

} // namespace

CustomerValues::CustomerValues(const QString &country)
    : m_shopCountry(country.toStdString())
{ }

void CustomerValues::read(const RowValues &row)
{
    for (int i = 0; i < customerColumnCount; ++i)
        m_typed[size_t(i)] = row.string(customerColumns[i].field);
    // "Ada Lovelace" in one column: the last word is the family name. Two columns win over one.
    QString &first = m_typed[1];
    QString &last = m_typed[2];
    if (first.isEmpty() && last.isEmpty()) {
        const QString whole = row.string(Field::Name);
        const auto blank = whole.lastIndexOf(u' ');
        first = blank < 0 ? whole : whole.left(blank);
        last = blank < 0 ? QString() : whole.mid(blank + 1);
    }
    m_values = m_typed;
    QString country;
    for (size_t i = 0; i < size_t(customerColumnCount); ++i) {
        if (customerColumns[i].field != Field::Country || m_typed[i].isEmpty())
            continue;
        country = contact::countryCode(m_typed[i]);
        if (!country.isEmpty())
            m_values[i] = country;
    }
    m_region = country.isEmpty() ? m_shopCountry : country.toStdString();
    for (size_t i = 0; i < size_t(customerColumnCount); ++i) {
        QString &value = m_values[i];
        if (value.isEmpty())
            continue;
        switch (customerColumns[i].field) {
        case Field::FirstName:
        case Field::LastName:
            value = contact::tidyName(value);
            break;
        case Field::Phone:
            value = phoneOf(value, m_region);
            break;
        case Field::Postcode:
            value = contact::tidyPostcode(value, country);
            break;
        case Field::Birthday:
            value = contact::tidyBirthday(value, isDayFirst(row.mapping()));
            break;
        default:
            break;
        }
    }
}

void CustomerValues::noteRaw(int column, QJsonObject &raw) const
{
    const auto i = size_t(column);
    const auto name = QLatin1StringView(customerColumns[column].name);
    if (m_typed[i] == m_values[i])
        raw.remove(name);
    else
        raw.insert(name, m_typed[i]);
}

} // namespace haberdash::importing
