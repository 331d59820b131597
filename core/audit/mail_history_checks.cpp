// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class MailAfterNo final : public WholeCheck
{
public:
    MailAfterNo()
        : WholeCheck({u"consent.mail-after-no"_s, Subject::Consent, Severity::Serious,
            u"Mail after an unsubscribe"_s,
            u"People who were sent mail after they had unsubscribed, by this program or any other."_s,
            u"An event “email_sent” or a mail of a campaign lies after a dated unsubscribe, with no yes "
            u"between "
            u"them."_s,
            u"It is against the law in most countries, and the surest way to complaints."_s,
            u"Find the tool that sent it and take these people off its list. Haberdash will not write to them."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        return findRows(scope, RowKind::Person,
            u"SELECT count(DISTINCT customer_id) FROM consent_entry WHERE channel = 'email' AND state = "
            u"'unsubscribed' AND occurred_at <= ?1"_s,
            u"SELECT n.customer_id, 'mail ' || ((min(m.at) - n.at) / 86400000) || ' days after the no' FROM "
            u"(SELECT customer_id, min(occurred_at) AS at FROM consent_entry WHERE channel = 'email' AND "
            u"state = 'unsubscribed' AND occurred_at <= ?1 GROUP BY customer_id) n JOIN "
            u"(SELECT customer_id, occurred_at AS at FROM event WHERE type_id = (SELECT id FROM event_type "
            u"WHERE name = 'email_sent') AND customer_id IN (SELECT customer_id FROM consent_entry WHERE "
            u"state = 'unsubscribed') UNION ALL SELECT customer_id, claimed_at FROM outbox WHERE state = "
            u"'sent') m "
            u"ON m.customer_id = n.customer_id AND m.at > n.at AND m.at <= ?1 WHERE NOT EXISTS (SELECT 1 "
            u"FROM "
            u"consent_entry y WHERE y.customer_id = n.customer_id AND y.channel = 'email' AND y.state = "
            u"'subscribed' AND y.occurred_at > n.at AND y.occurred_at <= m.at) "
            u"GROUP BY n.customer_id ORDER BY n.customer_id"_s);
    }
};

class MailBeforeYes final : public WholeCheck
{
public:
    MailBeforeYes()
        : WholeCheck({u"consent.mail-before-yes"_s, Subject::Consent, Severity::Warning,
            u"Mail before the yes"_s,
            u"People who were sent mail before the day on which they agreed to it."_s,
            u"The first event “email_sent” or mail of a campaign lies before the first yes, and no yes is "
            u"without "
            u"a day."_s,
            u"Either the day of consent is wrong, and then it proves nothing; or mail went out without consent."_s,
            u"Look where the day of consent comes from; some tools write the day of their own import."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        return findRows(scope, RowKind::Person, u"SELECT count(*) FROM ("_s + dated() + u')',
            u"SELECT y.customer_id, 'mail ' || ((y.at - min(m.at)) / 86400000) || ' days before the yes' FROM ("_s
                + dated()
                + u") y JOIN (SELECT customer_id, occurred_at AS at FROM event WHERE type_id = (SELECT id "
                  u"FROM "
                  u"event_type WHERE name = 'email_sent') UNION ALL SELECT customer_id, claimed_at FROM "
                  u"outbox "
                  u"WHERE state = 'sent') m ON m.customer_id = y.customer_id AND m.at < y.at "
                  u"GROUP BY y.customer_id ORDER BY y.customer_id"_s);
    }

private:
    /// People all of whose yeses have a day, with the first.
    static QString dated()
    {
        return u"SELECT customer_id, min(occurred_at) AS at FROM consent_entry WHERE channel = 'email' AND "
               u"state = "
               u"'subscribed' GROUP BY customer_id HAVING count(*) = count(occurred_at) AND "
               u"min(occurred_at) <= ?1"_s;
    }
};

} // namespace

void addMailHistoryChecks(Checks &checks)
{
    checks.push_back(std::make_unique<MailAfterNo>());
    checks.push_back(std::make_unique<MailBeforeYes>());
}

} // namespace haberdash::audit
