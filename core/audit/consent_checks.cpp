// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class NeverAsked final : public PersonCheck
{
public:
    NeverAsked()
        : PersonCheck({u"consent.missing"_s, Subject::Consent, Severity::Warning,
            u"Nobody knows whether they agreed to mail"_s,
            u"People with an address for whom no file says yes or no to mail."_s,
            u"The ledger of consent has no entry about mail that is in force."_s,
            u"They are left out of every campaign: without a yes nothing is sent."_s,
            u"Import the list of subscribers of your shop or newsletter tool. Orders alone are no consent."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.email.empty(); }
    bool finds(const Person &person, const Scope &) const override { return !person.consent.any; }
};

class UndatedConsent final : public PersonCheck
{
public:
    UndatedConsent()
        : PersonCheck({u"consent.undated"_s, Subject::Consent, Severity::Notice, u"A yes without a day"_s,
            u"People who agreed to mail, but no file says when."_s,
            u"The newest entry in force is a yes without a date."_s,
            u"Who is asked for proof (GDPR, article 7) cannot say when the person agreed, and whether mail "
            u"went out "
            u"before that cannot be checked."_s,
            u"Use an export that carries the date of consent, such as Matrixify, Klaviyo or Mailchimp, and import it."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return person.isSubscribed(); }
    bool finds(const Person &person, const Scope &) const override { return !person.consent.saidAt; }
};

class UnprovenConsent final : public PersonCheck
{
public:
    UnprovenConsent()
        : PersonCheck({u"consent.unproven"_s, Subject::Consent, Severity::Notice, u"A yes without proof"_s,
            u"People who agreed to mail, but it is not known in which words, on which form or from which computer."_s,
            u"The newest entry in force is a yes without a proof beside it."_s,
            u"In a dispute the shop must show that the person agreed; “it was in the file” may not be enough."_s,
            u"Keep the records of your sign-up form. A confirmed sign-up (double opt-in) is the best proof."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return person.isSubscribed(); }
    bool finds(const Person &person, const Scope &) const override { return !person.consent.proven; }
};

class ImpossibleConsentDate final : public PersonCheck
{
public:
    ImpossibleConsentDate()
        : PersonCheck({u"consent.date-impossible"_s, Subject::Consent, Severity::Warning,
            u"Consent dated to an impossible day"_s,
            u"People who said yes or no in the future or before the year 2000."_s,
            u"An entry of the ledger is dated after the instant of the audit or before 1 January 2000."_s,
            u"A yes from the future is not in force: they are left out. A wrong date is no proof."_s,
            u"Look how the file writes dates, correct the mapping, undo the import and import again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override
    {
        return person.consent.any || person.consent.dateIsImpossible;
    }
    bool finds(const Person &person, const Scope &) const override { return person.consent.dateIsImpossible; }
};

class BlockedButSubscribed final : public PersonCheck
{
public:
    BlockedButSubscribed()
        : PersonCheck({u"consent.blocked-yes"_s, Subject::Consent, Severity::Serious,
            u"Said no, still listed as yes"_s,
            u"People whose address is blocked because they unsubscribed, complained or took legal steps, "
            u"while the "
            u"ledger still says yes."_s,
            u"The address is blocked for one of these reasons and the newest entry in force is a yes."_s,
            u"Haberdash sends them nothing. But another tool that works with the same list may."_s,
            u"Note the no at its source: unsubscribe them in the shop and the newsletter tool, then import again."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return person.isSubscribed(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return person.isSubscribed()
            && (person.suppression == "unsubscribe" || person.suppression == "complaint"
                || person.suppression == "legal");
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return QString::fromStdString(person.suppression);
    }
};

class SubscribedWithoutAddress final : public PersonCheck
{
public:
    SubscribedWithoutAddress()
        : PersonCheck({u"consent.no-address"_s, Subject::Consent, Severity::Notice,
            u"A yes without an address"_s, u"People who agreed to mail, but have no address."_s,
            u"The newest entry in force is a yes, the address "
            u"is empty."_s,
            u"They count as subscribers and never get anything."_s,
            u"Import the addresses with the same customer numbers."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return person.isSubscribed(); }
    bool finds(const Person &person, const Scope &) const override { return person.email.empty(); }
};

} // namespace

void addConsentChecks(Checks &checks)
{
    checks.push_back(std::make_unique<NeverAsked>());
    checks.push_back(std::make_unique<UndatedConsent>());
    checks.push_back(std::make_unique<UnprovenConsent>());
    checks.push_back(std::make_unique<ImpossibleConsentDate>());
    checks.push_back(std::make_unique<BlockedButSubscribed>());
    checks.push_back(std::make_unique<SubscribedWithoutAddress>());
}

} // namespace haberdash::audit
