// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/proof_report.h"

#include "core/base/timestamp.h"
#include "core/consent/gate.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_sentence.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using report::Report;
using report::Section;
using report::Table;

namespace {

const QLocale &english()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedKingdom);
    return locale;
}

QString numberText(qint64 value)
{
    return english().toString(value);
}

QString momentText(const QDateTime &instant, const QTimeZone &zone)
{
    return english().toString(instant.toTimeZone(zone), u"d MMMM yyyy, HH:mm"_s) + u" ("_s
        + QString::fromLatin1(zone.id()) + u')';
}

/// "at most 3 messages in 7 days", "1 message", "1 day"
QString counted(qint64 count, const QString &thing)
{
    return numberText(count) + u' ' + thing + (count == 1 ? u""_s : u"s"_s);
}

QString clockText(int minute)
{
    return u"%1:%2"_s.arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

Section audienceOf(const QJsonObject &audience, qint64 excluded)
{
    const QString text = audience[u"rule"_s].toString();
    const auto rule = segment::parseRule(text);
    Section section{u"Audience"_s, rule ? segment::sentence(*rule) + u'.' : text, {}, {}};
    section.facts = {{u"In the audience"_s, numberText(audience[u"matching"_s].toInteger())},
        {u"Get the mail"_s, numberText(audience[u"mailable"_s].toInteger())},
        {u"Held out, to compare with"_s, numberText(audience[u"held_out"_s].toInteger())},
        {u"Left out"_s, numberText(excluded)},
        {u"Fingerprint (SHA-256)"_s, audience[u"sha256"_s].toString()}};
    return section;
}

Section consentOf(const QJsonObject &consent)
{
    Section section{u"Why they may be written to"_s,
        u"The basis in the ledger of consent, for mail of the purpose “%1”."_s.arg(
            consent[u"purpose"_s].toString()),
        {}, {{u"Basis"_s, u"People"_s}, {1}, {}}};
    qint64 sum = 0;
    const auto bases = consent[u"bases"_s].toObject();
    for (auto it = bases.begin(); it != bases.end(); ++it) {
        section.table.rows.append({capitalised(it.key()), numberText(it->toInteger())});
        sum += it->toInteger();
    }
    section.table.rows.append({u"Together"_s, numberText(sum)});
    return section;
}

Section excludedOf(const QJsonObject &excluded, qint64 sum)
{
    Section section{u"Who was left out, and why"_s, {}, {}, {{u"Reason"_s, u"People"_s}, {1}, {}}};
    if (excluded.isEmpty())
        section.text = u"Nobody was left out."_s;
    for (auto it = excluded.begin(); it != excluded.end(); ++it) {
        const auto barrier = consent::barrierFromWord(it.key());
        section.table.rows.append(
            {barrier ? u"They "_s + consent::inWords(*barrier) : it.key(), numberText(it->toInteger())});
    }
    if (!excluded.isEmpty())
        section.table.rows.append({u"Together"_s, numberText(sum)});
    return section;
}

Section emailsOf(const QJsonArray &emails)
{
    Section section{u"What they get"_s, u"Subjects are as written: names are filled in for each reader."_s,
        {}, {{u"Email"_s, u"Subject"_s, u"People"_s}, {2}, {}}};
    for (const auto &value : emails) {
        const auto email = value.toObject();
        section.table.rows.append({email[u"name"_s].toString(), email[u"subject"_s].toString(),
            numberText(email[u"recipients"_s].toInteger())});
        section.facts.append({u"Fingerprint of “%1” (SHA-256)"_s.arg(email[u"name"_s].toString()),
            email[u"sha256"_s].toString()});
    }
    return section;
}

Section checksOf(const QJsonArray &checks)
{
    Section section{u"What the checks said"_s, {}, {}, {{u"Email"_s, u"How grave"_s, u"Finding"_s}, {}, {}}};
    for (const auto &value : checks) {
        const auto check = value.toObject();
        for (const auto &entry : check[u"findings"_s].toArray()) {
            const auto finding = entry.toObject();
            section.table.rows.append({check[u"email"_s].toString(),
                capitalised(finding[u"severity"_s].toString()), finding[u"detail"_s].toString()});
        }
    }
    if (section.table.rows.isEmpty())
        section.text = u"They found nothing to mend."_s;
    return section;
}

Section guardrailsOf(const QJsonObject &frequency, const QJsonObject &guardrails)
{
    Section section{u"Guardrails"_s, {}, {}, {}};
    section.facts.append({u"One person gets at most"_s,
        u"%1 in %2, %3 apart"_s.arg(counted(frequency[u"messages"_s].toInteger(), u"message"_s),
            counted(frequency[u"days"_s].toInteger(), u"day"_s),
            counted(frequency[u"gap_hours"_s].toInteger(), u"hour"_s))});
    if (guardrails.isEmpty())
        return section;
    const auto rest = [&](const QString &name, const QString &key, const QString &unit) {
        const qint64 length = guardrails[key].toInteger();
        section.facts.append({name, length > 0 ? counted(length, unit) : u"no rest"_s});
    };
    rest(u"Left alone after a purchase"_s, u"after_purchase_hours"_s, u"hour"_s);
    rest(u"… after a return"_s, u"after_return_days"_s, u"day"_s);
    rest(u"… after a complaint"_s, u"after_complaint_days"_s, u"day"_s);
    const auto yesOrNo = [&](const QString &name, const QString &key) {
        section.facts.append({name, guardrails[key].toBool() ? u"yes"_s : u"no"_s});
    };
    yesOrNo(u"Waits where somebody waits for an answer"_s, u"waits_for_tickets"_s);
    yesOrNo(u"Leaves out addresses such as info@"_s, u"skips_role_addresses"_s);
    yesOrNo(u"Leaves out addresses to throw away"_s, u"skips_disposable_addresses"_s);
    section.facts.append({u"Priority"_s, numberText(guardrails[u"priority"_s].toInteger()) + u" of 100"_s});
    return section;
}

Section scheduleOf(const QJsonObject &schedule, const QTimeZone &zone)
{
    Section section{u"Schedule"_s, {}, {}, {}};
    const auto startsAt = QDateTime::fromString(schedule[u"starts_at"_s].toString(), Qt::ISODateWithMs);
    section.facts.append(
        {u"Begins"_s, startsAt.isValid() ? momentText(startsAt, zone) : u"when somebody says so"_s});
    const int from = schedule[u"window_from"_s].toInt();
    const int until = schedule[u"window_until"_s].toInt();
    const int dayBits = schedule[u"window_days"_s].toInt();
    const bool isAllDay = from == 0 && until == 24 * 60;
    QStringList days;
    for (int day = 0; day < 7; ++day) {
        if (dayBits & (1 << day))
            days.append(english().dayName(day + 1, QLocale::ShortFormat));
    }
    section.facts.append({u"Arrives"_s,
        (isAllDay ? u"at any hour"_s : clockText(from) + u" to "_s + clockText(until))
            + (days.size() == 7 ? u", every day"_s : u", "_s + days.join(u", "_s))});
    section.facts.append(
        {u"By the clock of"_s, schedule[u"in_local_time"_s].toBool() ? u"each customer"_s : u"the shop"_s});
    if (const qint64 spread = schedule[u"spread_minutes"_s].toInteger(); spread > 0)
        section.facts.append({u"Spread over"_s, counted(spread, u"minute"_s)});
    return section;
}

} // namespace

Report readProof(const QJsonObject &proof, const compose::BrandKit &brand, const QTimeZone &zone)
{
    static const QRegularExpression colour(u"^#[0-9a-fA-F]{6}$"_s);
    const auto audience = proof[u"audience"_s].toObject();
    const auto excluded = proof[u"excluded"_s].toObject();
    qint64 leftOut = 0;
    for (const auto &count : excluded)
        leftOut += count.toInteger();
    const qint64 heldOut = audience[u"held_out"_s].toInteger();

    Report report;
    report.shop = brand.shopName;
    report.accentColour
        = colour.match(brand.accentColour).hasMatch() ? brand.accentColour : compose::BrandKit().accentColour;
    report.title = u"Proof of approval: %1"_s.arg(proof[u"campaign"_s].toString());
    report.byline = u"Approved by %1 on %2."_s.arg(proof[u"approved_by"_s].toString(),
        momentText(QDateTime::fromString(proof[u"approved_at"_s].toString(), Qt::ISODateWithMs), zone));
    const auto withVerb
        = [](qint64 count) { return QString(numberText(count) + (count == 1 ? u" is"_s : u" are"_s)); };
    report.summary = u"%1 of %2 people in the audience get this mail; %3 left out%4."_s.arg(
        numberText(audience[u"mailable"_s].toInteger()), numberText(audience[u"matching"_s].toInteger()),
        withVerb(leftOut),
        heldOut > 0 ? u", and %1 held out to compare with"_s.arg(withVerb(heldOut)) : QString());
    report.sections = {audienceOf(audience, leftOut), consentOf(proof[u"consent"_s].toObject()),
        excludedOf(excluded, leftOut), emailsOf(proof[u"emails"_s].toArray()),
        checksOf(proof[u"checks"_s].toArray()),
        guardrailsOf(proof[u"frequency"_s].toObject(), proof[u"guardrails"_s].toObject())};
    if (const auto schedule = proof[u"schedule"_s].toObject(); !schedule.isEmpty())
        report.sections.append(scheduleOf(schedule, zone));
    Section whole{u"The whole"_s,
        u"Any change to audience, content or settings gives another fingerprint and needs a new approval."_s,
        {}, {}};
    QStringList accounts;
    for (const auto &account : proof[u"accounts"_s].toArray())
        accounts.append(account.toString());
    whole.facts = {{u"Goes out by"_s, accounts.join(u", "_s)},
        {u"Fingerprint of all that was approved"_s, proof[u"digest"_s].toString()}};
    report.sections.append(whole);
    report.footer = u"No names or addresses of customers are in this report. Made by Haberdash on the shop's "
                    u"own machine."_s;
    return report;
}

} // namespace haberdash::campaign
