// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"
#include "core/base/email_address.h"
#include "core/base/stable_hash.h"

#include <algorithm>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

class SharedEmail final : public WholeCheck
{
public:
    SharedEmail()
        : WholeCheck({u"people.email-shared"_s, Subject::People, Severity::Serious,
            u"One address, several people"_s, u"Records of different people with the same address."_s,
            u"The address leads to the same mailbox on more than one record: without blanks and case, and at "
            u"providers such as "
            u"Gmail without dots and “+tag”."_s,
            u"The same mailbox gets the same campaign twice, and an unsubscribe of one leaves the other in."_s,
            u"Merge the records where they are one person; else ask which of them the address belongs to."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        Finding finding;
        finding.kind = RowKind::Person;
        HABERDASH_TRY_ASSIGN(rows,
            scope.connection().prepare(
                u"SELECT id, email FROM customer WHERE coalesce(email, '') <> '' ORDER BY id"_s));
        // Hashes in place of a million texts; two different keys share one less often than once in a million
        // shops.
        std::vector<std::pair<quint64, qint64>> keys;
        std::string key;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            makeAddressKey(rows.view(1), key);
            keys.emplace_back(stableHash(key), rows.integer(0));
        }
        finding.outOf = qint64(keys.size());
        std::ranges::sort(keys);
        for (size_t first = 0, end = 0; first < keys.size(); first = end) {
            while (end < keys.size() && keys[end].first == keys[first].first)
                ++end;
            if (end - first < 2)
                continue;
            for (size_t i = first; i < end; ++i) {
                const qint64 other = i == first ? keys[end - 1].second : keys[first].second;
                finding.ids.push_back(keys[i].second);
                finding.remarks.insert(keys[i].second, u"same address as No. %1"_s.arg(other));
            }
        }
        std::ranges::sort(finding.ids);
        return finding;
    }
};

class Twins final : public WholeCheck
{
public:
    Twins()
        : WholeCheck({u"people.twins"_s, Subject::People, Severity::Warning, u"People who are there twice"_s,
            u"Two records that look like one person under different addresses."_s,
            u"Same telephone number (digits only) and same last name; or same first and last name, postcode "
            u"and "
            u"street. The search for duplicates looks deeper and merges."_s,
            u"One person gets everything twice, and looks like two customers who each bought little."_s,
            u"Review them with the search for duplicates and merge those who are one person."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        // The digits of a number without the mark in front; a number that many share is a switchboard's.
        return findRows(scope, RowKind::Person, u"SELECT count(*) FROM customer"_s,
            u"WITH person AS (SELECT c.id, lower(c.last_name) AS last, lower(c.first_name) AS first, "
            u"c.postcode, "
            u"lower(a.line1) AS street, replace(replace(replace(replace(replace(replace(ltrim(c.phone, "
            u"'+0'''), "
            u"' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '') AS phone FROM customer c "
            u"LEFT JOIN postal_address a ON a.customer_id = c.id AND a.kind = 'default' "
            u"WHERE coalesce(c.last_name, '') <> ''), "
            u"twin AS (SELECT id, min(id) OVER same AS first_id, max(id) OVER same AS last_id, "
            u"count(*) OVER same AS n, 'telephone' AS by FROM person WHERE length(phone) >= 6 "
            u"WINDOW same AS (PARTITION BY phone, last) "
            u"UNION ALL SELECT id, min(id) OVER same, max(id) OVER same, count(*) OVER same, 'name and "
            u"street' "
            u"FROM person WHERE coalesce(first, '') <> '' AND coalesce(postcode, '') <> '' AND "
            u"coalesce(street, '') <> '' WINDOW same AS (PARTITION BY last, first, postcode, street)) "
            u"SELECT id, 'same ' || by || ' as No. ' || CASE id WHEN first_id THEN last_id ELSE first_id END "
            u"FROM twin WHERE n BETWEEN 2 AND 5 GROUP BY id ORDER BY id"_s);
    }
};

} // namespace

void addTwinChecks(Checks &checks)
{
    checks.push_back(std::make_unique<SharedEmail>());
    checks.push_back(std::make_unique<Twins>());
}

} // namespace haberdash::audit
