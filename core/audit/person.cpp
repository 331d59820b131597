// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/person.h"

#include "core/base/email_address.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

std::string_view Person::domain() const
{
    const auto at = emailKey.rfind('@');
    return at == std::string::npos ? std::string_view() : std::string_view(emailKey).substr(at + 1);
}

std::string_view Person::localPart() const
{
    const auto at = emailKey.rfind('@');
    return at == std::string::npos ? std::string_view() : std::string_view(emailKey).substr(0, at);
}

QString nameOf(const Person &person)
{
    QString name = QString::fromStdString(person.firstName + ' ' + person.lastName).trimmed();
    if (!name.isEmpty())
        return name;
    if (!person.company.empty())
        return QString::fromStdString(person.company);
    return person.email.empty() ? u"Customer %1"_s.arg(person.id) : QString::fromStdString(person.email);
}

QByteArray jsonList(const qint64 *ids, size_t count)
{
    QByteArray list = "[";
    for (size_t i = 0; i < count; ++i) {
        if (i > 0)
            list += ',';
        list += QByteArray::number(ids[i]);
    }
    return list + ']';
}

PersonReader::PersonReader(const PossibleTimes &times, store::Statement people, store::Statement consent)
    : m_times(times)
    , m_people(std::move(people))
    , m_consent(std::move(consent))
{ }

Result<PersonReader> PersonReader::open(
    store::Connection &connection, const PossibleTimes &times, const std::optional<QByteArray> &ids)
{
    const auto only = [&ids](const QString &column) {
        return ids ? u" AND %1 IN (SELECT value FROM json_each(?1))"_s.arg(column) : QString();
    };
    HABERDASH_TRY_ASSIGN(people,
        connection.prepare(u"SELECT id, email, first_name, last_name, company, phone, country, birthday, "
                           u"created_at FROM customer WHERE TRUE"_s
            + only(u"id"_s) + u" ORDER BY id"_s));
    HABERDASH_TRY_ASSIGN(consent,
        connection.prepare(u"SELECT customer_id, state, occurred_at, coalesce(proof, '') <> '' "
                           u"FROM consent_entry WHERE channel = 'email' AND purpose = ''"_s
            + only(u"customer_id"_s) + u" ORDER BY customer_id, id"_s));
    if (ids) {
        people.bind(1, std::string_view(ids->constData(), size_t(ids->size())));
        consent.bind(1, std::string_view(ids->constData(), size_t(ids->size())));
    }
    PersonReader reader(times, std::move(people), std::move(consent));
    HABERDASH_TRY_ASSIGN(has, reader.m_consent.step());
    reader.m_hasEntry = has;
    HABERDASH_TRY_ASSIGN(suppressed, connection.prepare(u"SELECT address_key, reason FROM suppression"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, suppressed.step());
        if (!more)
            return reader;
        reader.m_suppressions.emplace(suppressed.view(0), suppressed.view(1));
    }
}

Result<bool> PersonReader::next(Person &person)
{
    HABERDASH_TRY_ASSIGN(more, m_people.step());
    if (!more)
        return false;
    person.id = m_people.integer(0);
    person.email = m_people.view(1);
    if (person.email.empty())
        person.emailKey.clear();
    else
        makeAddressKey(person.email, person.emailKey);
    person.firstName = m_people.view(2);
    person.lastName = m_people.view(3);
    person.company = m_people.view(4);
    person.phone = m_people.view(5);
    person.country = m_people.view(6);
    person.birthday = m_people.view(7);
    person.createdAt = m_people.optionalInteger(8);
    person.suppression.clear();
    if (!person.emailKey.empty()) {
        if (const auto found = m_suppressions.find(person.emailKey); found != m_suppressions.end())
            person.suppression = found->second;
    }
    HABERDASH_TRY(readConsent(person));
    return true;
}

Result<> PersonReader::readConsent(Person &person)
{
    ConsentFacts &facts = person.consent;
    facts = {};
    const qint64 now = m_times.last;
    while (m_hasEntry && m_consent.integer(0) <= person.id) {
        if (m_consent.integer(0) == person.id) {
            const auto at = m_consent.optionalInteger(2);
            if (at && !m_times.contain(*at))
                facts.dateIsImpossible = true;
            if (!at || *at <= now) {
                facts.any = true;
                facts.state = m_consent.view(1);
                facts.saidAt = at;
                facts.proven = m_consent.integer(3) != 0;
                if (facts.state == "subscribed") {
                    facts.undatedYes = facts.undatedYes || !at;
                    if (at)
                        facts.firstYes = std::min(*at, facts.firstYes.value_or(*at));
                }
            }
        }
        HABERDASH_TRY_ASSIGN(more, m_consent.step());
        m_hasEntry = more;
    }
    return {};
}

} // namespace haberdash::audit
