// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/base/email_address.h"
#include "core/contact/mailboxes.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class MissingEmail final : public PersonCheck
{
public:
    MissingEmail()
        : PersonCheck({u"people.email-missing"_s, Subject::People, Severity::Warning,
            u"People without an e-mail address"_s, u"People of whom no address is known."_s,
            u"The address is empty."_s,
            u"They can never be written to, and what they bought under another name or at the till stays apart."_s,
            u"Ask for the address at the till or on the packing slip. If another file has the addresses, "
            u"import it "
            u"with the same customer numbers."_s})
    { }
    bool finds(const Person &person, const Scope &) const override { return person.email.empty(); }
};

class InvalidEmail final : public PersonCheck
{
public:
    InvalidEmail()
        : PersonCheck({u"people.email-invalid"_s, Subject::People, Severity::Serious,
            u"Addresses that cannot exist"_s, u"Texts in place of an address to which no mail can go."_s,
            u"The address breaks the rules of RFC 5321 and 5322: no @ or two, blanks, dots in the wrong "
            u"place, more "
            u"than 64 characters before the @ or 254 in all, no domain. Addresses that are blocked already are left out."_s,
            u"Mail to them is refused at once. Mail providers take many refusals for a sign of a bought list "
            u"and hold "
            u"back the rest of the mail."_s,
            u"Correct them in the shop and import again, or block them here so that nobody tries."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override
    {
        return !person.email.empty() && person.suppression.empty();
    }
    bool finds(const Person &person, const Scope &) const override
    {
        return fault(person) != AddressFault::None;
    }
    QString remark(const Person &person, const Scope &) const override { return toWord(fault(person)); }

private:
    static AddressFault fault(const Person &person)
    {
        std::string_view text = person.email;
        while (!text.empty() && text.front() == ' ')
            text.remove_prefix(1);
        while (!text.empty() && text.back() == ' ')
            text.remove_suffix(1);
        return checkAddress(text);
    }
};

class MistypedDomain final : public PersonCheck
{
public:
    MistypedDomain()
        : PersonCheck({u"people.email-typo"_s, Subject::People, Severity::Warning,
            u"Addresses with a slip of the keys"_s,
            u"Addresses whose part after the @ looks like a well-known provider, but for one letter."_s,
            u"One letter left out, added, wrong or swapped against the thirty largest providers, and not "
            u"itself a "
            u"provider's name."_s,
            u"The mail goes to nobody, or to somebody else who owns the mistyped name."_s,
            u"Look at each suggestion and accept those that are right; the change can be undone."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.domain().empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return contact::meantDomain(person.domain()).has_value();
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return u"did you mean %1?"_s.arg(
            QString::fromStdString(contact::meantDomain(person.domain()).value_or(std::string())));
    }
};

class RoleMailbox final : public PersonCheck
{
public:
    RoleMailbox()
        : PersonCheck({u"people.email-role"_s, Subject::People, Severity::Notice,
            u"Addresses of offices, not of people"_s,
            u"Mailboxes such as info@ or sales@ that several people read."_s,
            u"The part before the @ is one of 59 names of functions (RFC 2142 and what shops meet)."_s,
            u"A greeting by name is wrong for most readers, complaints are likelier, and one yes does not "
            u"speak for "
            u"all of them."_s,
            u"Leave them out of personal campaigns, or ask for the address of the person."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.domain().empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return contact::isRoleMailbox(person.localPart());
    }
};

class DisposableMailbox final : public PersonCheck
{
public:
    DisposableMailbox()
        : PersonCheck({u"people.email-disposable"_s, Subject::People, Severity::Warning,
            u"Throw-away addresses"_s, u"Mailboxes that are made for one sign-up and gone soon after."_s,
            u"The domain, or one it belongs to, is on a public list of 8,335 such providers. The list may "
            u"err: nobody "
            u"is blocked by it. Blocked addresses and slips of the keys are left out."_s,
            u"Nobody reads the mail, opens look worse than they are, and dead mailboxes bounce."_s,
            u"Do not count them as readers; block them once they bounce."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override
    {
        return !person.domain().empty() && person.suppression.empty();
    }
    bool finds(const Person &person, const Scope &) const override
    {
        return person.suppression.empty() && contact::isDisposableDomain(person.domain())
            && !contact::meantDomain(person.domain());
    }
    QString remark(const Person &person, const Scope &) const override
    {
        return QString::fromStdString(std::string(person.domain()));
    }
};

class BouncedMailbox final : public PersonCheck
{
public:
    BouncedMailbox()
        : PersonCheck(
            {u"people.email-bounced"_s, Subject::People, Severity::Notice, u"Addresses that sent mail back"_s,
                u"People whose address is blocked because mail to it came back for good."_s,
                u"The address is on the list of blocked addresses with the reason “hard bounce”."_s,
                u"They get no more mail, though they may still buy."_s,
                u"Ask for a new address at the next order."_s})
    { }
    bool concerns(const Person &person, const Scope &) const override { return !person.email.empty(); }
    bool finds(const Person &person, const Scope &) const override
    {
        return person.suppression == "hard_bounce";
    }
};

} // namespace

void addAddressChecks(Checks &checks)
{
    checks.push_back(std::make_unique<MissingEmail>());
    checks.push_back(std::make_unique<InvalidEmail>());
    checks.push_back(std::make_unique<MistypedDomain>());
    checks.push_back(std::make_unique<RoleMailbox>());
    checks.push_back(std::make_unique<DisposableMailbox>());
    checks.push_back(std::make_unique<BouncedMailbox>());
}

} // namespace haberdash::audit
