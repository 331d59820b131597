// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/audit/audit_seeds.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QList<AuditSeed> auditSeeds()
{
    return peopleSeeds() + consentSeeds() + orderSeeds() + goodsSeeds() + sourceSeeds();
}

QList<AuditSeed> peopleSeeds()
{
    const auto everyHundredth = u"SELECT id FROM customer WHERE id % 101 = 1"_s;
    return {
        {u"people.email-missing"_s,
            {u"UPDATE customer SET email = CASE id % 2 WHEN 0 THEN NULL ELSE '' END WHERE id % 101 = 1"_s},
            everyHundredth},
        {u"people.email-invalid"_s,
            {u"UPDATE customer SET email = CASE id % 7 WHEN 0 THEN 'no-at-sign' WHEN 1 THEN "
             u"'two@@signs.example' WHEN 2 "
             u"THEN 'blank in@it.example' WHEN 3 THEN 'dot.@end.example' WHEN 4 THEN 'x@.example' WHEN 5 "
             u"THEN "
             u"printf('%065d@long.example', id) ELSE '@nobody.example' END WHERE id % 101 = 1"_s,
                // Odd, but mail goes there.
                u"UPDATE customer SET email = CASE id % 4 WHEN 0 THEN printf('%064d@long.example', id) WHEN "
                u"1 THEN id || "
                u"'o''brien+tag@sub.domain.example' WHEN 2 THEN '  ' || id || 'x@blank.example ' ELSE id || "
                u"'_-x@münchen.example' END WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.email-typo"_s,
            {u"UPDATE customer SET email = 'p' || id || '@' || CASE id % 9 WHEN 0 THEN 'gmial.com' WHEN 1 "
             u"THEN 'gmai.com' "
             u"WHEN 2 THEN 'gmaill.com' WHEN 3 THEN 'HOTMIAL.com' WHEN 4 THEN 'yaho.com' WHEN 5 THEN "
             u"'outlok.com' WHEN 6 "
             u"THEN 'iclould.com' WHEN 7 THEN 'gmx.dee' ELSE 'gmail.con' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET email = 'p' || id || '@' || CASE id % 9 WHEN 0 THEN 'gmail.com' WHEN 1 "
                u"THEN "
                u"'ymail.com' WHEN 2 THEN 'mail.com' WHEN 3 THEN 'gmx.at' WHEN 4 THEN 'hotmail.be' WHEN 5 "
                u"THEN 'yahoo.es' "
                u"WHEN 6 THEN 'live.de' WHEN 7 THEN 'wek.de' ELSE 'email.com' END WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.email-role"_s,
            {u"UPDATE customer SET email = CASE id % 5 WHEN 0 THEN 'info' WHEN 1 THEN 'Sales' WHEN 2 THEN "
             u"'support+shop' "
             u"WHEN 3 THEN 'no-reply' ELSE 'office' END || '@s' || id || '.example' WHERE id % 101 = 1"_s,
                u"UPDATE customer SET email = CASE id % 3 WHEN 0 THEN 'sally' WHEN 1 THEN 'info.meyer' ELSE "
                u"'officer' END "
                u"|| '@s' || id || '.example' WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.email-disposable"_s,
            {u"UPDATE customer SET email = 'p' || id || '@' || CASE id % 4 WHEN 0 THEN 'mailinator.com' WHEN "
             u"1 THEN "
             u"'Yopmail.com' WHEN 2 THEN 'sub.mailinator.com' ELSE '10minutemail.com' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET email = 'p' || id || '@' || CASE id % 2 WHEN 0 THEN "
                u"'notmailinator.example' ELSE "
                u"'gmail.com' END WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.email-bounced"_s,
            {u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) SELECT "
             u"lower(email), CASE id % 101 WHEN 1 THEN 'hard_bounce' ELSE "
             u"'manual' END, "
             u"'test', 1, NULL FROM customer WHERE id % 101 IN (1, 2)"_s},
            everyHundredth},
        {u"people.email-shared"_s,
            {u"UPDATE customer SET email = (SELECT ' ' || upper(c.email) FROM customer c WHERE c.id = "
             u"customer.id - 1) WHERE "
             u"id % 101 = 2"_s},
            u"SELECT id FROM customer c WHERE id % 101 = 2 OR (id % 101 = 1 AND EXISTS (SELECT 1 FROM "
            u"customer d WHERE d.id "
            u"= c.id + 1))"_s},
        {u"people.name-missing"_s,
            {u"UPDATE customer SET first_name = NULL, last_name = '', company = NULL WHERE id % 101 IN (1, 2)"_s,
                u"UPDATE customer SET company = 'Buttons Ltd' WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.name-implausible"_s,
            {u"UPDATE customer SET first_name = CASE id % 6 WHEN 0 THEN 'Test' WHEN 1 THEN 'asdf' WHEN 2 "
             u"THEN 'Guest' WHEN 3 "
             u"THEN 'b@d' WHEN 4 THEN '---' ELSE 'Xxx' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET first_name = 'Na', last_name = CASE id % 5 WHEN 0 THEN 'Guest' WHEN 1 "
                u"THEN 'Null' WHEN "
                u"2 THEN 'Ng' WHEN 3 THEN '山田' ELSE 'Testino' END WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.country-missing"_s, {u"UPDATE customer SET country = NULL WHERE id % 101 = 1"_s},
            everyHundredth},
        {u"people.country-unknown"_s,
            {u"UPDATE customer SET country = CASE id % 4 WHEN 0 THEN 'Atlantis' WHEN 1 THEN 'Unspecified' "
             u"WHEN 2 THEN 'XX' "
             u"ELSE 'Berlin' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET country = CASE id % 7 WHEN 0 THEN 'Deutschland' WHEN 1 THEN 'USA' WHEN "
                u"2 THEN 'EIRE' "
                u"WHEN 3 THEN 'gb' WHEN 4 THEN 'DEU' WHEN 5 THEN ' Österreich' ELSE 'United Kingdom' END "
                u"WHERE id % 101 = "
                u"2"_s},
            everyHundredth},
        {u"people.phone-country"_s,
            {u"UPDATE customer SET country = 'Germany', phone = CASE id % 3 WHEN 0 THEN '+33 6 1234 ' WHEN 1 "
             u"THEN '0044 20 "
             u"79' ELSE '+1 (416) 55' END || (10000 + id) WHERE id % 101 = 1"_s,
                // Codes that countries share, national numbers, and the code with two noughts.
                u"UPDATE customer SET (country, phone) = (SELECT CASE id % 5 WHEN 0 THEN 'KZ' WHEN 1 THEN "
                u"'CA' WHEN 2 THEN "
                u"'DE' WHEN 3 THEN 'GG' ELSE 'DE' END, CASE id % 5 WHEN 0 THEN '+7 701' WHEN 1 THEN '+1 416 "
                u"5' WHEN 2 THEN "
                u"'0049 30 ' WHEN 3 THEN '+44 1481 ' ELSE '030 44' END || (100000 + id)) WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.phone-impossible"_s,
            {u"UPDATE customer SET phone = CASE id % 4 WHEN 0 THEN '123' WHEN 1 THEN '+4912345678901234567' "
             u"WHEN 2 THEN "
             u"'0000000000' ELSE 'call me' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET phone = CASE id % 2 WHEN 0 THEN '123 456' ELSE '00491234567890123' END "
                u"WHERE id % 101 = "
                u"2"_s},
            everyHundredth},
        {u"people.birthday-impossible"_s,
            {u"UPDATE customer SET birthday = CASE id % 6 WHEN 0 THEN '2031-01-01' WHEN 1 THEN '1893-05-02' "
             u"WHEN 2 THEN "
             u"'2001-02-30' WHEN 3 THEN '13-45' WHEN 4 THEN 'next May' ELSE '2026-07-01' END WHERE id % 101 = 1"_s,
                u"UPDATE customer SET birthday = CASE id % 6 WHEN 0 THEN '05-17' WHEN 1 THEN '--02-29' WHEN "
                u"2 THEN '1950' "
                u"WHEN 3 THEN '2000-02-29' WHEN 4 THEN '1990-01-01T00:00:00Z' ELSE '2026-06-01' END WHERE id % 101 = 2"_s},
            everyHundredth},
        {u"people.sign-up-impossible"_s,
            {u"UPDATE customer SET created_at = CASE id % 3 WHEN 0 THEN 1782777600001 WHEN 1 THEN 0 ELSE -5 "
             u"END WHERE id % "
             u"101 = 1"_s,
                u"UPDATE customer SET created_at = CASE id % 2 WHEN 0 THEN 1782777600000 ELSE 946684800000 "
                u"END WHERE id % 101 "
                u"= 2"_s},
            everyHundredth},
        {u"people.fact-outlier"_s,
            {u"UPDATE customer SET attributes = json_object('height', CASE id % 101 WHEN 1 THEN 99999 WHEN 2 "
             u"THEN 205 "
             u"ELSE 150 + id % 50 END, 'children', id % 4)"_s},
            everyHundredth},
        {u"people.fact-odd-word"_s,
            {u"UPDATE customer SET attributes = json_object('shoes', CASE id % 101 WHEN 1 THEN 'odd ' || (id "
             u"/ 101 % 20) "
             u"WHEN 2 THEN '41' ELSE 'size ' || (id % 9) END, 'motto', 'each their own, ' || id)"_s},
            everyHundredth},
        {u"people.same-but-number"_s,
            {u"UPDATE customer SET email = NULL, phone = NULL, first_name = 'Kim', last_name = 'Li', company "
             u"= NULL, "
             u"country = 'DE', region = NULL, city = 'Berlin', postcode = '10115', language = NULL, birthday "
             u"= NULL, note "
             u"= NULL, created_at = 1700000000000, attributes = json_object('height', 170 + id / 101 % 40, "
             u"'shoes', "
             u"CASE id % 101 WHEN 3 THEN id ELSE 41 + id / 4040 END) WHERE id % 101 IN (1, 2, 3)"_s,
                // Nothing is known of them: that is no reason to think that they are one.
                u"UPDATE customer SET email = NULL, phone = NULL, first_name = NULL, last_name = NULL, "
                u"company = NULL, "
                u"created_at = NULL, attributes = '{}' WHERE id % 101 IN (4, 5)"_s},
            u"SELECT id FROM customer WHERE id % 101 = 1 AND id + 1 IN (SELECT id FROM customer) OR id % 101 = 2"_s},
        {u"people.twins"_s,
            {u"UPDATE customer SET (last_name, phone) = (SELECT upper(c.last_name), replace(c.phone, ' ', "
             u"'-') FROM customer "
             u"c WHERE c.id = customer.id - 1) WHERE id % 101 = 2"_s,
                u"UPDATE customer SET (first_name, last_name, postcode) = (SELECT c.first_name, c.last_name, "
                u"c.postcode FROM "
                u"customer c WHERE c.id = customer.id - 1) WHERE id % 101 = 4"_s,
                u"UPDATE postal_address SET line1 = (SELECT upper(a.line1) FROM postal_address a WHERE "
                u"a.customer_id = "
                u"postal_address.customer_id - 1 AND a.kind = 'default') WHERE customer_id % 101 = 4 AND kind = 'default'"_s,
                // A family: same telephone, other name. A namesake in another street.
                u"UPDATE customer SET phone = (SELECT c.phone FROM customer c WHERE c.id = customer.id - 1), "
                u"last_name = "
                u"'Quennell' || last_name WHERE id % 101 = 6"_s},
            u"SELECT id FROM customer c WHERE id % 101 IN (2, 4) OR (id % 101 IN (1, 3) AND EXISTS (SELECT 1 "
            u"FROM customer d "
            u"WHERE d.id = c.id + 1))"_s},
        {u"people.buyer-outlier"_s, {u"UPDATE shop_order SET customer_id = 7 WHERE id % 10 = 0"_s},
            u"SELECT 7"_s},
    };
}

QList<AuditSeed> consentSeeds()
{
    const auto entry = [](const QString &state, const QString &at, const QString &who, const QString &proof) {
        return u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, proof, occurred_at, "
               u"recorded_at) "
               u"SELECT id, 'email', '%1', 'test', 'test', %4, %2, 1 FROM customer WHERE %3"_s.arg(
                   state, at, who, proof);
    };
    const auto mail = [](const QString &at, const QString &who) {
        return u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT id, %1, (SELECT id "
               u"FROM event_type "
               u"WHERE name = 'email_sent'), -id FROM customer WHERE %2"_s.arg(at, who);
    };
    const auto one = u"id % 101 = 1"_s;
    const auto two = u"id % 101 = 2"_s;
    const auto forget = u"DELETE FROM consent_entry WHERE customer_id % 101 IN (1, 2)"_s;
    const auto form = u"'form 7'"_s;
    const auto daysAgo
        = [](int days) { return QString::number(1'782'777'600'000 - qint64(days) * 86'400'000); };
    const auto noMail = u"DELETE FROM event WHERE customer_id % 101 IN (1, 2) AND type_id = (SELECT id FROM "
                        u"event_type WHERE "
                        u"name = 'email_sent')"_s;
    const auto ones = u"SELECT id FROM customer WHERE id % 101 = 1"_s;
    return {
        {u"consent.missing"_s,
            {forget, entry(u"not_subscribed"_s, u"NULL"_s, two, u"NULL"_s),
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) SELECT "
                u"id, 'sms', "
                u"'subscribed', 'test', 'test', 1 FROM customer WHERE id % 101 = 1"_s},
            ones},
        {u"consent.undated"_s,
            {forget, entry(u"subscribed"_s, u"NULL"_s, one, form),
                entry(u"subscribed"_s, daysAgo(10), two, form)},
            ones},
        {u"consent.unproven"_s,
            {forget, entry(u"subscribed"_s, daysAgo(10), one, u"''"_s),
                entry(u"not_subscribed"_s, daysAgo(9), two, u"NULL"_s)},
            ones},
        {u"consent.date-impossible"_s,
            {entry(u"subscribed"_s, u"CASE id % 2 WHEN 0 THEN 1782777600001 ELSE 631152000000 END"_s, one,
                 form),
                entry(u"subscribed"_s, u"1782777600000"_s, two, form)},
            ones},
        {u"consent.blocked-yes"_s,
            {forget, entry(u"subscribed"_s, daysAgo(10), u"id % 101 IN (1, 2)"_s, form),
                u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) SELECT "
                u"lower(email), CASE id % 101 WHEN 1 THEN CASE id % 3 WHEN 0 "
                u"THEN "
                u"'complaint' WHEN 1 THEN 'unsubscribe' ELSE 'legal' END ELSE 'hard_bounce' END, 'test', 1, "
                u"NULL FROM "
                u"customer WHERE id % 101 IN (1, 2)"_s},
            ones},
        {u"consent.no-address"_s,
            {forget, entry(u"subscribed"_s, daysAgo(10), u"id % 101 IN (1, 2)"_s, form),
                u"UPDATE customer SET email = NULL WHERE id % 101 = 1"_s},
            ones},
        {u"consent.mail-after-no"_s,
            {noMail, forget, entry(u"subscribed"_s, daysAgo(300), u"id % 101 IN (1, 2)"_s, form),
                entry(u"unsubscribed"_s, daysAgo(100), u"id % 101 IN (1, 2)"_s, form),
                entry(u"subscribed"_s, daysAgo(80), two, form), mail(daysAgo(50), u"id % 101 IN (1, 2)"_s)},
            ones},
        {u"consent.mail-before-yes"_s,
            {noMail, forget, entry(u"subscribed"_s, daysAgo(50), one, form),
                entry(u"subscribed"_s, daysAgo(200), two, form), mail(daysAgo(100), u"id % 101 IN (1, 2)"_s)},
            ones},
    };
}

} // namespace haberdash::test
