// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/person_records.h"

#include "core/base/email_address.h"
#include "core/contact/name_key.h"
#include "core/contact/phone_number.h"
#include "core/store/connection.h"

#include <algorithm>

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

TextPool::TextPool()
{
    m_texts.emplace_back();
    m_byKey.emplace(std::u32string(), 0);
}

std::uint32_t TextPool::codeOf(const QString &key)
{
    std::u32string text = key.toStdU32String();
    const auto [entry, added] = m_byKey.emplace(std::move(text), std::uint32_t(m_texts.size()));
    if (added)
        m_texts.push_back(entry->first);
    return entry->second;
}

StreetLine splitStreet(const QString &line)
{
    QStringList words = contact::nameKey(line).split(u' ', Qt::SkipEmptyParts);
    const auto isNumber = [](const QString &word) { return word[0].isDigit(); };
    const auto first = std::find_if(words.begin(), words.end(), isNumber);
    StreetLine result;
    // "5th Avenue" is a street: a number beside it is the house.
    if (first != words.end()) {
        const auto second = std::find_if(first + 1, words.end(), isNumber);
        const bool ordinal
            = first->size() > 2 && first->back().isLetter() && first->at(first->size() - 2).isLetter();
        const auto house = ordinal && second != words.end() ? second : first;
        if (!ordinal || house != first) {
            result.house = *house;
            words.erase(house);
        }
    }
    result.street = words.join(u' ');
    return result;
}

Result<PersonRecords> PersonRecords::load(
    store::Connection &connection, const std::string &country, Progress &progress)
{
    PersonRecords records;
    HABERDASH_TRY_ASSIGN(total, connection.integer(u"SELECT count(*) FROM customer"_s));
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT c.id, c.first_name, c.last_name, coalesce(a.line1, ''), coalesce(a.line2, ''), "
            u"coalesce(c.postcode, a.postcode, ''), coalesce(c.city, a.city, ''), "
            u"coalesce(c.region, a.region, c.country, a.country, ''), c.phone, c.email, c.birthday, "
            u"c.country "
            u"FROM customer c LEFT JOIN postal_address a ON a.customer_id = c.id AND a.kind = 'default' "
            u"ORDER BY c.id"_s));
    records.people.reserve(size_t(total));
    std::string mailKey;
    const auto name = [](const QString &text) { return contact::nameKey(text); };
    const auto asIs = [](const QString &text) { return text; };
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return records;
        PersonRecord person;
        person.id = rows.id<CustomerId>(0);
        person.given = records.names.keyOf(rows.view(1), name);
        person.surname = records.names.keyOf(rows.view(2), name);
        const StreetLine line = splitStreet(rows.text(3));
        person.street = records.places.codeOf(line.street);
        person.house = records.numbers.codeOf(line.house);
        person.line2 = records.places.keyOf(rows.view(4), name);
        person.postcode = records.numbers.keyOf(
            rows.view(5), [](const QString &text) { return contact::postcodeKey(text); });
        person.city = records.places.keyOf(rows.view(6), name);
        person.region = records.places.keyOf(rows.view(7), name);
        const std::string home = rows.isNull(11) ? country : std::string(rows.view(11));
        person.phone = records.numbers.codeOf(QString::fromStdString(contact::phoneKey(rows.view(8), home)));
        makeAddressKey(rows.view(9), mailKey);
        if (const size_t at = mailKey.rfind('@'); at != std::string::npos) {
            const std::string local = mailKey.substr(0, at);
            person.mailbox = records.mail.codeOf(QString::fromStdString(local.substr(0, local.find('+'))));
            person.mailDomain = records.mail.keyOf(std::string_view(mailKey).substr(at + 1), asIs);
        }
        person.birthday = records.numbers.keyOf(rows.view(10), asIs);
        records.people.push_back(person);
        if (records.people.size() % 8192 == 0) {
            progress.report(qint64(records.people.size()), total);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"The search was stopped. Nothing was changed."_s);
        }
    }
}

} // namespace haberdash::identity
