// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/filler_name.h"
#include "core/contact/country.h"
#include "core/contact/phone_number.h"

#include <QDate>

#include <algorithm>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

class MissingName final : public PersonCheck
{
public:
    MissingName()
        : PersonCheck(
            {u"people.name-missing"_s, Subject::People, Severity::Notice, u"People without a name"_s,
                u"People with an address of whom neither a first nor a last name nor a company is known."_s,
                u"All three are empty."_s, u"A greeting by name falls back to a general one."_s,
                u"Nothing has to be done: write fall-backs into the email (“Hello there”). A fuller export "
                u"brings the "
                u"names."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.email.empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return !person.email.empty() && person.firstName.empty() && person.lastName.empty()
            && person.company.empty();
    }
};

class ImplausibleName final : public PersonCheck
{
public:
    ImplausibleName()
        : PersonCheck({u"people.name-implausible"_s, Subject::People, Severity::Warning,
            u"Names that are no names"_s,
            u"First or last names such as “test”, “asdf” or “xxx”, with digits or an @ in them, or without a letter."_s,
            u"The name is on a short list of fillers, holds a digit, an @ or a web address, repeats one "
            u"letter three "
            u"times, or holds no letter at all. Surnames that exist, such as Guest or Null, are let through."_s,
            u"“Hello asdf” in the subject line; and test records count as customers."_s,
            u"Correct the name in the shop, or delete the record there if it was a test, and import again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override
    {
        return !person.firstName.empty() || !person.lastName.empty();
    }
    bool finds(const Person &person, const Scope &) const override
    {
        return isFillerName(person.firstName, NamePart::First)
            || isFillerName(person.lastName, NamePart::Last);
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return u"“%1”"_s.arg(
            textOf(isFillerName(person.firstName, NamePart::First) ? person.firstName : person.lastName));
    }
};

class MissingCountry final : public PersonCheck
{
public:
    MissingCountry()
        : PersonCheck(
            {u"people.country-missing"_s, Subject::People, Severity::Notice, u"People without a country"_s,
                u"People of whom the country is not known."_s, u"The country is empty."_s,
                u"Offers, languages and laws that depend on the country cannot be chosen for them."_s,
                u"Import the customers or orders with their addresses."_s})
    { }
    bool finds(const Person &person, const Scope &) const override { return person.country.empty(); }
};

class UnknownCountry final : public PersonCheck
{
public:
    UnknownCountry()
        : PersonCheck({u"people.country-unknown"_s, Subject::People, Severity::Warning,
            u"Countries that do not exist"_s, u"Texts in place of a country that name none."_s,
            u"The text is neither a code (ISO 3166, two or three letters) nor the name of a country in its "
            u"own "
            u"language or one of thirteen others."_s,
            u"Segments by country miss these people."_s,
            u"Correct the country in the shop and import again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.country.empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return contact::countryCode(textOf(person.country)).isEmpty();
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return u"“%1”"_s.arg(textOf(person.country));
    }
};

class PhoneOfOtherCountry final : public PersonCheck
{
public:
    PhoneOfOtherCountry()
        : PersonCheck({u"people.phone-country"_s, Subject::People, Severity::Notice,
            u"Telephone of another country"_s,
            u"People whose telephone number belongs to another country than their address."_s,
            u"The number begins with + or 00 and a country's code that the country of the address does not share."_s,
            u"Language and sending time may be chosen for the wrong place; text messages cost more."_s,
            u"Many of them are right: people move and keep their number. Look at a few; correct what is "
            u"wrong in the "
            u"shop."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override
    {
        return !person.phone.empty() && !contact::countryCode(textOf(person.country)).isEmpty()
            && !contact::countriesOfPhone(person.phone).empty();
    }
    bool finds(const Person &person, const Scope &) const override
    {
        const std::string country = contact::countryCode(textOf(person.country)).toStdString();
        const auto countries = contact::countriesOfPhone(person.phone);
        return !country.empty() && std::ranges::find(countries, country) == countries.end();
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return u"%1, but %2"_s.arg(textOf(person.phone), textOf(person.country));
    }
};

class ImpossiblePhone final : public PersonCheck
{
public:
    ImpossiblePhone()
        : PersonCheck({u"people.phone-impossible"_s, Subject::People, Severity::Notice,
            u"Telephone numbers that cannot exist"_s,
            u"Numbers that are too short or too long to be dialled."_s,
            u"Fewer than 6 or more than 15 digits (ITU E.164), or one digit repeated throughout."_s,
            u"Text messages fail, and two records of one person are not recognised by their telephone."_s,
            u"Correct them in the shop and import again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.phone.empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        std::string digits;
        for (const char character : person.phone) {
            if (character >= '0' && character <= '9')
                digits += character;
        }
        const bool repeated = !digits.empty() && digits.find_first_not_of(digits[0]) == std::string::npos;
        // "00" is no digit of the number itself.
        const size_t length = digits.size() - (digits.starts_with("00") ? 2 : 0);
        return repeated || length < 6 || length > 15;
    }
    QString remark(const Person &person, const Scope &) const override { return textOf(person.phone); }
};

class ImpossibleBirthday final : public PersonCheck
{
public:
    ImpossibleBirthday()
        : PersonCheck({u"people.birthday-impossible"_s, Subject::People, Severity::Warning,
            u"Birthdays that cannot be"_s,
            u"Birthdays in the future, of people above 110, or that are no day."_s,
            u"The text is neither a day (2001-05-17), a day without a year (05-17), a year nor a time stamp; "
            u"or the "
            u"day is after "
            u"the instant of the audit or more than 110 years before it."_s,
            u"Birthday emails go out on the wrong day, and ages are wrong."_s,
            u"Clear or correct them in the shop and import again. Many people on 1 January are a default, "
            u"not a "
            u"birthday."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.birthday.empty(); }
    bool finds(const Person &person, const Scope &scope) const override
    {
        QString text = textOf(person.birthday).trimmed();
        if (text.startsWith(u"--"_s))
            text.remove(0, 2);
        if (text.size() == 5) // 2000 was a leap year: 29 February is a birthday
            return !QDate::fromString(u"2000-"_s + text, Qt::ISODate).isValid();
        const bool isYear = text.size() == 4 && text.toInt() > 0;
        const QDate day = isYear ? QDate(text.toInt(), 1, 1) : QDate::fromString(text.left(10), Qt::ISODate);
        if (!day.isValid())
            return true;
        const QDate today = QDate(1970, 1, 1).addDays(scope.localTime().day(toMilliseconds(scope.asOf())));
        return day > today || day < today.addYears(-110);
    }
    QString remark(const Person &person, const Scope &) const override { return textOf(person.birthday); }
};

class ImpossibleSignUp final : public PersonCheck
{
public:
    ImpossibleSignUp()
        : PersonCheck({u"people.sign-up-impossible"_s, Subject::People, Severity::Warning,
            u"Sign-ups that cannot have happened then"_s,
            u"People who signed up in the future or before the year 2000."_s,
            u"The day of sign-up is after the instant of the audit or before 1 January 2000."_s,
            u"“New this month” and “member for” are wrong for them."_s,
            u"Look how the file writes dates (day and month swapped?), correct the mapping, undo the import "
            u"and import "
            u"again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return person.createdAt.has_value(); }
    bool finds(const Person &person, const Scope &scope) const override
    {
        return person.createdAt && !scope.times().contain(*person.createdAt);
    }
};

} // namespace

void addProfileChecks(Checks &checks)
{
    checks.push_back(std::make_unique<MissingName>());
    checks.push_back(std::make_unique<ImplausibleName>());
    checks.push_back(std::make_unique<MissingCountry>());
    checks.push_back(std::make_unique<UnknownCountry>());
    checks.push_back(std::make_unique<PhoneOfOtherCountry>());
    checks.push_back(std::make_unique<ImpossiblePhone>());
    checks.push_back(std::make_unique<ImpossibleBirthday>());
    checks.push_back(std::make_unique<ImpossibleSignUp>());
}

} // namespace haberdash::audit
